"""Commands asked for and not in the journal yet."""

from __future__ import annotations

from dataclasses import dataclass

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


class PendingCommands:
    """What was asked for, until its outcome is known. The same thing asked twice counts once."""

    def __init__(self) -> None:
        self._waiting: list[Command] = []

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def __contains__(self, command: object) -> bool:
        return isinstance(command, Command) and any(_same(command, waiting) for waiting in self._waiting)

    def add(self, command: Command) -> None:
        """It was asked for."""
        self._waiting.append(command)

    def settle(self, command: Command) -> None:
        """Its outcome is known."""
        self._waiting = [waiting for waiting in self._waiting if waiting is not command]

    def settle_all(self) -> list[Command]:
        """Nothing asked for will have an outcome any more; what it was."""
        gone, self._waiting = self._waiting, []
        return gone
