"""Alarms: what stands, what to do about each, the tone that repeats until somebody acknowledges, and how many come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.board.alarm_rate import HOUR, SPAN, TARGET, AlarmRate
from console.board.alarms import Alarm, AlarmRule, alarms
from console.model.commands import AcknowledgeAlarm, ShelveAlarm
from console.model.words import AlarmPriority
from console.views import language
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.tones import Tones
from console.views.turns import later
from console.views.wording import clock, only_words, tell, word
from console.views.workstation.inline import Inline
from console.views.workstation.rows import Row, RowList
from console.views.workstation.top_bar import SHAPES

TONE_EVERY = {AlarmPriority.HIGH: 2, AlarmPriority.MEDIUM: 5, AlarmPriority.LOW: 15}
"""Seconds between tones while an alarm of the priority is unseen."""


class AlarmPanel(QWidget):
    """Unseen alarms on top, shelved ones below. A click selects the incident; Space acknowledges the one on top.

    S puts the chosen one aside for a time, with a reason, or takes it from the shelf again. Shift+Space silences the
    tone until another alarm comes; that is no acknowledgement.
    """

    counted = Signal(object)
    chosen = Signal(int)

    def __init__(self, link: SessionLink, rules: Sequence[AlarmRule], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link, self._rules = link, rules
        self._standing: tuple[Alarm, ...] = ()
        self._seconds = 0
        self._silenced: frozenset[str] = frozenset()
        self._tones = Tones(self)
        self._rate = AlarmRate()
        self.list, self.inline = RowList("", self), Inline(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.inline)
        QShortcut(QKeySequence(Qt.Key.Key_S), self.list, self.shelve, context=Qt.ShortcutContext.WidgetShortcut)
        self.inline.closed.connect(self.list.setFocus)
        self.list.clicked_row.connect(self._clicked)
        self.list.activated_row.connect(self._acknowledge)
        for signal in (link.changed, link.loaded, link.pending_changed):
            signal.connect(later(self.refresh))
        link.ticked.connect(self._tick)
        language.follow(self.refresh)

    @property
    def unseen(self) -> tuple[Alarm, ...]:
        """Alarms nobody acknowledged yet, the gravest first."""
        return tuple(alarm for alarm in self._standing if alarm.asks)

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Derive the alarms anew."""
        self.list.setAccessibleName(self.tr("Alarms"))
        self._standing = alarms(self._link.board, self._link.now(), self._rules) if self._link.is_loaded else ()
        if self._link.is_loaded:
            self._rate.note((alarm.id for alarm in self._standing), self._link.now())
        rows = [self._row(alarm) for alarm in self._standing]
        if not rows:
            rows = [Row("none", self.tr("No alarm stands."), heading=True)]
        self.list.set_rows([self._load_row(), *rows])
        counts = Counter(alarm.rule.priority for alarm in self.unseen)
        self.counted.emit({priority: counts.get(priority, 0) for priority in AlarmPriority})

    def _load_row(self) -> Row:
        """How many alarms came, against what one officer can take, and whether they can be heard."""
        now = self._link.now()
        ten, hour = self._rate.within(SPAN, now), self._rate.within(HOUR, now)
        words = self.tr("{n} new in 10 min (routine: under {target}), {hour} in an hour").format(
            n=ten, target=TARGET, hour=hour
        )
        silent = "" if self._tones.can_sound else self.tr("No sound device: alarms are only seen")
        return Row("load", words, silent, heading=True)

    def _row(self, alarm: Alarm) -> Row:
        colours = palette()
        glyph, look = SHAPES[alarm.rule.priority]
        ink = colours.states[look].ink if alarm.asks else colours.muted
        state = self._state(alarm)
        return Row(
            f"alarm|{alarm.id}", f"{glyph} {word('priority', alarm.rule.priority.value)} · {tell(alarm.phrase)}",
            self._detail(alarm), title_ink=ink, icon=f"alarm-{alarm.rule.priority.value}", icon_ink=ink,
            edge=colours.states[look].fill if alarm.asks else "", key=state,
            value=clock(self._link.board.district.local(alarm.since)), value_ink=colours.muted,
        )  # fmt: skip

    def _state(self, alarm: Alarm) -> str:
        if self._link.is_pending(AcknowledgeAlarm(alarm.id)):
            return self.tr("pending …")
        if alarm.shelf is not None:
            return self.tr("shelved")
        return self.tr("seen") if alarm.seen else self.tr("Space")

    def _detail(self, alarm: Alarm) -> str:
        if alarm.shelf is None:
            return tell(alarm.rule.do)
        until = f"{self._link.board.district.local(alarm.shelf.until):%H:%M}"
        return self.tr("until {time}, {officer}: {reason}").format(
            time=until, officer=alarm.shelf.by, reason=only_words(alarm.shelf.reason)
        )

    @Slot()
    def shelve(self) -> None:
        """Ask for how long and why; an alarm on the shelf is taken from it."""
        chosen = self.list.current_id()
        alarm = next((a for a in self._standing if f"alarm|{a.id}" == chosen), None)
        if alarm is None:
            return
        if alarm.shelf is not None:
            self._link.submit(ShelveAlarm(alarm.id, self._link.now(), alarm.shelf.reason))
            return
        question = self.tr("Put it aside for how many minutes, and why?")
        self.inline.open(question, partial(self._shelve, alarm.id), text="", hint=self.tr("30 radio is being mended"))

    def _shelve(self, name: str, typed: str) -> str:
        minutes, _, reason = typed.partition(" ")
        if not (minutes.isascii() and minutes.isdigit() and int(minutes[:5]) > 0 and reason.strip()):
            return self.tr("Minutes first, then the reason.")
        until = self._link.now() + timedelta(minutes=int(minutes[:5]))
        self._link.submit(ShelveAlarm(name, until, reason.strip()))
        return ""

    @Slot()
    def silence(self) -> None:
        """No tone for the alarms that stand now; one that comes later sounds again."""
        self._silenced = frozenset(alarm.id for alarm in self.unseen)

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
        if not self._silenced.issuperset(alarm.id for alarm in self.unseen):
            priority = self.unseen[0].rule.priority
            if self._seconds % TONE_EVERY[priority] == 0 and not self._link.is_past:
                self._tones.play(priority)
