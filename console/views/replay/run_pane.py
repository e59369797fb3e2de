"""One run of a replay: its name, its time, and its map."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.views import language
from console.views.map.device import MapView
from console.views.map.scheme import MapSite
from console.views.map_panel import MapFeed
from console.views.replay.past_link import PastLink
from console.views.theme.fonts import figure_font
from console.views.theme.tokens import TITLE
from console.views.wording import clock
from console.views.workstation.elided import ElidedLabel


class RunPane(QWidget):
    """The map follows the moment of its link."""

    def __init__(self, link: PastLink, site: MapSite, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = link
        self.name, self.about, self.time = QLabel(), ElidedLabel(), QLabel()
        self.name.setProperty("role", "heading")
        self.about.setProperty("role", "muted")
        self.time.setFont(figure_font(TITLE))
        self.time.setStyleSheet(f"font-size: {TITLE}px; font-weight: 700;")
        self.map = MapView(site)
        self.feed = MapFeed(link, self.map)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 6)
        head.setSpacing(12)
        head.addWidget(self.name)
        head.addWidget(self.about, 1)
        head.addWidget(self.time)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.map, 1)
        link.moved.connect(self.refresh)
        link.loaded.connect(self.refresh)
        language.follow(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """The run's name, what it is, and its time now."""
        past, local = self.link.past, self.link.past.session.district.local
        self.name.setText(past.name)
        kind = self.tr("exercise {name}").format(name=past.opened.scenario) if past.is_drill else self.tr("live work")
        begins, ends = local(past.reel.begins), local(past.reel.ends)
        until = f"{ends:%H:%M:%S}" if begins.date() == ends.date() else f"{ends:%Y-%m-%d %H:%M:%S}"
        events = self.tr("event {n} of {all}").format(n=f"{self.link.row:,}", all=f"{len(past.reel.rows):,}")
        self.about.setText(f"{kind} · {begins:%Y-%m-%d %H:%M:%S} – {until} · {events}")
        self.time.setText(clock(local(self.link.now())))
