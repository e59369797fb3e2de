"""Events about what lies on the shelves when it is not what the books say."""

from __future__ import annotations

from console.frozen import frozen
from console.model.event_base import Event, named


@named("order.loaded_short")
@frozen
class LoadedShort(Event):
    """A team could not load all that was reserved for it: so much of an item was missing at the depot."""

    order: str
    item: str
    depot: str
    missing: int


@named("stock.counted")
@frozen
class StockCounted(Event):
    """The books of a depot were put right by ``change`` after somebody looked; ``found`` lay there."""

    owner: str
    item: str
    found: int
    change: int
