"""What a page shows of what was counted: the rows of its table, the cases behind each, and the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication

from console.analysis.export import Cell as TableCell
from console.analysis.scoring import Judged, Scheme, ranked
from console.analysis.trend import trend
from console.board.board import Board
from console.board.timeline import category_label
from console.journal.places_figures import NAMED
from console.model.case_filter import CaseFilter, Dimension
from console.views.figures.chart import Chart
from console.views.figures.counting import Found
from console.views.figures.pages import (
    Page,
    assessed_cells,
    assessed_headings,
    cells,
    filter_of,
    headings,
    hours_of_day,
    name_of,
)
from console.views.wording import only_words, tell

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Shown:
    """``behind`` has the cases behind each row, ``None`` where there is nothing to open."""

    rows: list[list[TableCell]]  # headings first
    behind: list[CaseFilter | None]
    said: str
    draw: Callable[[Chart], None] | None = None  # None: the page has a picture of its own


@dataclass(frozen=True)
class Asked:
    """What was asked for."""

    page: Page
    board: Board
    scheme: Scheme
    since: datetime | None
    now: datetime


def show(asked: Asked, found: Found) -> Shown:
    """The page in the language on screen."""
    match asked.page.code:
        case "hour":
            return _hours(asked, found)
        case "trend":
            return _trend(asked, found)
        case "places":
            return _places(asked, found)
        case "complaints":
            return _complaints(asked, found)
    return _scores(asked, found) if asked.page.assessed else _figures(asked, found)


def _nothing() -> str:
    return translate("FiguresWindow", "No case in this time. Choose a longer one.")


def _figures(asked: Asked, found: Found) -> Shown:
    by = asked.page.by
    assert by is not None, "the page tells cases apart"
    figures = found.figures
    names = [name_of(asked.board, by, figure.value) for figure in figures]
    rows = [list[TableCell](headings()), *(cells(name, f) for name, f in zip(names, figures, strict=True))]
    behind = [filter_of(by, figure.value, asked.since) for figure in figures]
    total = sum(figure.reported for figure in figures)
    said = translate("FiguresWindow", "{n} cases; in blue those settled in time")
    draw = partial(_bars, names=names, counts=[f.reported for f in figures], good=[f.on_time for f in figures])
    return Shown(rows, behind, said.format(n=f"{total:,}") if total else _nothing(), draw)


def _bars(chart: Chart, names: Sequence[str], counts: Sequence[int], good: Sequence[int]) -> None:
    chart.show_bars(names, counts, good)


def _scores(asked: Asked, found: Found) -> Shown:
    page, scheme, judged = asked.page, asked.scheme, list[Judged]()
    judged.extend(found.teams or found.officers or found.figures)
    scores = ranked(judged, scheme, page.code)
    names = [_judged_name(asked, score.figure.value) for score in scores]
    headed = list[TableCell](assessed_headings(scheme, page.code))
    rows = [headed, *(assessed_cells(name, score) for name, score in zip(names, scores, strict=True))]
    behind = [_judged_cases(asked, score.figure.value) for score in scores]
    said = translate("FiguresWindow", "Points out of 100; none with fewer than {few} to judge by")
    judged_ones = [(name, round(s.total)) for name, s in zip(names, scores, strict=True) if s.total is not None]
    totals = [total for _, total in judged_ones]
    draw = partial(_bars, names=[name for name, _ in judged_ones], counts=[100] * len(totals), good=totals)
    return Shown(rows, behind, said.format(few=scheme.fewest_cases) if scores else _nothing(), draw)


def _judged_name(asked: Asked, value: str) -> str:
    if asked.page.code == "teams":
        known = asked.board.district.teams.get(value)
        return f"{value} {tell(known.name)}" if known else value
    return name_of(asked.board, asked.page.by, value) if asked.page.by is not None else only_words(value, 60)


def _judged_cases(asked: Asked, value: str) -> CaseFilter | None:
    if asked.page.code == "teams":
        return CaseFilter(team=value, since=asked.since)
    if asked.page.code == "officers":
        return CaseFilter(officer=value, since=asked.since)
    return filter_of(asked.page.by, value, asked.since) if asked.page.by is not None else None


def _hours(asked: Asked, found: Found) -> Shown:
    hours = hours_of_day(asked.board, found.hours)
    rows: list[list[TableCell]] = [["", translate("Figures", "Reported")]]
    rows.extend([f"{n:02d}:00", count] for n, count in enumerate(hours))
    said = translate("FiguresWindow", "{n} cases by the hour they were reported")
    total = sum(hours)
    draw = partial(Chart.show_hours, counts=hours)
    return Shown(rows, [None] * 24, said.format(n=f"{total:,}") if total else _nothing(), draw)


def _trend(asked: Asked, found: Found) -> Shown:
    local = asked.board.district.local
    length, steps = trend(found.hours, local, asked.since, asked.now)
    head = [
        translate("Figures", "Week from") if length > 1 else translate("Figures", "Day"),
        *(translate("Figures", "Reported"), translate("Figures", "Usual"), translate("Figures", "Before")),
    ]
    rows: list[list[TableCell]] = [list(head)]
    rows.extend([f"{s.begins:%Y-%m-%d}", s.cases, round(s.usual), s.before] for s in reversed(steps))
    zone = local(asked.now).tzinfo
    behind = list[CaseFilter | None]()
    for step in reversed(steps):
        begins = datetime.combine(step.begins, time(), zone)
        behind.append(CaseFilter(since=begins, until=begins + timedelta(days=length)))
    said = translate("Figures", "Bars: reported. Yellow: the usual count. Dashed: as long before.")
    draw = partial(Chart.show_trend, steps=steps)
    return Shown(rows, behind, said if steps else _nothing(), draw)


def _places(asked: Asked, found: Found) -> Shown:
    board = asked.board
    head = [
        "",
        translate("Figures", "Place"),
        translate("Figures", "Grid"),
        translate("Figures", "Most often"),
        translate("Figures", "Cases"),
    ]
    rows, behind = [list[TableCell](head)], list[CaseFilter | None]()
    for n, cell in enumerate(found.cells[:NAMED], 1):
        place = only_words(tell(board.district.place_name(cell.place)), 40)
        item = tell(category_label(board, cell.category)) if cell.category else ""
        rows.append([str(n), place, cell.grid, item, cell.cases])
        behind.append(CaseFilter(since=asked.since, square=cell.square))
    said = translate("Figures", "Squares of about 110 m with most cases; the ten fullest are numbered")
    return Shown(rows, behind, said if found.cells else _nothing())


def _complaints(asked: Asked, found: Found) -> Shown:
    head = [
        *(translate("Figures", "Item"), translate("Figures", "Grid"), translate("Figures", "Cases")),
        *(translate("Figures", "Repeats"), translate("Figures", "Dissatisfied"), translate("Figures", "Returned")),
    ]
    rows, behind, names = [list[TableCell](head)], list[CaseFilter | None](), list[str]()
    for one in found.complaints:
        item = tell(category_label(asked.board, one.category))
        grid = name_of(asked.board, Dimension.GRID, one.grid)
        rows.append([item, grid, one.cases, one.repeats, one.dissatisfied, one.returned])
        behind.append(replace(CaseFilter(category=one.category, since=asked.since), grid=one.grid))
        names.append(f"{item} · {one.grid}")
    said = translate("Figures", "Reported again or with dissatisfied reporters; in blue the dissatisfied")
    counts = [one.repeats + one.dissatisfied for one in found.complaints]
    draw = partial(_bars, names=names, counts=counts, good=[one.dissatisfied for one in found.complaints])
    return Shown(rows, behind, said if found.complaints else _nothing(), draw)
