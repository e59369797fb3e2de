"""One town, every engine: the whole comparison, and what must hold."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.bench.roads.apart import apart
from tests.bench.roads.closing import Changed, cases, close_and_open, standing
from tests.bench.roads.measure import Asked, at_once, compare, in_turns, oracle_of
from tests.bench.roads.peers import ENGINES, ORACLE, OURS, REFERENCE, engine
from tests.bench.roads.peers.by_networkx import Reverse, Times
from tests.bench.roads.peers.by_reference import compiler
from tests.bench.roads.peers.peer import Peer
from tests.bench.roads.table import INCIDENTS, Change, Query, Row, Sheet
from tests.bench.roads.town import Spots, Town

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


WHOLE = Scale((200, 2000), 100, 20, 8.0, 60)
QUICK = Scale((200, 2000), 25, 4, 0.5, 8)


def sheet_of(town: Town, scale: Scale) -> Sheet:
    """The comparison in ``town``; :class:`AssertionError` when an answer is not networkx'."""
    roads = town.roads
    names = [name for name in ENGINES if name != REFERENCE or compiler()]
    peers = {name: engine(name)(town) for name in names}
    rows = {peer.name: Row(peer.name) for peer in peers.values()}
    oracle = peers[ORACLE]
    assert isinstance(oracle, Reverse)
    rng = np.random.default_rng(SEED)
    places, incidents = town.anywhere(scale.places, rng), town.anywhere(INCIDENTS, rng)
    for count in scale.teams:
        teams = town.anywhere(count, rng)
        asked = in_turns(list(peers.values()), places, teams, scale.rounds, scale.budget_s)
        _enter(rows, count, asked, oracle_of(oracle, places))
    done = at_once(list(peers.values()), incidents, asked, scale.budget_s, 3)
    for name, (seconds, number) in done.items():
        rows[name].at_once_s, rows[name].at_once_asked = seconds, number
    _close(rows, list(peers.values()), oracle, places, teams, scale.closures)
    _apart(rows, town, peers)
    size = f"{len(roads.node_ids):,} nodes, {len(roads.tail):,} arcs, {len(roads.stretches):,} stretches"
    return Sheet(town.name, size, list(rows.values()))


def _enter(rows: dict[str, Row], count: int, asked: dict[str, Asked], oracle: dict[int, Times]) -> None:
    for name, found in asked.items():
        rows[name].queries[count] = Query(found.median, found.p99, len(found.spans), found.teams is not None)
        rows[name].compared += compare(name, found.answers, oracle, found.teams)


def _close(
    rows: dict[str, Row], peers: Sequence[Peer], oracle: Reverse, places: Spots, teams: Spots, count: int
) -> None:
    """Closures, with every engine that answers for all teams at once."""
    able = [peer for peer in peers if not peer.one_by_one]
    for stretch in standing(places, teams, oracle, SEED):
        for peer in able:
            peer.close(stretch)
    for name, (closed, opened, equal) in close_and_open(able, places, cases(oracle, places, teams, count, SEED)).items():
        rows[name].closed, rows[name].opened = _change(closed), _change(opened)
        rows[name].compared += equal


def _change(changed: Changed) -> Change | None:
    return Change(changed.added, changed.until_right) if changed.told else None


def _apart(rows: dict[str, Row], town: Town, peers: dict[str, Peer]) -> None:
    """Preparation and memory, each engine in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "town.pickle"
        file.write_bytes(pickle.dumps(town))
        for name, peer in peers.items():
            found = apart(file, name)
            rows[peer.name].prepared_s, rows[peer.name].grown_mb = found["prepared_s"], found["grown_mb"]


def verdict(sheets: Sequence[Sheet]) -> list[str]:
    """What must hold, judged by the figures: ours against the reference, closures, equal answers."""
    said = []
    for sheet in sheets:
        ours, reference = sheet.row(engine(OURS).name), sheet.row(engine(REFERENCE).name)
        if ours is None:
            continue
        if reference is not None:
            ratios = [q.median_s / reference.queries[n].median_s for n, q in ours.queries.items()]
            ratios.append((ours.at_once_s or 0.0) / (reference.at_once_s or 1.0))
            shown = ", ".join(f"{ratio:.2f}" for ratio in ratios)
            said.append(f"{sheet.town}: {shown} times the reference (limit {LIMIT_RATIO}): {_held(max(ratios) <= LIMIT_RATIO)}")
        changes = [c.added_s for c in (ours.closed, ours.opened) if c is not None]
        if changes:
            held = _held(max(changes) <= LIMIT_CLOSURE_S)
            said.append(f"{sheet.town}: closing or opening adds {max(changes) * 1000:.3f} ms (limit 0.2): {held}")
        compared = sum(row.compared for row in sheet.rows)
        said.append(f"{sheet.town}: {ours.compared:,} of our answers compared with networkx, {compared:,} in all: all equal")
    return said


def _held(holds: bool) -> str:
    return "holds" if holds else "DOES NOT HOLD"
