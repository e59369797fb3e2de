"""The form beside the text: every field of a plan, changed one at a time, with what is wrong said at the field."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.analysis.plan_words import Glossary
from console.district.marked_yaml import Path
from console.district.plan_checked import Checked
from console.views.plans.form_editors import FieldEditors
from console.views.plans.form_fields import MAPS, Fresh, entry_label, label
from console.views.plans.form_model import FIELD, FormModel, Node
from console.views.plans.form_tree import FieldTree
from console.views.theme import current as theme
from console.views.wording import tell

FIRST_OPEN: tuple[Path, ...] = (("title",), ("levels",), ("levels", 0), ("levels", 0, "staff"))


class PlanForm(QWidget):
    """Changes nothing itself: it asks for changes of the text and shows what the text says then."""

    put_asked = Signal(object, object, object)  # path, value, the order of the fields around it
    add_asked = Signal(object, object)  # path of the list, value
    drop_asked = Signal(object)  # path
    place_chosen = Signal(object)  # path the officer went to

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FormModel(self)
        self.view = FieldTree()
        self.add, self.remove, self.problem = QPushButton(), QPushButton(), QLabel()
        self._opened: set[Path] = set(FIRST_OPEN)
        self._words: Glossary | None = None
        self._going = False
        self._later: Checked | None = None  # came while a field was being changed
        self._dress()
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setContentsMargins(12, 4, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        column.addWidget(self.problem)
        self._connect()

    def _dress(self) -> None:
        view = self.view
        view.setModel(self.model)
        editors = FieldEditors(view)
        editors.closeEditor.connect(self._editor_closed)
        view.setItemDelegate(editors)
        view.setUniformRowHeights(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setIndentation(16)
        view.setAllColumnsShowFocus(True)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.header().setSectionResizeMode(FIELD, QHeaderView.ResizeMode.Interactive)
        view.header().setStretchLastSection(True)
        view.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.setColumnWidth(FIELD, 220)

    def _connect(self) -> None:
        view = self.view
        view.expanded.connect(self._expanded)
        view.collapsed.connect(self._collapsed)
        view.selectionModel().currentChanged.connect(self._moved)
        view.adding.connect(self.open_menu)
        view.removing.connect(self.remove_current)
        self.model.edited.connect(self._edited)
        self.add.clicked.connect(self.open_menu)
        self.remove.clicked.connect(self.remove_current)
        theme.changed.connect(self._retheme)

    def retranslate(self) -> None:
        """In the language on screen."""
        self.add.setText(self.tr("Add … (Ins)"))
        self.remove.setText(self.tr("Remove (Del)"))
        self.view.setAccessibleName(self.tr("Fields of the plan"))
        self.model.retell()

    @Slot(str)
    def _retheme(self, _theme: str) -> None:
        self.model.retell()

    # -- showing ------------------------------------------------------------------------------------------------------

    def show_checked(self, checked: Checked, words: Glossary) -> None:
        """Show what a checked text says; the field the officer was on stays where it is."""
        self._words = words
        if self.view.is_editing:
            self._later = checked
            return
        here, place = self.current_path(), self.view.verticalScrollBar().value()
        self.model.show_data(checked.marked.value if checked.marked else {}, checked.remarks, words)
        self._going = True
        for path in sorted(self._opened, key=len):
            index = self.model.index_of(path)
            if index.isValid() and self.model.node(index).path == path:
                self.view.setExpanded(index, True)
        self.view.setCurrentIndex(self.model.index_of(here))
        self.view.verticalScrollBar().setValue(place)
        self._going = False
        self._tell_problem(self.view.currentIndex())

    @Slot()
    def _editor_closed(self) -> None:
        """What came while a field was being changed is shown when the editor is gone."""
        QTimer.singleShot(0, self, self._show_later)

    @Slot()
    def _show_later(self) -> None:
        checked, self._later = self._later, None
        if checked is not None and self._words is not None:
            self.show_checked(checked, self._words)

    def set_open(self, is_open: bool) -> None:
        """Whether fields can be changed."""
        self.model.is_open = is_open
        self.add.setEnabled(is_open)
        self.remove.setEnabled(is_open)

    def begin_with(self) -> None:
        """Another plan: what was opened in the last one is closed."""
        self._opened = set(FIRST_OPEN)

    def current_path(self) -> Path:
        """Where the officer is."""
        index = self.view.currentIndex()
        return self.model.node(index).path if index.isValid() else ()

    def go_to(self, path: Path) -> None:
        """Bring a field into view without telling anybody."""
        self._going = True
        index = self.model.index_of(path)
        above = index.parent()
        while above.isValid():
            self.view.setExpanded(above, True)
            self._opened.add(self.model.node(above).path)
            above = above.parent()
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self._going = False
        self._tell_problem(index)

    @Slot(QModelIndex)
    def _expanded(self, index: QModelIndex) -> None:
        self._opened.add(self.model.node(index).path)

    @Slot(QModelIndex)
    def _collapsed(self, index: QModelIndex) -> None:
        self._opened.discard(self.model.node(index).path)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        self._tell_problem(index)
        if not self._going and index.isValid():
            self.place_chosen.emit(self.model.node(index).path)

    def _tell_problem(self, index: QModelIndex) -> None:
        remarks = self.model.remarks_at(index)
        self.problem.setText("\n".join(("▲ " if r.grave else "△ ") + tell(r.phrase) for r in remarks))
        self.problem.setProperty("role", "danger" if any(r.grave for r in remarks) else "muted")
        self.problem.style().polish(self.problem)
        self.problem.setVisible(bool(remarks))

    # -- changing -----------------------------------------------------------------------------------------------------

    @Slot(object, object)
    def _edited(self, path: Path, value: Any) -> None:
        node = self.model.node(self.model.index_of(path))
        self.put_asked.emit(path, value, self._order(node.parent))

    @staticmethod
    def _order(holder: Node | None) -> tuple[str, ...]:
        return tuple(MAPS.get(holder.shape, {})) if holder is not None else ()

    @Slot()
    def remove_current(self) -> None:
        """Take the field or entry out of the text."""
        path = self.current_path()
        if path and self.model.is_open:
            self.drop_asked.emit(path)

    @Slot()
    def open_menu(self) -> None:
        """What may be added where the officer is, the nearest first."""
        if not self.model.is_open or self._words is None:
            return
        menu = QMenu(self)
        for said, node, key in self._additions():
            menu.addAction(said).triggered.connect(partial(self.add_there, node.path, key))
        actions = menu.actions()
        if actions:
            menu.setActiveAction(actions[0])
            menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def _additions(self) -> Iterator[tuple[str, Node, str]]:
        node: Node | None = self.model.node(self.view.currentIndex())
        while node is not None:
            there = self._called(node)
            if isinstance(node.value, list) and node.shape.startswith("list:"):
                said = self.tr("{what} in {where}")
                yield said.format(what=entry_label(node.shape.removeprefix("list:")), where=there), node, ""
            elif isinstance(node.value, dict):
                for name in self._open_fields(node):
                    yield self.tr("{what} of {where}").format(what=label(name), where=there), node, name
            node = node.parent

    @staticmethod
    def _open_fields(node: Node) -> list[str]:
        fields = MAPS.get(node.shape, {})
        if node.shape == "condition":
            kinds = ("all", "any", "not", "fact")
            return (
                []
                if any(k in node.value for k in kinds[:3])
                else [f for f in fields if f not in node.value and f not in kinds]
            )
        return [name for name in fields if name not in node.value]

    def _called(self, node: Node) -> str:
        if not node.path:
            return self.tr("the plan")
        last = node.path[-1]
        return (
            label(last) if isinstance(last, str) else f"{self._called(node.parent)} {last + 1}" if node.parent else ""
        )

    def add_there(self, path: Path, key: str, _checked: bool = False) -> None:
        """Add an entry to the list at ``path``, or the field ``key`` to what stands there."""
        node = self.model.node(self.model.index_of(path)) if path else self.model.node(QModelIndex())
        if self._words is None or node.path != path:
            return
        fresh = Fresh(self._words, frozenset(_ids(self.model.node(QModelIndex()).value)))
        if key:
            shape = MAPS[node.shape][key]
            self.put_asked.emit((*path, key), fresh.value(shape), tuple(MAPS[node.shape]))
        else:
            self._opened.add(path)
            self.add_asked.emit(path, fresh.value(node.shape.removeprefix("list:"), node.value))


def _ids(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        for part in data.values():
            yield from _ids(part)
    elif isinstance(data, list):
        for part in data:
            yield from _ids(part)
