"""The desk of a moment gone by: it has a board, and it takes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from console.desk.desk import Desk
from console.errors import Refused
from console.model.commands import Command
from console.model.events import Recorded
from console.model.incident import Actor
from console.phrase import say


class PastDesk(Desk):
    """Every command is refused, whoever submits it: this one place makes a whole window read-only."""

    def submit(self, _command: Command, _by: Actor, _cause: str = "") -> NoReturn:
        """Refused."""
        raise Refused(say("replay.read_only"))

    def submit_all(self, _steps: Iterable[tuple[Command, Actor]]) -> NoReturn:
        """Refused."""
        raise Refused(say("replay.read_only"))

    def catch_up(self) -> tuple[Recorded, ...]:
        """What comes later is not looked at."""
        return ()

    def watch(self) -> int:
        """Nothing is due in the past."""
        return 0
