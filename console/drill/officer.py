"""The automatic officer: takes the recommendation after a set thinking time, so that a drill runs unattended.

It remembers nothing: what it does follows from the board and the time, so a killed drill goes on the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile

from console.board.board import Board
from console.board.lateness import asked_now, late_now
from console.board.sending import issue_as_recommended
from console.desk.session import Session
from console.dispatch.category import propose_category
from console.dispatch.repeats import likely_repeats
from console.drill.injects import incident_of
from console.drill.officer_ahead import OfficerAhead
from console.drill.officer_cases import asked, given, severity_of, upward, verification
from console.drill.officer_reads import (
    AT_WORK,
    LOOKS_FOR_S,
    NEWS,
    NOTIFY_EVERY_S,
    STEP_SHARE,
    TOLD,
    TRY_AGAIN_EVERY_S,
    UNDER_WAY,
    WAITS_FOR_S,
    is_short,
    last_of,
    left_by,
    materials_out,
    settled_at,
    steps_open,
    waits_since,
)
from console.drill.trouble import Trouble
from console.model import commands as c
from console.model.incident import Actor, Incident
from console.model.scenario import InjectKind, Scenario
from console.model.words import Answer, Stage, Urgency

OFFICER = Actor("auto-officer", "drill")
VERIFIER = Actor("auto-verifier", "drill")
BEST_SCORE = 5


class AutoOfficer:
    """Decides one command per open incident and second."""

    def __init__(self, session: Session, scenario: Scenario, begins: datetime) -> None:
        """``begins`` is when it takes over: what somebody else left undone before is looked at from then on."""
        self._session = session
        self._scenario = scenario
        self._thinking_s = scenario.thinking_s
        self._begins = begins
        self._ahead = OfficerAhead(scenario, begins)

    def due(self, now: datetime, trouble: Trouble) -> Iterator[tuple[Actor, c.Command]]:
        """What the officers do at ``now``, by incident number: at most one thing per incident and second.

        Submit each before asking for the next, so that each sees what the one before changed. While the script makes
        the store answer late they do nothing that was not asked so long before: nobody sleeps for it.
        """
        slow = trouble.was_ever(InjectKind.DATABASE_SLOW)
        for asked_at in asked_now(self._session.board, now) if slow else (now,):
            yield from self._asked(asked_at, now, trouble)

    def _asked(self, now: datetime, recorded: datetime, trouble: Trouble) -> Iterator[tuple[Actor, c.Command]]:
        """What they ask at ``now``, which the store records at ``recorded``."""
        board = self._session.board
        wanted = {incident_of(self._scenario, board, ask["incident"]) for _, ask in trouble.asked()}
        for number in sorted(board.incidents):
            incident = board.incidents[number]
            at_rest = incident.stage not in AT_WORK and number not in wanted
            if at_rest or _acted(board, incident, recorded):
                continue
            request = None
            if number in wanted:
                request = asked(self._scenario, board, incident, now, trouble, self._thinking_s)
            if request is not None:
                yield OFFICER, request
                continue
            if self._wants_to_send(board, incident, now):
                recommendation = self._session.recommend_now().get(number)
                if recommendation is not None and recommendation.new_fills:
                    yield OFFICER, issue_as_recommended(board, recommendation)
                continue
            step = self._step(board, incident, now, trouble)
            if step is not None:
                yield step

    def ahead(self, now: datetime, trouble: Trouble) -> Iterator[datetime]:
        """Lower bounds for when the officers next do anything, if no event comes before."""
        board = self._session.board
        if trouble.was_ever(InjectKind.DATABASE_SLOW) and late_now(board, now) is not None:
            yield now  # what is held back comes through second by second
        yield from self._ahead.moments(board, now, trouble)

    def _thought(self, since: datetime, now: datetime) -> bool:
        return (now - since).total_seconds() >= self._thinking_s

    def _looks(self, since: datetime, now: datetime) -> bool:
        return 0 <= int((now - since).total_seconds()) - self._thinking_s < LOOKS_FOR_S

    def _wants_to_send(self, board: Board, incident: Incident, now: datetime) -> bool:
        if incident.plan is None or incident.stage not in UNDER_WAY:
            return False
        asked = waits_since(board, incident)
        if asked is None or not self._thought(asked, now):
            return False
        tried_for = int((now - asked).total_seconds()) - self._thinking_s
        return tried_for % TRY_AGAIN_EVERY_S == 0 and is_short(board, incident)

    def _step(
        self, board: Board, incident: Incident, now: datetime, trouble: Trouble
    ) -> tuple[Actor, c.Command] | None:
        last = board.history[incident.number][-1].at
        if incident.stage is Stage.REPORTED:
            return self._take_on(board, incident, now) if self._thought(incident.reported_at, now) else None
        if incident.stage in UNDER_WAY:
            command = (
                self._plan(board, incident, now) or self._give(board, incident, now) or upward(board, incident, now)
                or self._accompany(board, incident, now)
            )  # fmt: skip
            return (OFFICER, command) if command else self._finish(board, incident, last, now, trouble)
        if incident.stage is Stage.VERIFIED and self._thought(last, now) and not materials_out(board, incident):
            report = upward(board, incident, now, first_now=True)
            if report is not None:
                return OFFICER, report
            return OFFICER, c.CloseIncident(incident.number, "达到结案标准 closing standard met")
        if incident.stage is Stage.CLOSED and self._thought(last, now):
            report = upward(board, incident, now)
            if report is not None:
                return OFFICER, report
            return VERIFIER, c.ReviewIncident(incident.number, max(1, BEST_SCORE - len(incident.mark_missed)))
        return None

    def _take_on(self, board: Board, incident: Incident, now: datetime) -> tuple[Actor, c.Command] | None:
        repeats = likely_repeats(incident, board.open_incidents())
        first = next((r for r in repeats if r.incident < incident.number), None)
        if first is not None:
            return OFFICER, c.MergeIncident(incident.number, first.incident)
        category = incident.category or self._category(incident)
        if not category:
            return None
        urgency = self._session.district.catalogue[category].urgency
        if urgency is Urgency.ROUTINE and self._a_plan_holds(board, incident, now):
            urgency = Urgency.EMERGENCY
        severity = severity_of(self._session.facts(incident, now, board.posture))
        return OFFICER, c.AcceptIncident(incident.number, urgency, category, severity)

    def _a_plan_holds(self, board: Board, incident: Incident, now: datetime) -> bool:
        """Whether a routine item's report meets a plan's conditions already: then it is handled as an emergency."""
        answers = self._session.answers(incident, now, board.posture)
        return bool(answers) and answers[0].answer is Answer.YES

    def _category(self, incident: Incident) -> str:
        proposed = propose_category(incident.text, self._session.district.catalogue)
        return proposed[0][0] if proposed else ""

    def _plan(self, board: Board, incident: Incident, now: datetime) -> c.Command | None:
        """Confirm the best plan, or raise the level when what is known now asks for it."""
        if incident.urgency is not Urgency.EMERGENCY:
            return None
        since = last_of(board, incident, NEWS) or incident.accepted_at
        if since is not None and incident.plan is None:
            since = left_by(since, self._thinking_s, self._begins)
        if since is None or not self._looks(since, now):
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

    def _give(self, board: Board, incident: Incident, now: datetime) -> c.Command | None:
        """A case no plan is for goes to the unit of its item: routine ones, and emergencies all plans answer no.

        Where a plan still wants to know something, answers are waited for, but not for ever.
        """
        since = incident.stage_since
        if incident.stage is not Stage.ACCEPTED or incident.plan is not None or since is None:
            return None
        waited = int((now - since).total_seconds()) - self._thinking_s - LOOKS_FOR_S
        if not (0 <= waited < LOOKS_FOR_S or WAITS_FOR_S <= waited < WAITS_FOR_S + LOOKS_FOR_S):
            return None
        if incident.urgency is Urgency.EMERGENCY and waited < LOOKS_FOR_S:
            answers = self._session.answers(incident, now, board.posture)
            if any(answer.answer is not Answer.NO for answer in answers):
                return None
        return given(board, incident)

    def _accompany(self, board: Board, incident: Incident, now: datetime) -> c.Command | None:
        """Tell the departments one after the other, and tick off steps whose time has come."""
        if incident.plan is None or not incident.orders:
            return None
        untold = [d for d in incident.plan.notify if d not in incident.notified]
        last = last_of(board, incident, TOLD) or now
        if untold and (now - last).total_seconds() >= NOTIFY_EVERY_S:
            return c.NotifyDepartment(incident.number, untold[0])
        elapsed = (now - (incident.t0 or now)).total_seconds()
        due = (step.id for step in steps_open(board, incident) if elapsed >= step.due_s * STEP_SHARE)
        step = next(due, None)
        return c.CheckStep(incident.number, step) if step is not None else None

    def _finish(
        self, board: Board, incident: Incident, last: datetime, now: datetime, trouble: Trouble
    ) -> tuple[Actor, c.Command] | None:
        since = settled_at(board, incident)
        if incident.stage is not Stage.HANDLING or since is None or not self._thought(last, now):
            return None
        command = verification(self._scenario, board, incident, since, now, trouble)
        return (VERIFIER, command) if command is not None else None


def _acted(board: Board, incident: Incident, now: datetime) -> bool:
    officers = (OFFICER.id, VERIFIER.id)
    rows = board.history.get(incident.number, [])
    this_second = takewhile(lambda row: row.at == now, reversed(rows[-30:]))
    return any(row.actor in officers for row in this_second)
