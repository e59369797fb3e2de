"""The rows of a sweep as tables: nights, marks, shares with intervals, teams wanted. Same rows, same tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from console.analysis.marks import nearest_rank
from console.analysis.sweep.demand import ALL, supply
from console.analysis.sweep.intervals import Difference, Share, difference
from console.analysis.sweep.night import COUNTED, MARK_FIELDS, MET
from console.model.places import District
from console.model.words import Mark

OK = "ok"
KEY = ("scenario", "seed", "roster", "plans", "travel")
ASPECTS = ("hour", "grid", "plan", "scenario", "roster", "plans", "travel")
"""By what shares are told, besides all together."""
Row = Mapping[str, Any]
_BOOTSTRAP_SEED = 135


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns of plain values; every row has one for each."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(PurePath(row[name]).name if name in ("scenario", "roster", "plans") else row[name] for name in KEY)


def nights_table(rows: Sequence[Row]) -> Table:
    """A row for each night, failed ones with what they said."""
    counts = [f"{mark.value}_{what}" for mark in Mark for what in ("met", "counted")]
    known = ("status", "error", "journal", "events", "lasted_s", "emergencies", "refused")
    body = [
        (*_key(row), *(row.get(name) for name in known), *(n for mark in Mark for n in night_share(row, mark)))
        for row in rows
    ]
    return Table((*KEY, *known, *counts), body)


def night_share(row: Row, mark: Mark) -> tuple[int, int]:
    """How many of a night's marks were met, of how many that count."""
    ends = [found[OUTCOME] for found in row.get("marks", ()) if found[MARK] == mark.value]
    return ends.count(MET), sum(end in COUNTED for end in ends)


MARK, OUTCOME = MARK_FIELDS.index("mark"), MARK_FIELDS.index("outcome")


def marks_table(rows: Sequence[Row]) -> Table:
    """A row for each emergency and mark of every night."""
    return Table((*KEY, *MARK_FIELDS), [(*_key(row), *mark) for row in rows for mark in row.get("marks", ())])


def shares(rows: Sequence[Row]) -> dict[tuple[str, Any, str], Share]:
    """By (aspect, value, mark): the share met. ``("all", "", mark)`` is that of everything."""
    met: dict[tuple[str, Any, str], int] = {}
    counted: dict[tuple[str, Any, str], int] = {}
    for row in rows:
        own = dict(zip(KEY, _key(row), strict=True))
        for values in row.get("marks", ()):
            found = dict(zip(MARK_FIELDS, values, strict=True))
            if found["outcome"] not in COUNTED:
                continue
            for aspect in ("all", *ASPECTS):
                value = "" if aspect == "all" else own[aspect] if aspect in own else found[aspect]
                at = (aspect, value, found["mark"])
                counted[at] = counted.get(at, 0) + 1
                met[at] = met.get(at, 0) + (found["outcome"] == MET)
    return {at: Share(met[at], n) for at, n in sorted(counted.items(), key=_order)}


def _order(item: tuple[tuple[str, Any, str], int]) -> tuple[int, Any, int]:
    (aspect, value, mark), _ = item
    return ("all", *ASPECTS).index(aspect), value, [m.value for m in Mark].index(mark)


def shares_table(found: Mapping[tuple[str, Any, str], Share]) -> Table:
    """The shares with the ends of their 95 % intervals, to six places."""
    columns = ("aspect", "value", "mark", "met", "counted", "share", "low", "high")
    body = [
        (aspect, str(value), mark, s.met, s.counted, round(s.share or 0.0, 6), round(s.low, 6), round(s.high, 6))
        for (aspect, value, mark), s in found.items()
    ]
    return Table(columns, body)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Teams wanted at once in one shift with one capability: median, 19 of 20 and most over the nights."""

    shift: str
    capability: str
    nights: int
    p50: int
    p95: int
    most: int
    on_duty: int


def wanted(rows: Sequence[Row], district: District) -> list[Wanted]:
    """By shift and capability; nights that wanted none count as nought, for shifts the night ran in."""
    there = supply(district)
    nights: dict[str, int] = {}
    found: dict[tuple[str, str], list[int]] = {}
    for row in (row for row in rows if row["status"] == OK):
        for shift in {shift for shift, _, _ in row["wanted"]}:
            nights[shift] = nights.get(shift, 0) + 1
        for shift, capability, count in row["wanted"]:
            found.setdefault((shift, capability), []).append(count)
    return [
        _wanted(shift, capability, counts, nights[shift], there.get((shift, capability), 0))
        for (shift, capability), counts in sorted(found.items(), key=lambda f: (f[0][0], f[0][1] != ALL, f[0][1]))
    ]


def _wanted(shift: str, capability: str, counts: list[int], nights: int, on_duty: int) -> Wanted:
    every = [*counts, *([0] * (nights - len(counts)))]
    p50, p95 = (nearest_rank(every, 0, percent) or 0 for percent in (50, 95))
    return Wanted(shift, capability, nights, p50, p95, max(every), on_duty)


def wanted_table(found: Sequence[Wanted]) -> Table:
    """The same as a table."""
    columns = ("shift", "capability", "nights", "p50", "p95", "most", "on_duty")
    return Table(columns, [tuple(getattr(one, name) for name in columns) for one in found])


def changes(rows: Sequence[Row], aspect: str) -> Iterator[tuple[Any, Any, str, Difference]]:
    """What each value of ``aspect`` changes against the first one (travel: against 1), night by night.

    Yields (first, value, mark, difference); nights that failed on either side are left out of both.
    """
    values = list(dict.fromkeys(row[aspect] for row in rows))
    first = 1.0 if aspect == "travel" and 1.0 in values else (values or [None])[0]
    done = {tuple(row[name] for name in KEY): row for row in rows if row["status"] == OK}
    at = KEY.index(aspect)
    for value in values:
        pairs = [
            (row, done[(*key[:at], value, *key[at + 1 :])])
            for key, row in done.items() if key[at] == first and (*key[:at], value, *key[at + 1 :]) in done
        ]  # fmt: skip
        for mark in Mark if value != first and pairs else ():
            before, after = ([night_share(pair[side], mark) for pair in pairs] for side in (0, 1))
            if sum(n for _, n in before) and sum(n for _, n in after):
                yield first, value, mark.value, difference(before, after, _BOOTSTRAP_SEED)
