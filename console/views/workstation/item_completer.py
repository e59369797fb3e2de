"""Type-ahead over the catalogue: by Chinese, by English, by code, or by pinyin initials."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from console.model.initials import initials
from console.phrase import Text
from console.views.wording import tell
from console.views.workstation.list_model import Index

FOUND_BY = Qt.ItemDataRole.UserRole


class NameCompleter(QCompleter):
    """Finds a name anywhere in its Chinese, English, code or initials; what is put in is the name and its code."""

    def __init__(self, names: Iterable[tuple[str, Text]], parent: QObject) -> None:
        super().__init__(parent)
        model = QStandardItemModel(self)
        for code, name in names:
            item = QStandardItem(f"{tell(name)} ({code})")
            item.setData(f"{code} {name.en} {name.zh} {initials(name.zh)}".lower(), FOUND_BY)
            model.appendRow(item)
        self.setModel(model)
        self.setCompletionRole(FOUND_BY)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def pathFromIndex(self, index: Index) -> str:
        """What a choice puts into the field."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))
