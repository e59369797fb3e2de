"""Alarms: what stands, what to do about each, and the tone that repeats until somebody acknowledges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.board.alarms import Alarm, AlarmRule, alarms
from console.model.commands import AcknowledgeAlarm
from console.model.words import AlarmPriority
from console.views import language
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wording import clock, tell, word
from console.views.workstation.rows import Row, RowList
from console.views.workstation.top_bar import SHAPES

TONE_EVERY = {AlarmPriority.HIGH: 2, AlarmPriority.MEDIUM: 5, AlarmPriority.LOW: 15}
"""Seconds between tones while an alarm of the priority is unseen."""


class AlarmPanel(QWidget):
    """Unseen alarms on top. A click selects the incident; Space acknowledges the one on top."""

    counted = Signal(object)
    chosen = Signal(int)

    def __init__(self, link: SessionLink, rules: Sequence[AlarmRule], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link, self._rules = link, rules
        self._standing: tuple[Alarm, ...] = ()
        self._seconds = 0
        self._can_sound: bool | None = None
        self.list = RowList("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.clicked_row.connect(self._clicked)
        self.list.activated_row.connect(self._acknowledge)
        link.changed.connect(self.refresh)
        link.loaded.connect(self.refresh)
        link.pending_changed.connect(self.refresh)
        link.ticked.connect(self._tick)
        language.changed.connect(self.refresh)

    @property
    def unseen(self) -> tuple[Alarm, ...]:
        """Alarms nobody acknowledged yet, the gravest first."""
        return tuple(alarm for alarm in self._standing if not alarm.seen)

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Derive the alarms anew."""
        self.list.setAccessibleName(self.tr("Alarms"))
        self._standing = alarms(self._link.board, self._link.now(), self._rules) if self._link.is_loaded else ()
        rows = [self._row(alarm) for alarm in self._standing]
        if not rows:
            rows = [Row("none", self.tr("No alarm stands."), heading=True)]
        self.list.set_rows(rows)
        counts = Counter(alarm.rule.priority for alarm in self.unseen)
        self.counted.emit({priority: counts.get(priority, 0) for priority in AlarmPriority})

    def _row(self, alarm: Alarm) -> Row:
        colours = palette()
        glyph, look = SHAPES[alarm.rule.priority]
        ink = colours.muted if alarm.seen else colours.states[look].ink
        pending = self._link.is_pending(AcknowledgeAlarm(alarm.id))
        state = self.tr("pending …") if pending else self.tr("seen") if alarm.seen else self.tr("Space")
        return Row(
            f"alarm|{alarm.id}", f"{glyph} {word('priority', alarm.rule.priority.value)} · {tell(alarm.phrase)}",
            tell(alarm.rule.do), title_ink=ink, icon=f"alarm-{alarm.rule.priority.value}", icon_ink=ink,
            edge="" if alarm.seen else colours.states[look].fill, key=state,
            value=clock(self._link.board.district.local(alarm.since)), value_ink=colours.muted,
        )  # fmt: skip

    @Slot()
    def acknowledge_top(self) -> None:
        """Acknowledge the gravest unseen alarm."""
        if self.unseen:
            self._link.submit(AcknowledgeAlarm(self.unseen[0].id))

    @Slot(str)
    def _acknowledge(self, name: str) -> None:
        if name.startswith("alarm|"):
            self._link.submit(AcknowledgeAlarm(name.removeprefix("alarm|")))

    @Slot(str)
    def _clicked(self, name: str) -> None:
        alarm = next((a for a in self._standing if f"alarm|{a.id}" == name), None)
        if alarm is not None and alarm.incident is not None:
            self.chosen.emit(alarm.incident)

    @Slot(object)
    def _tick(self, _now: object) -> None:
        self._seconds += 1
        self.refresh()
        if self.unseen and self._seconds % TONE_EVERY[self.unseen[0].rule.priority] == 0 and self._sounds():
            QApplication.beep()

    def _sounds(self) -> bool:
        if self._can_sound is None:
            self._can_sound = bool(QMediaDevices.audioOutputs())
        return self._can_sound
