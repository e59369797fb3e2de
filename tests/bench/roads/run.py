"""One town, every engine: the whole comparison, and what must hold."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from console.dispatch.roads.network import RoadNetwork
from tests.bench.roads.apart import apart
from tests.bench.roads.closing import cases, close_and_open, standing
from tests.bench.roads.measure import Asked, answers, at_once, compare, in_turns, oracle_of
from tests.bench.roads.peers import ENGINES, OURS, REFERENCE, engine
from tests.bench.roads.peers.by_console import Console
from tests.bench.roads.peers.by_networkx import Reverse, Times
from tests.bench.roads.peers.by_reference import compiler
from tests.bench.roads.peers.peer import Peer
from tests.bench.roads.table import INCIDENTS, Change, Query, Row, Sheet, span
from tests.bench.roads.town import HORIZON_S, WANTED, Spots, Town

LIMIT_RATIO = 1.5
LIMIT_CLOSURE_S = 0.0002
SEED = 7


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    teams: tuple[int, ...]
    places: int
    rounds: int
    budget_s: float  # for each engine and number of teams
    closures: int
    compared: int  # of the incidents at once, beside all other answers


WHOLE = Scale((200, 2000), 100, 20, 8.0, 60, 300)
QUICK = Scale((200, 2000), 25, 4, 0.5, 8, 25)


def sheet_of(town: Town, scale: Scale) -> Sheet:
    """The comparison in ``town``; :class:`AssertionError` when an answer is not networkx'."""
    peers = [engine(name)(town) for name in ENGINES if name != REFERENCE or compiler()]
    rows = {peer.name: Row(peer.name) for peer in peers}
    network = next(peer.network for peer in peers if isinstance(peer, Console))
    oracle = next(peer for peer in peers if isinstance(peer, Reverse))
    rng = np.random.default_rng(SEED)
    places, incidents = _spots(town, network, scale.places, rng), _spots(town, network, INCIDENTS, rng)
    fleets = [_spots(town, network, count, rng) for count in scale.teams]
    for teams in fleets:
        asked = in_turns(peers, places, teams, scale.rounds, scale.budget_s)
        _enter(rows, len(teams), asked, oracle_of(oracle, places))
    for_all = [peer for peer in peers if not peer.one_by_one]
    for name, (seconds, number) in at_once(for_all, incidents, asked, scale.budget_s, 3).items():
        rows[name].at_once_s, rows[name].at_once_asked = seconds, number
    few = incidents.first(scale.compared)
    for peer in for_all:
        rows[peer.name].compared += compare(peer.name, answers(peer, few), oracle_of(oracle, few), None)
    for teams in fleets:
        _close(rows, for_all, places, teams, scale.closures)
    _apart(rows, town, fleets[-1], places)
    r = town.roads
    size = f"{len(r.node_ids):,} nodes, {len(r.tail):,} arcs, {len(r.stretches):,} stretches"
    return Sheet(town.name, size, list(rows.values()), _new_to_it(town, network, rng))


def _spots(town: Town, network: RoadNetwork, count: int, rng: np.random.Generator) -> Spots:
    """Places by chance, as our engine puts them on the roads."""
    where = town.somewhere(count, rng)
    return town.spots(where, [network.snap(place, emergency=True) for place in where])


def _new_to_it(town: Town, network: RoadNetwork, rng: np.random.Generator) -> list[str]:
    """What our engine needs beside: the other engines are told where on the roads teams and places are."""
    fleet = network.starts(town.somewhere(200, rng), emergency=True)
    new, again, moved = [], [], []
    for place in town.somewhere(100, rng):
        for spans in (new, again):
            began = perf_counter()
            network.nearest(place, fleet, WANTED, horizon_s=HORIZON_S, emergency=True)
            spans.append(perf_counter() - began)
    for _ in range(5):
        places = town.somewhere(2000, rng)
        began = perf_counter()
        network.starts(places, emergency=True)
        moved.append(perf_counter() - began)
    found = span(_more(new, again)), span(float(np.median(moved)))
    return [
        "our engine besides finds the roads: of a place never heard of in {}, of 2,000 moved teams in {}".format(*found)
    ]


def _more(new: Sequence[float], again: Sequence[float]) -> float:
    return float(np.median(np.subtract(new, again)))


def _enter(rows: dict[str, Row], count: int, asked: dict[str, Asked], oracle: dict[int, Times]) -> None:
    for name, found in asked.items():
        rows[name].queries[count] = Query(found.median, found.p99, len(found.spans), found.teams is not None)
        rows[name].compared += compare(name, found.answers, oracle, found.teams)


def _close(rows: dict[str, Row], peers: Sequence[Peer], places: Spots, teams: Spots, count: int) -> None:
    """Closures, with every engine that answers for all teams at once; none in a town full of teams."""
    oracle = next(peer for peer in peers if isinstance(peer, Reverse))
    shut = standing(places, teams, len(oracle.town.roads.stretches), SEED)
    for peer in peers:
        peer.place(teams)
        for stretch in shut:
            peer.close(stretch)
    made = cases(oracle, places, teams, count, SEED)
    for name, (closed, opened, equal) in close_and_open(peers, places, made).items():
        rows[name].compared += equal
        if made:
            rows[name].closed[len(teams)] = Change(closed.added, closed.until_right)
            rows[name].opened[len(teams)] = Change(opened.added, opened.until_right)
    for peer in peers:
        for stretch in shut:
            peer.open(stretch)


def _apart(rows: dict[str, Row], town: Town, teams: Spots, places: Spots) -> None:
    """Preparation and memory, each engine in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "asked.pickle"
        file.write_bytes(pickle.dumps((town, teams, places)))
        for name in ENGINES:
            made = engine(name)
            if made.name in rows and not made.one_by_one:  # those share the graph of another
                found = apart(file, name)
                rows[made.name].prepared_s, rows[made.name].grown_mb = found["prepared_s"], found["grown_mb"]


def verdict(sheets: Sequence[Sheet]) -> list[str]:
    """What must hold, judged by the figures: ours against the reference, closures, equal answers."""
    said = []
    for sheet in sheets:
        ours, reference = sheet.row(engine(OURS).name), sheet.row(engine(REFERENCE).name)
        assert ours is not None, "our engine is always measured"
        if reference is not None:
            ratios = _ratios(ours, reference)
            shown = ", ".join(f"{ratio:.2f} ({what})" for what, ratio in ratios.items())
            held = _held(max(ratios.values()) <= LIMIT_RATIO)
            said.append(f"{sheet.town}: {held}: at most {LIMIT_RATIO} times the reference: {shown}")
        for count, closed in ours.closed.items():
            slower = max(closed.added_s, ours.opened[count].added_s)
            held = _held(slower <= LIMIT_CLOSURE_S)
            said.append(f"{sheet.town}: {held}: correct again within 0.2 ms, {count:,} teams: {slower * 1000:.3f} ms")
        compared = sum(row.compared for row in sheet.rows)
        said.append(f"{sheet.town}: holds: {ours.compared:,} of our answers, {compared:,} in all, equal to networkx")
    return said


def _ratios(ours: Row, reference: Row) -> dict[str, float]:
    """Ours over the reference, by what was measured."""
    found = {f"{n:,} teams": q.median_s / reference.queries[n].median_s for n, q in ours.queries.items()}
    if ours.at_once_s and reference.at_once_s:
        found[f"{INCIDENTS:,} at once"] = ours.at_once_s / reference.at_once_s
    return found


def _held(holds: bool) -> str:
    return "holds" if holds else "DOES NOT HOLD"
