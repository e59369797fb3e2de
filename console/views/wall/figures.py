"""The row of figures under every wall scene: cover, share in time, open cases, free teams, arrivals."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.board.teams import team_now
from console.board.today import today
from console.board.waiting import light_of
from console.model.plan import MarkLimits
from console.model.words import Light, TeamStatus
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wall.parts import ArrivalBars, Figure
from console.views.wording import age, m_ss

GOOD_SHARE = 0.9
_ON_THE_WAY = (TeamStatus.RESERVED, TeamStatus.NOTIFIED, TeamStatus.ACKNOWLEDGED, TeamStatus.EN_ROUTE)


class FigureRow(QFrame):
    """Five figures, the same on every scene."""

    def __init__(self, link: SessionLink, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.cover, self.share, self.open, self.free = (Figure(scale) for _ in range(4))
        self.bars = ArrivalBars(scale)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 4)
        row.setSpacing(0)
        for figure in (self.cover, self.share, self.open, self.free):
            row.addWidget(figure, 3)
        row.addWidget(self.bars, 4)

    def set_scale(self, scale: float) -> None:
        """Letters of another size."""
        for part in (self.cover, self.share, self.open, self.free, self.bars):
            part.set_scale(scale)

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show the figures as they are now."""
        self._cover()
        self._share()
        self._open()
        self._teams()

    def _cover(self) -> None:
        covered, grids = self._link.advice.covered, len(self._link.board.district.grids)
        if covered is None:
            self.cover.show_value("–", self.tr("3-minute cover"), self.tr("being computed"))
            return
        cover, colours = len(covered) / max(1, grids), palette()
        ink = colours.states["met" if cover >= GOOD_SHARE else "at_risk"].ink
        beside = self.tr("{n} of {all} grids uncovered").format(n=grids - len(covered), all=grids)
        self.cover.show_value(f"{round(cover * 100)} %", self.tr("3-minute cover"), beside, ink)

    def _share(self) -> None:
        day, colours = today(self._link.board, self._link.now()), palette()
        name = self.tr("on scene in 3 min today")
        if day.share is None:
            self.share.show_value("–", name, self.tr("no emergency timed yet"))
        else:
            ink = colours.states["met" if day.share >= GOOD_SHARE else "at_risk"].ink
            p50 = m_ss(day.p50_s) if day.p50_s is not None else "–"
            p90 = m_ss(day.p90_s) if day.p90_s is not None else "–"
            name = self.tr("3 min kept: {met} of {all}").format(met=round(day.share * day.counted), all=day.counted)
            beside = self.tr("P50 {a} · P90 {b}").format(a=p50, b=p90)
            self.share.show_value(f"{round(day.share * 100)} %", name, beside, ink)
        self.bars.show_today(day, MarkLimits().first_arrival_s)

    def _open(self) -> None:
        board, now = self._link.board, self._link.now()
        incidents = board.open_incidents()
        emergencies = sum(i.is_emergency for i in incidents)
        late = sum(light_of(board, i, now) is Light.RED for i in incidents)
        self.open.show_value(str(len(incidents)), self.tr("open"),
                             self.tr("{e} emergency · {l} late").format(e=emergencies, l=late))  # fmt: skip

    def _teams(self) -> None:
        board, now = self._link.board, self._link.now()
        states = [team_now(board, team, now) for team in board.district.teams.values()]
        free = sum(state.status.is_free for state in states)
        under_way = sum(state.status in _ON_THE_WAY for state in states)
        silent = [state for state in states if state.status is TeamStatus.UNKNOWN]
        beside = self.tr("{n} under way").format(n=under_way)
        if silent:
            oldest = max((s.position_age_s for s in silent if s.position_age_s is not None), default=None)
            beside += " · " + self.tr("{n} silent {age}").format(n=len(silent), age=age(oldest))
        self.free.show_value(str(free), self.tr("teams free"), beside)
