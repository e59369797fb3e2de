"""How long matching teams to slots takes, beside scipy's solvers and a greedy choice, and what those lose.

scipy gets one number per pair (six ranks do not fit a float: what its rounding loses is printed) and its matrix ready
made; ours starts from the ranks. "listed" gets the nearest 32 options of each slot, and more only where asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from console.dispatch.assignment.listing import Page, match_listed
from console.dispatch.assignment.marginal import sensitivity
from console.dispatch.assignment.match import match, warm
from console.dispatch.assignment.problem import Ranks

ROUNDS = 5
PAGE = 32
Whole = npt.NDArray[np.int64]


class Town(NamedTuple):
    """Slot weights and options, sorted by slot and then by cost."""

    weights: Whole
    slot_of: npt.NDArray[np.int32]
    column_of: npt.NDArray[np.int32]
    cost: Whole


def a_town(slots: int, teams: int, near: int) -> Town:
    """Incidents of three slots each, stations of six teams each, 20 km across, by car at 11 m/s."""
    chance = np.random.default_rng(7)
    places = chance.integers(0, 20_000, (max(1, slots // 3), 2))[np.arange(slots) % max(1, slots // 3)]
    stations = chance.integers(0, 20_000, (max(1, teams // 6), 2))[chance.integers(0, max(1, teams // 6), teams)]
    seconds = np.abs(places[:, None, :] - stations[None, :, :]).sum(-1) // 11 + chance.integers(0, 80, teams)
    nearest = np.argpartition(seconds, near - 1, axis=1)[:, :near]
    slot_of, column_of = np.repeat(np.arange(slots), near), nearest.ravel()
    weights = chance.choice([4, 5, 8, 19, 35], slots)
    robbed = np.minimum(chance.choice([0] * 9 + [3], len(slot_of)), weights[slot_of] - 1)
    arrival = seconds[slot_of, column_of]
    penalty = chance.choice([0, 0, 0, 10, 30, 1000], len(slot_of))
    cover, wear = chance.integers(0, 40, teams)[column_of], chance.integers(0, 600, teams)[column_of]
    cost = np.stack([robbed, arrival > 600, penalty, arrival, cover, wear], axis=1).astype(np.int64)
    order = np.lexsort((*cost.T[::-1], slot_of))
    return Town(weights, slot_of[order].astype(np.int32), column_of[order].astype(np.int32), cost[order])


def value_of(town: Town, chosen: npt.NDArray[np.integer]) -> Ranks:
    """The sum of ranks of the option chosen by slot; -1: none."""
    total = town.cost[chosen[chosen >= 0]].sum(axis=0)
    total[0] += town.weights[chosen < 0].sum()
    return Ranks(*total.tolist())


def greedy(town: Town) -> npt.NDArray[np.int64]:
    """Slot after slot, what counts most first: the cheapest team that is left."""
    starts = np.searchsorted(town.slot_of, np.arange(len(town.weights) + 1))
    chosen, taken = np.full(len(town.weights), -1), np.zeros(int(town.column_of.max()) + 1, bool)
    for slot in np.argsort(-town.weights, kind="stable"):
        for option in range(starts[slot], starts[slot + 1]):
            if not taken[town.column_of[option]]:
                taken[town.column_of[option]] = True
                chosen[slot] = option
                break
    return chosen


def listed_work(town: Town) -> tuple[Callable[[], object], list[int]]:
    """Matching with lists that grow, and how many options it asked for."""
    starts = np.searchsorted(town.slot_of, np.arange(len(town.weights) + 1))
    asked = [0]

    def work() -> Ranks:
        upto = starts[:-1].copy()
        asked[0] = 0

        def more(slot: int) -> Page:
            here, end = upto[slot], min(upto[slot] + PAGE, starts[slot + 1])
            upto[slot], asked[0] = end, asked[0] + int(end - here)
            bound = Ranks(*town.cost[end].tolist()) if end < starts[slot + 1] else None
            return Page(town.column_of[here:end], town.cost[here:end], bound)

        return match_listed(town.weights, more)[0].value

    return work, asked


def one_number(town: Town) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Costs for scipy, of the options and of leaving each slot empty, all above 0."""
    steps = np.cumprod([1, *(1 + len(town.weights) * town.cost[:, :0:-1].max(axis=0).astype(float))])[::-1]
    return town.cost @ steps + 1, town.weights * steps[0] + 1


def dense(town: Town) -> tuple[Callable[[], object], Callable[[], Ranks]]:
    """scipy's dense solver, and what its answer is worth."""
    costs, empty = one_number(town)
    slots, teams = len(town.weights), int(town.column_of.max()) + 1
    matrix = np.full((slots, teams + slots), empty.sum())
    matrix[town.slot_of, town.column_of] = costs
    matrix[np.arange(slots), teams + np.arange(slots)] = empty
    option = np.full(matrix.shape, -1, np.int32)
    option[town.slot_of, town.column_of] = np.arange(len(costs))
    return lambda: linear_sum_assignment(matrix), lambda: value_of(town, option[linear_sum_assignment(matrix)])


def sparse(town: Town) -> tuple[Callable[[], object], Callable[[], Ranks]]:
    """scipy's sparse solver, and what its answer is worth."""
    costs, empty = one_number(town)
    slots, teams = len(town.weights), int(town.column_of.max()) + 1
    rows = np.concatenate([town.slot_of, np.arange(slots)])
    columns = np.concatenate([town.column_of, teams + np.arange(slots)])
    graph = csr_array((np.concatenate([costs, empty]), (rows, columns)), shape=(slots, teams + slots))
    number = csr_array((np.arange(1, len(costs) + 1), (town.slot_of, town.column_of)), shape=graph.shape)

    def value() -> Ranks:
        found = min_weight_full_bipartite_matching(graph)
        return value_of(town, np.asarray(number[found]).ravel() - 1)

    return lambda: min_weight_full_bipartite_matching(graph), value


Peer = Callable[[Town], tuple[Callable[[], object], Callable[[], Ranks]]]


def best_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    spans = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        spans.append((time.perf_counter() - begun) * 1000)
    return min(spans)


def line(what: str, ms: float | None, ours: float, lost: Ranks | None, note: str = "") -> None:
    taken = "" if ms is None else f"{ms:10.2f} ms {ms / ours:6.2f} ×"
    loss = (
        "" if lost is None else "  loses " + (" ".join(f"{n} {f}" for n, f in lost._asdict().items() if f) or "nothing")
    )
    print(f"  {what:36}{taken:24}{loss}{note}".rstrip())


def compare(slots: int, teams: int, near: int, peer: Peer) -> None:
    town = a_town(slots, teams, near)
    answer = match(*town)
    assert answer.value == answer.lower_bound

    def lost(value: Ranks) -> Ranks:
        return Ranks(*(theirs - best for theirs, best in zip(value, answer.value, strict=True)))

    print(f"\n{slots} slots × {teams} teams, {near} options each ({len(town.slot_of):,})   {answer.value}")
    ours = best_ms(lambda: match(*town))
    line("match", ours, ours, None)
    work, asked = listed_work(town)
    line("match, listed as needed", best_ms(work), ours, None, f"  {asked[0]:,} options asked for")
    line("reasons for all teams", best_ms(lambda: sensitivity(answer)), ours, None)
    theirs, worth = peer(town)
    line(f"scipy, {peer.__name__}, one float a pair", best_ms(theirs, 2), ours, lost(worth()))
    line("greedy", None, ours, lost(value_of(town, greedy(town))))


def main() -> None:
    warm()
    print(f"best of {ROUNDS}; a loss is what the answer has more than the best, rank by rank")
    compare(3, 2000, 2000, dense)
    compare(1000, 3000, 3000, dense)
    compare(1000, 3000, 64, sparse)
    compare(3000, 2000, 64, sparse)
    compare(3000, 10_000, 64, sparse)


if __name__ == "__main__":
    main()
