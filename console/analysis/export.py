"""Tables as CSV and XLSX files for other programs; no cell of ours ever becomes a formula of theirs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from console.errors import BadInput, StoreUnavailable

Cell = str | int | float | None
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Cell) -> Cell:
    """``cell`` so that no spreadsheet takes it for a formula: a quote before the sign that would make it one."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def write_table(path: Path, title: str, rows: Sequence[Sequence[Cell]]) -> None:
    """Write ``rows``, headings first, as the kind of file ``path`` ends in: ``.csv`` (with a BOM) or ``.xlsx``.

    ``title`` names the sheet. :class:`BadInput` for another ending, :class:`StoreUnavailable` when writing fails.
    """
    try:
        if path.suffix.lower() == ".csv":
            write_csv(path, rows)
        elif path.suffix.lower() == ".xlsx":
            _xlsx(path, title, rows)
        else:
            raise BadInput(f"{path.name}: expected a name ending in .csv or .xlsx")
    except OSError as error:
        raise StoreUnavailable(f"{path}: cannot be written: {error}") from error


def write_rows(path: Path, title: str, rows: Iterable[Sequence[Cell]]) -> None:
    """As :func:`write_table`, for rows that come one by one and are too many to be kept in memory."""
    if path.suffix.lower() == ".csv":
        write_csv(path, rows)
        return
    if path.suffix.lower() != ".xlsx":
        raise BadInput(f"{path.name}: expected a name ending in .csv or .xlsx")
    with _workbook(path, constant_memory=True) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
        sheet.freeze_panes(1, 0)


def write_csv(path: Path, rows: Iterable[Sequence[Cell]]) -> None:
    """Rows as CSV with a BOM, so that spreadsheets read Chinese."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([harmless(cell) for cell in row] for row in rows)
    except OSError as error:
        raise StoreUnavailable(f"{path}: cannot be written: {error}") from error


def _sheet_name(title: str) -> str:
    return "".join(sign for sign in title if sign not in "[]:*?/\\")[:31] or "1"


@contextmanager
def _workbook(path: Path, **options: bool) -> Iterator[Any]:
    """A new file for a spreadsheet; :class:`StoreUnavailable` when it cannot be written."""
    import xlsxwriter  # a list of cases starts without it

    try:
        with xlsxwriter.Workbook(str(path), {**_OPTIONS, **options}) as book:
            yield book
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise StoreUnavailable(f"{path}: cannot be written: {error}") from error


def _xlsx(path: Path, title: str, rows: Sequence[Sequence[Cell]]) -> None:
    with _workbook(path) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True})
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row, bold if n == 0 else None)
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofit()
