"""The bar on top of the workshop: four steps, the district and whether it is saved, undo, and what was said."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.district.workshop.drafts import Draft
from console.views import language
from console.views.town.work import TownWork
from console.views.wording import tell, tip
from console.views.workstation.elided import ElidedLabel

STEPS = (
    QT_TRANSLATE_NOOP("StepBar", "1 Import"),
    QT_TRANSLATE_NOOP("StepBar", "2 Place"),
    QT_TRANSLATE_NOOP("StepBar", "3 Check"),
    QT_TRANSLATE_NOOP("StepBar", "4 Use"),
)


class StepBar(QFrame):
    """Steps are pressed, or reached with Alt+1 to Alt+4."""

    step_asked = Signal(int)

    def __init__(self, work: TownWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._work = work
        self._draft: Draft | None = None
        self.steps = [QPushButton() for _ in STEPS]
        self.town, self.state, self.said, self.offer = ElidedLabel(), QLabel(), QLabel(), QLabel()
        self.undo, self.redo, self.language = QPushButton(), QPushButton(), QPushButton()
        self.restore, self.discard = QPushButton(), QPushButton()
        self.draft_bar = QFrame()
        self.draft_bar.setProperty("role", "panel")
        self._lay_out()
        for number, button in enumerate(self.steps):
            button.clicked.connect(partial(self.step_asked.emit, number))
        self.undo.clicked.connect(work.undo)
        self.redo.clicked.connect(work.redo)
        self.language.clicked.connect(self.switch_language)
        self.restore.clicked.connect(self._restore)
        self.discard.clicked.connect(self._discard)
        work.changed.connect(self.refresh)
        work.opened_anew.connect(self._anew)
        work.told.connect(self.show_message)
        work.draft_found.connect(self._offer)
        language.follow(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        self.town.setProperty("role", "heading")
        self.state.setProperty("role", "muted")
        for label in (self.said, self.offer):
            label.setWordWrap(True)
        self.said.setContentsMargins(12, 0, 12, 6)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        for button in self.steps:
            button.setProperty("role", "chip")
            button.setCheckable(True)
            row.addWidget(button)
        row.addSpacing(12)
        row.addWidget(self.town, 1)
        row.addWidget(self.state)
        for button in (self.undo, self.redo, self.language):
            row.addWidget(button)
        self.language.setProperty("role", "flat")
        offer = QHBoxLayout(self.draft_bar)
        offer.setContentsMargins(12, 0, 12, 8)
        offer.addWidget(self.offer, 1)
        offer.addWidget(self.restore)
        offer.addWidget(self.discard)
        self.draft_bar.hide()
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.draft_bar)
        column.addWidget(self.said)

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        for button, said in zip(self.steps, STEPS, strict=True):
            button.setText(QCoreApplication.translate("StepBar", str(said)))
        self.undo.setText(self.tr("Undo"))
        self.redo.setText(self.tr("Redo"))
        self.restore.setText(self.tr("Go on with it"))
        self.discard.setText(self.tr("Discard it"))
        self.language.setText("EN" if language.current() == "zh" else "中文")
        self.language.setAccessibleName(self.tr("Language"))
        self.said.hide()
        if self._draft is not None:
            self._offer(self._draft)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Name, state and what can be undone."""
        work = self._work
        opened = work.opened
        self.town.setText(tell(opened.district.name) if opened else self.tr("Your own town"))
        saved = self.tr("not saved yet: kept as a draft") if work.shop.is_changed else self.tr("saved")
        self.state.setText(saved if opened else "")
        last, coming = work.shop.last, work.shop.next
        self.undo.setEnabled(last is not None)
        self.redo.setEnabled(coming is not None)
        self.undo.setToolTip(tip(f"{tell(last)} (Ctrl+Z)") if last else "Ctrl+Z")
        self.redo.setToolTip(tip(f"{tell(coming)} (Ctrl+Y)") if coming else "Ctrl+Y")

    def show_step(self, number: int) -> None:
        """Which step is in front."""
        for n, button in enumerate(self.steps):
            button.setChecked(n == number)

    @Slot(str, bool)
    def show_message(self, text: str, wrong: bool) -> None:
        """What happened, in one line, until something else does."""
        self.said.setText(text)
        self.said.setProperty("role", "danger" if wrong else "muted")
        self.said.style().polish(self.said)
        self.said.setVisible(bool(text))

    @Slot()
    def switch_language(self) -> None:
        """Ctrl+L."""
        language.set_language("en" if language.current() == "zh" else "zh")

    @Slot()
    def _anew(self) -> None:
        self._draft = None
        self.draft_bar.hide()
        self.show_message("", False)

    @Slot(object)
    def _offer(self, draft: Draft) -> None:
        self._draft = draft
        said = self.tr("There is unsaved work on this district, last changed on {when}.")
        told = said.format(when=f"{draft.at.astimezone():%Y-%m-%d %H:%M}")
        stale = self.tr("The files were changed by somebody else since: going on replaces that when it is saved.")
        self.offer.setText(f"{told} {stale}" if draft.stale else told)
        self.draft_bar.show()

    @Slot()
    def _restore(self) -> None:
        if self._draft is not None:
            self._work.restore(self._draft)
        self._anew()

    @Slot()
    def _discard(self) -> None:
        if self._draft is not None:
            self._work.discard(self._draft)
        self._anew()
