"""Putting a what-if together: which journal, which moment, what is different; and the exercise that goes on from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from console.analysis.record import Record
from console.analysis.replay.comparing import key_of, record_of
from console.analysis.replay.past import MOST_ROWS, WHOLE_UP_TO
from console.analysis.replay.reel import Reel
from console.app.drills import scenario_path
from console.app.replaying import opening_of, past_journal
from console.app.wiring import Ground, open_session
from console.clock import DrillClock
from console.delivery.outbox import Outbox, RecordingChannel
from console.desk.plan_book import PlanBook
from console.drill.branch.branching import Source, begin, is_begun
from console.drill.branch.change import Change
from console.drill.branch.outside import Outside, outside_of
from console.drill.drill import Drill
from console.drill.script import load_scenario
from console.errors import BadInput, BadScenario
from console.journal.place import Where, name_of
from console.journal.store import Journal
from console.model.events import SessionOpened
from console.model.places import District
from console.model.plan import Plan
from console.model.plan_shelf import PlanShelf
from console.model.scenario import Behaviour, Scenario
from console.model.words import Mode, Posture
from console.phrase import Text

THINKING_S = 7
"""How long the automatic officer thinks where no script says so."""


@dataclass(frozen=True)
class Branching:
    """One moment of one journal, from which any number of exercises can begin."""

    ground: Ground
    source: Source
    scenario: Scenario | None  # the source's own script, when it is here and unchanged
    seed: int
    scripted: bool = True  # whether the script is played; else what it did comes as the journal has it
    stops: bool = False  # at the source's end at the latest; else when everything has come to its end

    @property
    def happened(self) -> Record:
        """What the source says happened, as figures want it."""
        source = self.source
        reel = Reel(self.ground.district, source.standing, source.later, source.moment, source.ends)
        rows = [*source.standing.rows, *source.later]
        return record_of(reel.board_at(len(source.later)), rows, source.ends)

    def keys(self, happened: Record) -> set[str]:
        """The incidents that are compared: those that ran at the moment or came afterwards."""
        since, incidents = self.source.moment, happened.board.incidents.values()
        return {key_of(one) for one in incidents if one.closed_at is None or one.closed_at >= since}

    def start(self, where: Path, change: Change | None, *, officer: bool, cameras: bool = False) -> Drill:
        """An exercise on a journal at ``where``: a new one, or this very what-if gone on with after it was stopped.

        :class:`BadInput` when something else is there.
        """
        changed = change or Change()
        ground = self._changed(changed)
        scenario = self._scenario(changed)
        opened = SessionOpened(
            Mode.DRILL, ground.district.id, ground.district.content_hash,
            {plan.id: plan.content_hash for plan in ground.shelf.plans}, scenario.id, scenario.content_hash, self.seed,
        )  # fmt: skip
        self._begin(where, opened, changed)
        clock = DrillClock(self.source.moment)
        session = open_session(ground, Mode.DRILL, clock, where)
        _must_count(changed.plans, session.book)
        outside = self._outside(changed).going_on(session.board)
        outbox = Outbox(RecordingChannel())
        drill = Drill(
            session, clock, scenario, self.seed, outbox, officer=officer, cameras=cameras, outside=outside
        )  # fmt: skip
        drill.start()
        return drill

    def _begin(self, where: Path, opened: SessionOpened, change: Change) -> None:
        """Fill a new journal; of one that is there make sure that it is this what-if and goes no further."""
        journal = Journal.open(where)
        try:
            span = journal.span()
            if span is None:
                begin(journal, self.source, opened, change.content)
                return
            if not is_begun(journal, self.source, opened, change.content):
                raise BadInput(f"{where} is there already and holds something else; name a new file")
            if span[1] > self.source.ends and self.stops:
                raise BadInput(f"{where} is there already and goes further than --until; name a new file")
        finally:
            journal.close()

    @property
    def is_scripted(self) -> bool:
        """Whether what comes from outside is the script's."""
        return self.scripted and self.scenario is not None

    def _outside(self, change: Change) -> Outside:
        outside = Outside() if self.is_scripted else outside_of(self.source.later, self.source.first_reports)
        return outside.with_more(change.happenings(self.source.moment, self.source.ends))

    def _changed(self, change: Change) -> Ground:
        mine = {plan.id: plan for plan in change.plans}
        plans = {**{plan.id: plan for plan in self.ground.shelf.plans}, **mine}
        shelf = self.ground.shelf
        return replace(
            self.ground, district=change.district(self.ground.district),
            shelf=PlanShelf(tuple(plans[name] for name in sorted(plans)), shelf.refused, shelf.unread),
        )  # fmt: skip

    def _scenario(self, change: Change) -> Scenario:
        source = self.source
        named = f"{source.standing.hash}/{source.moment.isoformat()}/{change.content}"
        pinned = hashlib.sha256(named.encode()).hexdigest()
        if self.scenario is not None and self.is_scripted:
            return replace(self.scenario, id=f"what-if-{self.scenario.id}", content_hash=pinned)
        title = Text(f"What if: {source.name}", f"推演：{source.name}")
        objective = Text("Decide differently from a moment on.", "自某一时刻起作出不同处置。")
        lasts = int((source.ends - source.moment).total_seconds())
        thinking_s = self.scenario.thinking_s if self.scenario else THINKING_S
        behaviour = self.scenario.behaviour if self.scenario else Behaviour()
        return Scenario(
            "what-if", title, objective, source.moment, max(1, lasts), Posture.ROUTINE, thinking_s, behaviour, (), (),
            pinned,
        )  # fmt: skip


def _must_count(plans: tuple[Plan, ...], book: PlanBook) -> None:
    """Refuse a changed plan that an approved version goes before: it would change nothing."""
    for plan in plans:
        found = book.get(plan.id)
        if found is None or found.content_hash != plan.content_hash:
            what = f"version {found.version}" if found is not None else "its withdrawal"
            raise BadInput(
                f"{plan.source}: plan {plan.id}, version {plan.version}: {what} was approved at the desk and counts;"
                " give yours a higher version"
            )


def branching_at(
    db: Where,
    ground: Ground,
    at: datetime | None,
    incident: int | None,
    until: datetime | None,
    seed: int | None,
    *,
    scripted: bool = True,
) -> Branching:
    """The journal at ``db`` up to ``at`` (when ``incident`` was reported, when left out); it is only read.

    What comes from outside is the drill's script where there is one and ``scripted``, else what the journal has.
    :class:`BadInput` for a moment or an incident that is not in it, or too much that comes afterwards.
    """
    with past_journal(db) as journal:
        opened = opening_of(journal, ground.district)
        span = journal.span()
        assert span is not None, "a journal with a session has a row"
        first, last, _ = span
        moment = _moment(journal, db, at, incident).replace(microsecond=0)
        local = ground.district.local
        if not first.replace(microsecond=0) <= moment < last:
            there = f"{local(first):%Y-%m-%d %H:%M:%S} to {local(last):%Y-%m-%d %H:%M:%S}"
            raise BadInput(f"--at: expected a moment before the journal's end, from {there}")
        ends = min(until, last) if until is not None else last
        if ends <= moment:
            raise BadInput("--until must be after the moment from which it goes on")
        tick = timedelta(microseconds=1)
        seq, upto = journal.seq_before(moment + tick), journal.seq_before(ends + tick)
        if upto - seq > MOST_ROWS:
            raise BadInput(f"--until: {upto - seq:,} rows come until then, at most {MOST_ROWS:,} can; name a time")
        standing = journal.standing(seq, whole=seq <= WHOLE_UP_TO)
        source = Source(name_of(db), opened, standing, moment, journal.between(seq, upto), ends)
        journal.close()
    script = _script(opened, ground.district)
    return Branching(ground, source, script, opened.seed if seed is None else seed, scripted, until is not None)


def _moment(journal: Journal, db: Where, at: datetime | None, incident: int | None) -> datetime:
    rows = Journal.incident_history(journal, incident) if incident is not None else []
    if incident is not None and not rows:
        raise BadInput(f"--incident: there is no incident {incident} in {db}")
    if at is None:
        if not rows:
            raise BadInput("name the moment with --at, or an incident with --incident")
        return rows[0].at
    if rows and rows[0].at > at:
        raise BadInput(f"--at: incident {incident} was reported later than this")
    return at


def _script(opened: SessionOpened, district: District) -> Scenario | None:
    """The script a drill was played from, when it is here and says what it said then."""
    if opened.mode is not Mode.DRILL or not opened.scenario:
        return None
    try:
        scenario = load_scenario(scenario_path(opened.scenario), district)
    except BadScenario:
        return None  # the world then comes from the journal, which the method says
    return scenario if scenario.content_hash == opened.scenario_hash else None
