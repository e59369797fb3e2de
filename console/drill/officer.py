"""The automatic officer: takes the recommendation after a set thinking time, so that a drill runs unattended.

It remembers nothing: what it does follows from the board and the time, so a killed drill goes on the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile

from console.board.board import Board
from console.board.sending import issue_as_recommended
from console.desk.session import Session
from console.dispatch.category import propose_category
from console.dispatch.repeats import likely_repeats
from console.model import commands as c
from console.model.incident import Actor, Incident
from console.model.plan import Step
from console.model.words import Answer, OrderStatus, Stage, Urgency

OFFICER = Actor("auto-officer", "drill")
VERIFIER = Actor("auto-verifier", "drill")
ANSWERS = ("incident.plan_chosen", "incident.level_raised", "order.declined", "order.lapsed", "order.cancelled")
NEWS = ("incident.fact_set", "incident.report_added", "incident.plan_chosen")
TOLD = ("department.notified", "incident.recommended")
NOTIFY_EVERY_S = 4
TRY_AGAIN_EVERY_S = 5
LOOKS_FOR_S = 3
BEST_SCORE = 5
_UNDER_WAY = frozenset({Stage.ACCEPTED, Stage.DISPATCHED, Stage.HANDLING})
_PAST = frozenset({Stage.REVIEWED, Stage.REJECTED, Stage.MERGED, Stage.TRANSFERRED})  # nothing to do any more


class AutoOfficer:
    """Decides one command per open incident and second."""

    def __init__(self, session: Session, thinking_s: int) -> None:
        self._session = session
        self._thinking_s = thinking_s

    def due(self, now: datetime) -> Iterator[tuple[Actor, c.Command]]:
        """What the officers do at ``now``, by incident number: at most one thing per incident and second.

        Submit each before asking for the next, so that each sees what the one before changed.
        """
        board = self._session.board
        for number in sorted(board.incidents):
            incident = board.incidents[number]
            if incident.stage in _PAST:
                continue
            if _acted(board, incident, now):
                continue
            if self._wants_to_send(board, incident, now):
                recommendation = self._session.recommend_now().get(number)
                if recommendation is not None and recommendation.new_fills:
                    yield OFFICER, issue_as_recommended(board, recommendation)
                continue
            step = self._step(board, incident, now)
            if step is not None:
                yield step

    def ahead(self, now: datetime) -> Iterator[datetime]:
        """Lower bounds for when the officers next do anything, if no event comes before."""
        board, thinking = self._session.board, timedelta(seconds=self._thinking_s)
        for incident in board.incidents.values():
            if incident.stage in _PAST:
                continue
            last = board.history[incident.number][-1].at
            if incident.stage is Stage.VERIFIED and _materials_out(board, incident):
                continue
            if incident.stage not in _UNDER_WAY:
                yield (incident.reported_at if incident.stage is Stage.REPORTED else last) + thinking
                continue
            yield from self._plan_ahead(board, incident, now)
            if _worked(board, incident):
                yield last + thinking
            yield from self._sending_ahead(board, incident, now)

    def _plan_ahead(self, board: Board, incident: Incident, now: datetime) -> Iterator[datetime]:
        since = _last(board, incident, NEWS) or incident.accepted_at
        if incident.urgency is not Urgency.EMERGENCY or since is None:
            return
        first = since + timedelta(seconds=self._thinking_s)
        if now < first + timedelta(seconds=LOOKS_FOR_S):
            yield first

    def _sending_ahead(self, board: Board, incident: Incident, now: datetime) -> Iterator[datetime]:
        if incident.plan is None:
            return
        asked = _waits(board, incident)
        if asked is not None and _short(board, incident):
            yield _next_try(asked + timedelta(seconds=self._thinking_s), now)
        if not incident.orders:
            return
        if any(d not in incident.notified for d in incident.plan.notify):
            yield (_last(board, incident, TOLD) or now) + timedelta(seconds=NOTIFY_EVERY_S)
        for step in _steps_open(board, incident):
            yield (incident.t0 or now) + timedelta(seconds=step.due_s * 0.8)

    def _thought(self, since: datetime, now: datetime) -> bool:
        return (now - since).total_seconds() >= self._thinking_s

    def _wants_to_send(self, board: Board, incident: Incident, now: datetime) -> bool:
        if incident.plan is None or incident.stage not in _UNDER_WAY:
            return False
        asked = _waits(board, incident)
        if asked is None or not self._thought(asked, now):
            return False
        tried_for = int((now - asked).total_seconds()) - self._thinking_s
        return tried_for % TRY_AGAIN_EVERY_S == 0 and _short(board, incident)

    def _step(self, board: Board, incident: Incident, now: datetime) -> tuple[Actor, c.Command] | None:
        last = board.history[incident.number][-1].at
        if incident.stage is Stage.REPORTED:
            return self._take_on(board, incident) if self._thought(incident.reported_at, now) else None
        if incident.stage in _UNDER_WAY:
            command = self._plan(board, incident, now) or self._accompany(board, incident, now)
            return (OFFICER, command) if command else self._finish(board, incident, last, now)
        if incident.stage is Stage.VERIFIED and self._thought(last, now) and not _materials_out(board, incident):
            return OFFICER, c.CloseIncident(incident.number, "达到结案标准 closing standard met")
        if incident.stage is Stage.CLOSED and self._thought(last, now):
            return VERIFIER, c.ReviewIncident(incident.number, max(1, BEST_SCORE - len(incident.mark_missed)))
        return None

    def _take_on(self, board: Board, incident: Incident) -> tuple[Actor, c.Command] | None:
        repeats = likely_repeats(incident, board.open_incidents())
        first = next((r for r in repeats if r.incident < incident.number), None)
        if first is not None:
            return OFFICER, c.MergeIncident(incident.number, first.incident)
        category = incident.category or self._category(incident)
        if not category:
            return None
        urgency = self._session.district.catalogue[category].urgency
        return OFFICER, c.AcceptIncident(incident.number, urgency, category)

    def _category(self, incident: Incident) -> str:
        proposed = propose_category(incident.text, self._session.district.catalogue)
        return proposed[0][0] if proposed else ""

    def _plan(self, board: Board, incident: Incident, now: datetime) -> c.Command | None:
        """Confirm the best plan, or raise the level when what is known now asks for it."""
        if incident.urgency is not Urgency.EMERGENCY:
            return None
        since = _last(board, incident, NEWS) or incident.accepted_at
        if since is None or not 0 <= int((now - since).total_seconds()) - self._thinking_s < LOOKS_FOR_S:
            return None
        answers = self._session.answers(incident, now, board.posture)
        if incident.plan is None:
            best = answers[0] if answers and answers[0].answer is Answer.YES else None
            plan = self._session.plan(best.plan) if best else None
            if best is None or plan is None or best.level is None:
                return None
            return c.ChoosePlan(incident.number, plan, best.level, tuple(answers))
        mine = next((a for a in answers if a.plan == incident.plan.plan), None)
        plan = self._session.book.remembered(incident.plan)
        if mine is None or plan is None or mine.level is None or mine.level.rank <= incident.plan.level.rank:
            return None
        return c.RaiseLevel(
            incident.number, plan, mine.level, "已知情况符合更高级别 facts now known meet the higher level"
        )

    def _accompany(self, board: Board, incident: Incident, now: datetime) -> c.Command | None:
        """Tell the departments one after the other, and tick off steps whose time has come."""
        if incident.plan is None or not incident.orders:
            return None
        untold = [d for d in incident.plan.notify if d not in incident.notified]
        last = _last(board, incident, TOLD) or now
        if untold and (now - last).total_seconds() >= NOTIFY_EVERY_S:
            return c.NotifyDepartment(incident.number, untold[0])
        elapsed = (now - (incident.t0 or now)).total_seconds()
        due = (step.id for step in _steps_open(board, incident) if elapsed >= step.due_s * 0.8)
        step = next(due, None)
        return c.CheckStep(incident.number, step) if step is not None else None

    def _finish(
        self, board: Board, incident: Incident, last: datetime, now: datetime
    ) -> tuple[Actor, c.Command] | None:
        if incident.stage is not Stage.HANDLING or not _worked(board, incident) or not self._thought(last, now):
            return None
        return VERIFIER, c.VerifyIncident(
            incident.number, True, "视频及网格长已核实 checked on camera and by the grid leader"
        )


def _acted(board: Board, incident: Incident, now: datetime) -> bool:
    officers = (OFFICER.id, VERIFIER.id)
    rows = board.history.get(incident.number, [])
    this_second = takewhile(lambda row: row.at == now, reversed(rows[-30:]))
    return any(row.actor in officers for row in this_second)


def _worked(board: Board, incident: Incident) -> bool:
    """Whether every order has come to an end, and one of them by doing what it was for."""
    orders = board.orders_of(incident)
    ended = bool(orders) and not any(order.status.is_open for order in orders)
    return ended and any(order.status is OrderStatus.DONE for order in orders)


def _waits(board: Board, incident: Incident) -> datetime | None:
    """Since when something has happened that no recommendation was taken for yet; ``None`` when nothing has."""
    asked, used = _last(board, incident, ANSWERS), _last(board, incident, ("incident.recommended",))
    return asked if asked is not None and (used is None or asked > used) else None


def _next_try(first: datetime, now: datetime) -> datetime:
    """The first of the moments at which teams are looked for again that comes after ``now``."""
    tries = int(max(0.0, (now - first).total_seconds()) // TRY_AGAIN_EVERY_S)
    moment = first + timedelta(seconds=TRY_AGAIN_EVERY_S * tries)
    return moment if moment > now else moment + timedelta(seconds=TRY_AGAIN_EVERY_S)


def _steps_open(board: Board, incident: Incident) -> Iterator[Step]:
    """The plan's steps that can be ticked off when their time comes: the field's only once somebody is there."""
    assert incident.plan is not None, "asked only for incidents with a plan in force"
    started = any(OrderStatus.ON_SCENE in board.orders[o].stamps for o in incident.orders)
    for step in incident.plan.steps:
        if step.id not in incident.steps_done and (started or step.owner == "duty_officer"):
            yield step


def _last(board: Board, incident: Incident, kinds: tuple[str, ...]) -> datetime | None:
    rows = board.history.get(incident.number, [])
    return next((row.at for row in reversed(rows) if row.event.kind in kinds), None)


def _short(board: Board, incident: Incident) -> bool:
    """Whether a need of the plan in force is not filled by orders that count, or materials are to be fetched."""
    assert incident.plan is not None, "asked only for incidents with a plan in force"
    counting = [order for order in map(board.orders.__getitem__, incident.orders_now) if order.status.counts]
    return not counting or any(sum(o.need == n.id for o in counting) < n.count for n in incident.plan.staff)


def _materials_out(board: Board, incident: Incident) -> bool:
    back = set(board.returning.values())
    return any(order.id in back and order.loads for order in board.orders_of(incident))
