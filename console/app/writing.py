"""What came through a door is decided and written, many at once, and what came of each is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from console.desk.session import Session
from console.errors import Refused
from console.intake.outcome import Item
from console.model.incident import Actor
from console.phrase import Phrase

INTAKE = Actor("intake", "system")
AT_ONCE = 200
"""Reports decided and written in one transaction."""


class Became(StrEnum):
    """What came of one message."""

    NEW = "new"  # a case of its own
    KNOWN = "known"  # its number was known already
    JOINED = "joined"  # to an open case
    QUIET = "quiet"  # a reading that asks for nothing
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Came:
    """One message, what came of it, and why it was refused."""

    item: Item
    became: Became
    why: Phrase | None = None


def write(session: Session, items: Sequence[Item]) -> list[Came]:
    """Decide and write ``items`` in one transaction, in their order; :class:`StoreUnavailable` when nothing was."""
    before = session.board.last_number
    steps = [(item.command, INTAKE) for item in items if item.command is not None]
    outcomes = iter(session.desk.submit_all(steps) if steps else ())
    return [_came(item, next(outcomes) if item.command is not None else None, before) for item in items]


def _came(item: Item, outcome: object, before: int) -> Came:
    if item.refused is not None:
        return Came(item, Became.REFUSED, item.refused)
    if isinstance(outcome, Refused):
        return Came(item, Became.REFUSED, outcome.reason)
    if outcome is None:
        return Came(item, Became.QUIET)
    assert isinstance(outcome, tuple), "rows, or a refusal"
    if not outcome:
        return Came(item, Became.KNOWN)
    number = outcome[0].incident
    return Came(item, Became.NEW if number is not None and number > before else Became.JOINED)
