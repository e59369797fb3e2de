"""Commands about what lies on the shelves."""

from __future__ import annotations

from console.frozen import frozen
from console.model.order_commands import Command


@frozen
class ReportShortLoad(Command):
    """A team at a depot finds only ``found`` of an item it was to load, its own load included.

    Nothing follows when that is enough for its load. What is missing is taken off its order, so that it is asked
    for anew, and the depot's books are put right.
    """

    order: str
    item: str
    depot: str
    found: int
