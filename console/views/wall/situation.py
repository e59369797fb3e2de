"""Situation: everything that is open, what runs out first on top."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.board.timeline import category_label
from console.board.waiting import in_queue_order, light_of, runs_out_at
from console.model.incident import Incident
from console.model.words import Light
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wall.parts import WallRow, WallRows
from console.views.wording import m_ss, only_words, span, tell, word

_LIGHTS = {Light.GREEN: "met", Light.YELLOW: "at_risk", Light.RED: "late"}


class SituationPanel(QWidget):
    """The open incidents, or that there are none."""

    def __init__(self, link: SessionLink, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.title, self.calm = QLabel(), QLabel()
        self.calm.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.calm.setWordWrap(True)
        self.rows = WallRows(scale)
        column = self._column = QVBoxLayout(self)
        column.addWidget(self.title)
        column.addWidget(self.rows, 1)
        column.addWidget(self.calm, 1)
        self.set_scale(scale)

    def set_scale(self, scale: float) -> None:
        """Letters of another size."""
        self.title.setStyleSheet(f"font-size: {round(20 * scale)}px; font-weight: 700;")
        self.calm.setStyleSheet(f"font-size: {round(20 * scale)}px; color: {palette().muted};")
        self.rows.set_scale(scale)
        side = round(14 * scale)
        self._column.setContentsMargins(side, side // 2, side, 4)

    def refresh(self) -> None:
        """Show what is open now."""
        incidents = in_queue_order(self._link.board)
        self.title.setText(self.tr("Open incidents: {n}").format(n=len(incidents)))
        self.rows.show_rows([self._row(incident) for incident in incidents])
        self.rows.setVisible(bool(incidents))
        self.calm.setVisible(not incidents)
        loaded = self._link.is_loaded
        self.calm.setText(self.tr("Nothing is open.") if loaded else self.tr("Reading the journal …"))

    def _row(self, incident: Incident) -> WallRow:
        link, colours, now = self._link, palette(), self._link.now()
        light = light_of(link.board, incident, now)
        look = colours.states[_LIGHTS[light]]
        name = tell(category_label(link.board, incident.category))
        place = tell(link.board.district.place_name(incident.place))
        detail = " · ".join((f"#{incident.number}", only_words(place, 30), word("stage", incident.stage.value)))
        left = (runs_out_at(link.board, incident)[1] - now).total_seconds()
        icon = "state-triangle" if light is Light.RED else "incident" if incident.is_emergency else "state-full"
        if left >= 0:
            value = self.tr("{time} left").format(time=span(left))
        else:
            value = self.tr("▲ late {time}").format(time=m_ss(-left))
        return WallRow(icon, colours.danger if incident.is_emergency else look.fill, name, value, look.ink, detail)
