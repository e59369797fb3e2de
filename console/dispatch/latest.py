"""What was made last of some things, given again as long as they are the very same things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import is_
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")


class Latest(Generic[Made]):
    """Calls ``make(things, *also)`` unless the last call had the very same objects. Safe from any thread.

    ``make`` must depend on nothing else, and nobody may change the things afterwards. ``alike`` says which objects do
    as well as the same.
    """

    def __init__(self, make: Callable[..., Made], alike: Callable[[Any, Any], bool] = is_) -> None:
        self._make, self._alike = make, alike
        self._last: tuple[tuple[Any, ...], Made] | None = None  # replaced as a whole

    def of(self, things: Sequence[Any], *also: Any) -> Made:
        """What is made of them."""
        asked, last = (*things, *also), self._last
        if last is None or len(last[0]) != len(asked) or not all(map(self._alike, last[0], asked)):
            self._last = last = asked, self._make(things, *also)
        return last[1]
