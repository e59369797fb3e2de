"""Turn restrictions built into the graph: copies of nodes that remember how somebody came to them.

A copy stands for "has just driven these arcs", one for each beginning of a forbidden way. From a copy lead the
same arcs on as from its node, without those that would complete a forbidden way; so a plain search over nodes
obeys every restriction, chains over via ways and restrictions that overlap included (the automaton of Aho and
Corasick over arcs instead of letters).

Roads bend at nodes where nothing else meets, often a few metres behind a crossing. Turning round there would make
every restriction worthless, so who came by one drives the next stretch to its end first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from console.model.roads import Ints, Roads, Turn

Way = tuple[int, ...]


@dataclass(frozen=True)
class Copies:
    """Copies of nodes, numbered from 0, and the arcs that leave them. A target below 0 is copy ``-1 - target``."""

    node: Sequence[int]  # the road node each copy belongs to
    after: Mapping[int, int]  # the copy where someone stands who has just driven this arc, by arc
    tail: Sequence[int]  # the copy each further arc leaves
    head: Sequence[int]  # the road node it enters, or -1 - copy
    arc: Sequence[int]  # the arc it is


NO_COPIES = Copies((), {}, (), (), ())


def check_turns(roads: Roads) -> None:
    """``ValueError`` for a restriction over unknown arcs, over fewer than two, or over arcs that do not join."""
    count = len(roads.tail)
    for turn in roads.turns:
        if len(turn.arcs) < 2 or not all(0 <= arc < count for arc in turn.arcs):
            raise ValueError(f"turn restriction {turn.arcs}: needs two or more known arcs")
        if any(roads.head[a] != roads.tail[b] for a, b in zip(turn.arcs, turn.arcs[1:], strict=False)):
            raise ValueError(f"turn restriction {turn.arcs}: its arcs do not follow one another")


def copies_of(roads: Roads, order: Ints, starts: Ints) -> Copies:
    """The copies the restrictions of ``roads`` need; ``order[starts[v]:starts[v + 1]]`` are the arcs leaving v."""

    def leaving(arc: int) -> list[int]:
        node = int(roads.head[arc])
        leave: list[int] = order[starts[node] : starts[node + 1]].tolist()
        return leave

    forbidden = {way for turn in roads.turns for way in _forbidden(turn, leaving(turn.arcs[-2]))}
    forbidden |= {way for turn in roads.turns for way in _dodges(roads, turn, forbidden, leaving)}
    begun = sorted({way[:length] for way in forbidden for length in range(1, len(way))})
    number = {way: i for i, way in enumerate(begun)}
    tail, head, arc = [], [], []
    for way in begun:
        for on in leaving(way[-1]):
            ends = [(*way[i:], on) for i in range(len(way))]
            if forbidden.isdisjoint(ends):
                known = next((number[end] for end in (*ends, (on,)) if end in number), None)
                tail.append(number[way])
                head.append(int(roads.head[on]) if known is None else -1 - known)
                arc.append(on)
    after = {way[0]: i for way, i in number.items() if len(way) == 1}
    return Copies([int(roads.head[way[-1]]) for way in begun], after, tail, head, arc)


def _forbidden(turn: Turn, leaving: Sequence[int]) -> list[Way]:
    if not turn.only:
        return [turn.arcs]
    return [(*turn.arcs[:-1], on) for on in leaving if on != turn.arcs[-1]]


def _dodges(roads: Roads, turn: Turn, forbidden: Set[Way], leaving: Callable[[int], Sequence[int]]) -> Iterator[Way]:
    """Ways that turn round behind the crossing, where the road only bends, to come back free of the restriction.

    Who came by the arcs of a restriction drives the next stretch to its end before turning round.
    """
    for on in leaving(turn.arcs[-2]):
        way = (*turn.arcs[:-1], on)
        while way not in forbidden and len(set(way)) == len(way):
            further = [arc for arc in leaving(way[-1]) if roads.stretch[arc] == roads.stretch[on]]
            round_ = [arc for arc in further if roads.head[arc] == roads.tail[way[-1]]]
            if len(further) != len(round_) + 1:
                break
            yield from ((*way, arc) for arc in round_)
            way = (*way, *(arc for arc in further if arc not in round_))


def by_node(node: Ints, count: int) -> tuple[Ints, Ints]:
    """Positions grouped by node, in their order: ``order[starts[v]:starts[v + 1]]`` are those of node v."""
    order = np.argsort(node, kind="stable").astype(np.int32)
    starts = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(node, minlength=count), out=starts[1:])
    return order, starts
