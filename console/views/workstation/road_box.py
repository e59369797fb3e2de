"""A small box beside a stretch picked on the map: close it, open it, slow it. Never modal, never over the road."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.desk.pointed_roads import PointedRoads, RoadChoices, RoadFinder, choices, how_it_is
from console.desk.typed_roads import slowing_of
from console.model import commands as c
from console.phrase import Phrase, Text, say
from console.views import language
from console.views.inked import ink
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wording import tell
from console.views.workstation.beside import beside
from console.views.workstation.flow import FlowLayout

WIDE_PX, MARGIN_PX, BELOW_CHIPS_PX = 372, 12, 48
HALF = 0.5
LOOKS = {"closed": ("▲", "late"), "slowed": ("◐", "at_risk"), "open": ("●", "met")}
"""Each condition has a shape and a colour; the words follow."""
REASONS = (
    QT_TRANSLATE_NOOP("RoadBox", "collision"),
    QT_TRANSLATE_NOOP("RoadBox", "water on the road"),
    QT_TRANSLATE_NOOP("RoadBox", "fire hoses"),
    QT_TRANSLATE_NOOP("RoadBox", "roadworks"),
    QT_TRANSLATE_NOOP("RoadBox", "crowd"),
)
"""What usually closes a road: one press instead of typing."""


class RoadBox(QFrame):
    """What was picked, how it is now, and what can be done about it. Esc puts it away, Enter does the first thing."""

    closed = Signal()

    def __init__(self, link: SessionLink, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "card")
        self._link, self._over = link, over
        self._finder: RoadFinder | None = None
        self._picked: PointedRoads | None = None
        self._at = QPoint()
        self._shapes: tuple[QRect, ...] = ()
        self._asked: c.Command | None = None
        self.title, self.where, self.complaint = QLabel(), QLabel(), QLabel()
        self.states = {kind: QLabel() for kind in LOOKS}
        for label, role in ((self.title, "heading"), (self.where, "muted"), (self.complaint, "danger")):
            label.setProperty("role", role)
        for label in (self.title, self.where, *self.states.values(), self.complaint):
            label.setWordWrap(True)
        self.away = QPushButton("✕")
        self.reason = QLineEdit()
        self.close_it, self.open_it, self.slow_it, self.end_it = (QPushButton() for _ in range(4))
        self.reasons = QWidget()
        self._chips = [QPushButton() for _ in REASONS]
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDE_PX)
        self.away.setProperty("role", "flat")
        self.away.setStyleSheet("padding: 0;")
        self.away.setFixedSize(26, 26)
        head, self._grid = QHBoxLayout(), QGridLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.setSpacing(8)
        for button in (*self._buttons, *self._chips):
            button.setAutoDefault(True)  # Enter presses it, Space is for alarms
        self.reasons.setObjectName("reasons")
        self.reasons.setStyleSheet("QWidget#reasons { background: transparent; }")
        flow = FlowLayout(self.reasons, spacing=6)
        for chip in self._chips:
            chip.setProperty("role", "chip")
            flow.addWidget(chip)
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.where)
        for label in self.states.values():
            column.addWidget(label)
        column.addSpacing(4)
        column.addWidget(self.reason)
        column.addWidget(self.reasons)
        column.addWidget(self.complaint)
        column.addSpacing(4)
        column.addLayout(self._grid)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.close_it, self.open_it, self.slow_it, self.end_it

    def _connect(self) -> None:
        self.away.clicked.connect(self.put_away)
        self.reason.returnPressed.connect(self._first_thing)
        self.reason.textEdited.connect(self.complaint.hide)
        for chip in self._chips:
            chip.clicked.connect(partial(self._take_reason, chip))
        for button, act in zip(self._buttons, (self.close_roads, self.open, self.slow, self.end), strict=True):
            button.clicked.connect(act)
        self._link.changed.connect(self.refresh)
        self._link.refused.connect(self._refused)
        self._link.pending_changed.connect(self._settled)
        self._over.installEventFilter(self)
        language.follow(self.refresh)

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_roads(self, finder: RoadFinder, roads: tuple[str, ...], at: QPoint, shapes: Sequence[QRect]) -> None:
        """Offer what can be done about ``roads``, picked at the spot ``at`` of the map and drawn within ``shapes``."""
        self._finder, self._picked, self._asked = finder, finder.pointed(roads), None
        self._at, self._shapes = at, tuple(shapes)
        self.reason.clear()
        self.complaint.hide()
        self.refresh()
        self.show()
        self.raise_()
        self._place()  # letters have their size only once they are shown
        (self.reason if self.reason.isVisibleTo(self) else self._primary()).setFocus()

    @property
    def roads(self) -> tuple[str, ...]:
        """The stretches it is about; none while it is away."""
        return self._picked.roads if self._picked is not None else ()

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """The stretch as it is now, in the language on screen."""
        picked = self._picked
        if picked is None:
            return
        can = choices(self._link.board, picked.roads)
        self.title.setText(tell(picked.title))
        where = picked.where or (say("road.count", count=len(picked.roads)) if len(picked.roads) > 1 else None)
        self.where.setText("\n".join(tell(words) for words in (where, picked.size) if words is not None))
        self._say_states(picked)
        self._name_parts(can)
        self._offer(can)
        self._place()
        QTimer.singleShot(0, self, self._place)  # words that changed have their size only then

    def _say_states(self, picked: PointedRoads) -> None:
        states = how_it_is(self._link.board, picked.roads)
        for kind, label in self.states.items():
            shape, look = LOOKS[kind]
            label.setText("\n".join(f"{shape} {tell(said)}" for k, said in states if k == kind))
            ink(label, palette().states[look].ink)
            label.setVisible(bool(label.text()))

    def _name_parts(self, can: RoadChoices) -> None:
        every = len(self.roads)

        def counted(words: str, n: int) -> str:
            return f"{words} ({n})" if every > 1 and n != every else words

        self.close_it.setText(counted(self.tr("Close"), len(can.close)))
        self.open_it.setText(counted(self.tr("Open again"), len(can.open)))
        self.slow_it.setText(counted(self.tr("Slow to half"), len(can.slow)))
        self.end_it.setText(self.tr("Usual speed again"))
        self.reason.setPlaceholderText(self.tr("Reason (goes on record)"))
        self.reason.setAccessibleName(self.tr("Reason (goes on record)"))
        self.away.setAccessibleName(self.tr("Put away"))
        self.away.setToolTip(self.tr("Put away") + " (Esc)")
        self.setAccessibleName(self.title.text())
        for chip, words in zip(self._chips, REASONS, strict=True):
            chip.setText(QCoreApplication.translate("RoadBox", str(words)))

    def _offer(self, can: RoadChoices) -> None:
        """Only what can be done is shown; the first of it is the main button. What was asked for looks pending."""
        possible = zip(self._buttons, (can.close, can.open, can.slow, can.usual), strict=True)
        for button, roads in possible:
            button.setVisible(bool(roads))
        shown = [button for button in self._buttons if not button.isHidden()]
        for n, button in enumerate(shown, len(shown) % 2):  # an odd one out has the first line to itself
            alone = n == 1 and len(shown) % 2 == 1
            self._grid.addWidget(button, n // 2, 0 if alone else n % 2, 1, 2 if alone else 1)
        needs_reason, main = bool(can.close or can.slow), self._primary()
        self.reason.setVisible(needs_reason)
        for button in self._buttons:
            button.setProperty("role", "primary" if button is main else "")
            button.style().unpolish(button)
            button.style().polish(button)
        for part in (*self._buttons, self.reason, self.reasons):
            part.setEnabled(self._asked is None)
        if self._asked is not None:
            main.setText(self.tr("Waiting for the journal …"))

    def _primary(self) -> QPushButton:
        return next((button for button in self._buttons if not button.isHidden()), self.close_it)

    def _place(self) -> None:
        """Beside the roads picked where there is room, else beside the spot; always inside the map."""
        room = self._over.rect().adjusted(MARGIN_PX, BELOW_CHIPS_PX, -MARGIN_PX, -MARGIN_PX)
        self.reasons.setVisible(not self.reason.isHidden())
        self.column.activate()
        if self.column.totalHeightForWidth(WIDE_PX) > room.height():
            self.reasons.hide()  # a low map: what must be read comes before what saves typing
            self.column.activate()
        self.resize(WIDE_PX, self.column.totalHeightForWidth(WIDE_PX))
        self.move(beside(self.size(), room, self._shapes, self._at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay inside the map."""
        if watched is self._over and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    # -- what is asked for ----------------------------------------------------------------------------------------

    def _take_reason(self, chip: QPushButton, _checked: bool = False) -> None:
        self.reason.setText(chip.text())
        self.complaint.hide()
        self._primary().setFocus()
        self._place()

    @Slot()
    def _first_thing(self) -> None:
        self._primary().click()

    @Slot()
    def close_roads(self) -> None:
        """Close what is open of the stretches picked."""
        roads = self._can().close
        if roads and self._has_reason():
            self._ask(c.CloseRoad(roads, self._name(roads), self.reason.text().strip()))

    @Slot()
    def open(self) -> None:
        """Open what is closed of them."""
        if roads := self._can().open:
            self._ask(c.OpenRoad(roads))

    @Slot()
    def slow(self) -> None:
        """Let them count at half their usual speed."""
        roads = self._can().slow
        if roads and self._has_reason():
            self._ask(c.SlowRoad(slowing_of(roads, self._name(roads), HALF), self.reason.text().strip()))

    @Slot()
    def end(self) -> None:
        """End every slowing that names one of them."""
        if ids := self._can().usual:
            self._ask(c.EndSlowing(ids))

    def _can(self) -> RoadChoices:
        return choices(self._link.board, self.roads)

    def _name(self, roads: tuple[str, ...]) -> Text:
        assert self._finder is not None, "something was picked"
        return self._finder.pointed(roads).name

    def _has_reason(self) -> bool:
        said = bool(self.reason.text().strip())
        if not said:
            self._complain(self.tr("Say why: the reason goes on record."))
            self.reason.setFocus()
        return said

    def _ask(self, command: c.Command) -> None:
        self._asked = command
        self.refresh()
        self._link.submit(command)

    @Slot(object, object)
    def _refused(self, command: object, reason: Phrase) -> None:
        if self._asked is not None and command is self._asked:
            self._asked = None
            self.refresh()
            self._complain(tell(reason))

    @Slot()
    def _settled(self) -> None:
        """Done once the journal has it: what changed is on the map then."""
        if self._asked is not None and not self._link.is_pending(self._asked):
            self.put_away()

    def _complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.show()
        self._place()

    @Slot()
    def put_away(self) -> None:
        """Close it; nothing when it is closed."""
        if self._picked is not None:
            self._picked, self._finder, self._asked = None, None, None
            self.hide()
            self.closed.emit()
