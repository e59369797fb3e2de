"""Play, pause, rate, and step: what moves a replay through time by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from console.views import language
from console.views.replay.past_link import PastLink
from console.views.replay.time_lanes import NAMES_PX, SIDE_PX, TimeLanes

RATES = (1, 2, 5, 10, 30, 60)
FRAME_MS = 200
FINE = 10_000
"""Steps of the slider over the whole period, as far as seconds go."""


class Transport(QWidget):
    """The lanes, the slider and the buttons. Time goes on from the moment shown, as fast as the rate says."""

    changed = Signal()  # playing or not, or the rate

    def __init__(
        self, link: PastLink, other: PastLink | None = None, offset: timedelta = timedelta(0),
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._link, self.reel, self._other, self._offset = link, link.past.reel, other, offset
        self.rate, self.is_playing = 1, False
        begins, ends = self.reel.begins, self.reel.ends
        self.lanes = TimeLanes(self.reel, link.past.name if other else "", begins, ends)
        self.others = [TimeLanes(other.past.reel, other.past.name, begins + offset, ends + offset)] if other else []
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, max(1, min(FINE, self._seconds)))
        self.slider.setPageStep(max(1, self.slider.maximum() // 20))
        self.to_start, self.back, self.play, self.on, self.to_end = (QPushButton() for _ in range(5))
        self.rates = {rate: QPushButton(f"×{rate}") for rate in RATES}
        self.beside = QHBoxLayout()  # further buttons of the window
        self._frames = QTimer(self, interval=FRAME_MS)
        self._passed = QElapsedTimer()
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def _seconds(self) -> int:
        return int((self.reel.ends - self.reel.begins).total_seconds())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(2)
        for lanes in (self.lanes, *self.others):
            column.addWidget(lanes)
        line = QHBoxLayout()
        line.setContentsMargins(NAMES_PX + SIDE_PX - 7, 0, SIDE_PX - 6, 0)  # the handle's middle under the line
        line.addWidget(self.slider)
        column.addLayout(line)
        row = QHBoxLayout()
        row.setContentsMargins(SIDE_PX, 2, SIDE_PX, 0)
        row.setSpacing(4)
        for button in (self.to_start, self.back, self.play, self.on, self.to_end):
            row.addWidget(button)
        row.addSpacing(12)
        for rate, button in self.rates.items():
            button.setCheckable(True)
            button.setProperty("role", "chip")
            button.setChecked(rate == self.rate)
            button.clicked.connect(partial(self.set_rate, rate))
            row.addWidget(button)
        row.addSpacing(12)
        row.addLayout(self.beside, 1)
        column.addLayout(row)

    def _connect(self) -> None:
        self.to_start.clicked.connect(self.go_to_start)
        self.back.clicked.connect(partial(self.step, -1))
        self.on.clicked.connect(partial(self.step, 1))
        self.to_end.clicked.connect(self.go_to_end)
        self.play.clicked.connect(self.toggle)
        self.slider.valueChanged.connect(self._slid)
        self.lanes.asked.connect(self._link.go_to)
        for lanes in self.others:
            lanes.asked.connect(self._asked_there)
        self._link.moved.connect(self._moved)
        self._frames.timeout.connect(self._go_on)
        language.follow(self.retranslate)

    @Slot()
    def toggle(self) -> None:
        """Play or pause; at the end it begins again."""
        self.set_playing(not self.is_playing)

    def set_playing(self, playing: bool) -> None:
        """Let time go on, or stand."""
        if playing and self._link.moment >= self.reel.ends:
            self._link.go_to(self.reel.begins)
        self.is_playing = playing
        self._passed.restart()
        if playing:
            self._frames.start()
        else:
            self._frames.stop()
        self.retranslate()
        self.changed.emit()

    def set_rate(self, rate: int, _checked: bool = False) -> None:
        """Seconds of the replay in one."""
        self.rate = rate
        for known, button in self.rates.items():
            button.setChecked(known == rate)
        self.changed.emit()

    def faster(self, by: int) -> None:
        """The next rate, or the one before."""
        at = min(max(RATES.index(self.rate) + by, 0), len(RATES) - 1)
        self.set_rate(RATES[at])

    def step(self, rows: int, _checked: bool = False) -> None:
        """So many events on or back, and stand there."""
        self.set_playing(False)
        self._link.step(rows)

    def skip(self, seconds: int) -> None:
        """So many seconds on or back."""
        self._link.go_to(self._link.moment + timedelta(seconds=seconds))

    @Slot()
    def go_to_start(self) -> None:
        """To the period's begin."""
        self._link.go_to(self.reel.begins)

    @Slot()
    def go_to_end(self) -> None:
        """To its end."""
        self._link.go_to(self.reel.ends)

    @Slot()
    def _go_on(self) -> None:
        """Time that passed while a moment was being computed counts with the next."""
        if self._link.is_moving:
            return
        passed = self._passed.restart() / 1000 * self.rate
        moment = self._link.moment + timedelta(seconds=passed)
        self._link.go_to(moment)
        if moment >= self.reel.ends:
            self.set_playing(False)

    @Slot(int)
    def _slid(self, value: int) -> None:
        share = value / self.slider.maximum()
        self._link.go_to(self.reel.begins + (self.reel.ends - self.reel.begins) * share)

    @Slot(object)
    def _asked_there(self, moment: datetime) -> None:
        self._link.go_to(moment - self._offset)

    @Slot()
    def _moved(self) -> None:
        moment = self._link.moment
        self.lanes.show_moment(moment)
        for lanes in self.others:
            lanes.show_moment(moment + self._offset)
        whole = max(1.0, (self.reel.ends - self.reel.begins).total_seconds())
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round((moment - self.reel.begins).total_seconds() / whole * self.slider.maximum()))
            self.slider.blockSignals(False)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        named = (
            (self.to_start, "|◀", self.tr("To the begin (Home)")), (self.back, "◀ 1", self.tr("One event back (Left)")),
            (self.on, "1 ▶", self.tr("One event on (Right)")), (self.to_end, "▶|", self.tr("To the end (End)")),
        )  # fmt: skip
        for button, sign, words in named:
            button.setText(sign)
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.play.setText(self.tr("❚❚ Pause") if self.is_playing else self.tr("▶ Play"))
        self.play.setToolTip(self.tr("Play or pause (Space)"))
        self.slider.setAccessibleName(self.tr("Moment shown"))
        for rate, button in self.rates.items():
            button.setToolTip(self.tr("Seconds of the replay in one: {n} (+, -)").format(n=rate))
