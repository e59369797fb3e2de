"""The comparison of carriers as a loop (see rows_kernel.py for what such loops keep to)."""

from __future__ import annotations

from typing import Any

Ints = Any
"""A list or an array of whole numbers."""


def mark_needed(brought: Ints, late: Ints, enough: Ints, needed: Ints) -> None:
    """Leave a 1 in ``needed`` for each carrier that fewer than ``enough`` needed ones before it can stand in for.

    ``brought`` and ``late`` have the lacks of the first carrier, then those of the second, and so on.
    """
    lacks = len(brought) // max(1, len(enough))
    for k in range(len(enough)):
        as_good = 0
        for i in range(k):
            if as_good >= enough[k]:
                break
            if needed[i]:
                no_less = 1
                for lack in range(lacks):
                    mine, other = k * lacks + lack, i * lacks + lack
                    if brought[mine] and (brought[other] < brought[mine] or late[other] > late[mine]):
                        no_less = 0
                        break
                as_good += no_less
        needed[k] = 1 if as_good < enough[k] else 0
