"""``load-year``: a journal with a synthetic year of cases in it."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from console.app.wiring import load_ground
from console.board.board import Board
from console.clock import DrillClock
from console.desk.desk import Desk
from console.drill.year.year import Year
from console.errors import BadInput
from console.journal.place import Where
from console.journal.store import Journal
from console.model.commands import OpenSession
from console.model.incident import Actor
from console.model.words import Mode

SCENARIO = "synthetic-year"
FIRST_DAY = (2025, 1, 1)
LOADER = Actor("load-year", "system")


@dataclass(frozen=True)
class Loaded:
    """What was made."""

    db: Where
    reports: int
    events: int
    refused: tuple[str, ...]
    seconds: float
    head: str

    def as_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "db": str(self.db), "reports": self.reports, "events": self.events, "refused": list(self.refused[:20]),
            "refusals": len(self.refused), "seconds": round(self.seconds, 1), "journal_hash": self.head,
        }  # fmt: skip

    def as_text(self) -> str:
        """For a person."""
        speed = round(self.events / self.seconds) if self.seconds else 0
        return (f"{self.db}: {self.reports:,} reports, {self.events:,} events in {self.seconds:.0f} s"
                f" ({speed:,} a second), {len(self.refused)} steps refused\nhash {self.head}")  # fmt: skip


def load(db: Where, cases: int, district: Path | None, seed: int, bar: Any = None) -> Loaded:
    """Make the journal ``db`` with ``cases`` reports drawn from ``seed``; ``bar`` is moved as they come."""
    if Journal.is_begun(db) or (isinstance(db, Path) and db.exists()):
        raise BadInput(f"--db: {db} is there already; name a new one")
    ground = load_ground(district)
    clock = DrillClock(datetime(*FIRST_DAY, tzinfo=ZoneInfo(ground.district.timezone)))
    journal = Journal.open(db)
    begun = perf_counter()
    try:
        desk = Desk(journal, Board(ground.district), clock)
        opened = OpenSession(Mode.DRILL, ground.district.id, ground.district.content_hash, {}, SCENARIO, "", seed)
        desk.submit(opened, LOADER)
        year, reported = Year(desk, clock, cases, seed), 0
        with bar or nullcontext():
            for so_far in year.play():
                if bar is not None:
                    bar.update(so_far - reported)
                reported = so_far
        seconds = perf_counter() - begun
        journal.settle()
        return Loaded(db, reported, journal.last_seq(), tuple(year.refused), seconds, journal.head_hash())
    finally:
        journal.close()
