"""Commands asked for and not in the journal yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from console.desk.desk import Desk
from console.errors import Refused, StoreUnavailable
from console.model.commands import Command
from console.model.events import Recorded
from console.model.incident import Actor
from console.phrase import Phrase

_SUBJECTS = (
    "incident", "fact", "department", "step", "order", "team", "alarm", "source_number", "roads", "slowing",
    "slowings", "weather",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one command: the rows it gave, or why there are none."""

    command: Command
    rows: tuple[Recorded, ...] = ()
    refusal: Phrase | None = None
    trouble: str = ""


def ask_desk(desk: Desk, command: Command, actor: Actor) -> Outcome:
    """Submit ``command``; a refusal and a store that does not answer are outcomes, anything else is raised."""
    try:
        return Outcome(command, desk.submit(command, actor))
    except Refused as refusal:
        return Outcome(command, refusal=refusal.reason)
    except StoreUnavailable as trouble:
        return Outcome(command, trouble=str(trouble))


def _same(one: Command, other: Command) -> bool:
    if type(one) is not type(other):
        return False
    return all(getattr(one, name, None) == getattr(other, name, None) for name in _SUBJECTS)


@dataclass(slots=True, eq=False)
class Waiting:
    """One command that waits, since when by the windows' stopwatch and by the session's clock.

    An exercise may hold it back ``until`` a moment; ``is_held`` until the desk is asked.
    """

    command: Command
    since_ms: int
    asked_at: datetime
    until: datetime
    is_held: bool

    def lasted_ms(self, now_ms: int, now: datetime) -> int:
        """How long: for the person at the seat, or in the exercise's own time where that made it wait."""
        if self.until > self.asked_at:
            return max(0, round((now - self.asked_at).total_seconds() * 1000))
        return now_ms - self.since_ms


class PendingCommands:
    """What was asked for, until its outcome is known. The same thing asked twice counts once."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def __contains__(self, command: object) -> bool:
        return isinstance(command, Command) and any(_same(command, waiting.command) for waiting in self._waiting)

    def add(self, waiting: Waiting) -> None:
        """It was asked for."""
        self._waiting.append(waiting)

    @property
    def oldest(self) -> Waiting | None:
        """What has waited longest."""
        return self._waiting[0] if self._waiting else None

    @property
    def any_held(self) -> bool:
        """Whether anything is held back."""
        return any(waiting.is_held for waiting in self._waiting)

    def due(self, now: datetime | None) -> Iterator[Waiting]:
        """What is held until ``now`` or before, in the order asked; everything for ``None``. None is held any more."""
        for waiting in self._waiting:
            if waiting.is_held:
                if now is not None and waiting.until > now:
                    return
                waiting.is_held = False
                yield waiting

    def settle(self, command: Command) -> Waiting:
        """Its outcome is known; how it waited."""
        found = next(waiting for waiting in self._waiting if waiting.command is command)
        self._waiting = [waiting for waiting in self._waiting if waiting is not found]
        return found

    def settle_all(self) -> list[Command]:
        """Nothing asked for will have an outcome any more; what it was."""
        gone, self._waiting = self._waiting, []
        return [waiting.command for waiting in gone]
