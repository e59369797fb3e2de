"""Which grids the teams reach from where they stand, kept from one question to the next while they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from console.dispatch.cover.field import Field
from console.dispatch.cover.within import Floats, Indices, Times, Within
from console.dispatch.grouping import Group
from console.dispatch.latest import Latest

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


def _reached(groups: Sequence[Group], field: Field, late_s: Indices, free: Indices) -> GridsReached:
    return GridsReached(field.times(groups, late_s), free)


def _alike(one: object, other: object) -> bool:
    if isinstance(one, Field) and isinstance(other, Field):  # its conditions are those of the groups' starts
        return one.district is other.district and one.network is other.network
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return one is other


_last = Latest(_reached, _alike)


def grids_reached(field: Field, groups: Sequence[Group], late_s: Indices, free: Indices) -> GridsReached:
    """What teams reach: team ``i`` rolls after ``late_s[i]``; ``free`` are numbers of teams, rising.

    It is what was found last while the very same groups, which are made anew when anybody moves or a road closes, roll
    as late and are as free.
    """
    return _last.of(groups, field, late_s, free)
