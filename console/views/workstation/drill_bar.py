"""The strip of an exercise with what changes its course: automatic officer, pause, pace."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.desk.command_line import PACES, SetDrill
from console.views import language
from console.views.banner import ExerciseBanner
from console.views.drill_control import change_drill, drill_words
from console.views.link import SessionLink
from console.views.turns import later

HEIGHT_PX = 26


class DrillBar(QWidget):
    """EXERCISE in the middle, the controls at the right."""

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drill")
        self._link = link
        self.banner = ExerciseBanner(HEIGHT_PX)
        self.officer, self.pause = QPushButton(), QPushButton()
        self.officer.setCheckable(True)
        self.officer.clicked.connect(self._toggle_officer)
        self.pause.clicked.connect(self._toggle_running)
        self.paces = {pace: QPushButton(f"×{pace}") for pace in PACES}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(4)
        row.addWidget(self.banner, 1)
        for button in (self.officer, self.pause, *self.paces.values()):
            row.addWidget(button)
        for pace, button in self.paces.items():
            button.setCheckable(True)
            button.clicked.connect(partial(self._set_pace, pace))
        self.setVisible(link.is_drill and not link.is_past)
        link.ticked.connect(later(self.refresh))
        link.time_passed.connect(later(self.refresh))
        link.drill_changed.connect(self.refresh)
        language.follow(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show how the exercise runs."""
        link, drill = self._link, self._link.drill
        self.banner.set_text("  ·  ".join(drill_words(link)))
        for button in (self.officer, self.pause, *self.paces.values()):
            button.setVisible(drill is not None and drill.lead is None and not link.is_over)
        if drill is None:
            return
        self.officer.setChecked(drill.officer_on)
        self.officer.setText(self.tr("Automatic officer"))
        self.officer.setToolTip(self.tr("It does what you leave undone; auto on, auto off"))
        self.pause.setText(self.tr("❚❚ Pause") if link.is_running else self.tr("▶ Go on"))
        for pace, button in self.paces.items():
            button.setChecked(pace == link.pace)
            button.setToolTip(self.tr("Drill seconds in one: {n}").format(n=pace))

    @Slot()
    def _toggle_officer(self) -> None:
        drill = self._link.drill
        change_drill(self._link, SetDrill(officer=drill is not None and not drill.officer_on))

    @Slot()
    def _toggle_running(self) -> None:
        change_drill(self._link, SetDrill(running=not self._link.is_running))

    def _set_pace(self, pace: int, _checked: bool = False) -> None:
        change_drill(self._link, SetDrill(pace=pace))
