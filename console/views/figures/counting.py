"""What each page of figures asks the journal, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtGui import QImage

from console.desk.session import Session
from console.journal.figures import Figure
from console.journal.people_figures import OfficerFigure, TeamFigure
from console.journal.places_figures import Cell, Complaint
from console.views.figures.hot_map import paint_hot_spots
from console.views.figures.pages import Page
from console.views.theme.tokens import Palette

MOST_CELLS = 400
MOST_COMPLAINTS = 200


@dataclass(frozen=True)
class Found:
    """The answer for one page; only what the page asked for is there."""

    code: str = ""
    figures: list[Figure] = field(default_factory=list)
    teams: list[TeamFigure] = field(default_factory=list)
    officers: list[OfficerFigure] = field(default_factory=list)
    hours: list[tuple[datetime, int]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    image: QImage = field(default_factory=QImage)


def count(session: Session, page: Page, since: datetime | None, now: datetime, ink: Palette) -> Found:
    """Count for ``page`` the cases reported from ``since`` on (all of them without it)."""
    journal = session.journal
    match page.code:
        case "hour":
            return Found(page.code, hours=journal.by_hour(since, None))
        case "trend":
            before = since - (now - since) if since is not None else None
            return Found(page.code, hours=journal.by_hour(before, None))
        case "places":
            cells = journal.hot_spots(since, None, MOST_CELLS)
            return Found(page.code, cells=cells, image=paint_hot_spots(session.district, cells, ink))
        case "complaints":
            return Found(page.code, complaints=journal.complaints(since, None, MOST_COMPLAINTS))
        case "teams":
            return Found(page.code, teams=journal.team_figures(since, None))
        case "officers":
            return Found(page.code, officers=journal.officer_figures(since, None))
    assert page.by is not None, "every other page tells cases apart"
    return Found(page.code, figures=journal.figures(page.by, since, None, now))
