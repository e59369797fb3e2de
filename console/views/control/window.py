"""The controller's window (Shift+F11): run the drill, play injects, see what is true and what is still expected."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.analysis.expectations import Judgement, judge
from console.drill.control import Sight, sight
from console.drill.drill import Drill
from console.model.scenario import Inject
from console.views import language
from console.views.control.lines import expected_line, hidden_line, inject_line
from console.views.control.models import EXPECTED, HIDDEN, INJECTS, LinesModel, heading
from console.views.control.running import Running
from console.views.link import SessionLink
from console.views.plain_table import dress
from console.views.theme.dressing import follow_theme
from console.views.wording import clock, m_ss, tell
from console.views.workstation.drill_bar import DrillBar

INJECT_WIDTHS, HIDDEN_WIDTHS, EXPECTED_WIDTHS = (84, 104, 300, 130, 190), (84, 320, 260), (84, 124, 380, 76)


class ControlWindow(QMainWindow):
    """For whoever runs the drill, on a screen that the trainees do not see."""

    def __init__(self, link: SessionLink, drill: Drill) -> None:
        super().__init__()
        self._link, self._drill = link, drill
        self._sight: Sight | None = None
        self._judged: tuple[Judgement, ...] = ()
        self._judged_at = -1
        self.running = Running(link, self)
        self.bar = DrillBar(link)
        self.now, self.next = QLabel(), QLabel()
        self.step, self.stride, self.to_next, self.stop = QPushButton(), QPushButton(), QPushButton(), QPushButton()
        self.jump, self.play, self.said = QLineEdit(), QPushButton(), QLabel()
        self.heads = [QLabel() for _ in range(3)]
        self.injects = LinesModel(INJECTS, "state", heading, self)
        self.hidden = LinesModel(HIDDEN, "true", heading, self)
        self.expected = LinesModel(EXPECTED, "verdict", heading, self)
        self.tables = [QTableView() for _ in range(3)]
        self._lay_out()
        self._connect()
        follow_theme(self)
        self.resize(1600, 900)
        self.retranslate()

    def _lay_out(self) -> None:
        models = (self.injects, self.hidden, self.expected)
        widths = (INJECT_WIDTHS, HIDDEN_WIDTHS, EXPECTED_WIDTHS)
        for table, model, wide, stretched in zip(self.tables, models, widths, (2, 1, 2), strict=True):
            table.setModel(model)
            dress(table, wide, stretched)
        self.now.setProperty("role", "title")
        self.next.setProperty("role", "muted")
        self.said.setProperty("role", "muted")
        self.said.setWordWrap(True)
        self.play.setProperty("role", "primary")
        self.jump.setFixedWidth(150)
        for head in self.heads:
            head.setProperty("role", "heading")
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(_column(self.heads[1], self.tables[1]))
        right.addWidget(_column(self.heads[2], self.tables[2]))
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(_column(self.heads[0], self.tables[0], self.play))
        halves.addWidget(right)
        halves.setSizes([860, 740])
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 8)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addLayout(self._course())
        rows.addWidget(halves, 1)
        rows.addWidget(self.said)
        self.said.setContentsMargins(16, 4, 16, 0)
        self.setCentralWidget(whole)

    def _course(self) -> QHBoxLayout:
        course = QHBoxLayout()
        course.setContentsMargins(16, 10, 16, 8)
        course.setSpacing(8)
        course.addWidget(self.now)
        course.addSpacing(12)
        course.addWidget(self.next, 1)
        for widget in (self.step, self.stride, self.to_next, self.jump, self.stop):
            course.addWidget(widget)
        return course

    def _connect(self) -> None:
        link = self._link
        self.step.clicked.connect(partial(self._go, 1))
        self.stride.clicked.connect(partial(self._go, 10))
        self.to_next.clicked.connect(self._go_to_next)
        self.jump.returnPressed.connect(self._go_to_typed)
        self.stop.clicked.connect(self.running.stop)
        self.play.clicked.connect(self.play_chosen)
        self.tables[0].activated.connect(self._activated)
        self.tables[0].selectionModel().currentChanged.connect(self._show_buttons)
        self.running.moved.connect(self._show_buttons)
        for signal in (link.loaded, link.time_passed, link.changed, link.drill_changed):
            signal.connect(self.look)
        language.follow(self.retranslate)
        QShortcut(QKeySequence("Escape"), self, self.running.stop)

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        return self._sight is not None and self._link.is_loaded and not self.running.is_under_way

    @Slot()
    def look(self, _cause: object = None) -> None:
        """Ask how the drill stands, on the thread that plays it."""
        if self.isVisible():
            self._link.background.write(partial(sight, self._drill), self._saw, self._failed)
            self._judge()

    def showEvent(self, event: QShowEvent) -> None:
        """What is shown is looked at first."""
        super().showEvent(event)
        self.look()

    def _judge(self) -> None:
        """Judge over the journal as far as it goes; again only when it has grown."""
        seq = self._link.board.seq
        if seq != self._judged_at:
            self._judged_at = seq
            self._link.background.read(self._judged_now, self._take_judged, self._failed, tag="control")

    def _judged_now(self) -> tuple[Judgement, ...]:
        rows = self._drill.session.journal.read_after(0)
        return judge(self._drill.scenario, rows)

    @Slot(object)
    def _take_judged(self, judged: tuple[Judgement, ...]) -> None:
        self._judged = judged
        self._show()

    @Slot(object)
    def _saw(self, seen: Sight) -> None:
        self._sight = seen
        self._show()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.said.setText(self.tr("The drill could not be looked at: {problem}").format(problem=str(error)))

    def _show(self) -> None:
        seen, local = self._sight, self._link.board.district.local
        if seen is None:
            return
        elapsed = (seen.at - self._drill.scenario.start).total_seconds()
        self.now.setText(f"{clock(local(seen.at))}   {m_ss(elapsed)} / {m_ss(self._drill.scenario.duration_s)}")
        self.injects.set_rows([inject_line(line, seen.at, local) for line in seen.lines])
        self.hidden.set_rows([hidden_line(n, one, local) for n, one in enumerate(seen.hidden)])
        self.expected.set_rows([expected_line(one, seen.at, local) for one in self._judged])
        self.next.setText(self._next(seen))
        self._say_refused(seen)
        self._show_buttons()

    def _next(self, seen: Sight) -> str:
        waiting = [line for line in seen.lines if line.played_at is None and line.due_at is not None]
        if not waiting:
            return self.tr("No inject is to come by the clock.")
        first = min(waiting, key=lambda line: line.due_at or seen.at)
        assert first.due_at is not None, "only those with a time wait here"
        left = max(0, int((first.due_at - seen.at).total_seconds()))
        return self.tr("Next in {left}: {what}").format(left=m_ss(left), what=tell(first.inject.note))

    def _say_refused(self, seen: Sight) -> None:
        if not seen.refused:
            self.said.setText("")
            return
        _, who, why = seen.refused[-1]
        self.said.setText(self.tr("Refused by the desk: {n}, last {who}: {why}").format(
            n=len(seen.refused), who=who, why=tell(why)))  # fmt: skip

    @Slot()
    def _show_buttons(self, _cause: object = None, _before: object = None) -> None:
        under_way, over = self.running.is_under_way, self._link.is_over
        for button in (self.step, self.stride, self.jump):
            button.setEnabled(not under_way and not over)
        due = self._sight.next_due if self._sight is not None else None
        self.to_next.setEnabled(not under_way and not over and due is not None)
        self.stop.setVisible(under_way)
        self.play.setEnabled(not over and self._chosen() is not None)

    def _chosen(self) -> Inject | None:
        """The chosen inject, when it was not played yet."""
        row = self.injects.row_at(self.tables[0].currentIndex().row())
        if row is None or not row.ready:
            return None
        return next((inject for inject in self._drill.scenario.injects if inject.id == row.id), None)

    @Slot()
    def play_chosen(self) -> None:
        """Play the chosen inject now, whether or not its time has come."""
        inject = self._chosen()
        if inject is not None:
            self._link.background.write(partial(self._drill.play, inject), self.look, self._failed)

    @Slot(QModelIndex)
    def _activated(self, _index: QModelIndex) -> None:
        self.play_chosen()

    def _go(self, seconds: int, _checked: bool = False) -> None:
        self.running.to(self._link.now() + timedelta(seconds=seconds))

    @Slot()
    def _go_to_next(self) -> None:
        due = self._sight.next_due if self._sight is not None else None
        if due is not None:
            self.running.to(due)

    @Slot()
    def _go_to_typed(self) -> None:
        minutes, _, seconds = self.jump.text().strip().partition(":")
        if not (minutes.isascii() and minutes.isdigit() and (seconds or "0").isascii() and (seconds or "0").isdigit()):
            self.said.setText(self.tr("Jump: expected minutes:seconds after the start, such as 12:30"))
            return
        goal = self._drill.scenario.start + timedelta(seconds=int(minutes[:5]) * 60 + int(seconds[:2] or 0))
        if goal <= self._link.now():
            past = self.tr("Jump: {time} is past; a drill does not go back (its replay does)")
            self.said.setText(past.format(time=self.jump.text()))
            return
        self.jump.clear()
        self.running.to(goal)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        parts = (self.tr("EXERCISE"), self.tr("Drill controller"), tell(self._drill.scenario.title))
        self.setWindowTitle(" · ".join(parts))
        self.step.setText(self.tr("1 s"))
        self.stride.setText(self.tr("10 s"))
        self.to_next.setText(self.tr("To the next inject"))
        self.stop.setText(self.tr("Stop here (Esc)"))
        self.jump.setPlaceholderText(self.tr("Jump to min:s"))
        self.jump.setAccessibleName(self.tr("Jump to min:s"))
        self.play.setText(self.tr("Play the chosen inject now    Enter"))
        hidden = self.tr("True in the field, hidden from the officers")
        names = (self.tr("Injects"), hidden, self.tr("Expected of them"))
        for head, table, name in zip(self.heads, self.tables, names, strict=True):
            head.setText(name)
            table.setAccessibleName(name)
        for model, columns in ((self.injects, INJECTS), (self.hidden, HIDDEN), (self.expected, EXPECTED)):
            model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)
        self._show()


def _column(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(16, 4, 8, 4)
    column.setSpacing(6)
    for widget in widgets:
        column.addWidget(widget, 1 if isinstance(widget, QTableView) else 0)
    return whole
