"""A sweep's results on the disk: CSV always, Parquet where pyarrow is installed, and a page in both languages."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from console.analysis.sweep.page import render
from console.analysis.sweep.tables import (
    Table,
    marks_table,
    nights_table,
    shares,
    shares_table,
    wanted,
    wanted_table,
)
from console.app.wiring import Ground
from console.district.whole_file import trouble, write_whole
from console.phrase import LANGUAGES


def write_results(
    folder: Path, rows: Sequence[Mapping[str, Any]], pins: Mapping[str, Any], ground: Ground
) -> list[Path]:
    """Write every table and page whole or not at all; the files written. Same rows, same bytes."""
    tables = {
        "nights": nights_table(rows),
        "marks": marks_table(rows),
        "shares": shares_table(shares(rows)),
        "teams": wanted_table(wanted(rows, ground.district)),
    }
    written = []
    for name, table in tables.items():
        written.append(folder / f"{name}.csv")
        write_whole(written[-1], _csv(table))
    written += _write_parquet(folder, {name: tables[name] for name in ("nights", "marks")})
    titles = {plan.id: plan.title for plan in ground.shelf.plans}
    for lang in LANGUAGES:
        written.append(folder / f"sweep-{lang}.html")
        write_whole(written[-1], render(rows, pins, ground.district, titles, lang))
    return written


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([[_cell(value) for value in row] for row in table.rows])
    return out.getvalue()


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "@", "\t")) else value


def _write_parquet(folder: Path, tables: Mapping[str, Table]) -> list[Path]:
    """The large tables as Parquet; none where pyarrow (the extra ``tables``) is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        return []
    written = []
    for name, table in tables.items():
        columns = {column: [row[n] for row in table.rows] for n, column in enumerate(table.columns)}
        file = folder / f"{name}.parquet"
        aside = folder / f".{name}.parquet.part"
        try:
            pq.write_table(pa.table(columns), aside, compression="zstd")
            aside.replace(file)
        except OSError as error:
            raise trouble(error, file) from error
        written.append(file)
    return written
