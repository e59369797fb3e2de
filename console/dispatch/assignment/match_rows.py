"""Options laid out by slot for the matcher, with the search's other arrays: nothing is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from console.dispatch.assignment.compiled import is_warm, run
from console.dispatch.assignment.match_kernel import EMPTY, FAR, OPEN, Floors, Prices, Tree
from console.dispatch.assignment.match_settle import Walk
from console.dispatch.assignment.packing import RANKS, Packing, Whole
from console.dispatch.assignment.rows_kernel import Rows

Index = npt.NDArray[np.int32]


class Options(NamedTuple):
    """Which column may take which slot, and at what cost: ``slot_of`` and ``column_of`` (e), ``cost`` (e×6)."""

    slot_of: Index
    column_of: Index
    cost: Whole

    @classmethod
    def checked(cls, slots: int, slot_of: npt.ArrayLike, column_of: npt.ArrayLike, cost: npt.ArrayLike) -> Options:
        """The columns in one memory layout; :class:`ValueError` when they do not fit together."""
        costs = np.require(cost, np.int64, ["C", "W"])
        found = cls(
            np.require(slot_of, np.int32, ["C", "W"]),
            np.require(column_of, np.int32, ["C", "W"]),
            costs if costs.size else np.empty((0, RANKS), np.int64),
        )
        if not len(found.slot_of) == len(found.column_of) == len(found.cost) or found.cost.shape[1:] != (RANKS,):
            raise ValueError(f"{len(found.slot_of)} slots, {len(found.column_of)} columns, costs {found.cost.shape}")
        if len(found.slot_of) and not 0 <= int(found.slot_of.min()) <= int(found.slot_of.max()) < slots:
            raise ValueError(f"an option's slot is not one of the {slots}")
        if len(found.column_of) and int(found.column_of.min()) < 0:
            raise ValueError("an option's column is negative")
        return found

    @property
    def columns(self) -> int:
        """How many columns there are: one more than the greatest."""
        return int(self.column_of.max(initial=-1)) + 1

    def and_also(self, others: Sequence[Options]) -> Options:
        """These options and after them the others."""
        every = [self, *others]
        return Options(
            np.concatenate([one.slot_of for one in every]),
            np.concatenate([one.column_of for one in every]),
            np.concatenate([one.cost for one in every]),
        )


def rows_of(weights: Whole, options: Options, packing: Packing) -> Rows:
    """The options packed, slot by slot."""
    count = len(options.slot_of)
    start = np.zeros(len(weights) + 1, np.int64)
    np.cumsum(np.bincount(options.slot_of, minlength=len(weights)), out=start[1:])
    words, places = np.empty((2, count), np.int64), np.empty((2, count), np.int32)
    rows = Rows(start, start[:-1].copy(), words[0], words[1], places[0], places[1])
    if is_warm():
        run("lay_out", options.slot_of, options.column_of, options.cost, weights, packing.shifts, rows)
    else:
        _lay_out_in_order(weights, options, packing, rows)
    return rows


def _lay_out_in_order(weights: Whole, options: Options, packing: Packing, rows: Rows) -> None:
    """The same for loops that are interpreted: array by array, every row put in order at once."""
    relative = options.cost.copy()
    relative[:, 0] -= weights[options.slot_of]
    hi, lo = packing.packed(relative)
    number = np.arange(len(hi))
    order = np.lexsort((-number, -options.column_of, -lo, -hi, options.slot_of))
    rows.hi[:], rows.lo[:] = hi[order], lo[order]
    rows.column[:], rows.option[:] = options.column_of[order], number[order]


def open_prices(slots: int, columns: int) -> Prices:
    """Nothing placed, nothing held, every price 0."""
    hi, lo = np.zeros((2, columns), np.int64)
    return Prices(hi, lo, np.full(columns, EMPTY, np.int64), np.full(slots, OPEN, np.int64))


def no_tree(nodes: int) -> Tree:
    """Room for searches over so many columns (or slots), none of them reached."""
    lo, slot, via, queue, stands, done = np.zeros((6, nodes), np.int64)
    return Tree(np.full(nodes, FAR, np.int64), lo, slot, via, queue, stands, done, np.zeros(2, np.int64))


def no_floors(slots: int) -> Floors:
    """Nothing known of the prices in each row."""
    return Floors(*np.zeros((3, slots), np.int64))


def no_walk(columns: int) -> Walk:
    """Room for the walks over so many columns and the pool."""
    came, mover, by, stamp, stack = np.zeros((5, columns + 1), np.int64)
    return Walk(came, mover, by, stamp, stack, np.zeros(1, np.int64))
