"""The editors of a form's fields: a list to choose from, a number, words, or a value as the text would have it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from console.district.marked_yaml import Unreadable, read_marked
from console.district.yaml_write import written
from console.views.plans.form_fields import choices
from console.views.plans.form_model import FormModel
from console.views.theme.dressing import follow_theme
from console.views.wording import word

Index = QModelIndex | QPersistentModelIndex
MOST = 1_000_000


class FieldEditors(QStyledItemDelegate):
    """Enter takes the value over, Esc leaves it as it was."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor that suits the field."""
        model = index.model()
        assert isinstance(model, FormModel), "these are the editors of one form"
        shape = model.node(index).shape
        name = str(model.index(index.row(), 0, index.parent()).data())
        editor = self._made(parent, shape, model)
        editor.setAccessibleName(name)
        return editor

    @staticmethod
    def _made(parent: QWidget, shape: str, model: FormModel) -> QWidget:
        if shape == "bool":
            box = QComboBox(parent)
            for answer in (True, False):
                box.addItem(word("plan.say", "yes" if answer else "no"), answer)
            return box
        if shape.startswith("choice:") and model.words is not None:
            return _choice_box(parent, choices(shape, model.words))
        if shape in ("number", "seconds"):
            spin = QSpinBox(parent)
            spin.setRange(0, MOST)
            spin.setSuffix(" s" if shape == "seconds" else "")
            return spin
        return QLineEdit(parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What the field holds now."""
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            at = editor.findData(value)
            editor.setCurrentIndex(at)
            if at < 0 and editor.isEditable():
                editor.setEditText("" if value is None else str(value))
        elif isinstance(editor, QSpinBox):
            editor.setValue(value if isinstance(value, int) and abs(value) <= MOST else 0)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            plain = isinstance(value, str) and not self._as_text(index)
            editor.setText(value if plain else "" if value is None else written(value))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Ask for what the editor says; words that are nothing are not asked for."""
        if isinstance(editor, QComboBox):
            typed = editor.currentText().strip()
            at = editor.findText(typed, Qt.MatchFlag.MatchFixedString)
            value: Any = editor.itemData(at) if at >= 0 else typed if editor.isEditable() else None
            if value in (None, ""):
                return
        elif isinstance(editor, QSpinBox):
            editor.interpretText()
            value = editor.value()
        else:
            assert isinstance(editor, QLineEdit), "there are three kinds of editors"
            value = _read(editor.text()) if self._as_text(index) else editor.text()
        model.setData(index, value, Qt.ItemDataRole.EditRole)

    @staticmethod
    def _as_text(index: Index) -> bool:
        """Whether the field takes numbers, lists and words alike, written as the text has them."""
        model = index.model()
        return isinstance(model, FormModel) and model.node(index).shape in ("value", "list:text", "")


def _choice_box(parent: QWidget, offered: list[tuple[str, str]]) -> QComboBox:
    """Names to choose from; a part of a name finds it, and a code that is not offered may be typed."""
    box = QComboBox(parent)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for code, name in offered:
        box.addItem(name if name == code else f"{name} · {code}", code)
    finder = QCompleter(box.model(), box)
    finder.setFilterMode(Qt.MatchFlag.MatchContains)
    finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    follow_theme(finder.popup())
    box.setCompleter(finder)
    return box


def _read(typed: str) -> Any:
    """What the words mean in the text; the words themselves when they mean nothing there."""
    try:
        return read_marked(f"value: {typed}".encode()).value["value"]
    except (Unreadable, KeyError):
        return typed
