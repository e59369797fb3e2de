"""A year of cases: opening, lists, search, resuming, folding and verifying, beside plain SQL without our indices.

``python -m tests.bench.year year.db`` reads what ``load-year`` made. The peer is the same SQLite with the same rows
in one plain table: no index but the number, no summaries, LIKE for words.
"""

from __future__ import annotations

import compileall
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pysqlite3.dbapi2 as sqlite

import console
from console.app.wiring import load_ground
from console.board.board import Board
from console.board.fold import fold
from console.desk.resume import resume
from console.journal.store import Journal
from console.model.case_filter import CaseFilter, CaseOrder, Dimension
from console.model.places import District
from console.model.words import Stage, Tier, Urgency

SEARCHES = ("积水", "油烟", "摊贩 晚上", "井盖缺失", "电梯困人", "已经好几天了", "zebra", "250714-", "违停 拱苑", "H")
MS = 1000.0


def timed(work: Callable[[], Any]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def told(name: str, seconds: list[float], limit_s: float | None = None, peer: list[float] | None = None) -> None:
    ordered = sorted(seconds)
    p95 = ordered[max(0, round(0.95 * len(ordered)) - 1)]
    said = f"{name:44} median {statistics.median(ordered) * MS:8.1f} ms   p95 {p95 * MS:8.1f} ms"
    if peer:
        said += f"   plain SQL median {statistics.median(peer) * MS:8.1f} ms"
    if limit_s is not None:
        said += f"   limit {limit_s * MS:.0f} ms: {'holds' if p95 <= limit_s else 'DOES NOT HOLD'}"
    print(said, flush=True)


def filters(district: District, chance: random.Random, now: datetime) -> list[tuple[CaseFilter, CaseOrder, bool, int]]:
    """Every order with one, two or three filters drawn by chance, on a page drawn by chance."""
    grids, items, units = list(district.grids), list(district.catalogue), list(district.departments)
    draws: list[Callable[[], dict[str, Any]]] = [
        lambda: {"stages": frozenset(chance.sample(list(Stage), chance.randint(1, 4)))},
        lambda: {"urgency": chance.choice(list(Urgency))}, lambda: {"tier": chance.choice(list(Tier))},
        lambda: {"source": chance.choice(["hotline-12345", "camera", "sensor", "officer", "grid"])},
        lambda: {"category": chance.choice(items)}, lambda: {"category": f"{chance.choice(items).split('.')[0]}."},
        lambda: {"grid": chance.choice(grids)}, lambda: {"lead": chance.choice(units)},
        lambda: {"late": True}, lambda: {"returned": True}, lambda: {"dissatisfied": True},
        lambda: {"supervised": True},
        lambda: {"since": now - timedelta(days=chance.randint(1, 360))},
        lambda: {"until": now - timedelta(days=chance.randint(1, 360))},
    ]  # fmt: skip
    found = []
    for n in range(300):
        given: dict[str, Any] = {}
        for draw in chance.sample(draws, n % 4):
            given |= draw()
        wanted = CaseFilter(**given)
        found.append((wanted, list(CaseOrder)[n % len(CaseOrder)], chance.random() < 0.5, chance.choice([0, 0, 1, 5])))
    return found


def lists(journal: Journal, district: District, now: datetime) -> None:
    chance = random.Random(1)
    asked, slow = [], []
    counts = []
    for wanted, order, falling, page in filters(district, chance, now):
        took = timed(lambda w=wanted, o=order, f=falling, p=page: journal.find(w, now, o, falling=f, offset=100 * p))
        asked.append(took)
        slow.append((took, wanted, order))
        counts.append(timed(lambda w=wanted: journal.count(w, now)))
    told("any filter + order + page of 100", asked, 0.2, plain_lists(Path(journal.place)))
    told("how many there are, up to 10,000", counts, 0.2)
    for took, wanted, order in sorted(slow, key=lambda one: -one[0])[:3]:
        given = {k: v for k, v in wanted.__dict__.items() if v} if hasattr(wanted, "__dict__") else wanted
        print(f"    slowest: {took * MS:.0f} ms by {order.value}: {given}")


def plain(path: Path) -> sqlite.Connection:
    """The same cases in one table without indices, beside the journal."""
    beside = path.with_suffix(".plain.db")
    made = beside.exists()
    connection = sqlite.connect(str(beside))
    if not made:
        connection.execute("ATTACH ? AS ours", (str(path),))
        connection.execute("CREATE TABLE cases AS SELECT * FROM ours.incidents")
        connection.execute(
            "CREATE TABLE said AS SELECT incident, json_extract(payload, '$.report.text') AS words FROM ours.events"
            " WHERE kind = 'incident.reported'"
        )
        connection.commit()
    return connection


def plain_lists(path: Path) -> list[float]:
    queries = (
        "SELECT * FROM cases WHERE grid = 'XH-001' ORDER BY reported_at DESC LIMIT 100",
        "SELECT * FROM cases WHERE tier = 'street' AND source = 'camera' ORDER BY due_at LIMIT 100",
        "SELECT * FROM cases WHERE returns > 0 ORDER BY score DESC LIMIT 100",
        "SELECT * FROM cases ORDER BY reported_at DESC LIMIT 100",
    )
    connection = plain(path)
    return [timed(lambda q=query: connection.execute(q).fetchall()) for query in queries for _ in range(3)]


def searches(journal: Journal, now: datetime) -> None:
    chance = random.Random(2)
    asked = []
    for n in range(60):
        wanted = CaseFilter(words=SEARCHES[n % len(SEARCHES)], tier=chance.choice([None, *Tier]))
        asked.append(timed(lambda w=wanted: journal.find(w, now, CaseOrder.REPORTED)))
    connection = plain(Path(journal.place))
    like = "SELECT incident FROM said WHERE words LIKE ? ORDER BY incident DESC LIMIT 100"
    peer = [timed(lambda w=w: connection.execute(like, (f"%{w}%",)).fetchall()) for w in SEARCHES]
    told("search for words", asked, 0.3, peer)
    for words in SEARCHES:
        took = timed(lambda w=words: journal.find(CaseFilter(words=w), now))
        print(f"    {words}: {journal.count(CaseFilter(words=words), now):,} cases, {took * MS:.0f} ms")


def pages(journal: Journal, now: datetime) -> None:
    connection = plain(Path(journal.place))
    for by in Dimension:
        asked = [timed(lambda b=by: journal.figures(b, None, None, now)) for _ in range(5)]
        query = f"SELECT {by.value}, count(*), sum(stage IN ('closed', 'reviewed')), avg(score) FROM cases GROUP BY 1"
        peer = [timed(lambda q=query: connection.execute(q).fetchall()) for _ in range(3)]
        told(f"figures by {by.value}, the whole year", asked, 1.0, peer)
    told("figures by hour, the whole year", [timed(lambda: journal.by_hour(None, None)) for _ in range(5)], 1.0)
    others: dict[str, Callable[[], Any]] = {
        "hot spots": lambda: journal.hot_spots(None, None, 400),
        "complaints": lambda: journal.complaints(None, None, 200),
        "teams": lambda: journal.team_figures(None, None), "officers": lambda: journal.officer_figures(None, None),
    }  # fmt: skip
    for name, ask in others.items():
        told(f"{name}, the whole year", [timed(ask) for _ in range(5)], 1.0)
    month = [timed(lambda b=by: journal.figures(b, now - timedelta(days=30), None, now)) for by in Dimension]
    told("figures, the last 30 days", month, 1.0)


def started(path: Path) -> None:
    """A fresh process each time, until its window lists what is there; compiled before, as what is installed is."""
    compileall.compile_dir(Path(console.__file__).parent, quiet=1)
    for which in ("cases", "desk"):
        took = []
        for _ in range(4):
            call = [sys.executable, "-m", "tests.bench.start_up", which, str(path), str(time.time())]
            done = subprocess.run(call, check=True, capture_output=True, text=True)
            took.append(float(done.stdout.split()[-1]))
        told(f"start-up of '{which}' until its list is there", took[1:], 3.0)  # the first one fills the caches


def main() -> None:
    """Print every figure beside its limit and its peer."""
    path = Path(sys.argv[1])
    district = load_ground().district
    opening = []
    for _ in range(5):
        begun = perf_counter()
        journal = Journal.open(path)
        journal.find(CaseFilter(), datetime.now(UTC))
        opening.append(perf_counter() - begun)
        journal.close()
    told("opening the list, newest 100", opening, 1.0)
    journal = Journal.open(path)
    now = journal.find(CaseFilter(), datetime.now(UTC), CaseOrder.UPDATED, size=1)[0].updated_at
    print(f"{journal.last_seq():,} events, {path.stat().st_size / 1e9:.2f} GB, now is {now}")
    lists(journal, district, now)
    searches(journal, now)
    pages(journal, now)
    told("a board that goes on (resume)", [timed(lambda: resume(journal, Board(district), now)) for _ in range(3)], 3.0)
    told("the chain of the last 5,000 rows", [timed(lambda: journal.verify(5000)) for _ in range(3)])
    if "--whole" in sys.argv:
        whole(journal, district)
    journal.close()
    started(path)


def whole(journal: Journal, district: District) -> None:
    board, seq, events, folding = Board(district), 0, 0, 0.0
    begun = perf_counter()
    while rows := journal.read_after(seq, 20_000):
        at = perf_counter()
        for row in rows:
            fold(board, row)
        folding += perf_counter() - at
        events += len(rows)
        seq = rows[-1].seq
        board.history.clear()
    took = perf_counter() - begun
    print(f"fold of all {events:,} events: {took:.1f} s, {events / took:,.0f} events/s read and folded,"
          f" {events / folding:,.0f} events/s folded alone")  # fmt: skip
    begun = perf_counter()
    report = journal.verify()
    took = perf_counter() - begun
    print(f"chain of all {report.rows:,} rows: {'holds' if report.ok else 'BROKEN'}, {report.rows / took:,.0f} rows/s")


if __name__ == "__main__":
    main()
