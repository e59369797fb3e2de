"""Drill: the objective, what was played and what was expected to be seen. Only ever of an exercise."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.analysis.expectations import Judgement, Verdict, judge
from console.journal.store import Journal
from console.model.events import DrillInjected
from console.model.scenario import Scenario
from console.views.drill_control import BOTH
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wall.parts import WallRow, WallRows
from console.views.wording import clock, m_ss, only_words, tell

JUDGED_EVERY_S = 10
_LOOK = {Verdict.MET: ("check", "met"), Verdict.NOT_MET: ("state-triangle", "late"),
         Verdict.NOT_OBSERVED: ("clock", "off_duty")}  # fmt: skip


class DrillScene(QWidget):
    """Left what was played, right what must be seen. Judged from the journal, off the GUI thread."""

    def __init__(self, link: SessionLink, scenario: Scenario | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link, self._scenario = link, scenario
        self._judged: tuple[Judgement, ...] = ()
        self._judged_at: int | None = None
        self.title, self.objective, self.played_title, self.seen_title = (QLabel() for _ in range(4))
        self.objective.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.played, self.seen = WallRows(1.0), WallRows(1.0)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.objective)
        both = self._both = QHBoxLayout()
        for heading, rows in ((self.played_title, self.played), (self.seen_title, self.seen)):
            side = QVBoxLayout()
            side.addWidget(heading)
            side.addWidget(rows, 1)
            both.addLayout(side, 1)
        self._column.addLayout(both, 1)

    def set_scale(self, scale: float) -> None:
        """Letters of another size."""
        self.title.setStyleSheet(f"font-size: {round(26 * scale)}px; font-weight: 700; color: {palette().exercise};")
        self.objective.setStyleSheet(f"font-size: {round(17 * scale)}px;")
        for heading in (self.played_title, self.seen_title):
            heading.setStyleSheet(f"font-size: {round(18 * scale)}px; font-weight: 700; color: {palette().muted};")
        for rows in (self.played, self.seen):
            rows.set_scale(scale)
        side = round(16 * scale)
        self._both.setSpacing(2 * side)
        self._column.setContentsMargins(side, side // 2, side, side // 2)

    def refresh(self) -> None:
        """Show the exercise as it stands."""
        drill, scenario, board = self._link.drill, self._scenario, self._link.board
        elapsed = drill.elapsed_s if drill is not None else 0
        name = tell(scenario.title) if scenario is not None else drill.name if drill is not None else ""
        whole = f" / {m_ss(scenario.duration_s)}" if scenario is not None else ""
        self.title.setText(f"{BOTH}  {name}  {m_ss(elapsed)}{whole}")
        self.objective.setText(tell(scenario.objective) if scenario is not None else "")
        played = [(row.at, row.event.note) for row in board.injects.values() if isinstance(row.event, DrillInjected)]
        self.played_title.setText(self.tr("Played: {n}").format(n=len(played)))
        ink = palette().accent
        self.played.show_rows([
            WallRow("report", ink, only_words(tell(note), 120), clock(board.district.local(at)), palette().muted)
            for at, note in reversed(played)
        ])  # fmt: skip
        self._ask(elapsed)
        self._show_seen()

    def _ask(self, elapsed: int) -> None:
        due = self._judged_at is None or not 0 <= elapsed - self._judged_at < JUDGED_EVERY_S
        if self._scenario is not None and due:
            self._judged_at = elapsed
            work = partial(_judge, self._link.session.journal, self._scenario)
            self._link.background.read(work, self._take, self._failed, tag="wall-judged")

    @Slot(object)
    def _take(self, judged: tuple[Judgement, ...]) -> None:
        self._judged = judged
        self._show_seen()

    @Slot(object)
    def _failed(self, _error: Exception) -> None:
        """The wall says of itself that its data are old."""

    def _show_seen(self) -> None:
        met = sum(one.verdict is Verdict.MET for one in self._judged)
        missed = sum(one.verdict is Verdict.NOT_MET for one in self._judged)
        waits = len(self._judged) - met - missed
        words = self.tr("Expected: {met} seen · {missed} missed · {waits} to come")
        self.seen_title.setText(words.format(met=met, missed=missed, waits=waits))
        self.seen.show_rows([self._row(one) for one in sorted(self._judged, key=_missed_first)])

    def _row(self, one: Judgement) -> WallRow:
        icon, look = _LOOK[one.verdict]
        ink = palette().states[look].ink
        return WallRow(icon, ink, only_words(tell(one.expectation.title), 120), m_ss(one.expectation.within_s), ink)


def _judge(journal: Journal, scenario: Scenario) -> tuple[Judgement, ...]:
    return judge(scenario, journal.read_after(0))


def _missed_first(one: Judgement) -> int:
    return (Verdict.NOT_MET, Verdict.NOT_OBSERVED, Verdict.MET).index(one.verdict)
