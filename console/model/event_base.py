"""What every event has, and the envelope the journal keeps it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, TypeVar

from console.frozen import frozen

E = TypeVar("E", bound="Event")

EVENT_KINDS: dict[str, type[Event]] = {}
"""Every kind of event by its name in the journal."""


@frozen
class Event:
    """Base of all events. ``kind`` is its name in the journal, ``schema`` the number of its form."""

    kind: ClassVar[str] = ""
    schema: ClassVar[int] = 1


def named(kind: str, schema: int = 1) -> Callable[[type[E]], type[E]]:
    """Give an event class its name in the journal and the number of its form; see the codec's ``UPCASTERS``."""

    def register(cls: type[E]) -> type[E]:
        cls.kind, cls.schema = kind, schema
        EVENT_KINDS[kind] = cls
        return cls

    return register


@frozen
class Recorded:
    """An event as the journal keeps it. ``at`` is session time; ``prev`` and ``hash`` chain the rows."""

    seq: int
    incident: int | None
    version: int  # of the incident after this event; 0 when it belongs to none
    event: Event
    occurred_at: datetime
    at: datetime
    recorded_at: datetime
    actor: str
    seat: str
    cause: str
    prev: str
    hash: str


@frozen
class Pending:
    """An event decided but not yet in the journal."""

    incident: int | None
    event: Event
    occurred_at: datetime | None = None
