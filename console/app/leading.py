"""Whether a controller leads a drill right now: found out by waiting for its next word."""

from __future__ import annotations

import time
from collections.abc import Callable

from console.journal.place import Where
from console.journal.store import Journal

LOOKS, LOOK_S = 12, 0.25
"""A controller speaks every second; one that is silent for these three has gone without a word."""


def is_led(journal: Journal, wait: Callable[[float], object] = time.sleep) -> bool:
    """Whether a controller leads the drill of ``journal``. Waits only where one did and has not said good-bye."""
    first = journal.lead()
    if first is None or not first.state.is_at_work:
        return False
    for _ in range(LOOKS):
        wait(LOOK_S)
        now = journal.lead()
        if now is not None and (now.term, now.beat) != (first.term, first.beat):
            return now.state.is_at_work
    return False


def led_at(where: Where) -> bool:
    """The same for a place where there may be no journal yet."""
    if not Journal.is_begun(where):
        return False
    journal = Journal.open(where)
    try:
        return is_led(journal)
    finally:
        journal.close()
