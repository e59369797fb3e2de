"""From a closure to the next right answer: a stretch of the current best route is closed, then opened again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from tests.bench.roads.measure import compare, undisturbed
from tests.bench.roads.peers.by_networkx import Reverse, Times
from tests.bench.roads.peers.peer import Peer
from tests.bench.roads.town import Spots

STANDING = 20
"""Stretches that are closed all the time."""


@dataclass
class Changed:
    """Seconds for one engine and one sort of change: being told, the next answer, and the same answer again."""

    told: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)

    @property
    def until_right(self) -> float:
        """From the change to the right answer in hand, median."""
        return float(np.median(np.add(self.told, self.asked)))

    @property
    def added(self) -> float:
        """What the change cost by itself: being told, and what the next answer took more than the same one again."""
        more = float(np.median(self.asked) - np.median(self.again))
        return float(np.median(self.told)) + max(0.0, more)


@dataclass(frozen=True)
class Case:
    """One place, one stretch of the best way there, and all teams' times with it closed and open."""

    place: int
    stretch: int
    shut: Times
    usual: Times


def standing(places: Spots, teams: Spots, stretches: int, seed: int) -> list[int]:
    """Up to ``STANDING`` stretches by chance on which neither a team nor a place stands."""
    free = np.setdiff1d(np.arange(stretches), np.concatenate((teams.stretch, places.stretch)))
    return np.random.default_rng(seed).permutation(free)[:STANDING].tolist()


def cases(oracle: Reverse, places: Spots, teams: Spots, count: int, seed: int) -> list[Case]:
    """Up to ``count`` places with a stretch of their best route on which neither a team nor a place stands."""
    rng, taken = np.random.default_rng(seed), {*teams.stretch.tolist(), *places.stretch.tolist()}
    found: list[Case] = []
    for i in range(len(places)):
        on_the_way = sorted(set(oracle.best_route(places, i)) - taken)
        if on_the_way and len(found) < count:
            stretch = int(rng.choice(on_the_way))
            usual = oracle.ask(places, i)
            oracle.close(stretch)
            found.append(Case(i, stretch, oracle.ask(places, i), usual))
            oracle.open(stretch)
    return found


def close_and_open(
    peers: Sequence[Peer], places: Spots, made: Sequence[Case]
) -> dict[str, tuple[Changed, Changed, int]]:
    """Each case with every engine: what closing and opening took, and how many answers were the oracle's."""
    found = {peer.name: (Changed(), Changed(), 0) for peer in peers}
    with undisturbed():
        for case in made:
            for peer in peers:
                closed, opened, right = found[peer.name]
                right += _change(peer, places, case, closed, peer.close, case.shut)
                right += _change(peer, places, case, opened, peer.open, case.usual)
                found[peer.name] = closed, opened, right
    return found


def _change(peer: Peer, places: Spots, case: Case, changed: Changed, tell: Callable[[int], None], times: Times) -> int:
    peer.ask(places, case.place)
    began = perf_counter()
    tell(case.stretch)
    told = perf_counter()
    answer = peer.ask(places, case.place)
    asked = perf_counter()
    peer.ask(places, case.place)
    again = perf_counter()
    changed.told.append(told - began)
    changed.asked.append(asked - told)
    changed.again.append(again - asked)
    return compare(peer.name, {case.place: peer.read(answer)}, {case.place: times}, None)
