"""A problem taken apart: options that cannot be part of anything better left out, and what is then independent.

Why nothing is lost. A choice that takes an option costs at least the match, the option's reduced cost, what the
other incidents must pay on top (``surcharge``) and the least the materials cost. Where that is no less than a choice
already known, no better choice takes the option. What is left falls into pieces: incidents that share no crew over
the options left, and no source that has too little for all who could draw on it. Each is a problem of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import scipy

from console.dispatch.assignment.chosen import Brought, Chosen
from console.dispatch.assignment.layout import Layout, Mask, Whole
from console.dispatch.assignment.outlook import Outlook
from console.dispatch.assignment.problem import Problem, Ranks
from console.dispatch.assignment.rows_kernel import LOW, LOW_BITS


@dataclass(frozen=True)
class Piece:
    """A part of a problem as a problem; ``options``, ``slots`` and ``wanted`` are the numbers in the whole."""

    problem: Problem
    options: tuple[int, ...]
    slots: tuple[int, ...]
    wanted: tuple[int, ...]

    def in_whole(self, chosen: Chosen) -> tuple[dict[int, int], list[Brought]]:
        """The option by filled slot and the loads of an answer to this piece, numbered as in the whole."""
        picks = {
            slot: self.options[e] for slot, e in zip(self.slots, chosen.picks, strict=True) if e is not None
        }  # fmt: skip
        loads = [
            Brought(self.options[b.option], self.wanted[b.wanted], b.quantity, b.aboard) for b in chosen.brought
        ]  # fmt: skip
        return picks, loads


def worth_keeping(root: Outlook, best: Ranks) -> Mask:
    """The options of ``root`` that may be part of a choice that costs less than ``best``."""
    layout, packing = root.layout, root.packing
    known = (*root.dream.least, 0, 0, 0, 0)
    room = Ranks(*(b - m - d for b, m, d in zip(best, root.base, known, strict=True)))
    if packing.ranks(packing.number(room)) != room:
        return root.allowed  # a figure too large for its field: nothing can be told from it
    limits = [packing.number(room) - root.surcharge.without(party) for party in layout.party_of_slot.tolist()]
    hi = np.array([limit >> LOW_BITS for limit in limits], np.int64)[layout.slot]
    lo = np.array([limit & LOW for limit in limits], np.int64)[layout.slot]
    below: Mask = (root.above[0] < hi) | ((root.above[0] == hi) & (root.above[1] < lo))
    return root.allowed & below


def pieces(root: Outlook, kept: Mask, most: int) -> list[Piece] | None:
    """The independent parts over the options ``kept`` in which the match of ``root`` may not be the best.

    Those of the match itself are kept too: what is in no part stays with it, so no part may take the same crew.
    ``None`` when one of them has more than ``most`` options.
    """
    layout, kept = root.layout, kept.copy()
    kept[root.picks[root.picks >= 0]] = True
    numbers = np.unique(np.concatenate([layout.incident, layout.wanted_incident]), return_inverse=True)[1]
    of_slot, of_wanted = numbers[: len(layout.weight)], numbers[len(layout.weight) :]
    component = _components(layout, kept, of_slot, of_wanted)
    worse = np.unique(component[of_wanted][_may_improve(root, component[of_wanted])])
    slots, wanted = (np.isin(component[of], worse) for of in (of_slot, of_wanted))
    options = np.flatnonzero(kept & slots[layout.slot])
    if len(options) and np.bincount(component[of_slot[layout.slot[options]]]).max() > most:
        return None
    return [
        piece(
            layout, options[component[of_slot[layout.slot[options]]] == part],
            np.flatnonzero(slots & (component[of_slot] == part)),
            np.flatnonzero(wanted & (component[of_wanted] == part)), layout.problem.stock,
        )
        for part in worse.tolist()
    ]  # fmt: skip


def _components(layout: Layout, kept: Mask, of_slot: Whole, of_wanted: Whole) -> Whole:
    """By incident, the number of its piece."""
    reach, held = layout.reach(kept)
    row, column = np.nonzero(reach)
    source = layout.source[row, column]
    asked = np.bincount(source, layout.quantity[row], len(held))
    fought = asked[source] > held[source]
    crews = int(layout.crew.max(initial=-1)) + 1
    incidents = int(max(of_slot.max(initial=-1), of_wanted.max(initial=-1))) + 1
    tails = np.concatenate([of_slot[layout.slot[kept]], of_wanted[row[fought]]])
    heads = np.concatenate([incidents + layout.crew[kept], incidents + crews + source[fought]])
    nodes = incidents + crews + len(held)
    graph = scipy.sparse.coo_array((np.ones(len(tails), np.int8), (tails, heads)), shape=(nodes, nodes))
    labels: Whole = scipy.sparse.csgraph.connected_components(graph, directed=False)[1][:incidents]
    return labels


def _may_improve(root: Outlook, component: Whole) -> Mask:
    """By wanted, whether its piece is served worse by the match than it could be."""
    weight, count = root.layout.wanted_weight, int(component.max(initial=-1)) + 1
    behind = np.zeros(count, np.bool_)
    now, dream = (s.short + np.where(s.short > 0, weight, 0) for s in (root.now, root.dream))
    for one, other in ((now, dream), (root.now.late, root.dream.late)):
        behind |= np.bincount(component, one, count) != np.bincount(component, other, count)
    if root.dream.costs != root.dream.least:
        behind[component[root.dream.contested]] = True
    return behind[component]


def piece(layout: Layout, rows: Whole, slots: Whole, wanted: Whole, stock: Mapping[tuple[int, str], int]) -> Piece:
    """The part of a problem over these options (rows of the layout), slots (rising) and wanted, with this stock."""
    whole, number = layout.problem, layout.number[rows]
    options = layout.options.rows(number)
    return Piece(
        replace(
            whole,
            slots=tuple(whole.slots[s] for s in slots.tolist()),
            options=replace(options, slot=np.searchsorted(slots, options.slot)),
            wanted=tuple(whole.wanted[j] for j in wanted.tolist()),
            stock=stock,
        ),
        tuple(number.tolist()), tuple(slots.tolist()), tuple(wanted.tolist()),
    )  # fmt: skip
