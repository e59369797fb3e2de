"""The desk of a seat that takes part in a drill which another seat leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from console.board.board import Board
from console.clock import LedClock
from console.desk.desk import Desk
from console.errors import Refused
from console.journal.store import Journal
from console.journal.writing import Writing
from console.model.commands import Command
from console.model.events import Recorded
from console.model.incident import Actor
from console.phrase import say


class JoinedDesk(Desk):
    """Decides as every desk does, in the drill's time: no row is older than one that is there already.

    The clock's own rules are left to the seat that leads, so that a drill is the same whoever takes part. While nobody
    leads (``stands``) time stands, and what would be decided in no time is refused.
    """

    def __init__(self, journal: Journal, board: Board, clock: LedClock) -> None:
        super().__init__(journal, board, clock)
        self._led = clock
        self.stands = False

    def submit(self, command: Command, by: Actor, cause: str = "") -> tuple[Recorded, ...]:
        """As every desk, while somebody leads."""
        if self.stands:
            raise Refused(say("drill.stands"))
        return super().submit(command, by, cause)

    def submit_all(self, steps: Iterable[tuple[Command, Actor]]) -> list[tuple[Recorded, ...] | Refused]:
        """As every desk, while somebody leads."""
        if self.stands:
            raise Refused(say("drill.stands"))
        return super().submit_all(steps)

    def watch(self) -> int:
        """The seat that leads watches the clock."""
        return 0

    def _take(self, source: Writing | Journal, rows: Sequence[Recorded]) -> tuple[Recorded, ...]:
        taken = super()._take(source, rows)
        if taken:
            self._led.tell(taken[-1].at)
        return taken
