"""What orders take along and bring back, as SQL: so that the stock of years is one sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Executable, Select, bindparam, case, func, select, update

from console.journal.dialect import keep_first, largest
from console.journal.schema import order_loads, orders
from console.journal.times import stamp
from console.model import events as e
from console.model.words import OrderStatus

Statement = tuple[Executable, Mapping[str, Any]]

_OF_ORDER = update(order_loads).where(order_loads.c.order_id == bindparam("order"))
_TAKE = keep_first(order_loads)
_ALL_BACK = _OF_ORDER.values(unused=order_loads.c.taken, back=1)
_ALL_UNUSED = _OF_ORDER.values(unused=order_loads.c.taken)
_USE = _OF_ORDER.where(
    order_loads.c.depot == bindparam("of_depot"), order_loads.c.item == bindparam("of_item")
).values(unused=order_loads.c.unused - bindparam("used"))  # fmt: skip
_OWN_BACK = _OF_ORDER.where(order_loads.c.depot == "").values(back=1)
_BACK = _OF_ORDER.values(back=1)
_EARLIER = (
    select(orders.c.id)
    .where(orders.c.team == bindparam("of_team"), orders.c.returned_at.is_(None))
    .where(orders.c.status == OrderStatus.DONE.value, orders.c.id != bindparam("order"))
)  # fmt: skip
_EARLIER_BACK = update(order_loads).where(order_loads.c.order_id.in_(_EARLIER)).values(back=1)
_EARLIER_RETURNED = update(orders).where(orders.c.id.in_(_EARLIER)).values(returned_at=bindparam("at"))
_RETURNED = (
    update(orders).where(orders.c.id == bindparam("order"), orders.c.returned_at.is_(None))
    .values(returned_at=bindparam("at"))
)  # fmt: skip


def load_statements(row: e.Recorded) -> Iterator[Statement]:
    """What ``row`` does to loads and returns, in order."""
    event = row.event
    if isinstance(event, e.OrderIssued):
        again = {"of_team": event.team, "order": event.order}
        yield _EARLIER_BACK, again
        yield _EARLIER_RETURNED, {**again, "at": stamp(row.at)}
        taken: Counter[tuple[str, str]] = Counter()
        for load in event.loads:
            taken[load.depot, load.item] += load.quantity
        for (depot, item), quantity in taken.items():
            yield (
                _TAKE,
                {"order_id": event.order, "depot": depot, "item": item, "taken": quantity, "unused": 0, "back": 0},
            )
    elif isinstance(event, e.OrderDeclined | e.OrderLapsed | e.OrderCancelled):
        yield _ALL_BACK, {"order": event.order}
    elif isinstance(event, e.OrderDone):
        yield _ALL_UNUSED, {"order": event.order}
        for load in event.used:
            yield _USE, {"order": event.order, "of_depot": load.depot, "of_item": load.item, "used": load.quantity}
        yield _OWN_BACK, {"order": event.order}
    elif isinstance(event, e.TeamReturned):
        yield _BACK, {"order": event.order}
        yield _RETURNED, {"order": event.order, "at": stamp(row.at)}


def gone_by_owner(connection: Connection, of: Select[tuple[int]]) -> dict[tuple[str, str], int]:
    """By how much the orders of the incidents ``of`` changed what each depot or team holds of each item."""
    owner = case((order_loads.c.depot == "", orders.c.team), else_=order_loads.c.depot)
    gone = case((order_loads.c.back == 1, largest(order_loads.c.unused, 0)), else_=0) - order_loads.c.taken
    query = (
        select(owner.label("owner"), order_loads.c.item, func.sum(gone).label("gone"))
        .join(orders, orders.c.id == order_loads.c.order_id)
        .where(orders.c.incident.in_(of))
        .group_by(owner, order_loads.c.item)
    )
    return {(row.owner, row.item): int(row.gone) for row in connection.execute(query)}
