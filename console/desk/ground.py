"""What several decisions stand on: finding the incident or order, and refusing a step that does not follow."""

from __future__ import annotations

from console.board.board import Board
from console.errors import Refused
from console.model.incident import Incident, Order
from console.model.words import ORDER_NEXT, STAGE_NEXT, OrderStatus, Stage
from console.phrase import say


def incident_of(board: Board, number: int) -> Incident:
    """The incident with ``number``; refused when there is none."""
    if number not in board.incidents:
        raise Refused(say("desk.no_incident", incident=number))
    return board.incidents[number]


def open_incident(board: Board, number: int) -> Incident:
    """The open incident with ``number``; refused when it is at an end."""
    incident = incident_of(board, number)
    if not incident.is_open:
        raise Refused(say("desk.incident_ended", incident=number, stage=say(f"stage.{incident.stage.value}")))
    return incident


def order_of(board: Board, order: str) -> Order:
    """The order with this id; refused when there is none."""
    if order not in board.orders:
        raise Refused(say("desk.no_order", order=order))
    return board.orders[order]


def must_follow(incident: Incident, stage: Stage) -> None:
    """Refuse a stage that may not follow the incident's present one."""
    if stage not in STAGE_NEXT[incident.stage]:
        raise Refused(
            say(
                "desk.stage_not_next",
                incident=incident.number,
                now=say(f"stage.{incident.stage.value}"),
                wanted=say(f"stage.{stage.value}"),
            )
        )


def can_reach(order: Order, status: OrderStatus) -> bool:
    """Whether ``status`` is still ahead; an order already there answers no, anything else is refused."""
    if order.status is status:
        return False
    if status not in ORDER_NEXT[order.status]:
        raise Refused(
            say(
                "desk.order_not_next",
                order=order.id,
                now=say(f"order.{order.status.value}"),
                wanted=say(f"order.{status.value}"),
            )
        )
    return True


def all_ended(board: Board, incident: Incident) -> None:
    """Refuse while a team is bound by an order of the incident."""
    running = [order.team for order in board.orders_of(incident) if order.status.is_open]
    if running:
        raise Refused(say("desk.orders_run", incident=incident.number, teams=", ".join(running)))


def must_say(reason: str) -> None:
    """Refuse an empty reason."""
    if not reason.strip():
        raise Refused(say("desk.reason_needed"))
