"""Several who want material compete for too little: who is supplied whole, who in time, and from where.

Quantities flow from sources to claims. For any set of claims that can be whole together, the rest can still be
brought up to the greatest total that is possible at all (what a claim has is never lost by drawing more for
another, only re-routed). So the missing units are fixed by the flow, and the search is over which claims stay short
and which are brought something late: claims are gone through by weight, each first whole and in time.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import scipy

STEPS = 2000
"""How many claims are tried in one group before the best so far is taken."""
SEARCHED = 40
"""Groups with more claims than this are shared out in one pass."""

Cost = tuple[int, int]
"""Unfilled, then how many get anything late."""


@dataclass(frozen=True)
class Claim:
    """``need`` units wanted, ``weight`` if not all come, and by source whether what it gives would be late."""

    weight: int
    need: int
    is_late: bool  # something it already got is late: more costs no further mark
    sources: dict[int, bool]


@dataclass(frozen=True)
class Outcome:
    """Quantities by (claim, source), and by how much the cost may be above the least possible."""

    given: Mapping[tuple[int, int], int]
    over: Cost


def contested(claims: Mapping[int, Claim], left: Mapping[int, int], steps: int = STEPS) -> Outcome:
    """Share out what is ``left`` by source, each group of claims that compete in at most so many ``steps``."""
    given: dict[tuple[int, int], int] = {}
    over = [0, 0]
    for group in _groups(claims):
        found = _Search(group, left, steps) if len(group) <= SEARCHED else _in_one_pass(group, left)
        given |= found.given
        over = [a + b for a, b in zip(over, found.over, strict=True)]
    return Outcome(given, (over[0], over[1]))


def _groups(claims: Mapping[int, Claim]) -> Iterable[dict[int, Claim]]:
    by_source: dict[int, list[int]] = {}
    for j, claim in claims.items():
        for source in claim.sources:
            by_source.setdefault(source, []).append(j)
    seen: set[int] = set()
    for first in claims:
        if first in seen:
            continue
        group, stack = [], [first]
        seen.add(first)
        while stack:
            group.append(stack.pop())
            for source in claims[group[-1]].sources:
                stack += (new := [j for j in by_source.pop(source, ()) if j not in seen])
                seen.update(new)
        yield {j: claims[j] for j in sorted(group)}


@dataclass
class _Flow:
    """What each claim draws from each source now; every change is kept so that it can be taken back."""

    claims: Mapping[int, Claim]
    left: dict[int, int]
    drawn: dict[tuple[int, int], int] = field(default_factory=dict)
    log: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.drawers: dict[int, list[int]] = {source: [] for source in self.left}  # who could draw on each source
        for j, claim in self.claims.items():
            for source in claim.sources:
                self.drawers[source].append(j)

    def change(self, j: int, source: int, by: int) -> None:
        """Let ``j`` draw ``by`` more from ``source``."""
        self.drawn[j, source] = self.drawn.get((j, source), 0) + by
        self.left[source] -= by
        self.log.append((j, source, by))

    def back_to(self, mark: int) -> None:
        """Take back all changes after the first ``mark``."""
        while len(self.log) > mark:
            j, source, by = self.log[-1]
            self.change(j, source, -by)
            del self.log[-2:]

    def draw(self, j: int, units: int, may: Callable[[int, int], bool]) -> int:
        """Draw up to ``units`` for ``j`` over sources each claim ``may`` use, re-routing others; how many came."""
        came = 0
        while came < units and (way := self._way(j, may)) is not None:
            free = min(units - came, self.left[way[0][1]])
            amount = min([free, *(self.drawn[k, s] for (k, _), (_, s) in itertools.pairwise(way))])
            for step, (k, source) in enumerate(way):
                self.change(k, source, amount)
                if step + 1 < len(way):
                    self.change(k, way[step + 1][1], -amount)
            came += amount
        return came

    def _way(self, j: int, may: Callable[[int, int], bool]) -> list[tuple[int, int]] | None:
        """Claims and the source each turns to, from a source with something left back to ``j``."""
        came_by: dict[int, int] = {}
        queue = [j]
        turned: dict[int, int] = {}
        for k in queue:
            for source in self.claims[k].sources:
                if source in came_by or not may(k, source):
                    continue
                came_by[source] = k
                if self.left[source] > 0:
                    return _walked(source, came_by, turned, j)
                for other in self.drawers[source]:
                    if other not in turned and other != j and self.drawn.get((other, source), 0) > 0:
                        turned[other] = source
                        queue.append(other)
        return None


def _walked(source: int, came_by: Mapping[int, int], turned: Mapping[int, int], j: int) -> list[tuple[int, int]]:
    way = [(came_by[source], source)]
    while way[-1][0] != j:
        source = turned[way[-1][0]]
        way.append((came_by[source], source))
    return way


class _Search:
    """The search through one group; ``given`` and ``over`` are its outcome."""

    def __init__(self, claims: Mapping[int, Claim], left: Mapping[int, int], most: int) -> None:
        self._claims = claims
        self._order = sorted(claims, key=lambda j: (-claims[j].weight, claims[j].need, j))
        self._flow = _Flow(claims, {s: left[s] for claim in claims.values() for s in claim.sources})
        self._units = sum(c.need for c in claims.values()) - sum(
            self._flow.draw(j, claims[j].need, lambda *_: True) for j in self._order
        )
        self._flow.back_to(0)
        self._least = (self._units + least_weight(claims.values(), self._units), 0)
        self._steps, self._most = 0, most
        self._late: set[int] = {j for j, claim in claims.items() if claim.is_late}
        self.given: dict[tuple[int, int], int] = {}
        self._best = price(claims, self.given)
        self._try(0, (self._units, 0), [])
        least = self._best if self._steps < most else self._least
        self.over: Cost = (self._best[0] - least[0], self._best[1] - least[1])

    def _may(self, j: int, source: int) -> bool:
        return j in self._late or not self._claims[j].sources[source]

    def _try(self, k: int, cost: Cost, short: list[int]) -> None:
        if cost >= self._best or self._steps >= self._most or self._best == self._least:
            return
        if k == len(self._order):
            self._finish(short)
            return
        self._steps += 1
        j, mark = self._order[k], len(self._flow.log)
        claim = self._claims[j]
        waits = j not in self._late and any(claim.sources.values())
        for late in (False, True) if waits else (False,):
            if late:
                self._late.add(j)
            if self._flow.draw(j, claim.need, self._may) == claim.need:
                self._try(k + 1, (cost[0], cost[1] + late), short)
            self._flow.back_to(mark)
        self._late -= {j} if waits else set()
        for late in (False, True) if waits else (False,):
            if late:
                self._late.add(j)
            self._try(k + 1, (cost[0] + claim.weight, cost[1] + late), [*short, j])
        self._late -= {j} if waits else set()

    def _finish(self, short: list[int]) -> None:
        mark = len(self._flow.log)
        for j in short:
            self._flow.draw(j, self._claims[j].need, self._may)
        given = {key: quantity for key, quantity in self._flow.drawn.items() if quantity}
        self._flow.back_to(mark)
        cost = price(self._claims, given)
        if cost < self._best:
            self._best, self.given = cost, given


def price(claims: Mapping[int, Claim], given: Mapping[tuple[int, int], int]) -> Cost:
    """What one group costs with these quantities."""
    missing = {j: claim.need for j, claim in claims.items()}
    late = set()
    for (j, source), quantity in given.items():
        missing[j] -= quantity
        if claims[j].sources[source] and not claims[j].is_late:
            late.add(j)
    return sum(units + claims[j].weight for j, units in missing.items() if units), len(late)


def least_weight(claims: Iterable[Claim], units: int) -> int:
    """No choice of short claims that together miss ``units`` weighs less (the last one taken in part)."""
    total = 0
    for claim in sorted(claims, key=lambda c: c.weight / c.need):
        if units <= 0:
            break
        total += claim.weight if claim.need <= units else -(-claim.weight * units // claim.need)
        units -= claim.need
    return total


def _in_one_pass(claims: Mapping[int, Claim], left: Mapping[int, int]) -> Outcome:
    """By weight, each whole if what is left allows it, in time first; then what is left in parts."""
    rest = {s: left[s] for claim in claims.values() for s in claim.sources}
    given: dict[tuple[int, int], int] = {}
    order = sorted(claims, key=lambda j: (-claims[j].weight, claims[j].need, j))
    parts = [j for j in order if not _draw_directly(j, claims[j], rest, given, whole=True)]
    for j in parts:
        _draw_directly(j, claims[j], rest, given, whole=False)
    cost, units = price(claims, given), _units_short(claims, left)
    least = units + least_weight(claims.values(), units)
    return Outcome(given, (cost[0] - least, cost[1]))


def _draw_directly(
    j: int, claim: Claim, rest: dict[int, int], given: dict[tuple[int, int], int], *, whole: bool
) -> bool:
    if whole and sum(rest[s] for s in claim.sources) < claim.need:
        return False
    missing = claim.need
    for source in sorted(claim.sources, key=lambda s: (claim.sources[s], -rest[s], s)):
        quantity = min(missing, rest[source])
        if quantity:
            given[j, source] = quantity
            rest[source] -= quantity
            missing -= quantity
    return missing == 0


def _units_short(claims: Mapping[int, Claim], left: Mapping[int, int]) -> int:
    """Units that stay short however all is shared out: what the greatest flow leaves."""
    sources = {s: k for k, s in enumerate(sorted({s for c in claims.values() for s in c.sources}))}
    start, end = len(sources) + len(claims), len(sources) + len(claims) + 1
    edges = [(start, k, left[s]) for s, k in sources.items()]
    for row, claim in enumerate(claims.values(), len(sources)):
        edges.append((row, end, claim.need))
        edges += [(sources[s], row, min(claim.need, left[s])) for s in claim.sources]
    tails, heads, most = zip(*edges, strict=True)
    graph = scipy.sparse.csr_array((np.array(most, np.int32), (tails, heads)), shape=(end + 1, end + 1))
    return sum(claim.need for claim in claims.values()) - int(
        scipy.sparse.csgraph.maximum_flow(graph, start, end).flow_value
    )
