"""The search compiled by numba: bounded, over plain arrays, in whole milliseconds, with a queue of buckets.

Importing this module costs the import of numba: only warming up does.

A bucket holds entries of about the same time in any order; one that is bettered later leaves a stale entry behind,
recognised by its time. Once a bucket is empty every time in it is final. Everything a search wants to know of a node
lies in one row; a row counts only while it bears the number of the search, so that nothing need be cleared and a
search costs what it reaches and not the size of the town.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from console.dispatch.roads.compiling import compiled, fetch_ahead, inlined
from console.model.roads import Floats, Ints

Times = np.ndarray[Any, np.dtype[np.int64]]

SHIFT = 11
"""A bucket is 2^11 ms wide, about half of what the middle arc of a town takes. From 1 to 8 s it hardly matters."""
_NEVER = 2**31 - 1
_LAST = 2**31 - 2
"""The number of the last search before the rows are wiped and numbers begin again."""

_FIRST_ARC, _SEARCH, _MS, _FIRST_WAY = range(4)  # columns of a node
_OTHER, _COST = range(2)  # columns of an arc
_NODE, _AT, _NEXT = range(3)  # columns of an entry in the queue
_WAY_MS, _WAY_NEXT = range(2)  # columns of a way out
_PARKED_NEXT, _SHARE, _ONWARD, _BACKWARD, _WALK = range(5)  # columns of a start along a piece of road


class Town(NamedTuple):
    """Arcs by the node they are searched from, and the queue. Row ``N`` of the nodes ends the last one's arcs."""

    nodes: Ints  # (N + 1, 4) first arc, the search that reached it last, when that was, its first way out
    arcs: Ints  # (M, 2) the node at the other end, and what it costs
    first: Ints  # (buckets,) entry, -1 for none
    queue: Ints  # (room, 3) node, ms, the next entry in its bucket


class Mounted(NamedTuple):
    """Starts hung on to the nodes where they get to the crossings, and on to the pieces of road they stand on."""

    ways: Ints  # (2k, 2) ms, the next way out at the same node; way w belongs to start w // 2
    standing: Ints  # (pieces,) the first start along each piece, -1 for none
    parked: Floats  # (k, 5) the next start on the piece, share, onward ms, backward ms, walk ms
    seen: Ints  # (k, 2) the search that listed it last, and with which time


@inlined
def _begin(nodes: Ints, seen: Ints) -> int:
    """The number of the next search."""
    number: int = nodes[len(nodes) - 1, _SEARCH] + 1
    if number > _LAST:
        nodes[:, _SEARCH] = 0
        seen[:, 0] = 0
        number = 1
    nodes[len(nodes) - 1, _SEARCH] = number
    return number


@inlined
def _label(nodes: Ints, first: Ints, queue: Ints, node: int, ms: int, number: int, used: int) -> None:
    """Note a sooner time of ``node`` and queue it."""
    nodes[node, _SEARCH] = number
    nodes[node, _MS] = ms
    bucket = ms >> SHIFT
    queue[used, _NODE] = node
    queue[used, _AT] = ms
    queue[used, _NEXT] = first[bucket]
    first[bucket] = used


@inlined
def _seed(nodes: Ints, first: Ints, queue: Ints, seeds: Times, limit: int, number: int) -> int:
    """Queue the seeds (node, ms): how many entries are used; -1 when there is no room."""
    if len(seeds) > len(queue):
        return -1
    first[: (limit >> SHIFT) + 1] = -1
    used = 0
    for i in range(len(seeds)):
        node, ms = seeds[i, 0], seeds[i, 1]
        if ms <= limit and (nodes[node, _SEARCH] != number or ms < nodes[node, _MS]):
            _label(nodes, first, queue, node, ms, number, used)
            used += 1
    return used


@inlined
def _expand(
    nodes: Ints, arcs: Ints, first: Ints, queue: Ints, node: int, ms: int, bound: int, number: int, used: int
) -> int:
    """Label what a node leads to within ``bound``: how many entries are used; -1: no room."""
    begin, end = nodes[node, _FIRST_ARC], nodes[node + 1, _FIRST_ARC]
    if used + end - begin > len(queue):
        return -1
    for arc in range(begin, end):
        there, total = np.uint64(arcs[arc, _OTHER]), ms + arcs[arc, _COST]
        if total <= bound and (nodes[there, _SEARCH] != number or total < nodes[there, _MS]):
            fetch_ahead(arcs, np.int64(nodes[there, _FIRST_ARC]))
            _label(nodes, first, queue, there, total, number, used)
            used += 1
    return used


@compiled
def _spread(nodes: Ints, arcs: Ints, first: Ints, queue: Ints, seeds: Times, limit: int, seen: Ints) -> int:
    """Leave in the nodes when each is reached within ``limit``: the number of the search; -1: no room."""
    number: int = _begin(nodes, seen)
    used = _seed(nodes, first, queue, seeds, limit, number)
    if used < 0:
        return -1
    for bucket in range((limit >> SHIFT) + 1):
        while first[bucket] >= 0:
            entry = first[bucket]
            first[bucket] = queue[entry, _NEXT]
            node, ms = np.uint64(queue[entry, _NODE]), queue[entry, _AT]
            if ms == nodes[node, _MS]:
                used = _expand(nodes, arcs, first, queue, node, ms, limit, number, used)
                if used < 0:
                    return -1
    return number


@compiled
def times(
    nodes: Ints, arcs: Ints, first: Ints, queue: Ints, seeds: Times, limit: int, seen: Ints, found: Ints, ms: Ints
) -> int:
    """Write the nodes within ``limit``, rising, and their times: how many; -1 when there is no room."""
    number: int = _spread(nodes, arcs, first, queue, seeds, limit, seen)
    if number < 0:
        return -1
    count = 0
    for node in range(len(nodes) - 1):
        if nodes[node, _SEARCH] == number:
            found[count] = node
            ms[count] = nodes[node, _MS]
            count += 1
    return count


@compiled
def seconds(
    nodes: Ints, arcs: Ints, first: Ints, queue: Ints, seeds: Times, limit: int, starts: Ints,
    ways: Ints, standing: Ints, parked: Floats, seen: Ints, piece: int, share: float, walk_ms: int, found: Floats,
) -> int:  # fmt: skip
    """Write how long each start takes to the place whose entries the seeds are, inf beyond ``limit``; -1: no room.

    ``starts`` are the nodes (k, 2) of their ways out.
    """
    number: int = _spread(nodes, arcs, first, queue, seeds, limit, seen)
    if number < 0:
        return -1
    for start in range(len(starts)):
        least = np.int64(_NEVER)
        for side in range(2):
            node = starts[start, side]
            if node >= 0 and nodes[node, _SEARCH] == number:
                least = min(least, np.int64(nodes[node, _MS]) + ways[2 * start + side, _WAY_MS])
        found[start] = least / 1000.0 if least <= limit else np.inf
    beside = standing[piece] if piece >= 0 else -1
    while beside >= 0:
        ms = _direct(parked, beside, share, walk_ms)
        if ms <= limit:
            found[beside] = min(found[beside], ms / 1000.0)
        beside = int(parked[beside, _PARKED_NEXT])
    return 0


@compiled
def nearest(
    nodes: Ints, arcs: Ints, first: Ints, queue: Ints, seeds: Times, limit: int,
    ways: Ints, standing: Ints, parked: Floats, seen: Ints, piece: int, share: float, walk_ms: int,
    rows: Ints, found: Floats,
) -> int:  # fmt: skip
    """Write the soonest starts, as many as ``rows`` holds, and their seconds: how many; -1: no room in the queue.

    They come in the order of their times, those with the same time in order of their numbers.
    """
    number = _begin(nodes, seen)
    used, bucket, bound, wanted = _seed(nodes, first, queue, seeds, limit, number), 0, limit, len(rows)
    if used < 0:
        return -1
    count: int = _offer_beside(standing, parked, seen, piece, share, walk_ms, limit, number, rows, found)
    if count == wanted:
        bound = min(bound, int(found[wanted - 1]))
    while bucket <= bound >> SHIFT:
        entry = first[bucket]
        if entry < 0:
            bucket += 1
            continue
        first[bucket] = queue[entry, _NEXT]
        node, ms = np.uint64(queue[entry, _NODE]), queue[entry, _AT]
        if ms != nodes[node, _MS] or ms > bound:
            continue
        if nodes[node, _FIRST_WAY] >= 0:
            count = _offer_all(ways, nodes[node, _FIRST_WAY], ms, bound, rows, found, seen, number, count)
            if count == wanted:
                bound = min(bound, int(found[wanted - 1]))
        used = _expand(nodes, arcs, first, queue, node, ms, bound, number, used)
        if used < 0:
            return -1
    found[:count] /= 1000.0
    return count


@inlined
def _direct(parked: Floats, start: int, share: float, walk_ms: int) -> int:
    """Milliseconds of a start on the very piece of the place, no node between them; never when it may not go so."""
    gap = share - parked[start, _SHARE]
    whole = parked[start, _ONWARD] if gap >= 0 else parked[start, _BACKWARD]
    if gap == 0 and whole == _NEVER:
        whole = parked[start, _BACKWARD]
    along = int(np.ceil(whole * abs(gap) - 1e-6)) + int(parked[start, _WALK]) + walk_ms
    return _NEVER if whole == _NEVER else along


@compiled
def _offer(rows: Ints, found: Floats, seen: Ints, start: int, ms: int, number: int, count: int) -> int:
    """Put a start into the list where it belongs, if it does: how many are listed."""
    last = len(rows) - 1
    if count > last and (ms > found[last] or (ms == found[last] and start >= rows[last])):
        return count
    if seen[start, 0] == number:
        if ms >= seen[start, 1]:
            return count
        place = 0
        while rows[place] != start:
            place += 1
    elif count <= last:
        place = count
        count += 1
    else:
        place = last
        seen[rows[last], 0] = 0  # no longer listed
    seen[start, 0] = number
    seen[start, 1] = ms
    while place > 0 and (found[place - 1] > ms or (found[place - 1] == ms and rows[place - 1] > start)):
        rows[place], found[place] = rows[place - 1], found[place - 1]
        place -= 1
    rows[place], found[place] = start, ms
    return count


@compiled
def _offer_all(
    ways: Ints, way: int, ms: int, bound: int, rows: Ints, found: Floats, seen: Ints, number: int, count: int
) -> int:
    """Offer every start with a way out at a node reached after ``ms``."""
    while way >= 0:
        total = ms + ways[way, _WAY_MS]
        if total <= bound:
            count = _offer(rows, found, seen, way >> 1, total, number, count)
        way = ways[way, _WAY_NEXT]
    return count


@compiled
def _offer_beside(
    standing: Ints, parked: Floats, seen: Ints, piece: int, share: float, walk_ms: int, limit: int, number: int,
    rows: Ints, found: Floats,
) -> int:  # fmt: skip
    """List the starts on the very piece of the place: how many."""
    count, start = 0, int(standing[piece]) if piece >= 0 else -1
    while start >= 0:
        ms = _direct(parked, start, share, walk_ms)
        if ms <= limit:
            count = _offer(rows, found, seen, start, ms, number, count)
        start = int(parked[start, _PARKED_NEXT])
    return count


@compiled
def mount(nodes: Ints, node: Ints, ms: Times, ways: Ints, standing: Ints, piece: Ints, parked: Floats) -> None:
    """Hang starts on to their nodes, each with two ways out (a node of -1 is none), and on to pieces (-1: none)."""
    for way in range(2 * len(node)):
        at = node[way >> 1, way & 1]
        if at >= 0:
            ways[way, _WAY_MS] = ms[way >> 1, way & 1]
            ways[way, _WAY_NEXT] = nodes[at, _FIRST_WAY]
            nodes[at, _FIRST_WAY] = way
    for start in range(len(piece)):
        if piece[start] >= 0:
            parked[start, _PARKED_NEXT] = standing[piece[start]]
            standing[piece[start]] = start


@compiled
def unmount(nodes: Ints, node: Ints, standing: Ints, piece: Ints) -> None:
    """Take starts off again."""
    for start in range(len(node)):
        for side in range(2):
            if node[start, side] >= 0:
                nodes[node[start, side], _FIRST_WAY] = -1
        if piece[start] >= 0:
            standing[piece[start]] = -1
