"""What was made last of some things, given again as long as they are the very same things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import is_
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")


class Latest(Generic[Made]):
    """Calls ``make(things, *also)`` unless the last call had the very same objects. Safe from any thread.

    ``make`` must depend on nothing else, and nobody may change the things afterwards.
    """

    def __init__(self, make: Callable[..., Made]) -> None:
        self._make = make
        self._last: tuple[tuple[Any, ...], Made] | None = None  # replaced as a whole

    def of(self, things: Sequence[Any], *also: Any) -> Made:
        """What is made of them."""
        asked, last = (*things, *also), self._last
        if last is None or len(last[0]) != len(asked) or not all(map(is_, last[0], asked)):
            self._last = last = asked, self._make(things, *also)
        return last[1]
