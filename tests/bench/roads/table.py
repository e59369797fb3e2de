"""The figures as tables to read."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

INCIDENTS = 1000
"""At once."""


@dataclass
class Query:
    """Single questions: median and 99th percentile in seconds over ``asked`` of them; ``sampled``: scaled up."""

    median_s: float
    p99_s: float | None
    asked: int
    sampled: bool = False


@dataclass
class Change:
    """A closure or opening: seconds it adds by itself, and until the right answer is in hand; medians."""

    added_s: float
    until_right_s: float


@dataclass
class Row:
    """One engine in one town; ``None`` where it was not measured."""

    engine: str
    prepared_s: float | None = None
    grown_mb: float | None = None
    queries: dict[int, Query] = field(default_factory=dict)  # by number of teams
    at_once_s: float | None = None
    at_once_asked: int = 0
    closed: dict[int, Change] = field(default_factory=dict)  # by number of teams
    opened: dict[int, Change] = field(default_factory=dict)
    compared: int = 0  # answers that were compared with networkx, all equal


@dataclass
class Sheet:
    """One town: its size and an engine a row; remarks are printed below."""

    town: str
    size: str
    rows: list[Row]
    remarks: list[str] = field(default_factory=list)

    def row(self, engine: str) -> Row | None:
        """The row of an engine, if it took part."""
        return next((row for row in self.rows if row.engine == engine), None)


def span(seconds: float | None, *, about: bool = False) -> str:
    """A span in the unit that suits it."""
    if seconds is None:
        return "–"
    unit, name = next(((u, n) for u, n in ((1.0, "s"), (1e-3, "ms")) if abs(seconds) >= u), (1e-6, "µs"))
    value = seconds / unit
    return f"{'≈ ' if about else ''}{value:.{0 if abs(value) >= 100 else 1}f} {name}"


def lines(sheet: Sheet) -> list[str]:
    """The table of one town."""
    counts = sorted(sheet.rows[0].queries)
    heads = ["engine", "prepared", "memory"]
    for count in counts:
        heads += [f"{count:,} teams", "p99", "asked"]
    heads += [f"{INCIDENTS:,} at once", "equal"]
    table = columns([heads, *(_cells(row, counts) for row in sheet.rows)])
    return [f"── {sheet.town}: {sheet.size}", *table, "", *_changes(sheet)]


def _changes(sheet: Sheet) -> list[str]:
    """A second table: what closing and opening a stretch of the best route takes."""
    rows = [row for row in sheet.rows if row.closed]
    counts = sorted({count for row in rows for count in row.closed})
    heads = ["a stretch of the best route"]
    for count in counts:
        heads += [f"closed, {count:,} teams", "until right", "opened", "until right"]
    return columns([heads, *([row.engine, *_change_cells(row, counts)] for row in rows)])


def _change_cells(row: Row, counts: Sequence[int]) -> list[str]:
    changes = [change for count in counts for change in (row.closed[count], row.opened[count])]
    return [span(seconds) for change in changes for seconds in (change.added_s, change.until_right_s)]


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Cells below each other: the first column to the left, the others to the right."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return ["  ".join(_fit(cell, w, c) for c, (cell, w) in enumerate(zip(r, widths, strict=True))) for r in rows]


def _fit(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)


def _cells(row: Row, counts: Sequence[int]) -> list[str]:
    cells = [row.engine, span(row.prepared_s), "–" if row.grown_mb is None else f"{row.grown_mb:,.0f} MB"]
    for count in counts:
        q = row.queries[count]
        cells += [span(q.median_s, about=q.sampled), span(q.p99_s, about=q.sampled), f"{q.asked:,}"]
    return [*cells, span(row.at_once_s, about=row.at_once_asked < INCIDENTS), f"{row.compared:,}"]


def machine(compiler: str) -> dict[str, Any]:
    """What it ran on."""
    names = ("numpy", "scipy", "networkx", "rustworkx", "numba")
    return {
        "processor": _processor(), "cores": os.cpu_count(), "system": platform.platform(),
        "python": platform.python_version(), "compiler": compiler, "libraries": {n: version(n) for n in names},
    }  # fmt: skip


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    return next((s.split(":", 1)[1].strip() for s in told.splitlines() if s.startswith("model name")), "unknown")
