"""The window of one case: stages, all that is told of it, evidence and every step; an open one follows the board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from console.board.stage_course import StageTime
from console.board.timeline import category_label
from console.desk.session import Session
from console.model.commands import AddEvidence, Command
from console.model.events import Recorded
from console.model.incident import Incident
from console.model.words import Mode
from console.views import language
from console.views.background import Background
from console.views.banner import ExerciseBanner
from console.views.case_page import sections
from console.views.case_page.evidence_row import EvidenceRow
from console.views.case_page.reading import evidence_of, keep_file, read_case
from console.views.case_page.sections import CaseRead
from console.views.case_page.stage_strip import StageStrip
from console.views.theme.dressing import follow_theme
from console.views.wording import only_words, tell, word
from console.views.workstation.rows import Row, RowList

Submit = Callable[[Command], None]


class CasePage(QMainWindow):
    """One case. Without ``submit`` it only reads. ``go_asked`` when the officer wants to work on it."""

    go_asked = Signal(int)
    replay_asked = Signal(int)

    def __init__(
        self, session: Session, background: Background, number: int, now: Callable[[], datetime],
        submit: Submit | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._session, self._background, self.number, self._now, self._submit = session, background, number, now, submit
        self._read: CaseRead | None = None
        self._course: tuple[StageTime, ...] = ()
        self._evidence = session.journal.evidence
        self.is_asking = False
        self.title, self.about, self.numbers, self.said = QLabel(), QLabel(), QLabel(), QLabel()
        self.strip = StageStrip(session.district.local)
        self.told, self.steps = RowList("", self), RowList("", self)
        self.words, self.go, self.attach, self.replay = QLineEdit(), QPushButton(), QPushButton(), QPushButton()
        self.replay.hide()  # until somebody can replay
        self.evidence = EvidenceRow(self._evidence, background)
        self.banner = ExerciseBanner()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(submit is not None and self._evidence is not None)
        follow_theme(self)
        self.resize(1380, 900)
        self.retranslate()
        self.ask()

    def _lay_out(self) -> None:
        self.title.setProperty("role", "title")
        self.about.setProperty("role", "muted")
        self.numbers.setProperty("role", "small")
        self.said.setProperty("role", "small")
        self.go.setProperty("role", "primary")
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.banner.setVisible(self._session.mode is Mode.DRILL)
        column.addWidget(self.banner)
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.setSpacing(2)
        for label in (self.title, self.about, self.numbers):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            head.addWidget(label)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(self._both_sides(), 1)
        column.addWidget(self.evidence)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.replay)
        foot.addWidget(self.attach)
        foot.addWidget(self.go)
        column.addLayout(foot)
        self.setCentralWidget(whole)

    def _both_sides(self) -> QSplitter:
        """What is told of it at the left, every step at the right."""
        right = QWidget()
        below = QVBoxLayout(right)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        self.words.setClearButtonEnabled(True)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 12, 4)
        bar.addWidget(self.words)
        below.addLayout(bar)
        below.addWidget(self.steps, 1)
        split = QSplitter()
        split.addWidget(self.told)
        split.addWidget(right)
        split.setSizes([700, 620])
        return split

    def _connect(self) -> None:
        self.words.textChanged.connect(self._show_steps)
        self.go.clicked.connect(self._go)
        self.attach.clicked.connect(self._choose_file)
        self.replay.clicked.connect(self._ask_replay)
        self.evidence.opened.connect(self._open_evidence)
        language.follow(self.retranslate)
        QShortcut(QKeySequence("Ctrl+F"), self, self.words.setFocus)
        QShortcut(QKeySequence("Ctrl+O"), self, self._choose_file)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._go)
        QShortcut(QKeySequence("Ctrl+Shift+R"), self, self._ask_replay)
        QShortcut(QKeySequence("F5"), self, self.ask)
        QShortcut(QKeySequence("Escape"), self, self.close)

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        return not self.is_asking and self.evidence.is_settled

    @Slot()
    def ask(self) -> None:
        """Read the case anew from the journal, off the GUI thread."""
        self.is_asking = True
        work = partial(read_case, self._session, self.number, self._now())
        self._background.read(work, self._take, self._trouble, tag=f"case-{self.number}")

    @Slot(object)
    def follow(self, rows: Sequence[Recorded]) -> None:
        """Read on when something happened to this case."""
        if any(row.incident == self.number for row in rows):
            self.ask()

    @Slot(object)
    def _take(self, found: tuple[CaseRead, tuple[StageTime, ...]]) -> None:
        self.is_asking = False
        self._read, self._course = found
        self.refresh()

    @Slot(object)
    def _trouble(self, error: Exception) -> None:
        self.is_asking = False
        self.said.setText(self.tr("The case cannot be read: {problem}").format(problem=error))

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show what was read in the language on screen."""
        read = self._read
        if read is None:
            return
        incident = read.incident
        self._head(read, incident)
        self.strip.show_course(self._course, self._now())
        self.told.set_rows([
            *sections.reports(read, sections.WHOLE_REPORT), *sections.handling(read), *sections.called(read),
            *sections.orders(read, self._now()), *sections.answered(read),
        ])  # fmt: skip
        self._show_steps()
        self.evidence.show_evidence(evidence_of(incident))
        self.evidence.setVisible(self.evidence.count() > 0)
        self.go.setVisible(incident.is_open and self._submit is not None)

    def _head(self, read: CaseRead, incident: Incident) -> None:
        category = tell(category_label(read.aside, incident.category)) if incident.category else self.tr("no item yet")
        self.title.setText(f"#{incident.number} · {category}")
        place = only_words(tell(read.aside.district.place_name(incident.place)), 120)
        kinds = (("urgency", incident.urgency), ("severity", incident.severity), ("tier", incident.tier),
                 ("stage", incident.stage))  # fmt: skip
        parts = [place, incident.grid, *(word(family, value.value) for family, value in kinds)]
        if incident.returns:
            parts.append(self.tr("came back {n}×").format(n=incident.returns))
        if incident.merged_into is not None:
            parts.append(self.tr("joined to #{n}").format(n=incident.merged_into))
        self.about.setText(" · ".join(part for part in parts if part))
        numbers = [f"{word('source', r.source)} {only_words(r.source_number, 60)}" for r in incident.reports]
        self.numbers.setText("   ".join(numbers))

    @Slot()
    def _show_steps(self, _words: str = "") -> None:
        if self._read is not None:
            found = sections.steps(self._read, self.words.text().strip().lower())
            nothing = Row("none", self.tr("No step has these words."), heading=True)
            self.steps.set_rows(found if len(found) > 1 else [nothing])

    @Slot()
    def _go(self) -> None:
        if self._read is not None and self._read.incident.is_open:
            self.go_asked.emit(self.number)

    @Slot()
    def _ask_replay(self) -> None:
        self.replay_asked.emit(self.number)

    # -- evidence ---------------------------------------------------------------------------------------------------

    @Slot()
    def _choose_file(self) -> None:
        kinds = self.tr("Pictures and papers (*.jpg *.jpeg *.png *.webp *.pdf)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Put evidence with the case"), "", kinds)
        if name:
            self.attach_file(Path(name))

    def attach_file(self, path: Path) -> None:
        """Keep a copy of ``path`` under its hash, then put it with the case through the desk."""
        if self._submit is None or self._evidence is None:
            return
        work = partial(keep_file, self._evidence, path)
        self._background.read(work, partial(self._kept, path.name), self._not_kept)

    def _kept(self, name: str, reference: str) -> None:
        if self._submit is not None:
            self._submit(AddEvidence(self.number, reference, name))
            self.said.setText(self.tr("Kept: {name}").format(name=only_words(name, 80)))

    @Slot(object)
    def _not_kept(self, error: Exception) -> None:
        self.said.setText(self.tr("Not kept: {problem}").format(problem=error))

    @Slot(str)
    def _open_evidence(self, reference: str) -> None:
        if self._evidence is not None:
            self._background.read(partial(self._evidence.as_file, reference), _open_file, self._not_opened)

    @Slot(object)
    def _not_opened(self, error: Exception) -> None:
        self.said.setText(self.tr("Not opened: {problem}").format(problem=error))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Each file becomes evidence."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.attach_file(Path(url.toLocalFile()))

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """Put everything into the language on screen."""
        title, exercise = self.tr("Case #{n}").format(n=self.number), self.tr("EXERCISE")
        self.setWindowTitle(f"{exercise} · {title}" if self._session.mode is Mode.DRILL else title)
        self.banner.set_text(exercise)
        self.words.setPlaceholderText(self.tr("Words in its steps (Ctrl+F)"))
        self.words.setAccessibleName(self.tr("Words in its steps (Ctrl+F)"))
        self.told.setAccessibleName(title)
        self.steps.setAccessibleName(self.tr("Every step"))
        self.evidence.setAccessibleName(self.tr("Evidence"))
        self.go.setText(self.tr("Work on it"))
        self.replay.setText(self.tr("Replay"))
        self.replay.setToolTip(self.tr("Its time on the map, forwards and back (Ctrl+Shift+R)"))
        self.attach.setText(self.tr("Put evidence with it …"))
        self.attach.setVisible(self._submit is not None and self._evidence is not None)
        self.refresh()


def _open_file(path: Path | None) -> None:
    if path is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
