"""The button beside the big one: what may be done with the incident although nothing asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from console.board.todo import Todo
from console.views.wording import tell

Possible = Callable[[], Sequence[Todo]]


class MoreButton(QPushButton):
    """Opens a menu above itself; the arrow keys move in it, Enter chooses, Esc closes it."""

    chosen = Signal(object)  # Todo

    def __init__(self, possible: Possible, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._possible = possible
        self.menu_shown = QMenu(self)
        self.clicked.connect(self.open_menu)
        self.retranslate()

    def retranslate(self) -> None:
        """In the language on screen."""
        self.setText("⋯")
        self.setAccessibleName(self.tr("More actions"))
        self.setToolTip(self.tr("More actions: reject, join, raise, call back, reopen (Ctrl+M)"))

    @Slot()
    def open_menu(self) -> None:
        """Show what is possible now; the first entry is marked."""
        self.menu_shown.clear()
        for todo in self._possible():
            self.menu_shown.addAction(tell(todo.phrase)).triggered.connect(partial(self._choose, todo))
        actions = self.menu_shown.actions()
        if not actions:
            self.menu_shown.addAction(self.tr("Nothing more can be done here")).setEnabled(False)
        size = self.menu_shown.sizeHint()
        self.menu_shown.popup(self.mapToGlobal(QPoint(self.width() - size.width(), -size.height())))
        if actions:
            self.menu_shown.setActiveAction(actions[0])

    def _choose(self, todo: Todo, _checked: bool = False) -> None:
        self.chosen.emit(todo)
