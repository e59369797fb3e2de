"""What every engine in the comparison can do."""

from __future__ import annotations

from typing import Protocol

from tests.bench.roads.town import Spots, Town

Answer = tuple[list[int], list[int]]
"""Teams and their milliseconds, the nearest first."""


class Peer(Protocol):
    """An engine made from a town; making it is its preparation. Teams and stretches go by index."""

    name: str
    one_by_one: bool
    """Whether it searches for each team alone, so that a sample of the teams tells its time for all."""

    def __init__(self, town: Town) -> None: ...

    def place(self, teams: Spots) -> None:
        """The teams that questions are about from now on."""

    def ask(self, places: Spots, i: int) -> object:
        """The nearest teams of place ``i``, in whatever form the engine gives them. This is what is timed."""

    def read(self, answer: object) -> Answer:
        """What :meth:`ask` gave, in one form for all; not timed."""

    def close(self, stretch: int) -> None:
        """A stretch is closed from the next question on."""

    def open(self, stretch: int) -> None:
        """It is open again."""
