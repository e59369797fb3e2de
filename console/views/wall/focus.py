"""Focus: one emergency, large: are we in time, and who is on the way."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.board.board import Board
from console.board.teams import team_status
from console.board.timeline import category_label, task_label
from console.model.incident import Incident, Order
from console.model.words import OrderStatus
from console.views.link import SessionLink
from console.views.map_feed import is_late
from console.views.theme.current import palette
from console.views.theme.tokens import team_ink
from console.views.wall.parts import WallRow, WallRows
from console.views.wording import m_ss, only_words, tell, word
from console.views.workstation.elided import ElidedLabel
from console.views.workstation.queue import level_ink
from console.views.workstation.rings import Rings


class FocusPanel(QWidget):
    """Name, rings, teams."""

    def __init__(self, link: SessionLink, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.about, self.title = ElidedLabel(), QLabel()
        self.about.setProperty("role", "muted")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.RichText)
        self.rings, self.teams = Rings(scale), WallRows(scale)
        column = self._column = QVBoxLayout(self)
        column.addWidget(self.about)
        column.addWidget(self.title)
        column.addWidget(self.rings)
        column.addWidget(self.teams, 1)
        self.set_scale(scale)

    def set_scale(self, scale: float) -> None:
        """Letters of another size."""
        self.about.setStyleSheet(f"font-size: {round(15 * scale)}px;")
        self.title.setStyleSheet(f"font-size: {round(20 * scale)}px; font-weight: 700;")
        self.rings.set_scale(scale)
        self.teams.set_scale(scale)
        side = round(14 * scale)
        self._column.setContentsMargins(side, side // 2, side, 4)
        self._column.setSpacing(round(4 * scale))

    def show_incident(self, incident: Incident) -> None:
        """Show an incident as it is now."""
        link = self._link
        named = tell(link.board.district.place_name(incident.place))
        place = " · ".join(part for part in (named, incident.grid) if part)
        self.about.setText(f"#{incident.number} · {only_words(place, 60)}")
        name = tell(category_label(link.board, incident.category))
        level = ""
        if incident.plan is not None:
            said = word("level", incident.plan.level.value)
            level = f' <span style="color:{level_ink(incident.plan.level)}">{escape(said)}</span>'
        self.title.setText(escape(name) + level)
        self.rings.show_marks(link.marks(incident), incident, link.now())
        self.teams.show_rows([*self._orders(link.board, incident), *self._short(incident)])

    def _orders(self, board: Board, incident: Incident) -> Iterator[WallRow]:
        """Teams on scene first, then by arrival; orders that ended are left out."""
        running = [order for order in board.orders_of(incident) if order.status.is_open]

        def key(order: Order) -> tuple[bool, float, str]:
            return order.status is not OrderStatus.ON_SCENE, order.expected_at.timestamp(), order.team

        for order in sorted(running, key=key):
            yield self._order(board, incident, order)

    def _order(self, board: Board, incident: Incident, order: Order) -> WallRow:
        colours, now = palette(), self._link.now()
        look = team_ink(colours, team_status(board, board.district.teams[order.team], now))
        words = f"{order.team} {tell(task_label(board, incident.number, order.need))}"
        if order.status is OrderStatus.ON_SCENE:
            after = (order.stamps[OrderStatus.ON_SCENE] - (incident.t0 or order.issued_at)).total_seconds()
            return WallRow(look.shape, look.fill, words, f"{word('team', 'on_scene')} {m_ss(after)}", colours.text)
        late = is_late(board, order)
        left = m_ss(max(0.0, (order.expected_at - now).total_seconds()))
        ink = colours.states["late"].ink if late else colours.text
        return WallRow(look.shape, look.fill, words, f"▲ {left}" if late else left, ink)

    def _short(self, incident: Incident) -> Iterator[WallRow]:
        offered = self._link.advice.recommendations.get(incident.number)
        late = palette().states["late"]
        for need in offered.needs if offered else ():
            if need.short:
                words = self.tr("{need}: {n} short").format(need=tell(need.title), n=need.short)
                yield WallRow(late.shape, late.fill, words, self.tr("nobody"), late.ink)
        for need, fill in offered.new_fills if offered else ():
            words = self.tr("{team} {need}, proposed").format(team=fill.team, need=tell(need.title))
            ink = palette().states["reserved"]
            yield WallRow(ink.shape, ink.fill, words, m_ss(fill.eta_s), palette().muted)
