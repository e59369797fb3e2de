"""A plan's text as a tree of fields. Parts are made when they are looked at: what is not seen costs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from console.analysis.plan_words import Glossary
from console.district.marked_yaml import Path
from console.district.plan_checked import Remark
from console.views.plans.form_fields import MAPS, label, shape_of
from console.views.plans.form_words import value_words
from console.views.theme.current import palette
from console.views.wording import tell, tip

Index = QModelIndex | QPersistentModelIndex
FIELD, VALUE = 0, 1
ROOT = QModelIndex()


class Node:
    """One field: where it stands in the text, what it is and what it holds."""

    __slots__ = ("_keys", "_made", "parent", "path", "row", "shape", "value")

    def __init__(self, path: Path, value: Any, parent: Node | None, row: int, shape: str) -> None:
        self.path, self.value, self.parent, self.row, self.shape = path, value, parent, row, shape
        self._made: dict[int, Node] = {}
        self._keys: list[str | int] | None = None

    def keys(self, missing: Mapping[Path, tuple[str, ...]]) -> list[str | int]:
        """The parts under it; fields that are asked for and not there come last."""
        if self._keys is None:
            if isinstance(self.value, dict):
                more = (name for name in missing.get(self.path, ()) if name not in self.value)
                self._keys = [*self.value, *more]
            else:
                self._keys = list(range(len(self.value))) if isinstance(self.value, list) else []
        return self._keys

    def child(self, row: int, key: str | int) -> Node:
        """The part in ``row``."""
        if row not in self._made:
            there = isinstance(key, int) or key in self.value
            path = (*self.path, key)
            self._made[row] = Node(path, self.value[key] if there else None, self, row, shape_of(path))
        return self._made[row]

    @property
    def is_leaf(self) -> bool:
        """Whether it is changed as a whole."""
        return not isinstance(self.value, dict | list) or self.shape in ("value", "list:text")


class FormModel(QAbstractItemModel):
    """Two columns: the field and its value. What is wrong with a field is said in its own row."""

    edited = Signal(object, object)  # path, value: what the officer wants it to be

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node((), {}, None, 0, "plan")
        self._remarks: dict[Path, list[Remark]] = {}
        self._missing: dict[Path, tuple[str, ...]] = {}
        self._below: set[Path] = set()
        self.words: Glossary | None = None
        self.is_open = False  # to changes

    def show_data(self, data: Any, remarks: tuple[Remark, ...], words: Glossary) -> None:
        """Show the data of a text and what is wrong with it."""
        self.beginResetModel()
        self.words = words
        self._root = Node((), data if isinstance(data, dict) else {}, None, 0, "plan")
        self._remarks, self._missing, self._below = {}, {}, set()
        for remark in remarks:
            self._remarks.setdefault(remark.path, []).append(remark)
            self._below |= {remark.path[:n] for n in range(len(remark.path))}
            holder, name = remark.path[:-1], remark.path[-1] if remark.path else ""
            if isinstance(name, str) and name in MAPS.get(shape_of(holder), {}):
                self._missing[holder] = (*self._missing.get(holder, ()), name)
        self.endResetModel()

    def retell(self) -> None:
        """The same in another language or theme."""
        self.layoutChanged.emit()

    # -- where things are ---------------------------------------------------------------------------------------------

    def node(self, index: Index) -> Node:
        """What an index stands for; the whole plan for none."""
        return cast("Node", index.internalPointer()) if index.isValid() else self._root

    def index_of(self, path: Path) -> QModelIndex:
        """Where ``path`` is shown, or the nearest part around it."""
        index = ROOT
        for part in path:
            keys = self.node(index).keys(self._missing)
            if part not in keys or (index.isValid() and self.node(index).is_leaf):
                break
            index = self.index(keys.index(part), FIELD, index)
        return index

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """Qt's own."""
        holder = self.node(parent)
        keys = holder.keys(self._missing)
        if not (0 <= row < len(keys) and 0 <= column <= VALUE):
            return ROOT
        return self.createIndex(row, column, holder.child(row, keys[row]))

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Qt's own."""
        holder = self.node(index).parent if index.isValid() else None
        return ROOT if holder is None or holder.parent is None else self.createIndex(holder.row, FIELD, holder)

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many parts a field has."""
        if parent.column() > 0:
            return 0
        node = self.node(parent)
        return 0 if parent.isValid() and node.is_leaf else len(node.keys(self._missing))

    def hasChildren(self, parent: Index = ROOT) -> bool:
        """Told without making the parts."""
        return self.rowCount(parent) > 0

    def columnCount(self, _parent: Index = ROOT) -> int:
        """Field and value."""
        return 2

    # -- what is shown ------------------------------------------------------------------------------------------------

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.tr("Field") if section == FIELD else self.tr("Value")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, inks and what is wrong."""
        if not index.isValid() or self.words is None:
            return None
        node = self.node(index)
        remarks = self._remarks.get(node.path, [])
        if role == Qt.ItemDataRole.DisplayRole:
            return self._field(node) if index.column() == FIELD else self._value(node, remarks)
        if role == Qt.ItemDataRole.EditRole:
            return node.value
        if role == Qt.ItemDataRole.ToolTipRole and remarks:
            return tip("\n".join(tell(remark.phrase) for remark in remarks))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._field(node)}: {self._value(node, remarks)}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(node, remarks, index.column())
        return None

    def _field(self, node: Node) -> str:
        name = node.path[-1]
        said = label(name) if isinstance(name, str) else f"{name + 1}"
        return f"{said} ▲" if node.path in self._below and node.path not in self._remarks else said

    def _value(self, node: Node, remarks: list[Remark]) -> str:
        assert self.words is not None, "nothing is shown before there are words"
        said = value_words(node.shape, node.value, self.words)
        wrong = " ".join(("▲ " if remark.grave else "△ ") + tell(remark.phrase) for remark in remarks)
        return f"{said}   {wrong}".strip() if wrong else said

    def _ink(self, node: Node, remarks: list[Remark], column: int) -> QColor:
        colours = palette()
        if any(remark.grave for remark in remarks):
            return QColor(colours.danger_ink)
        if remarks:
            return QColor(colours.states["at_risk"].ink)
        return QColor(colours.muted if column == FIELD or not node.is_leaf else colours.text)

    def remarks_at(self, index: Index) -> list[Remark]:
        """What is said of the field an index stands for."""
        return self._remarks.get(self.node(index).path, []) if index.isValid() else []

    # -- changes ------------------------------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A value can be changed where it is one value and the plan is a draft."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and index.column() == VALUE and self.is_open and self.node(index).is_leaf:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The value is asked for; it is shown when the text says it."""
        node = self.node(index)
        if role != Qt.ItemDataRole.EditRole or value == node.value:
            return False
        self.edited.emit(node.path, value)
        return True
