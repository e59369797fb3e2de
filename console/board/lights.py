"""The clock of an incident's present stage: who owes what until when, and its light (DOMAIN § 6)."""

from __future__ import annotations

from datetime import datetime

from console.board.board import Board
from console.frozen import frozen
from console.model.casework import YELLOW_FROM
from console.model.incident import Incident
from console.model.words import Card, Light, Stage, Tier

DUTY_OFFICER = "duty_officer"


@frozen
class StageClock:
    """``used`` is the share of the stage's time that is gone: 1 is the deadline, more is late."""

    owner: str  # the duty officer, a department, or a grid's post
    since: datetime
    due_at: datetime
    used: float

    @property
    def light(self) -> Light:
        """Green, yellow from 80 %, red when late."""
        if self.used > 1:
            return Light.RED
        return Light.YELLOW if self.used >= YELLOW_FROM else Light.GREEN


def stage_clock(board: Board, incident: Incident, now: datetime) -> StageClock | None:
    """The clock of the stage ``incident`` is in; ``None`` when nobody owes anything any more."""
    begun = _begun(board, incident)
    if begun is None:
        return None
    owner, since, due_at = begun
    rules = board.district.casework
    whole = rules.used_s(incident.urgency, since, due_at)
    used = rules.used_s(incident.urgency, since, now)
    if whole <= 0:
        return StageClock(owner, since, due_at, 2.0 if now > due_at else 0.0)
    return StageClock(owner, since, due_at, used / whole)


def stage_window(board: Board, incident: Incident) -> tuple[datetime, datetime] | None:
    """From when to when the present stage has time; ``None`` when nobody owes anything any more."""
    begun = _begun(board, incident)
    return (begun[1], begun[2]) if begun else None


def _begun(board: Board, incident: Incident) -> tuple[str, datetime, datetime] | None:
    rules, urgency = board.district.casework, incident.urgency
    limits = rules.limits(urgency)
    since = incident.stage_since or incident.reported_at
    if incident.stage is Stage.REPORTED:
        return DUTY_OFFICER, since, rules.due(urgency, since, limits.accept_s)
    if incident.stage is Stage.ACCEPTED:
        return DUTY_OFFICER, since, rules.due(urgency, since, limits.dispatch_s)
    if incident.stage in (Stage.DISPATCHED, Stage.HANDLING):
        return _handling(board, incident, since)
    if incident.stage is Stage.VERIFIED:
        return DUTY_OFFICER, since, rules.due(urgency, since, limits.close_s)
    return None


def _handling(board: Board, incident: Incident, since: datetime) -> tuple[str, datetime, datetime]:
    rules, urgency, handling = board.district.casework, incident.urgency, incident.handling
    if handling is None:
        item = board.district.catalogue.get(incident.category)
        begun = incident.accepted_at if not incident.returns and incident.accepted_at else since
        deadline = rules.due(urgency, begun, item.deadline_s if item else 0)
        return item.department if item else DUTY_OFFICER, begun, deadline
    if handling.handled_at is not None:
        return DUTY_OFFICER, handling.handled_at, rules.due(
            urgency, handling.handled_at, rules.limits(urgency).verify_s
        )  # fmt: skip
    return handling.lead, handling.assigned_at, handling.due_at


def next_cards(board: Board, incident: Incident, now: datetime) -> tuple[tuple[Card, Tier], ...]:
    """The cards that are due and not yet shown for this stage, rising, each with the tier that is told."""
    shown = list(Card).index(incident.card) + 1 if incident.card else 0
    tier, due = incident.tier, []
    for n, (card, moment) in enumerate(card_moments(board, incident)):
        if n >= shown and now > moment:
            due.append((card, tier))
        tier = tier.above
    return tuple(due)


def card_moments(board: Board, incident: Incident) -> tuple[tuple[Card, datetime], ...]:
    """When each card falls due in the stage ``incident`` is in; worked out once for each step it takes."""
    known = board.card_moments.get(incident.number)
    if known is None or known[0] != incident.version:
        known = (incident.version, _moments(board, incident))
        board.card_moments[incident.number] = known
    return known[1]


def _moments(board: Board, incident: Incident) -> tuple[tuple[Card, datetime], ...]:
    begun = _begun(board, incident)
    if begun is None:
        return ()
    rules = board.district.casework
    _, since, due_at = begun
    whole = rules.used_s(incident.urgency, since, due_at)
    return tuple(
        (card, rules.due(incident.urgency, since, whole * rules.cards[card])) for card in Card if card in rules.cards
    )
