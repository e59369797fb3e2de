"""Trying a plan on what has happened: the level each past incident would get now, and with the draft, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.board.board import Board
from console.board.fold import fold_in
from console.desk.session import Session
from console.dispatch.match import match_plans
from console.errors import StoreUnavailable
from console.model.case_filter import CaseFilter
from console.model.events import PostureSet, Recorded
from console.model.facts import FactKind
from console.model.incident import Incident
from console.model.plan import Facts, Plan, PlanAnswer
from console.model.words import Answer, Posture, ResponseLevel

MOST = 200
"""How many incidents are looked at: the latest ones."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What would be proposed for an incident: a plan and its level."""

    plan: str
    level: ResponseLevel | None


@dataclass(frozen=True, slots=True)
class Tried:
    """One past incident: what the plan says of it in force and as drafted, and what would be proposed either way."""

    incident: Incident
    now: PlanAnswer | None
    then: PlanAnswer | None
    proposed_now: Chosen | None
    proposed_then: Chosen | None

    @property
    def differs(self) -> bool:
        """Whether the draft would change anything for it."""
        said = [(answer.answer, answer.level) if answer else None for answer in (self.now, self.then)]
        return said[0] != said[1] or self.proposed_now != self.proposed_then


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it; ``looked_at`` counts those too that neither version speaks of."""

    tried: tuple[Tried, ...]
    looked_at: int


def past_incidents(session: Session, history: Sequence[Recorded], most: int = MOST) -> list[tuple[Incident, Facts]]:
    """The latest incidents of the journal with everything that became known of them, the newest first.

    ``history`` are the session's own rows: the posture an incident was reported in comes from there.
    """
    found = []
    for case in session.journal.find(CaseFilter(), session.clock.now(), size=most):
        aside = Board(session.district)
        for row in session.journal.incident_history(case.number):
            fold_in(aside, row)
        incident = aside.incidents.get(case.number)
        if incident is None:
            raise StoreUnavailable(f"incident {case.number} is listed and has no events; verify the journal")
        posture = _posture_at(history, incident.reported_at)
        found.append((incident, session.facts(incident, incident.reported_at, posture)))
    return found


def _posture_at(history: Sequence[Recorded], moment: datetime) -> Posture:
    said = [row.event.posture for row in history if isinstance(row.event, PostureSet) and row.at <= moment]
    return said[-1] if said else Posture.ROUTINE


def try_on(
    session: Session, incidents: Sequence[tuple[Incident, Facts]], draft: Plan, facts_known: Mapping[str, FactKind]
) -> Trial:
    """How ``draft`` in place of the plan of its id would match ``incidents``; clauses are told in ``facts_known``."""
    present = tuple(session.book.plans)
    candidates = (*(plan for plan in present if plan.id != draft.id), draft)
    now = [match_plans(facts, present, facts_known) for _, facts in incidents]
    then = [match_plans(facts, candidates, facts_known) for _, facts in incidents]
    tried = [
        Tried(incident, _of(before, draft.id), _of(after, draft.id), _first(before), _first(after))
        for (incident, _), before, after in zip(incidents, now, then, strict=True)
    ]
    return Trial(tuple(t for t in tried if t.differs or _speaks(t)), len(incidents))


def _of(answers: Sequence[PlanAnswer], plan: str) -> PlanAnswer | None:
    return next((answer for answer in answers if answer.plan == plan), None)


def _first(answers: Sequence[PlanAnswer]) -> Chosen | None:
    best = answers[0] if answers else None
    return Chosen(best.plan, best.level) if best is not None and best.answer is Answer.YES else None


def _speaks(tried: Tried) -> bool:
    return any(a is not None and a.answer is not Answer.NO for a in (tried.now, tried.then))
