"""What the pages of figures show: a name for every value, and the rows of the table beside the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from console.analysis.export import Cell
from console.analysis.scoring import Scheme, Score, counted
from console.board.board import Board
from console.board.case_lines import department_label
from console.board.timeline import category_label, known_or
from console.journal.figures import Figure
from console.journal.people_figures import TeamFigure
from console.model.case_filter import CaseFilter, Dimension
from console.model.words import Tier
from console.views.wording import m_ss, tell, word


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its code, and what cases are told apart by, if they are; ``assessed`` ones give points."""

    code: str
    by: Dimension | None = None
    assessed: bool = False


PAGES = (
    Page("source", Dimension.SOURCE), Page("unit", Dimension.UNIT), Page("item", Dimension.ITEM),
    Page("grid", Dimension.GRID), Page("tier", Dimension.TIER), Page("hour"), Page("trend"), Page("places"),
    Page("complaints"), Page("units", Dimension.UNIT, assessed=True), Page("grids", Dimension.GRID, assessed=True),
    Page("teams", assessed=True), Page("officers", assessed=True),
)  # fmt: skip


def page_name(code: str) -> str:
    """A page's name in the language on screen."""
    return {
        "source": QCoreApplication.translate("Figures", "Sources"),
        "unit": QCoreApplication.translate("Figures", "Units"),
        "item": QCoreApplication.translate("Figures", "Items"),
        "grid": QCoreApplication.translate("Figures", "Grids"),
        "tier": QCoreApplication.translate("Figures", "Tiers"),
        "hour": QCoreApplication.translate("Figures", "Hours"),
        "trend": QCoreApplication.translate("Figures", "Trend"),
        "places": QCoreApplication.translate("Figures", "Hot spots"),
        "complaints": QCoreApplication.translate("Figures", "Complaints"),
        "units": QCoreApplication.translate("Figures", "Units' points"),
        "grids": QCoreApplication.translate("Figures", "Grids' points"),
        "teams": QCoreApplication.translate("Figures", "Teams' points"),
        "officers": QCoreApplication.translate("Figures", "Officers' points"),
    }[code]


def headings() -> list[str]:
    """The table's headings, in the order of :func:`cells`."""
    translate = QCoreApplication.translate
    return [
        "", translate("Figures", "Reported"), translate("Figures", "Closed"), translate("Figures", "In time"),
        translate("Figures", "Returned"), translate("Figures", "Repeats"), translate("Figures", "Supervised"),
        translate("Figures", "Dissatisfied"), translate("Figures", "Mean score"),
    ]  # fmt: skip


def assessed_headings(scheme: Scheme, subject: str) -> list[str]:
    """The headings of an assessment: the total, each criterion with what it can give, by how many it is judged."""
    translate = QCoreApplication.translate
    criteria = [f"{tell(criterion.title)} /{criterion.points:g}" for criterion in scheme.criteria_of(subject)]
    judged = {
        "teams": translate("Figures", "Orders"), "officers": translate("Figures", "Decisions"),
    }.get(subject, translate("Figures", "Cases"))  # fmt: skip
    times = [translate("Figures", "Acknowledged P50/P90"), translate("Figures", "There P50/P90")]
    return ["", translate("Figures", "Points"), *criteria, judged, *(times if subject == "teams" else [])]


def assessed_cells(name: str, score: Score) -> list[Cell]:
    """One row of an assessment."""
    points = [None if earned is None else round(earned, 1) for earned in score.earned]
    figure, times = score.figure, list[Cell]()
    if isinstance(figure, TeamFigure):
        times = [
            _both(figure.acknowledge_p50_s, figure.acknowledge_p90_s), _both(figure.arrive_p50_s, figure.arrive_p90_s)
        ]  # fmt: skip
    return [name, None if score.total is None else round(score.total, 1), *points, counted(figure), *times]


def _both(half_s: int | None, most_s: int | None) -> Cell:
    return None if half_s is None or most_s is None else f"{m_ss(half_s)} / {m_ss(most_s)}"


def name_of(board: Board, by: Dimension, value: str) -> str:
    """What a value is called; an empty one is said to be unknown or not given away."""
    if not value:
        unset = QCoreApplication.translate("Figures", "not given to a unit")
        return unset if by is Dimension.UNIT else QCoreApplication.translate("Figures", "unknown")
    match by:
        case Dimension.SOURCE:
            return tell(known_or("source", value))
        case Dimension.UNIT:
            return tell(department_label(board, value))
        case Dimension.ITEM:
            return tell(category_label(board, value))
        case Dimension.TIER:
            return word("tier", value)
    known = board.district.grids.get(value)
    return f"{value} {tell(known.name)}" if known else value


def cells(name: str, figure: Figure) -> list[Cell]:
    """One row of the table; nothing where nothing can be said."""
    share, score = figure.on_time_share, figure.mean_score
    return [
        name, figure.reported, figure.closed, None if share is None else round(100 * share, 1), figure.returned,
        figure.merged, figure.supervised, figure.dissatisfied, None if score is None else round(score, 2),
    ]  # fmt: skip


def shown(cell: Cell, column: int, *, assessed: bool = False) -> str:
    """A cell as it is read: thousands apart, shares in percent, points with one decimal, a dash for nothing."""
    if cell is None:
        return "–"
    if assessed and isinstance(cell, float):
        return f"{cell:.1f}"
    if column == 3 and not assessed:
        return f"{cell}\N{NO-BREAK SPACE}%"
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def filter_of(by: Dimension, value: str, since: datetime | None) -> CaseFilter | None:
    """The cases behind a row of figures; ``None`` for the ones that lack a value."""
    if not value:
        return None
    match by:
        case Dimension.SOURCE:
            return CaseFilter(source=value, since=since)
        case Dimension.UNIT:
            return CaseFilter(lead=value, since=since)
        case Dimension.ITEM:
            return CaseFilter(category=value, since=since)
        case Dimension.TIER:
            return CaseFilter(tier=Tier(value), since=since)
    return CaseFilter(grid=value, since=since)


def hours_of_day(board: Board, hours: Sequence[tuple[datetime, int]]) -> list[int]:
    """Cases by local hour of the day, 24 of them."""
    found: Counter[int] = Counter()
    for hour, count in hours:
        found[board.district.local(hour).hour] += count
    return [found[n] for n in range(24)]
