"""What the automatic officer reads from the board about an incident, and the times it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from console.board.board import Board
from console.model.incident import Incident
from console.model.plan import Step
from console.model.words import OrderStatus, Stage

ANSWERS = (
    "incident.plan_chosen", "incident.level_raised", "order.declined", "order.lapsed", "order.cancelled",
    "incident.reopened", "incident.verification_failed", "incident.taken_back",
)  # fmt: skip
NEWS = ("incident.fact_set", "incident.report_added", "incident.plan_chosen")
TOLD = ("department.notified", "incident.recommended")
NOTIFY_EVERY_S = 4
TRY_AGAIN_EVERY_S = 5
LOOKS_FOR_S = 3
WAITS_FOR_S = 600
STEP_SHARE = 0.8  # of a step's time, when it is ticked off
UNDER_WAY = frozenset({Stage.ACCEPTED, Stage.DISPATCHED, Stage.HANDLING})
AT_WORK = UNDER_WAY | {Stage.REPORTED, Stage.VERIFIED, Stage.CLOSED}


def left_by(since: datetime, thinking_s: int, begins: datetime) -> datetime:
    """From when on it thinks: since the news, or since it took over, when its time had passed by then."""
    over = since + timedelta(seconds=thinking_s + LOOKS_FOR_S)
    return since if over > begins else begins


def settled_at(board: Board, incident: Incident) -> datetime | None:
    """When every order had come to an end and the work was done, by a team or by the unit it was given to."""
    orders, handling = board.orders_of(incident), incident.handling
    if any(order.status.is_open for order in orders):
        return None
    worked = any(order.status is OrderStatus.DONE for order in orders)
    if not (worked if handling is None else handling.handled_at is not None):
        return None
    over = [order.stamps[order.status] for order in orders]
    return max([*over, *([handling.handled_at] if handling and handling.handled_at else [])])


def waits_since(board: Board, incident: Incident) -> datetime | None:
    """Since when something has happened that no recommendation was taken for yet; ``None`` when nothing has."""
    asked, used = last_of(board, incident, ANSWERS), last_of(board, incident, ("incident.recommended",))
    return asked if asked is not None and (used is None or asked > used) else None


def steps_open(board: Board, incident: Incident) -> Iterator[Step]:
    """The plan's steps that can be ticked off when their time comes: the field's only once somebody is there."""
    assert incident.plan is not None, "asked only for incidents with a plan in force"
    started = any(OrderStatus.ON_SCENE in board.orders[o].stamps for o in incident.orders)
    for step in incident.plan.steps:
        if step.id not in incident.steps_done and (started or step.owner == "duty_officer"):
            yield step


def last_of(board: Board, incident: Incident, kinds: tuple[str, ...]) -> datetime | None:
    """When the last event of one of ``kinds`` came."""
    rows = board.history.get(incident.number, [])
    return next((row.at for row in reversed(rows) if row.event.kind in kinds), None)


def is_short(board: Board, incident: Incident) -> bool:
    """Whether a need of the plan in force is not filled by orders that count, or materials are to be fetched."""
    assert incident.plan is not None, "asked only for incidents with a plan in force"
    counting = [order for order in map(board.orders.__getitem__, incident.orders_now) if order.status.counts]
    return not counting or any(sum(o.need == n.id for o in counting) < n.count for n in incident.plan.staff)


def materials_out(board: Board, incident: Incident) -> bool:
    """Whether a team is still bringing back what it took along."""
    back = set(board.returning.values())
    return any(order.id in back and order.loads for order in board.orders_of(incident))
