"""The tree of a form's fields and its keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from console.views.plans.form_model import FIELD


class FieldTree(QTreeView):
    """Enter changes a field."""

    removing = Signal()
    adding = Signal()

    @property
    def is_editing(self) -> bool:
        """Whether a field is being changed."""
        return self.state() is QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, or opens and closes what has parts; Ins adds, Del removes."""
        key, index = event.key(), self.currentIndex()
        if self.is_editing:
            super().keyPressEvent(event)  # the Enter that ended an editor is not another one
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            value = index.siblingAtColumn(1)
            if value.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(value)
                self.edit(value)
            else:
                self.setExpanded(index.siblingAtColumn(FIELD), not self.isExpanded(index.siblingAtColumn(FIELD)))
        elif key == Qt.Key.Key_Insert:
            self.adding.emit()
        elif key == Qt.Key.Key_Delete:
            self.removing.emit()
        else:
            super().keyPressEvent(event)
