"""Materials per incident: what the plan asks for, what was reserved, used, returned, and what is not yet back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from console.analysis.record import Record
from console.model.events import OrderDone, TeamReturned
from console.model.incident import Incident, Order
from console.phrase import Text


@dataclass(frozen=True, slots=True)
class MaterialUse:
    """One item of one incident. Always reserved = released + used + returned + not_back.

    ``released`` was free again because its order fell away; ``returned`` came back with its team;
    ``not_back`` has no such row yet.
    """

    incident: int
    item: str
    name: Text
    unit: str
    needed: int
    reserved: int
    released: int
    used: int
    returned: int

    @property
    def not_back(self) -> int:
        """Still out when the record ends."""
        return self.reserved - self.released - self.used - self.returned

    @property
    def short(self) -> int:
        """How much of the plan's need nobody brought."""
        return max(0, self.needed - (self.reserved - self.released))


def material_use(record: Record) -> tuple[MaterialUse, ...]:
    """Every item that an incident's plan in force asks for or that was reserved for it, by incident and item."""
    used = _used(record)
    back = _teams_back(record)
    found: list[MaterialUse] = []
    for _, incident in sorted(record.board.incidents.items()):
        found += _of_incident(record, incident, used, back)
    return tuple(found)


def _used(record: Record) -> dict[str, Counter[str]]:
    """By order, what was used up of each item."""
    used: dict[str, Counter[str]] = {}
    for _, event in record.events(OrderDone):
        used[event.order] = Counter()
        for load in event.used:
            used[event.order][load.item] += load.quantity
    return used


def _teams_back(record: Record) -> dict[str, int]:
    """By team, the last row that says it came back."""
    return {event.team: row.seq for row, event in record.events(TeamReturned)}


def _of_incident(
    record: Record, incident: Incident, used: dict[str, Counter[str]], back: dict[str, int]
) -> Iterable[MaterialUse]:
    needed: Counter[str] = Counter()
    units: dict[str, str] = {}
    for need in incident.plan.materials if incident.plan else ():
        needed[need.item] += need.quantity
        units[need.item] = need.unit
    done_at = {event.order: row.seq for row, event in record.events(OrderDone)}
    reserved, released, gone, returned = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for order in record.board.orders_of(incident):
        mine = _quantities(order)
        reserved += mine
        if not order.status.counts:
            released += mine
        spent = used.get(order.id, Counter())
        gone += spent
        if order.id in done_at and back.get(order.team, 0) > done_at[order.id]:
            returned += mine - spent
    for item in sorted(needed.keys() | reserved.keys()):
        known = record.board.district.materials.get(item)
        name = known.name if known else Text(item)
        unit = units.get(item) or (known.unit if known else "")
        yield MaterialUse(
            incident.number, item, name, unit, needed[item], reserved[item], released[item], gone[item], returned[item]
        )


def _quantities(order: Order) -> Counter[str]:
    found: Counter[str] = Counter()
    for load in order.loads:
        found[load.item] += load.quantity
    return found
