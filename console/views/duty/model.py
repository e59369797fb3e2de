"""The roster board as a table model: a row for each team, worked out when it is looked at."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QColor

from console.board.roster import call_in_s, changes_at, on_duty, road_of
from console.board.teams import team_status
from console.model.duty import turn_at
from console.model.places import Team
from console.model.words import TeamStatus
from console.phrase import Text
from console.views.link import SessionLink
from console.views.plain_table import ColumnsModel
from console.views.theme.current import palette
from console.views.theme.tokens import state_word, team_ink
from console.views.wording import only_words, shown, tell, word
from console.views.workstation.list_model import Index

TEAM_ROLE = Qt.ItemDataRole.UserRole
COLUMNS = ("team", "kind", "road", "crew", "status", "until", "remark", "lane")
LANE = COLUMNS.index("lane")


def heading(code: str) -> str:
    """A column's heading in the language on screen; the lane has hours instead."""
    return {
        "team": QCoreApplication.translate("Duty", "Team"),
        "kind": QCoreApplication.translate("Duty", "Kind"),
        "road": QCoreApplication.translate("Duty", "Responsible for"),
        "crew": QCoreApplication.translate("Duty", "Crew"),
        "status": QCoreApplication.translate("Duty", "Status"),
        "until": QCoreApplication.translate("Duty", "Changes"),
        "remark": QCoreApplication.translate("Duty", "Remark"),
        "lane": "",
    }[code]


class RosterModel(ColumnsModel):
    """Teams by kind and id, those that ``narrow`` lets through."""

    def __init__(self, link: SessionLink, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, heading, parent)
        self._link = link
        self._roads: dict[str, Text] = {s.name.en: s.name for s in link.session.district.roads.stretches if s.name.en}
        self._all = sorted(link.session.district.teams.values(), key=_order)
        self._teams = self._all

    def narrow(self, words: str, only_on_duty: bool) -> None:
        """Show only teams whose id, name or road has these words in it, and those on duty now when asked for."""
        wanted, now = words.strip().lower(), self._link.now()
        self.beginResetModel()
        self._teams = [
            team
            for team in self._all
            if wanted in self._searched(team, now) and (not only_on_duty or on_duty(self._link.board, team, now))
        ]
        self.endResetModel()

    def _searched(self, team: Team, now: datetime) -> str:
        road = self._road(team, now)
        return f"{team.id} {team.name.en} {team.name.zh} {road} {word('team_kind', team.kind.value)}".lower()

    def refresh(self) -> None:
        """What is shown has changed."""
        if self._teams:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._teams) - 1, LANE))

    def team_at(self, row: int) -> Team | None:
        """The team of a row."""
        return self._teams[row] if 0 <= row < len(self._teams) else None

    def count(self) -> int:
        """How many teams are shown."""
        return len(self._teams)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, the ink of a status, and the team itself."""
        if not index.isValid():
            return None
        team, code = self._teams[index.row()], COLUMNS[index.column()]
        if role == TEAM_ROLE:
            return team
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and code != "lane":
            return shown(role, self._words(team, code))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(team, code)
        return None

    def _words(self, team: Team, code: str) -> str:
        board, now = self._link.board, self._link.now()
        match code:
            case "team":
                return f"{team.id} {tell(team.name)}"
            case "kind":
                return word("owner", team.kind.value)
            case "road":
                return self._road(team, now)
            case "crew":
                return self._crew(team, now)
            case "status":
                ink = team_ink(palette(), team_status(board, team, now))
                return f"{ink.glyph} {state_word(ink)}"
            case "until":
                return self._until(team, now)
        return self._remark(team, now)

    def _road(self, team: Team, now: datetime) -> str:
        name = road_of(self._link.board, team, now)
        return tell(self._roads.get(name, Text(name))) if name else ""

    def _crew(self, team: Team, now: datetime) -> str:
        turn = turn_at(self._link.board.roster.get(team.id, ()), now)
        people = QCoreApplication.translate("Duty", "{n} people").format(n=team.crew)
        return f"{only_words(turn.crew, 24)} · {people}" if turn is not None and turn.crew else people

    def _until(self, team: Team, now: datetime) -> str:
        board = self._link.board
        change = changes_at(board, team, now)
        if change is None:
            return QCoreApplication.translate("Duty", "24 h") if on_duty(board, team, now) else "–"
        local = board.district.local(change)
        tomorrow = local.date() != board.district.local(now).date()
        at = f"{local:%H:%M}" + (" +1" if tomorrow else "")
        return (
            QCoreApplication.translate("Duty", "until {time}") if on_duty(board, team, now)
            else QCoreApplication.translate("Duty", "from {time}")
        ).format(time=at)  # fmt: skip

    def _remark(self, team: Team, now: datetime) -> str:
        board = self._link.board
        if team.id in board.out_of_service:
            return only_words(board.out_of_service[team.id])
        turn = turn_at(board.roster.get(team.id, ()), now)
        if turn is not None and turn.reason:
            return only_words(turn.reason)
        called = call_in_s(board, team)
        if called is not None and team_status(board, team, now) is TeamStatus.OFF_DUTY:
            return QCoreApplication.translate("Duty", "callable in {n} min").format(n=called // 60)
        return ""

    def _ink(self, team: Team, code: str) -> QColor | None:
        status = team_status(self._link.board, team, self._link.now())
        if code == "status":
            return QColor(team_ink(palette(), status).ink)
        return QColor(palette().muted) if status is TeamStatus.OFF_DUTY or code == "kind" else None


def _order(team: Team) -> tuple[str, str]:
    return team.kind.value, team.id
