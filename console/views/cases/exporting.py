"""The list of cases as a file: everything the filter lets through, page by page, off the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.analysis.export import Cell, write_rows
from console.board.board import Board
from console.journal.store import Journal
from console.model.case_filter import CaseFilter, CaseOrder
from console.views.cases.columns import COLUMNS, cell, heading

MOST_ROWS = 200_000
"""What is beyond is left out, and that is said in the file's last row."""
PAGE = 2000


@dataclass(frozen=True)
class Listed:
    """The list as it is shown."""

    wanted: CaseFilter
    order: CaseOrder
    falling: bool
    now: datetime


def export(
    journal: Journal, board: Board, listed: Listed, path: Path, *, drill: bool,
    note: Callable[[int], None], stop: threading.Event,
) -> int | None:  # fmt: skip
    """Write the list to ``path``; how many cases, or ``None`` when it was stopped and no file is left.

    ``note`` hears how many are written so far. :class:`BadInput` for a name that is neither ``.csv`` nor ``.xlsx``,
    :class:`StoreUnavailable` when it cannot be written.
    """
    count = [0]
    part = path.with_name(f".{path.name}.part{path.suffix}")
    try:
        write_rows(part, "cases", _rows(journal, board, listed, drill, count, note, stop))
        if stop.is_set():
            return None
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count[0]


def _rows(
    journal: Journal, board: Board, listed: Listed, drill: bool, count: list[int], note: Callable[[int], None],
    stop: threading.Event,
) -> Iterator[list[Cell]]:  # fmt: skip
    yield [heading(column.code) for column in COLUMNS]
    while not stop.is_set() and count[0] < MOST_ROWS:
        found = journal.find(
            listed.wanted, listed.now, listed.order, falling=listed.falling, offset=count[0], size=PAGE
        )  # fmt: skip
        for case in found:
            yield [case.number, *(cell(board, case, column.code) for column in COLUMNS[1:])]
        count[0] += len(found)
        note(count[0])
        if len(found) < PAGE:
            break
    else:
        if not stop.is_set():
            yield [f"… {MOST_ROWS:,}"]
    if drill:
        yield ["EXERCISE 演练"]
