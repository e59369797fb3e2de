"""Changing the roster by hand: one team, on or off duty until a time, with its crew, road and the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from console.desk.verbs_duty import next_at
from console.model.commands import ChangeRoster
from console.model.duty import Turn
from console.model.places import Team
from console.views import language
from console.views.link import SessionLink
from console.views.theme.dressing import follow_theme
from console.views.wording import tell


class ChangeForm(QWidget):
    """One line below the roster; it speaks of the team whose row is chosen."""

    def __init__(self, link: SessionLink) -> None:
        super().__init__()
        self._link = link
        self._team: Team | None = None
        self.team, self.state = QLabel(), QComboBox()
        self.until, self.crew, self.road, self.reason = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.enter = QPushButton()
        self.team.setTextFormat(Qt.TextFormat.PlainText)
        self.team.setMinimumWidth(190)
        self._names = self._road_names()
        completer = QCompleter(sorted(self._names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        follow_theme(completer.popup())
        self.road.setCompleter(completer)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 10)
        row.setSpacing(8)
        fields = ((self.team, 0), (self.state, 0), (self.until, 0), (self.crew, 1), (self.road, 2), (self.reason, 3))
        for widget, stretch in fields:
            row.addWidget(widget, stretch)
        row.addWidget(self.enter)
        self.until.setFixedWidth(120)
        for field in (self.until, self.reason):
            field.returnPressed.connect(self.submit)
            field.textChanged.connect(self._check)
        self.enter.clicked.connect(self.submit)
        language.follow(self.retranslate)
        self.retranslate()

    def _road_names(self) -> dict[str, str]:
        """Every road by each of its names; its English name is what the roster keeps."""
        names = [s.name for s in self._link.session.district.roads.stretches if s.name.en]
        return {said: name.en for name in names for said in (name.en, name.zh) if said}

    def speak_of(self, team: Team | None) -> None:
        """Which team is changed."""
        self._team = team
        self.team.setText(f"{team.id} {tell(team.name)}" if team else self.tr("Choose a team above"))
        self._check()

    @property
    def turn(self) -> Turn | None:
        """What was typed; ``None`` while something is missing."""
        now = self._link.now()
        until = next_at(self.until.text().strip(), self._link.session.district.local(now))
        road = self._names.get(self.road.text().strip(), "")
        if self._team is None or until is None or not self.reason.text().strip():
            return None
        if self.road.text().strip() and not road:
            return None
        return Turn(self._team.id, now, until, self.state.currentIndex() == 0, self.crew.text().strip(), road,
                    self.reason.text().strip())  # fmt: skip

    @Slot()
    def _check(self, _text: str = "") -> None:
        self.enter.setEnabled(self.turn is not None)

    @Slot()
    def submit(self) -> None:
        """Ask the desk for it; the fields are emptied for the next one."""
        turn = self.turn
        if turn is None:
            return
        self._link.submit(ChangeRoster((turn,)))
        for field in (self.until, self.crew, self.road, self.reason):
            field.clear()

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        chosen = max(0, self.state.currentIndex())
        self.state.clear()
        self.state.addItems([self.tr("on duty"), self.tr("off duty")])
        self.state.setCurrentIndex(chosen)
        self.state.setAccessibleName(self.tr("On or off duty"))
        words = (
            (self.until, self.tr("until 22:00")), (self.crew, self.tr("crew")), (self.road, self.tr("road")),
            (self.reason, self.tr("reason")),
        )  # fmt: skip
        for field, said in words:
            field.setPlaceholderText(said)
            field.setAccessibleName(said)
        self.enter.setText(self.tr("Change"))
        self.speak_of(self._team)
