"""The windows' tie to a session: its own board folded on the GUI thread, and every slow thing run elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from console.board.board import Board
from console.board.fold import fold
from console.board.teams import picture
from console.desk.resume import forgotten, recall
from console.desk.session import Session
from console.intake.feed import FeedStatus
from console.model.commands import Command, IssueOrders
from console.model.events import OrderIssued, Recorded
from console.model.incident import Actor, Incident
from console.model.marks import forecast, marks_of
from console.model.plan import Plan
from console.model.recommendation import MarkForecast, Recommendation
from console.model.words import Mode
from console.phrase import say
from console.views.advising import Advised, advise
from console.views.asking import Asking
from console.views.background import Background
from console.views.exercise import Exercise
from console.views.hearing import Ear, Hearing
from console.views.pending import Outcome
from console.views.second import Passed, Unanswered, WaysIn, first_board, pass_second
from console.views.turns import once_shown, turns

TICK_MS = 1000
SETTLE_MS = 120
"""How long rows may gather before advice is computed anew."""
REFRESH_TICKS = 5
"""Advice is computed anew at least this often: arrival times age and teams move."""


class SessionLink(QObject):
    """One per process. Nothing is optimistic: a command is pending until the journal's rows are folded here."""

    loaded = Signal()
    changed = Signal(object)  # the rows just folded
    ticked = Signal(object)  # the session's time
    advised = Signal()
    selected = Signal(object)  # incident number or None
    pending_changed = Signal()
    refused = Signal(object, object)  # command, Phrase
    sent = Signal(object)  # ids of orders just issued from this seat
    store_state = Signal(bool, str)
    time_passed = Signal()  # what passed is in the journal
    drill_changed = Signal()  # pace, pause, automatic officer, or the end of the exercise
    _followed = Signal(object)

    is_past = False  # a moment gone by is shown: nothing can be ordered

    def __init__(
        self, session: Session, drill: Exercise | None, background: Background, actor: Actor, *, ticking: bool = True
    ) -> None:
        super().__init__()
        self.session, self.drill, self.background, self.actor = session, drill, background, actor
        self.board = Board(session.district)
        self.advice = Advised()
        self.plans: Mapping[str, Plan] = session.book
        self.is_loaded = False
        self.store_ok = True
        self.good_at = session.clock.now()  # of the last news that all is well
        self.pace, self.is_running, self.is_over = 1, True, False
        self.selection: int | None = None
        self.ways: WaysIn | None = None  # where reports come in; set before the first second
        self.ways_in: tuple[FeedStatus, ...] = ()
        self.asking = Asking(session, actor, background)
        self.asking.changed.connect(self.pending_changed)
        self.asking.answered.connect(self._answered)
        self.asking.failed.connect(self.refused)
        self._ear = Ear(self, self._take)
        self._waiting_for: list[Recorded] = []
        self._matters = 0  # the last row that can change what is recommended
        self._advising = self._in_tick = self._is_shut = False
        self._ticks, self._unanswered = 0, Unanswered()
        self._followed.connect(self._ear.hear, Qt.ConnectionType.QueuedConnection)
        self._stop_following = session.desk.follow(self._followed.emit)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self.ask_advice)
        self._second = QTimer(self, interval=TICK_MS)
        self._second.timeout.connect(self.tick)
        background.read(partial(first_board, session, drill), self._loaded, self._load_failed)
        if ticking:
            self._second.start()
        if ticking and (drill is None or drill.is_shared):  # other seats may write too
            self._hearing = Hearing(session, background)

    @property
    def is_drill(self) -> bool:
        """Whether this is an exercise."""
        return self.session.mode is Mode.DRILL

    def now(self) -> datetime:
        """The session's time."""
        return self.session.clock.now()

    def when_loaded(self, begin: Callable[[], None]) -> None:
        """Begin work that would only hold up the start before the board is on the screen; at once when it is there."""
        if self.is_loaded:
            begin()
        else:
            self.loaded.connect(once_shown(self, begin), Qt.ConnectionType.SingleShotConnection)

    @property
    def incident(self) -> Incident | None:
        """The selected incident."""
        return self.board.incidents.get(self.selection) if self.selection is not None else None

    @property
    def recommendation(self) -> Recommendation | None:
        """What is recommended for the selected incident; ``None`` while it is being computed."""
        return self.advice.recommendations.get(self.selection) if self.selection is not None else None

    def marks(self, incident: Incident) -> tuple[MarkForecast, ...]:
        """The incident's three marks now; teams about to be sent count while nobody is sent yet."""
        offered, now = self.advice.recommendations.get(incident.number), self.now()
        if offered is not None and offered.new_fills:
            return forecast(incident, {mark.mark: mark.expected_s for mark in offered.marks}, now)
        return marks_of(incident, self.board.orders_of(incident), now)

    def select(self, number: int | None) -> None:
        """Select an incident everywhere."""
        if number == self.selection or (number is not None and number not in self.board.incidents):
            return
        self.selection = number
        self.selected.emit(number)
        self._settle.start()

    def is_pending(self, command: Command) -> bool:
        """Whether the same thing was asked for and is not in the journal yet."""
        return self.asking.is_pending(command)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is on its way: board caught up, advice present, no command pending, all of it shown."""
        under_way = self._advising or self._settle.isActive() or self.asking
        return self.is_loaded and not under_way and turns().is_idle

    def submit(self, command: Command) -> None:
        """Ask the desk; the same command twice is asked once. ``refused`` or the rows follow."""
        self.asking.ask(command, None if self.is_past or self.is_over else self.board, self.now())

    @Slot(object)
    def _answered(self, answer: Outcome) -> None:
        self._ear.hear(answer.rows)
        self._ear.empty()
        self._store(not answer.trouble, answer.trouble)
        if answer.refusal is not None:
            self.refused.emit(answer.command, answer.refusal)
        elif answer.trouble:
            self.refused.emit(answer.command, say("view.not_stored"))
        elif isinstance(answer.command, IssueOrders):
            self.sent.emit([row.event.order for row in answer.rows if isinstance(row.event, OrderIssued)])
        self._settle.start()

    def _store(self, ok: bool, trouble: str) -> None:
        if ok:
            self.good_at = self.now()
        if ok != self.store_ok or trouble:
            self.store_ok = ok
            self.store_state.emit(ok, trouble)

    @Slot(object)
    def _loaded(self, board: Board) -> None:
        self.board, self.is_loaded, self._matters = board, True, board.seq
        self._ear.open()
        self.loaded.emit()
        self._settle.start()

    @Slot(object)
    def _load_failed(self, error: Exception) -> None:
        self._store(False, str(error))

    @Slot(object)
    def _take(self, rows: Sequence[Recorded]) -> None:
        fresh = [row for row in rows if row.seq > self.board.seq]
        if fresh and fresh[0].seq != self.board.seq + 1:
            missing = partial(self.session.journal.read_after, self.board.seq)
            self.background.read(missing, self._take, self._load_failed)
            return
        number = forgotten(self.board, fresh)
        if number is not None:
            self._waiting_for = fresh
            history = partial(self.session.journal.incident_history, number)
            self.background.read(history, self._recalled, self._load_failed)
            return
        for row in fresh:
            fold(self.board, row)
            if not row.event.kind.startswith(("alarm.", "order.delivered", "drill.", "incident.mark")):
                self._matters = row.seq
        if fresh:
            self.changed.emit(tuple(fresh))
            self._settle.start()

    @Slot(object)
    def _recalled(self, rows: Sequence[Recorded]) -> None:
        """A case that ended long ago is spoken of again: first what it was, then what is new."""
        recall(self.board, [row for row in rows if row.seq <= self.board.seq])
        self._take(self._waiting_for)

    @Slot()
    def tick(self) -> None:
        """One second of the screen: let the session's second pass, and tell the windows the time."""
        self._ticks += 1
        self.ticked.emit(self.now())
        if self._unanswered.note(self._in_tick and (self.drill is None or self.drill.lead is not None)):
            self._store(False, "a second of the session has not ended")
        if self.is_running:
            self.pass_time(self.pace)
        if self._ticks % REFRESH_TICKS == 0 and not self._settle.isActive():
            self._settle.start()

    def pass_time(self, seconds: int) -> bool:
        """Let so many seconds pass off the GUI thread, then ``time_passed``; false where they cannot now."""
        if not self.is_loaded or self.is_over or self._in_tick:
            return False
        self._in_tick = True
        if self.drill is not None:
            self._ear.shut()
        work = partial(pass_second, self.session, self.drill, seconds, self.ways)
        self.background.write(work, self._passed, self._tick_failed)
        return True

    @Slot(object)
    def _passed(self, passed: Passed) -> None:
        self._in_tick = False
        self._ear.open()
        self.board.signals = dict(passed.signals)
        self.ways_in = passed.ways_in
        self._store(True, "")
        self.asking.let_through(self.now())
        if passed.over:
            self._end_drill()
        self.time_passed.emit()

    def _end_drill(self) -> None:
        """Nothing more is to come: time stands, and every window says so."""
        self.is_over = True
        self.asking.let_through(None)
        self._second.stop()
        self.ticked.emit(self.now())
        self.drill_changed.emit()

    @Slot(object)
    def _tick_failed(self, error: Exception) -> None:
        self._in_tick = False
        self._ear.open()
        self._store(False, str(error))

    @Slot()
    def ask_advice(self) -> None:
        """Compute recommendations and plan answers anew, off the GUI thread."""
        if not self.is_loaded:
            return
        self._advising = True
        shown = self.advice.recommendations
        snapshot = picture(self.board, self.now())
        work = partial(advise, self.session, snapshot, self.board.posture, self.selection, shown)
        self.background.read(work, self._take_advice, self._advice_failed, tag="advice")

    @Slot(object)
    def _take_advice(self, advice: Advised) -> None:
        self._advising = False
        if advice.seq < self._matters or advice.selected != self.selection:
            self._settle.start()  # stale: the picture it was computed from is gone
            return
        self.advice = advice
        self.advised.emit()

    @Slot(object)
    def _advice_failed(self, error: Exception) -> None:
        self._advising = False
        self.advice = Advised(seq=self.board.seq, selected=self.selection, trouble=str(error))
        self.advised.emit()

    def shutdown(self) -> None:
        """Stop the clock and let go of the desk; safe to call twice."""
        self._second.stop()
        self._settle.stop()
        if not self._is_shut:
            self._is_shut = True
            self.asking.let_through(None)
            self._stop_following()
