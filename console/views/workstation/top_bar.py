"""The bar on top: posture, place and seat, the big clock, alarms, store and feeds, language."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from console.board.conditions import in_brief, in_full
from console.model.words import AlarmPriority, Posture
from console.views import language
from console.views.asking import SLOW_MS
from console.views.icons.tint import pixmap
from console.views.inked import ink
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.theme.fonts import figure_font, ui_font
from console.views.theme.tokens import BODY, FIGURE
from console.views.turns import later
from console.views.wording import clock, tell, tip, word
from console.views.workstation.elided import ElidedLabel

SHAPES = {
    AlarmPriority.HIGH: ("▲", "late"),
    AlarmPriority.MEDIUM: ("◆", "at_risk"),
    AlarmPriority.LOW: ("●", "reserved"),
}
"""Each alarm priority has a shape and a colour of its own."""


class TopBar(QFrame):
    """Left who and where, middle the time, right whether everything works."""

    language_asked = Signal()
    theme_asked = Signal()
    alarms_asked = Signal()
    posture_asked = Signal()
    intake_asked = Signal()

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._link = link
        self._counts: dict[AlarmPriority, int] = {}
        self._feeds: tuple[int, int] | None = None
        self.posture, self.place, self.seat, self.roads = QLabel(), QLabel(), ElidedLabel(), ElidedLabel()
        self.roads_icon = QLabel()
        self.posture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.place.setProperty("role", "heading")
        self.seat.setProperty("role", "muted")
        self.time = QLabel()
        self.time.setFont(figure_font(FIGURE))
        self.time.setStyleSheet(f"font-size: {FIGURE}px; font-weight: 700;")
        self.time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        room = QFontMetrics(figure_font(FIGURE))
        self.time.setFixedSize(room.horizontalAdvance("00:00:00") + 4, 38)  # or each second lays the window out anew
        self.alarms, self.store, self.feeds, self.intake = QPushButton(), QLabel(), QLabel(), QPushButton()
        self._ways = (0, 0)
        self.language, self.theme = QPushButton(), QPushButton("◐")
        self.alarms.setProperty("role", "flat")
        self.language.setProperty("role", "flat")
        self.theme.setProperty("role", "flat")
        self.theme.clicked.connect(self.theme_asked)
        self.intake.setProperty("role", "flat")
        self.intake.clicked.connect(self.intake_asked)
        self.alarms.clicked.connect(self.alarms_asked)
        self.language.clicked.connect(self.language_asked)
        for label in (self.store, self.feeds):
            label.setTextFormat(Qt.TextFormat.RichText)
        self._lay_out()
        for signal in (link.ticked, link.changed, link.loaded, link.store_state):
            signal.connect(later(self.refresh))
        language.follow(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        self.setFixedHeight(46)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 4, 12, 4)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.setSpacing(14)
        right.setSpacing(10)
        left.addWidget(self.posture)
        left.addWidget(self.place)
        left.addWidget(self.seat, 1)
        right.addStretch(1)
        right.addWidget(self.roads_icon)
        right.addWidget(self.roads, 100)
        for widget in (self.alarms, self.store, self.feeds, self.intake, self.theme, self.language):
            right.addWidget(widget)
        grid.addLayout(left, 0, 0)
        grid.addWidget(self.time, 0, 1)
        grid.addLayout(right, 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)

    def show_alarms(self, counts: dict[AlarmPriority, int]) -> None:
        """How many unseen alarms of each priority stand."""
        self._counts = counts
        self.alarms.setText(self._alarm_words())

    def show_feeds(self, live: int, all_of_them: int) -> None:
        """How many cameras deliver fresh pictures."""
        if (live, all_of_them) != self._feeds:
            self._feeds = (live, all_of_them)
            self.refresh()

    def show_ways_in(self, open_ones: int, all_of_them: int) -> None:
        """How many ways in are open."""
        self._ways = (open_ones, all_of_them)
        self._show_intake()

    def _show_intake(self) -> None:
        open_ones, every = self._ways
        self.intake.setVisible(every > 0)
        whole = open_ones == every
        state = palette().states["met" if whole else "late"]
        self.intake.setText(f"{self.tr('intake')}  {state.glyph} {open_ones}/{every}")
        ink(self.intake, state.ink)
        self.intake.setToolTip(self.tr("Ways in that are open; Ctrl+I shows them"))

    @Slot()
    def refresh(self, _cause: object = None, _detail: object = None) -> None:
        """Show everything as it is now."""
        link, colours = self._link, palette()
        board = link.board
        emergency = board.posture is Posture.EMERGENCY
        if self.posture.property("role") != ("emergency" if emergency else "muted"):
            self.posture.setProperty("role", "emergency" if emergency else "muted")
            self.posture.style().unpolish(self.posture)
            self.posture.style().polish(self.posture)
        self.posture.setText(word("posture", board.posture.value))
        wide = QFontMetrics(ui_font(BODY, bold=True)).horizontalAdvance(self.posture.text())
        self.posture.setMinimumWidth(wide + 28 if emergency else 0)
        self.posture.setToolTip(self.tr("Posture of the centre; F12 switches it"))
        name = tell(board.district.name)
        synthetic = self.tr("synthetic")
        self.place.setText(f"{name} · {synthetic}" if board.district.synthetic else name)
        self.place.setToolTip(self.tr("Your own town: Shift+F12 opens the district workshop"))
        self.seat.setText(self.tr("seat {seat} · {officer}").format(seat=link.actor.seat, officer=link.actor.id))
        self.time.setText(clock(board.district.local(link.now())))
        self._show_roads()
        self.alarms.setText(self._alarm_words())
        self.language.setText("EN" if language.current() == "zh" else "中文")
        self.language.setToolTip(self.tr("Show everything in Chinese"))
        self.theme.setToolTip(self.tr("Dark or light"))
        self.theme.setAccessibleName(self.tr("Dark or light"))
        self.store.setText(self._store_words(colours.states["met"].ink, colours.states["late"].ink))
        self._show_intake()
        self.feeds.setVisible(self._feeds is not None)
        if self._feeds is not None:
            live, every = self._feeds
            fresh = colours.states["met" if live == every else "at_risk"].ink
            self.feeds.setText(_named(self.tr("feeds"), f"{live}/{every}", fresh))

    def _show_roads(self) -> None:
        """What is closed and slowed, and the weather; the whole of it on hovering. Nothing while all is as usual."""
        board, now = self._link.board, self._link.now()
        brief = " · ".join(map(tell, in_brief(board, now)))
        self.roads.setMaximumWidth(QFontMetrics(ui_font(BODY)).horizontalAdvance(brief) + 4)
        self.roads.setText(brief)
        self.roads_icon.setVisible(bool(brief))
        self.roads_icon.setPixmap(pixmap("closure", palette().states["at_risk"].ink, ratio=self.devicePixelRatioF()))
        self.roads.setToolTip(tip("\n".join(map(tell, in_full(board, now)))))
        self.roads.setAccessibleName(self.tr("Roads and weather") + f": {brief}" if brief else "")
        ink(self.roads, palette().states["at_risk"].ink)

    def _alarm_words(self) -> str:
        standing = [f"{SHAPES[p][0]} {n}" for p, n in self._counts.items() if n]
        shown = "  ".join(standing) if standing else "0"
        self.alarms.setAccessibleName(self.tr("Alarms") + ": " + ", ".join(
            f"{word('priority', p.value)} {n}" for p, n in self._counts.items()))  # fmt: skip
        worst = next((p for p in AlarmPriority if self._counts.get(p)), None)
        ink(self.alarms, palette().states[SHAPES[worst][1]].ink if worst else palette().muted)
        return self.tr("alarms") + "  " + shown

    def _store_words(self, good: str, bad: str) -> str:
        colours, name = palette(), self.tr("store")
        if not self._link.store_ok:
            state, ink = self.tr("▲ does not answer"), bad
        elif not self._link.is_loaded:
            state, ink = self.tr("reading …"), colours.muted
        elif (waits := self._link.asking.waits_ms(self._link.now())) >= SLOW_MS:
            state, ink = self.tr("▲ slow · {s} s").format(s=waits // 1000), bad
        else:
            took = self._link.asking.took_ms
            state, ink = "✓" if took is None else f"✓ {took} ms", good
            if took is not None and took >= SLOW_MS:
                state, ink = self.tr("▲ took {s} s").format(s=f"{took / 1000:.1f}"), bad
        return _named(name, state, ink)


def _named(name: str, state: str, ink: str) -> str:
    return f'<span style="color:{palette().muted}">{name}</span>&nbsp; <span style="color:{ink}">{state}</span>'
