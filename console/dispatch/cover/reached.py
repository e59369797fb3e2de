"""Which grids the teams reach from where they stand, kept from one question to the next while they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import is_
from typing import Any, NamedTuple

import numpy as np

from console.dispatch.cover.field import Field
from console.dispatch.cover.within import Floats, Indices, Times, Within
from console.dispatch.grouping import Group

COVER_WITHIN_S = 180
"""Cover without a limit named is cover within three minutes (DOMAIN § 2)."""


@dataclass(frozen=True, eq=False)
class GridsReached:
    """What all teams reach, and what those ``free`` reach within three minutes: no incident matters for it."""

    times: Times
    free: Indices

    @cached_property
    def by_free(self) -> Times:
        """The times of the free teams, a row for each."""
        return self.times.among(self.free)

    @cached_property
    def within(self) -> Within:
        """Who of them reaches what within three minutes."""
        return self.by_free.within(COVER_WITHIN_S)

    @cached_property
    def alone(self) -> Floats:
        """For every free team how many grids only it reaches."""
        return self.within.losses(np.ones(self.times.grids))


class _Asked(NamedTuple):
    same: tuple[Any, ...]  # must be the very same objects
    equal: tuple[Indices, ...]  # must hold the same figures

    def like(self, other: _Asked) -> bool:
        return (
            len(self.same) == len(other.same)
            and all(map(is_, self.same, other.same))
            and all(map(np.array_equal, self.equal, other.equal))
        )


class Reaching:
    """Works out what is reached unless it is what was asked last. Safe from any thread: replaced as a whole."""

    def __init__(self) -> None:
        self._last: tuple[_Asked, GridsReached] | None = None

    def of(self, field: Field, groups: Sequence[Group], late_s: Indices, free: Indices) -> GridsReached:
        """What teams reach: team ``i`` rolls after ``late_s[i]``; ``free`` are numbers of teams, rising."""
        places = [group.starts for group in groups]  # made anew when anybody moves or a road closes
        asked = _Asked((field.district, field.network, *places), (late_s, free, *(group.who for group in groups)))
        last = self._last
        if last is None or not asked.like(last[0]):
            self._last = last = asked, GridsReached(field.times(groups, late_s), free)
        return last[1]
