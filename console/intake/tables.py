"""Rows of a CSV or XLSX file from a stranger, each with the number it has there."""

from __future__ import annotations

import codecs
import csv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from console.errors import Refused
from console.phrase import say

MOST_BYTES = 200_000_000
MOST_UNPACKED = 400_000_000
MOST_CELL = 100_000
_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text: ``number`` is its line or row in the file, ``cells`` are keyed by the heading."""

    number: int
    cells: dict[str, str]
    too_many: int = 0  # cells beyond the headings


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of ``path`` under its first row of headings; :class:`Refused` when it is no table that can be read."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(say("intake.too_large", limit=MOST_BYTES // 1_000_000))
    if size == 0:
        raise Refused(say("intake.empty"))
    with path.open("rb") as file:
        packed = file.read(4) == b"PK\x03\x04"
    return _xlsx(path) if packed else _csv(path)


def _csv(path: Path) -> Iterator[Row]:
    encoding = _encoding(path)
    csv.field_size_limit(MOST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(65536)
        file.seek(0)
        reader = csv.reader(file, delimiter=_delimiter(sample))
        try:
            headings = _headings(next(reader, []))
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield _row(headings, cells, reader.line_num)
        except csv.Error as error:
            raise Refused(say("table.broken", row=reader.line_num, problem=str(error))) from None


def _encoding(path: Path) -> str:
    """UTF-8 or GB18030, whichever reads the whole file; decoded in pieces, so that its size does not matter."""
    for encoding in _ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while piece := file.read(1 << 20):
                    if b"\x00" in piece:
                        raise Refused(say("table.not_text"))
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refused(say("table.encoding"))


def _delimiter(sample: str) -> str:
    first = sample.splitlines()[0] if sample else ""
    return max(",;\t", key=first.count)


def _xlsx(path: Path) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise Refused(say("table.bomb", limit=MOST_UNPACKED // 1_000_000))
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()
        headings = _headings([_as_text(cell) for cell in next(rows, [])])
        for number, cells in enumerate(rows, 2):
            texts = [_as_text(cell) for cell in cells]
            if any(texts):
                yield _row(headings, texts, number)
    except (zipfile.BadZipFile, CalamineError, IndexError, ValueError, OSError) as error:
        raise Refused(say("table.not_xlsx", problem=str(error)[:80])) from None


def _as_text(cell: object) -> str:
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else str(cell)


def _headings(cells: list[str]) -> list[str]:
    headings = [cell.strip() for cell in cells]
    if not any(headings):
        raise Refused(say("table.no_headings"))
    named = [h for h in headings if h]
    twice = next((h for h in named if named.count(h) > 1), "")
    if twice:
        raise Refused(say("table.heading_twice", heading=twice))
    return headings


def _row(headings: list[str], cells: list[str], number: int) -> Row:
    keyed = {h: cell.strip() for h, cell in zip(headings, cells, strict=False) if h}
    beyond = sum(bool(cell.strip()) for cell in cells[len(headings) :])
    return Row(number, keyed, beyond)
