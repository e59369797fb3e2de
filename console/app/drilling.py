"""Playing a drill without windows, and what it leaves behind."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from console.analysis.figures import drill_figures
from console.analysis.report import Picture, write_report
from console.app.drills import must_exist, open_drill
from console.app.papers import printed
from console.app.wiring import fresh_folder, journal_at, load_ground, newest_journal
from console.drill.drill import Drill
from console.errors import BadInput, StoreUnavailable
from console.journal.chain import ChainReport
from console.journal.place import Where

MAX_SPEED = 0.0
"""The rate that means: as fast as it goes."""


@dataclass(frozen=True)
class Outcome:
    """What a headless drill left."""

    figures: dict[str, Any]
    reports: tuple[Path, ...]
    db: Where

    def as_json(self) -> dict[str, Any]:
        """The public form: figures, journal_hash, and the paths written."""
        return {**self.figures, "reports": [str(path) for path in self.reports], "db": str(self.db)}

    def as_text(self) -> str:
        """A few lines for a person."""
        found = self.figures["expectations"]
        seen = ", ".join(f"{found[name]} {name.replace('_', ' ')}" for name in ("met", "not_met", "not_observed"))
        lines = [f"journal {self.db}", f"hash {self.figures['journal_hash']}", f"expectations: {seen}"]
        return "\n".join([*lines, *(f"report {path}" for path in self.reports)])


def speed_of(text: str) -> float:
    """Drill seconds per second; :data:`MAX_SPEED` for ``max``; :class:`BadInput` otherwise."""
    if text == "max":
        return MAX_SPEED
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not 0 < rate <= 1000:
        raise BadInput(f"--speed: expected max or a number above 0 and up to 1000, not {text!r}")
    return rate


def play_headless(
    name: str, seed: int | None, rate: float, report: Path | None, db: Where | None, district: Path | None = None
) -> Outcome:
    """Play ``name`` to its end with the automatic officer and write its reports in both languages."""
    ground = load_ground(district)
    must_exist(name)
    folder = report or fresh_folder(Path(name).stem)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"{folder}: cannot be made: {error.strerror}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreUnavailable(f"{folder}: the report cannot be written there; choose another folder")
    where = db or folder / _fresh_name(folder)
    drill = open_drill(ground, name, seed, where, officer=True)
    try:
        _play(drill, rate)
        outcome = _outcome(drill, folder, where)
        papers = printed(outcome.reports) if report is not None else []
        return replace(outcome, reports=(*outcome.reports, *papers))
    finally:
        drill.session.journal.close()


def _fresh_name(folder: Path) -> str:
    """A file name in ``folder`` that no journal has yet: nothing is overwritten."""
    taken = {path.name for path in folder.glob("journal*.db")}
    names = ["journal.db", *(f"journal-{n}.db" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _play(drill: Drill, rate: float) -> None:
    while not drill.finished:
        if rate == MAX_SPEED:
            drill.leap()
        else:
            drill.tick()
            time.sleep(1 / rate)


def _outcome(drill: Drill, folder: Path, where: Where) -> Outcome:
    session, ended = drill.session, drill.clock.now()
    rows = session.journal.read_after(0)
    figures = drill_figures(rows, drill.scenario, session.district, ended_at=ended)
    figures["journal_hash"] = session.journal.head_hash()
    return Outcome(figures, tuple(report_of(drill, folder)), where)


def report_of(drill: Drill, folder: Path, pictures: Sequence[Picture] = ()) -> list[Path]:
    """Write the after-action report of ``drill`` in both languages into ``folder``; the files written."""
    session = drill.session
    write_report(
        folder, rows=session.journal.read_after(0), scenario=drill.scenario, district=session.district,
        vocabulary=session.vocabulary, chain=session.journal.verify(), pictures=pictures, ended_at=drill.clock.now(),
    )  # fmt: skip
    return [folder / "report-en.html", folder / "report-zh.html"]


def verify_journal(where: Where | None) -> ChainReport:
    """Check the chain of a journal file, the newest when none is named; :class:`BadInput` when there is none."""
    with journal_at(where or newest_journal()) as journal:
        return journal.verify()
