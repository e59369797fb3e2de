"""Times engines in turns, so that what disturbs the machine disturbs all of them, and compares their answers."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from tests.bench.roads.peers.by_networkx import Reverse, Times
from tests.bench.roads.peers.peer import Answer, Peer
from tests.bench.roads.town import HORIZON_MS, WANTED, Spots

SAMPLE = 3
"""Of an engine that searches team by team and has no time for all, at least so many teams are asked."""


@dataclass
class Asked:
    """What one engine needed for single questions, in seconds, and what it answered to which place."""

    spans: list[float] = field(default_factory=list)
    answers: dict[int, Answer] = field(default_factory=dict)
    teams: Sequence[int] | None = None  # only these were asked, and the spans scaled up; None: all of them

    @property
    def median(self) -> float:
        return float(np.median(self.spans))

    @property
    def p99(self) -> float | None:
        """``None`` when there are too few to tell."""
        return float(np.quantile(self.spans, 0.99)) if len(self.spans) >= 100 else None


@contextmanager
def undisturbed() -> Iterator[None]:
    """No garbage collection meanwhile: a million objects of one engine are not another one's time."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def in_turns(peers: Sequence[Peer], places: Spots, teams: Spots, rounds: int, budget_s: float) -> dict[str, Asked]:
    """Single questions: in each round every engine, in changing order, is asked about the places once.

    A slow engine is asked less often, so that it takes about ``budget_s`` in all.
    """
    found = {peer.name: Asked() for peer in peers}
    quota = {}
    for peer in peers:
        peer.place(teams)
        quota[peer.name] = _quota(peer, places, teams, found[peer.name], budget_s, rounds * len(places))
    with undisturbed():
        for r in range(rounds):
            for peer in _rotated(peers, r):
                first, last = (n * quota[peer.name] // rounds for n in (r, r + 1))
                for n in range(first, last):
                    _ask(peer, places, n % len(places), len(teams), found[peer.name])
    return found


def _rotated(peers: Sequence[Peer], r: int) -> list[Peer]:
    return [*peers[r % len(peers) :], *peers[: r % len(peers)]]


def _quota(peer: Peer, places: Spots, teams: Spots, asked: Asked, budget_s: float, most: int) -> int:
    """How many questions ``peer`` has time for; one that goes team by team may get a sample of them."""
    if peer.one_by_one:
        rng = np.random.default_rng(len(teams))
        mixed = rng.permutation(len(teams)).tolist()
        peer.asked = mixed[:SAMPLE]
        each = _span(peer, places, 0) / SAMPLE
        count = max(SAMPLE, int(budget_s / 3 / each))
        peer.asked = sorted(mixed[:count])
        asked.teams = peer.asked if count < len(teams) else None
    else:
        _span(peer, places, 0)
    return max(1, min(most, int(budget_s / _span(peer, places, 1))))


def _span(peer: Peer, places: Spots, i: int) -> float:
    began = perf_counter()
    peer.ask(places, i)
    return perf_counter() - began


def _ask(peer: Peer, places: Spots, i: int, teams: int, asked: Asked) -> None:
    began = perf_counter()
    answer = peer.ask(places, i)
    span = perf_counter() - began
    asked.spans.append(span * teams / len(asked.teams) if asked.teams is not None else span)
    if i not in asked.answers:
        asked.answers[i] = peer.read(answer)


def at_once(peers: Sequence[Peer], places: Spots, spans: Mapping[str, Asked], budget_s: float, rounds: int) -> dict:
    """All ``places`` one after the other: median seconds by engine, and for how many of them it had time."""
    taken: dict[str, list[float]] = {peer.name: [] for peer in peers}
    counts = {p.name: max(1, min(len(places), int(budget_s / rounds / spans[p.name].median))) for p in peers}
    with undisturbed():
        for r in range(rounds):
            for peer in _rotated(peers, r):
                began = perf_counter()
                for i in range(counts[peer.name]):
                    peer.ask(places, i)
                taken[peer.name].append((perf_counter() - began) * len(places) / counts[peer.name])
    return {name: (float(np.median(t)), counts[name]) for name, t in taken.items()}


def compare(name: str, asked: Mapping[int, Answer], oracle: Mapping[int, Times], teams: Sequence[int] | None) -> int:
    """How many answers were the oracle's; :class:`AssertionError` for the first that is not.

    Times must be the same to the millisecond, and each team must have the oracle's time: teams that
    arrive in the same millisecond may stand for each other.
    """
    for i, (found, ms) in asked.items():
        times = oracle[i] if teams is None else {t: oracle[i][t] for t in teams if t in oracle[i]}
        wanted = sorted(t for t in times.values() if t <= HORIZON_MS)[:WANTED]
        assert ms == wanted, f"{name}, place {i}: {ms} ms, networkx says {wanted}"
        assert [times[t] for t in found] == wanted, f"{name}, place {i}: other teams than networkx"
        assert len(set(found)) == len(found), f"{name}, place {i}: a team twice"
    return len(asked)


def answers(peer: Peer, places: Spots) -> dict[int, Answer]:
    """What ``peer`` says of every place."""
    return {i: peer.read(peer.ask(places, i)) for i in range(len(places))}


def oracle_of(reverse: Reverse, places: Spots) -> dict[int, Times]:
    """All teams' times to every place."""
    return {i: reverse.ask(places, i) for i in range(len(places))}
