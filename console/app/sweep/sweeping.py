"""``sweep``: many nights played, kept and told."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, TextIO

from console.analysis.sweep.intervals import Share
from console.analysis.sweep.tables import night_share
from console.app.sweep.asked import Asked, pinned
from console.app.sweep.keeping import kept_in
from console.app.sweep.playing import OK, check_inputs, ground_of
from console.app.sweep.running import Progress, Row, run
from console.app.sweep.writing import write_results
from console.model.words import Mark


@dataclass(frozen=True)
class Swept:
    """What a sweep left: every night's row in the order of the table, and the files."""

    rows: tuple[Row, ...]
    files: tuple[Path, ...]
    played: int

    @property
    def shares(self) -> dict[Mark, Share]:
        """The share of each mark met over all nights."""
        return {mark: _share(self.rows, mark) for mark in Mark}

    @property
    def failed(self) -> list[Row]:
        """The nights that have no figures."""
        return [row for row in self.rows if row["status"] != OK]

    def as_json(self) -> dict[str, Any]:
        """The public form."""
        marks = {
            mark.value: {"met": s.met, "counted": s.counted, "share": s.share, "low": s.low, "high": s.high}
            for mark, s in self.shares.items()
        }
        return {
            "nights": len(self.rows), "played_now": self.played, "failed": len(self.failed), "marks": marks,
            "files": [str(file) for file in self.files],
        }  # fmt: skip

    def as_text(self) -> str:
        """For a person: the marks with intervals, what failed, the files."""
        lines = [f"{len(self.rows)} nights, {self.played} played now, {len(self.failed)} failed"]
        for mark, s in self.shares.items():
            told = f"{s.share:.1%} ({s.low:.1%} to {s.high:.1%})" if s.share is not None else "nothing to count"
            lines.append(f"{mark.value:14} {s.met:6} of {s.counted:6}  {told}")
        lines += [f"failed: {row['scenario']} seed {row['seed']}: {row['error']}" for row in self.failed[:5]]
        return "\n".join([*lines, *map(str, self.files)])


def _share(rows: tuple[Row, ...], mark: Mark) -> Share:
    counts = [night_share(row, mark) for row in rows]
    return Share(sum(met for met, _ in counts), sum(counted for _, counted in counts))


def sweep(asked: Asked, out: Path, jobs: int, backend: str, scheduler: str, progress: Progress | None = None) -> Swept:
    """Play what is asked into ``out``, or go on with what is there, and write tables and pages."""
    check_inputs(asked)
    ground = ground_of(asked)
    pins = pinned(asked, ground.district)
    with kept_in(out, pins) as kept:
        before = len(kept.done)
        run(asked, kept, jobs, backend, scheduler, progress or progress_to(sys.stderr, before))
        rows = tuple(kept.done[night] for night in asked.nights())
        files = write_results(out, rows, pins, ground)
        return Swept(rows, tuple(files), len(rows) - before)


def progress_to(stream: TextIO, before: int) -> Progress:
    """A line of JSON for each finished night; at a terminal one line that is written over."""
    begun, person = perf_counter(), stream.isatty()

    def tell(done: int, of: int, row: Row) -> None:
        rate = (done - before) / max(perf_counter() - begun, 1e-9)
        left_s = round((of - done) / rate) if rate else 0
        if person:
            print(f"\r{done}/{of} nights, {rate:.2f} a second, {left_s} s left ", end="", file=stream, flush=True)
            return
        told = {"done": done, "of": of, "left_s": left_s, "scenario": row["scenario"], "seed": row["seed"],
                "status": row["status"], "error": row["error"]}  # fmt: skip
        print(json.dumps(told, ensure_ascii=False), file=stream, flush=True)

    return tell
