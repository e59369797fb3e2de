"""Lists and figures over years of cases: everything of a journal that is only read and never folded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from console.journal import figures, finding, people_figures, places_figures, resuming
from console.journal.cases import Case
from console.journal.figures import Figure
from console.journal.people_figures import OfficerFigure, TeamFigure
from console.journal.places_figures import Cell, Complaint
from console.model.case_filter import CaseFilter, CaseOrder, Dimension
from console.model.events import Recorded


class Lists:
    """What a journal can be asked about its cases. ``_reading`` gives a connection that reads."""

    _reading: Callable[[], AbstractContextManager[Connection]]

    def find(
        self, wanted: CaseFilter, now: datetime, order: CaseOrder = CaseOrder.REPORTED, *, falling: bool = True,
        offset: int = 0, size: int = 100,
    ) -> list[Case]:  # fmt: skip
        """A page of the cases that ``wanted`` lets through."""
        with self._reading() as connection:
            return finding.page(connection, wanted, order, falling, slice(offset, offset + size), now)

    def count(self, wanted: CaseFilter, now: datetime) -> int:
        """How many cases ``wanted`` lets through, at most :data:`console.journal.finding.COUNTED`."""
        with self._reading() as connection:
            return finding.counted(connection, wanted, now)

    def sources(self) -> list[str]:
        """Every source a case has come from."""
        with self._reading() as connection:
            return finding.sources(connection)

    def figures(self, by: Dimension, since: datetime | None, until: datetime | None, now: datetime) -> list[Figure]:
        """How cases went, by one dimension, the most frequent first; see :mod:`console.journal.figures`."""
        with self._reading() as connection:
            return figures.by_dimension(connection, by, since, until, now)

    def by_hour(self, since: datetime | None, until: datetime | None) -> list[tuple[datetime, int]]:
        """How many cases were reported in each hour that had any, in order; hours begin in UTC."""
        with self._reading() as connection:
            return figures.by_hour(connection, since, until)

    def dispatched(self, since: datetime, most: int) -> list[Recorded]:
        """The session's rows and those of the latest ``most`` incidents with orders since, in ``seq`` order."""
        with self._reading() as connection:
            return resuming.dispatched(connection, since, most)

    def team_figures(self, since: datetime | None, until: datetime | None) -> list[TeamFigure]:
        """How teams answered their orders; see :mod:`console.journal.people_figures`."""
        with self._reading() as connection:
            return people_figures.by_team(connection, since, until)

    def officer_figures(self, since: datetime | None, until: datetime | None) -> list[OfficerFigure]:
        """What officers accepted and closed; see :mod:`console.journal.people_figures`."""
        with self._reading() as connection:
            return people_figures.by_officer(connection, since, until)

    def hot_spots(self, since: datetime | None, until: datetime | None, most: int) -> list[Cell]:
        """Where cases cluster, the fullest square first; the first ten with what is named there."""
        with self._reading() as connection:
            found = places_figures.cells(connection, since, until, most)
            return places_figures.named(connection, found, since, until)

    def complaints(self, since: datetime | None, until: datetime | None, most: int) -> list[Complaint]:
        """What is complained of again and again, the worst first."""
        with self._reading() as connection:
            return places_figures.complaints(connection, since, until, most)
