"""What a search found, in a box over the map: arrows and Enter choose, Esc puts it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from console.desk.map_search import Found, Kind
from console.views import language
from console.views.theme.current import palette
from console.views.wording import tell
from console.views.workstation.rows import Row, RowList

WIDE_PX, MARGIN_PX, BELOW_CHIPS_PX, HIGH_PX = 340, 12, 84, 420
_ICONS = {
    Kind.CASE: "incident", Kind.TEAM: "team-grid", Kind.PLACE: "pin", Kind.CROSSING: "crossing", Kind.ROAD: "road",
    Kind.GRID: "grid", Kind.CAMERA: "camera", Kind.DEPOT: "depot",
}  # fmt: skip


class FoundBox(QFrame):
    """The list; ``chosen`` carries the one that was picked."""

    chosen = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "card")
        self._over = over
        self._found: dict[str, Found] = {}
        self._text = ""
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.list = RowList("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        self.list.activated_row.connect(self._choose)
        self.list.clicked_row.connect(self._choose)
        over.installEventFilter(self)
        language.follow(self._say)
        self.hide()

    def offer(self, text: str, found: Sequence[Found]) -> None:
        """Let one of several be chosen."""
        self._text = text
        self._found = {f"{one.kind}:{one.id}": one for one in found}
        self._say()
        self.show()
        self.raise_()
        self._place()
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setFocus()

    def put_away(self) -> bool:
        """Close it; whether it was open."""
        was_open = not self.isHidden()
        self.hide()
        return was_open

    @Slot()
    def _say(self, _cause: object = None) -> None:
        self.title.setText(self.tr("{n} found for {text}").format(n=len(self._found), text=self._text))
        self.list.setAccessibleName(self.title.text())
        ink = palette().accent
        self.list.set_rows([
            Row(key, tell(one.title), tell(one.detail), icon=_ICONS[one.kind], icon_ink=ink)
            for key, one in self._found.items()
        ])  # fmt: skip

    @Slot(str)
    def _choose(self, key: str) -> None:
        if key in self._found:
            self.hide()
            self.chosen.emit(self._found[key])

    def _place(self) -> None:
        room = self._over.rect()
        self.setGeometry(MARGIN_PX, BELOW_CHIPS_PX, min(WIDE_PX, room.width() - 2 * MARGIN_PX),
                         max(120, min(HIGH_PX, room.height() - BELOW_CHIPS_PX - 48)))  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay inside the map."""
        if watched is self._over and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)
