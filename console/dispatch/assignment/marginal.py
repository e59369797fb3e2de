"""Reasons by exact sensitivity: what it would take to send another team, and what each team sent is worth.

Every figure is the difference of two optima, found for all teams at once by shortest paths over the answer's prices
instead of one new solution per team.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from console.dispatch.assignment.compiled import run
from console.dispatch.assignment.marginal_kernel import Entries
from console.dispatch.assignment.match import Matched, Proof
from console.dispatch.assignment.match_kernel import EMPTY, Tree
from console.dispatch.assignment.match_rows import Index, no_tree
from console.dispatch.assignment.packing import Whole
from console.dispatch.assignment.rows_kernel import LOW, LOW_BITS


@dataclass(frozen=True)
class Sensitivity:
    """Columns not chosen, and slots that are filled, each with the price of having it otherwise.

    By column (m), -1 and 0 for columns chosen or without any option:
    ``change`` (m×6) is what the answer would cost more if the column had to be used: the gain its option lacks,
    never negative in the order of ranks; all 0 for one as good as those chosen. ``slot`` is where that is least
    (the smaller slot when equal), ``option`` by which option, ``replaces`` the column that has the slot now (-1:
    it is empty) and ``left_out`` the column that would in the end have nothing to do (-1: none).

    By slot (s), -1 and 0 for empty slots:
    ``loss`` (s×6) is what the answer would cost more without the column the slot has, ``instead`` the column that
    would then take the slot (-1: it would stay empty).

    Only listed options count. That is the whole truth when the answer was found over all of them.
    """

    change: Whole
    slot: Index
    option: Index
    replaces: Index
    left_out: Index
    loss: Whole
    instead: Index


def sensitivity(matched: Matched) -> Sensitivity:
    """The exact sensitivity of an answer that is proved best; :class:`ValueError` for one with a gap."""
    if any(matched.gap):
        raise ValueError("reasons need an answer that is proved best")
    proof, has = matched.proof, matched.column_of_slot
    onward, backward = no_tree(len(has)), no_tree(len(has))
    run("release", proof.rows, proof.prices, onward)
    run("replace", proof.rows, proof.prices, backward)
    entries = Entries(*np.full((3, len(proof.prices.hi)), EMPTY, np.int64))
    run("enter", proof.rows, proof.prices, onward, entries)
    columns = np.flatnonzero(entries.via >= 0)
    slot, option, replaces, left_out = np.full((4, len(entries.via)), EMPTY, np.int32)
    option[columns] = proof.rows.option[entries.via[columns]]
    slot[columns] = proof.options.slot_of[option[columns]]
    replaces[columns] = has[slot[columns]]
    left_out[columns] = has[_ends(onward.via)][slot[columns]]
    change = np.zeros((len(entries.via), 6), np.int64)
    change[columns] = proof.packing.unpacked(entries.hi[columns], entries.lo[columns])
    return Sensitivity(change, slot, option, replaces, left_out, *_losses(proof, has, backward))


def _ends(over: Whole) -> Whole:
    """The last slot of the chain each slot starts."""
    ends = np.arange(len(over))
    while (going_on := over[ends] >= 0).any():
        ends[going_on] = over[ends[going_on]]
    return ends


def _losses(proof: Proof, has: Index, backward: Tree) -> tuple[Whole, Index]:
    """Per slot: the price of its column more than the distance to doing without it, and who would step in."""
    filled = np.flatnonzero(has >= 0)
    loss, instead = np.zeros((len(has), 6), np.int64), np.full(len(has), EMPTY, np.int32)
    lo = backward.lo[filled] + proof.prices.lo[has[filled]]
    hi = backward.hi[filled] + proof.prices.hi[has[filled]] + (lo >> LOW_BITS)
    loss[filled] = proof.packing.unpacked(hi, lo & LOW)
    taken = filled[backward.via[filled] >= 0]
    instead[taken] = proof.rows.column[backward.via[taken]]
    return loss, instead
