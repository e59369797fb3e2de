"""The search compiled by numba: bounded, over plain arrays, in whole milliseconds, with a queue of buckets.

Importing this module costs the import of numba: only warming up does. Compiled code is kept beside the module or
in the user's cache folder; where neither can be written, or what is kept is damaged, warming up compiles again.

A bucket holds entries of about the same time in any order; one that is bettered later leaves a stale entry behind,
recognised by its time. Once a bucket is empty every time in it is final. Scratch arrays are left as they were
found, so that a search costs what it reaches and not the size of the town.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numba import njit

from console.model.roads import Ints

Times = np.ndarray[Any, np.dtype[np.int64]]

SHIFT = 11
"""A bucket is 2^11 ms wide, about half of what the middle arc of a town takes. From 1 to 8 s it hardly matters."""
_NEVER = 2**31 - 1
_KERNELS: list[Any] = []


_DAMAGED = (OSError, EOFError, ValueError, LookupError, AttributeError, ImportError, pickle.UnpicklingError)
"""What reading kept code may raise when it is not what was written."""


class Arcs(NamedTuple):
    """Arcs by the node they are searched from."""

    begin: Ints
    other: Ints
    cost: Ints


class Scratch(NamedTuple):
    """What one search writes, and the queue it keeps: a list of entries for each bucket, one of spare entries."""

    times: Ints  # (N,) ``NEVER`` between searches
    reached: Ints  # (N,) the nodes that have a time, in any order
    first: Ints  # (buckets,) entry, -1 for none
    queued: Ints  # (room,) the node of each entry
    queued_ms: Ints  # (room,)
    following: Ints  # (room,) the next entry in its list
    number: Ints  # (1,) how many are reached


class Mounted(NamedTuple):
    """Starts hung on to the nodes where they get to the crossings."""

    first: Ints  # (N,) way out, -1 for none
    following: Ints  # (ways out,) the next one at the same node
    ms: Times  # (ways out,) way out w belongs to start w // 2
    best: Ints  # (starts,) soonest found, ``NEVER`` between searches
    met: Ints  # (starts,) those found, in any order
    tally: Ints  # (buckets,) how many starts are found in each


def _compiled(function: Callable[..., Any]) -> Any:
    try:
        made = njit(cache=True, nogil=True)(function)
    except RuntimeError:  # there is no folder to keep compiled code in
        made = njit(nogil=True)(function)
    _KERNELS.append(made)
    return made


def _inlined(function: Callable[..., Any]) -> Any:
    """For what runs at every node: handing arrays on to a function takes longer than what it does."""
    return njit(inline="always")(function)


@_inlined
def _meet(mounted: Mounted, node: int, ms: int, limit: int, met: int) -> int:
    """Note the starts that get to the crossings at ``node``; how many are found by now."""
    way = mounted.first[node]
    while way >= 0:
        start, total = way >> 1, ms + mounted.ms[way]
        if total <= limit and total < mounted.best[start]:
            if mounted.best[start] == _NEVER:
                mounted.met[met] = start
                met += 1
            else:
                mounted.tally[mounted.best[start] >> SHIFT] -= 1
            mounted.tally[total >> SHIFT] += 1
            mounted.best[start] = total
        way = mounted.following[way]
    return met


@_inlined
def _label(scratch: Scratch, node: int, ms: int, number: int, used: int, spare: int) -> tuple[int, int, int]:
    """Note a sooner time of ``node`` and queue it; the numbers of nodes reached, entries used and the spare one."""
    if scratch.times[node] == _NEVER:
        scratch.reached[number] = node
        number += 1
    scratch.times[node] = ms
    entry = spare
    if entry >= 0:
        spare = scratch.following[entry]
    else:
        entry = used
        used += 1
    scratch.queued[entry] = node
    scratch.queued_ms[entry] = ms
    scratch.following[entry] = scratch.first[ms >> SHIFT]
    scratch.first[ms >> SHIFT] = entry
    return number, used, spare


@_compiled
def _search(
    arcs: Arcs, scratch: Scratch, seeds: Ints, seed_ms: Times, limit: int, mounted: Mounted, wanted: int, met: int
) -> int:
    """Search up to ``limit``, or until ``wanted`` (above 0) starts are final: how many are met; -1: no room."""
    begin, times, first = arcs.begin, scratch.times, scratch.first
    first[: (limit >> SHIFT) + 1] = -1
    final, number, used, spare = 0, 0, 0, -1
    for i in range(len(seeds)):
        if seed_ms[i] <= limit and seed_ms[i] < times[seeds[i]]:
            number, used, spare = _label(scratch, seeds[i], seed_ms[i], number, used, spare)
    for bucket in range((limit >> SHIFT) + 1):
        while first[bucket] >= 0:
            entry = first[bucket]
            node, ms = scratch.queued[entry], np.int64(scratch.queued_ms[entry])
            first[bucket], scratch.following[entry], spare = scratch.following[entry], spare, entry
            if ms != times[node]:
                continue
            if wanted > 0 and mounted.first[node] >= 0:
                met = _meet(mounted, node, ms, limit, met)
            if used + begin[node + 1] - begin[node] > len(scratch.queued):
                scratch.number[0] = number
                return -1
            for arc in range(begin[node], begin[node + 1]):
                there, total = arcs.other[arc], ms + arcs.cost[arc]
                if total <= limit and total < times[there]:
                    number, used, spare = _label(scratch, there, total, number, used, spare)
        if wanted > 0:
            final += mounted.tally[bucket]
            if final >= wanted:
                break
    scratch.number[0] = number
    return met


@_compiled
def clear(scratch: Scratch) -> None:
    """Make the scratch arrays ready for the next search."""
    for i in range(scratch.number[0]):
        scratch.times[scratch.reached[i]] = _NEVER


@_compiled
def times(arcs: Arcs, scratch: Scratch, seeds: Ints, seed_ms: Times, limit: int, mounted: Mounted) -> bool:
    """Leave the times of the nodes within ``limit`` in the scratch; false, and nothing left, when there is no room."""
    if _search(arcs, scratch, seeds, seed_ms, limit, mounted, 0, 0) < 0:
        clear(scratch)
        return False
    return True


@_compiled
def mount(nodes: Ints, ms: Times, mounted: Mounted) -> None:
    """Hang starts, each with two ways out (a node of -1 is none), on to their nodes."""
    for way in range(2 * len(nodes)):
        node = nodes[way >> 1, way & 1]
        if node >= 0:
            mounted.ms[way] = ms[way >> 1, way & 1]
            mounted.following[way] = mounted.first[node]
            mounted.first[node] = way


@_compiled
def nearest(
    arcs: Arcs, scratch: Scratch, seeds: Ints, seed_ms: Times, limit: int, mounted: Mounted, wanted: int,
    direct: Ints, direct_ms: Times, keys: Times,
) -> int:  # fmt: skip
    """Write (milliseconds << 32 | start) of the starts met, in any order: how many; -1 when there is no room.

    The ``wanted`` smallest are final. ``direct`` are starts that need not go by any node.
    """
    met = 0
    mounted.tally[: (limit >> SHIFT) + 1] = 0
    for i in range(len(direct)):
        if direct_ms[i] <= limit:
            mounted.met[met] = direct[i]
            mounted.best[direct[i]] = direct_ms[i]
            mounted.tally[direct_ms[i] >> SHIFT] += 1
            met += 1
    found: int = _search(arcs, scratch, seeds, seed_ms, limit, mounted, wanted, met)
    clear(scratch)
    if found < 0:
        mounted.best[:] = _NEVER
    for i in range(found):
        start = mounted.met[i]
        keys[i] = (np.int64(mounted.best[start]) << 32) | start
        mounted.best[start] = _NEVER
    return found


@_compiled
def _look(nodes: Ints, ms: Ints, node: int) -> np.int64:
    """The time of one node in a table of all nodes (``nodes`` empty) or of some."""
    if len(nodes) == 0:
        return np.int64(ms[node])
    low, high = 0, len(nodes)
    while low < high:
        middle = (low + high) >> 1
        low, high = (middle + 1, high) if nodes[middle] < node else (low, middle)
    return np.int64(ms[low]) if low < len(nodes) and nodes[low] == node else np.int64(_NEVER)


@_compiled
def follow(arcs: Arcs, nodes: Ints, ms: Ints, seeds: Ints, seed_ms: Times, node: int, route: Ints) -> int:
    """Write the nodes from ``node`` to a seed along falling times, by the first arc that fits: how many."""
    left = _look(nodes, ms, node)
    for step in range(len(route)):
        route[step] = node
        for i in range(len(seeds)):
            if seeds[i] == node and seed_ms[i] == left:
                return step + 1
        for arc in range(arcs.begin[node], arcs.begin[node + 1]):
            if _look(nodes, ms, arcs.other[arc]) + arcs.cost[arc] == left:
                left -= arcs.cost[arc]
                node = arcs.other[arc]
                break
    return len(route)


def trying(run: Callable[[], None]) -> None:
    """Run kernels for the first time; what was kept of them is not used when it cannot be read or written."""
    try:
        run()
    except _DAMAGED:
        for kernel in _KERNELS:
            kernel._cache.disable()
        run()
