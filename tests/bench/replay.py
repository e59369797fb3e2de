"""How quickly a period of a long journal opens and any moment of it is shown.

``python -m tests.bench.replay [CASES]``: of a synthetic journal a day, a week and a month. Seconds to read the period
and to make the keyframes, milliseconds to any of fifty moments; the peer folds the period up to that moment each time.
"""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from console.app.replaying import past_of
from console.app.wiring import load_ground
from console.app.yearly import load
from console.board.fold import fold_in

MOMENTS, PEERS = 50, 5


def measure(db: Path, since: datetime, until: datetime) -> list[str]:
    """One line of the table."""
    ground, begun = load_ground(), perf_counter()
    past = past_of(db, ground, since.isoformat(), until.isoformat())
    read = perf_counter()
    while past.reel.build():
        pass
    built = perf_counter()
    chance, rows = random.Random(1), len(past.reel.rows)
    moments = [chance.randrange(rows + 1) for _ in range(MOMENTS)]
    taken = sorted(_timed(lambda row=row: past.seen(row, past.reel.time_of(row))) for row in moments)  # type: ignore[misc]
    whole = sorted(_timed(lambda row=row: _whole(past.reel, row)) for row in moments[:PEERS])  # type: ignore[misc]
    past.journal.close()
    return [
        f"{since:%m-%d} to {until:%m-%d}", f"{rows:,}", f"{read - begun:.2f}", f"{built - read:.2f}",
        str(past.reel.keyframes), f"{taken[MOMENTS // 2] * 1000:.0f}", f"{taken[-1] * 1000:.0f}",
        f"{whole[PEERS // 2] * 1000:.0f}",
    ]  # fmt: skip


def _timed(work) -> float:  # type: ignore[no-untyped-def]
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _whole(reel, row: int) -> None:  # type: ignore[no-untyped-def]
    board = reel.board_at(0)
    for recorded in reel.rows[:row]:
        fold_in(board, recorded)


def main() -> None:
    """Print the table."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "year.db"
        made = load(db, cases, None, 1)
        print(f"{made.reports:,} cases, {made.events:,} events")
        head = ["period", "events", "read s", "keyframes s", "kept", "moment ms", "slowest ms", "whole fold ms"]
        middle = datetime(2025, 6, 15)  # noqa: DTZ001 - in the district's zone, as typed
        lines = [head, *(measure(db, middle, middle + timedelta(days=days)) for days in (1, 7, 30))]
        for line in lines:
            print("".join(f"{part:>16}" for part in line))


if __name__ == "__main__":
    main()
