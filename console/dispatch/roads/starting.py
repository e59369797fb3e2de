"""Many places to start from at once, as columns, under any conditions of the roads."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from operator import and_, eq, is_
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roads.costs import NEVER, NOISE_MS
from console.dispatch.roads.reach import Table, Times
from console.dispatch.roads.snap import Ground, Nearest, Snap
from console.geo import LatLon
from console.model.roads import Conditions, Floats, Ints

_KEPT, _LAST = 4, 8
_SAME = 2
"""Of so many places one may be different."""
_Column = TypeVar("_Column", bound=NDArray[Any])


@dataclass(eq=False)
class Family:
    """The same places whatever the roads are like: where they lie, and the last few columns made of them.

    Safe from any thread: what is kept is only ever replaced as a whole.
    """

    places: tuple[LatLon, ...]
    headings: tuple[float | None, ...]
    near: Nearest  # among all pieces, closed or not
    stretch: Ints  # (k,) of the nearest piece, -1 for none
    heading: Floats  # (k,) degrees, NaN for standing
    kept: tuple[Starts, ...] = ()
    before: Moved | None = None  # until the first columns are made

    def under(self, conditions: Conditions, emergency: bool) -> Starts | None:
        """The columns for these conditions, if they are still kept."""
        for made in self.kept:
            if made.emergency == emergency and (made.conditions is conditions or made.conditions == conditions):
                if made is not self.kept[0]:
                    self.kept = (made, *(one for one in self.kept if one is not made))
                return made
        return None

    def like(self, conditions: Conditions, emergency: bool) -> Starts | None:
        """The columns for such driving and speeds from which the fewest closures are different, if there are any."""
        found, fewest = None, 0
        for made in self.kept:
            if made.emergency == emergency and made.conditions.slowed == conditions.slowed:
                different = len(made.conditions.closed ^ conditions.closed)
                if found is None or different < fewest:
                    found, fewest = made, different
                if different <= 1:  # an officer closes one road after the other
                    break
        return found

    def keep(self, made: Starts) -> Starts:
        """Remember columns, the last ones made first."""
        self.kept, self.before = (made, *self.kept[: _KEPT - 1]), None
        return made


class Moved(NamedTuple):
    """The family of the moment before, and the rows that stand elsewhere or drive another way now."""

    family: Family
    rows: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Starts:
    """Places to start from, in columns of k rows. ``node`` is -1 where there is no (second) way out."""

    family: Family = field(repr=False)
    conditions: Conditions
    emergency: bool
    piece: Ints  # (k,) the piece of road; -1 for a place without a road
    share: Floats  # (k,) of the piece's arc
    onward_ms: Times  # (k,) along the whole arc; NEVER where a start may not drive on that way
    backward_ms: Times  # (k,) along the whole arc the other way; likewise
    walk_ms: Times  # (k,)
    node: Ints  # (k, 2) compiled nodes it gets to first
    ms: Times  # (k, 2) when
    displaced: NDArray[np.intp] = field(init=False, repr=False)
    """The rows whose nearest road is not the one they are on: closed, or not for such vehicles."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "displaced", np.flatnonzero(self.piece != self.family.near.piece))

    def __len__(self) -> int:
        return len(self.piece)

    def under(self, conditions: Conditions) -> Starts:
        """The same columns under conditions that make no difference to them."""
        found = object.__new__(Starts)  # a closure is true again within microseconds: nothing is checked or made anew
        found.__dict__.update(self.__dict__, conditions=conditions)
        return found

    def but(self, rows: NDArray[np.intp], others: Columns, family: Family, conditions: Conditions) -> Starts:
        """The same with other columns for some rows, for ``family`` under ``conditions``."""
        piece, share, onward, backward, walk, node, ms = others
        return Starts(
            family, conditions, self.emergency, _with(self.piece, rows, piece), _with(self.share, rows, share),
            _with(self.onward_ms, rows, onward), _with(self.backward_ms, rows, backward),
            _with(self.walk_ms, rows, walk), _with(self.node, rows, node), _with(self.ms, rows, ms),
        )  # fmt: skip

    @property
    def places(self) -> tuple[LatLon, ...]:
        """Where they are."""
        return self.family.places

    @property
    def found(self) -> NDArray[np.bool_]:
        """Which places have a road at all, (k,)."""
        return self.piece >= 0

    @property
    def between(self) -> Ints:
        """The piece of those between two crossings, (k,); -1 for the others."""
        return np.where((self.share > 0.0) & (self.share < 1.0), self.piece, np.int32(-1))


class Families:
    """Families on one ground, the last ones kept for who asks about most of their places again."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._last: tuple[Family, ...] = ()
        self.of = lru_cache(maxsize=32)(self._find)
        """The family of places, with a heading (or ``None``) for each, or with none at all."""

    def _find(self, places: tuple[LatLon, ...], headings: tuple[float | None, ...]) -> Family:
        found = next((made for last in self._last if (made := self._like(last, places, headings))), None)
        found = found or self._new(places, headings)
        self._last = (found, *self._last[: _LAST - 1])
        return found

    def _new(self, places: tuple[LatLon, ...], headings: tuple[float | None, ...]) -> Family:
        heading = np.array([math.nan if h is None else h for h in headings or [None] * len(places)], float)
        near = self._ground.nearest(places)
        return Family(places, headings, near, self._ground.stretch_of(near.piece), heading)

    def _like(self, last: Family, places: tuple[LatLon, ...], headings: tuple[float | None, ...]) -> Family | None:
        """The family made from ``last``, if most places are the very same."""
        rows = _moved(last, places, headings)
        if rows is None:
            return None
        here = self._new(tuple(places[r] for r in rows), tuple(headings[r] for r in rows if headings))
        near = Nearest(
            _with(last.near.piece, rows, here.near.piece),
            _with(last.near.share, rows, here.near.share),
            _with(last.near.walk_ms, rows, here.near.walk_ms),
        )
        stretch, heading = _with(last.stretch, rows, here.stretch), _with(last.heading, rows, here.heading)
        return Family(places, headings, near, stretch, heading, before=Moved(last, rows))


def _moved(last: Family, places: tuple[LatLon, ...], headings: tuple[float | None, ...]) -> NDArray[np.intp] | None:
    """The rows that are different now; ``None`` when they are too many for the others to be of use."""
    if len(last.places) != len(places) or len(last.headings) != len(headings):
        return None
    there = map(is_, last.places, places)
    same = map(and_, there, map(eq, last.headings, headings)) if headings else there
    rows = np.flatnonzero(~np.fromiter(same, np.bool_, len(places)))
    return rows if _SAME * len(rows) <= len(places) else None


Columns = tuple[Ints, Floats, Times, Times, Times, Ints, Times]
"""``piece`` to ``ms`` of some starts."""


def _with(column: _Column, rows: NDArray[np.intp], values: _Column) -> _Column:
    """A copy of a column with other values in some rows."""
    found = column.copy()
    found[rows] = values
    return found


def along_one_piece(starts: Starts, target: Snap) -> tuple[Ints, Times]:
    """The starts on the very piece of the target with no node between them, and their milliseconds."""
    rows = np.flatnonzero(starts.piece == target.piece)
    if not len(rows) or target.crossing is not None:
        return np.empty(0, np.int32), np.empty(0, np.int64)
    rows = rows[(starts.share[rows] > 0.0) & (starts.share[rows] < 1.0)]
    gap = target.share - starts.share[rows]
    onward, backward = starts.onward_ms[rows], starts.backward_ms[rows]
    whole_ms = np.where((gap >= 0) & (onward != NEVER), onward, np.where(gap <= 0, backward, NEVER))
    there = whole_ms != NEVER
    rows, gap, whole_ms = rows[there], np.abs(gap[there]), whole_ms[there]
    return rows.astype(np.int32), starts.walk_ms[rows] + part_ms(whole_ms, gap) + target.walk_ms


def times_of(starts: Starts, target: Snap, table: Table) -> Times:
    """Milliseconds from each start to the target a table of times leads to; ``NEVER`` or more when there is no way."""
    found: Times = (table.at(starts.node) + starts.ms).min(axis=1, initial=NEVER)
    rows, ms = along_one_piece(starts, target)
    found[rows] = np.minimum(found[rows], ms)
    return found


def part_ms(whole_ms: Times, share: Floats) -> Times:
    """Milliseconds along a share of an arc, rounded up."""
    return np.ceil(whole_ms * share - NOISE_MS).astype(np.int64)
