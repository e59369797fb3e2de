"""Figures: in time or not, arrivals by hour, open cases by light, cover through the day, where most is open."""

from __future__ import annotations

from collections import Counter, deque
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from console.board.today import today
from console.board.waiting import light_of
from console.model.plan import MarkLimits
from console.model.words import Light, Mark
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wording import m_ss, tell, word

if TYPE_CHECKING:
    from console.views.wall.plot import Plot

MOST_GRIDS = 6
SAMPLED_EVERY = timedelta(minutes=1)
KEPT = timedelta(hours=24)
ASKED_EVERY_S = 60
_LIGHTS = {Light.GREEN: "met", Light.YELLOW: "notified", Light.RED: "late"}


class FiguresScene(QWidget):
    """Five pictures. What the board does not hold is asked of the journal, off the GUI thread, once a minute."""

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._hours: list[tuple[datetime, int]] = []
        self._cover: deque[tuple[datetime, float]] = deque()
        self._asked_at: datetime | None = None
        self._scale = 1.0
        self._plots: tuple[Plot, ...] = ()

    def _make(self) -> None:
        """The pictures, once the scene is shown: a wall is opened without them."""
        from console.views.wall.plot import Plot

        self.marks, self.arrivals, self.lights, self.cover, self.grids = self._plots = tuple(
            Plot(self) for _ in range(5)
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setSpacing(8)
        places = ((self.marks, 0, 0, 1), (self.arrivals, 0, 1, 2), (self.lights, 1, 0, 1), (self.cover, 1, 1, 1),
                  (self.grids, 1, 2, 1))  # fmt: skip
        for plot, row, column, wide in places:
            grid.addWidget(plot, row, column, 1, wide)
        self.set_scale(self._scale)

    def set_scale(self, scale: float) -> None:
        """Letters of another size."""
        self._scale = scale
        for plot in self._plots:
            plot.set_scale(scale)

    def sample(self) -> None:
        """Note the cover of this minute, whether it is seen or not."""
        covered, now = self._link.advice.covered, self._link.now()
        if covered is None or (self._cover and now - self._cover[-1][0] < SAMPLED_EVERY):
            return
        self._cover.append((now, len(covered) / max(1, len(self._link.board.district.grids))))
        while now - self._cover[0][0] > KEPT:
            self._cover.popleft()

    def refresh(self) -> None:
        """Draw what is known now, and ask for what is not."""
        if not self._plots:
            self._make()
        self.sample()
        now = self._link.now()
        if self._asked_at is None or not 0 <= (now - self._asked_at).total_seconds() < ASKED_EVERY_S:
            self._asked_at = now
            work = partial(self._link.session.journal.by_hour, now - KEPT, now)
            self._link.background.read(work, self._counted, self._not_counted, tag="wall-hours")
        self._show_marks()
        self._show_arrivals()
        self._show_lights()
        self._show_cover()
        self._show_grids()

    @Slot(object)
    def _counted(self, hours: list[tuple[datetime, int]]) -> None:
        self._hours = hours

    @Slot(object)
    def _not_counted(self, _error: Exception) -> None:
        """The wall says of itself that its data are old."""

    def _show_marks(self) -> None:
        plot, board, now = self.marks, self._link.board, self._link.now()
        plot.title.setText(self.tr("1 / 3 / 5 today"))
        days = [today(board, now, mark) for mark in Mark]
        told = [f"{word('mark', day.mark.value)} {round(100 * day.share)} %" for day in days if day.share is not None]
        plot.said.setText(" · ".join(told) if told else self.tr("no emergency timed yet"))
        limits = MarkLimits()
        limit_s = (limits.start_s, limits.first_arrival_s, limits.reinforcement_s)
        plot.begin()
        colours, heights, inks, names = palette(), list[float](), list[str](), list[tuple[int, str]]()
        for day, most in zip(days, limit_s, strict=True):
            for share, value in (("P50", day.p50_s), ("P90", day.p90_s)):
                names.append((len(heights), f"{share}\n{m_ss(value)}" if value is not None else f"{share}\n–"))
                inks.append(colours.states["late" if value is not None and value > most else "met"].fill)
                heights.append((value or 0) / most)
        plot.bars(heights, inks, names)
        plot.limit_at_one(self.tr("limit"))
        plot.picture.setYRange(0, max([*heights, 1.0]) * 1.15)
        plot.two_lines()

    def _show_arrivals(self) -> None:
        plot, district, now = self.arrivals, self._link.board.district, self._link.now()
        first = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=23)
        known = dict(self._hours)
        counts = [known.get(first + timedelta(hours=n), 0) for n in range(24)]
        plot.title.setText(self.tr("Reports in the last 24 h: {n}").format(n=sum(counts)))
        plot.said.setText(self.tr("by the hour they came"))
        plot.begin()
        names = [(n, f"{district.local(first + timedelta(hours=n)):%H}") for n in range(0, 24, 3)]
        plot.bars(counts, [palette().accent] * 24, names)
        plot.whole_numbers("left", max(counts))

    def _show_lights(self) -> None:
        plot, board, now = self.lights, self._link.board, self._link.now()
        found = Counter(light_of(board, incident, now) for incident in board.open_incidents())
        plot.title.setText(self.tr("Open cases: {n}").format(n=found.total()))
        plot.said.setText(self.tr("in time · soon late · late"))
        plot.begin()
        signs = {Light.GREEN: "✓", Light.YELLOW: "◐", Light.RED: "▲"}
        names = [(n, f"{signs[light]} {found[light]}") for n, light in enumerate(_LIGHTS)]
        plot.bars([found[light] for light in _LIGHTS], [palette().states[k].fill for k in _LIGHTS.values()], names)
        plot.whole_numbers("left", max(found.values(), default=0))

    def _show_cover(self) -> None:
        plot, district = self.cover, self._link.board.district
        plot.title.setText(self.tr("Covered within 3 min"))
        plot.begin()
        if not self._cover:
            plot.said.setText(self.tr("being computed"))
            return
        plot.said.setText(self.tr("now {n} %, since this wall began").format(n=round(100 * self._cover[-1][1])))
        first = self._cover[0][0]
        x = [(at - first).total_seconds() / 60 for at, _ in self._cover]
        ends = [(0.0, f"{district.local(first):%H:%M}"), (x[-1], f"{district.local(self._cover[-1][0]):%H:%M}")]
        shares = [100 * share for _, share in self._cover]
        plot.line(x, shares, palette().states["met"].fill, ends if x[-1] > 0 else ends[:1])
        plot.picture.setYRange(0, 105)

    def _show_grids(self) -> None:
        plot, board = self.grids, self._link.board
        most = Counter(i.grid for i in board.open_incidents() if i.grid).most_common(MOST_GRIDS)
        plot.title.setText(self.tr("Most open by grid"))
        plot.said.setText("" if most else self.tr("nothing is open in a grid"))
        plot.begin()
        known = board.district.grids
        names = [f"{code} {tell(known[code].name)}" if code in known else code for code, _ in most]
        if most:
            plot.lying(names, [count for _, count in most], palette().states["notified"].fill)
            plot.whole_numbers("bottom", most[0][1])
