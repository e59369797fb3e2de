"""Step 4: what saving changes and what it cannot keep, the name, and the way into the workstation."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from console.district.workshop.changes import differences
from console.district.workshop.folder import Opened, written
from console.district.workshop.saving import Saved
from console.district.workshop.town import Town
from console.views import language
from console.views.town.work import TownWork
from console.views.wording import tell

HASH_SHOWN = 12


class UsePanel(QWidget):
    """One page: changes, warning, name, two buttons, and what became of it."""

    use_asked = Signal(str)

    def __init__(self, work: TownWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._then_use = False
        self._made: Saved | None = None
        self.can_use = True
        self.heading, self.what, self.lost, self.name_of, self.wrong = (QLabel() for _ in range(5))
        self.heading.setProperty("role", "heading")
        self.name_of.setProperty("role", "muted")
        self.wrong.setProperty("role", "danger")
        self.lost.setProperty("role", "danger")
        for label in (self.what, self.lost, self.wrong):
            label.setWordWrap(True)
        self.name, self.became = QLineEdit(), QPlainTextEdit()
        self.became.setReadOnly(True)
        self.became.setTabChangesFocus(True)
        self.save, self.use = QPushButton(), QPushButton()
        self.use.setProperty("role", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for widget in (self.heading, self.what, self.lost, self.name_of, self.name, self.wrong, self.save, self.use):
            column.addWidget(widget)
        column.addWidget(self.became, 1)
        column.addStretch(0)
        self.save.clicked.connect(self.save_it)
        self.use.clicked.connect(self.use_it)
        self.name.textChanged.connect(self._check)
        work.opened_anew.connect(self._anew)
        work.changed.connect(self.refresh)
        work.saved.connect(self._saved)
        work.listed.connect(self._check)
        language.follow(self.retranslate)
        self.retranslate()

    @Slot()
    def retranslate(self, _language: str = "") -> None:
        """In the language on screen."""
        self.heading.setText(self.tr("Save and use"))
        self.name_of.setText(self.tr("Name of the district"))
        self.name.setAccessibleName(self.name_of.text())
        self.save.setText(self.tr("Save (Ctrl+S)"))
        self.use.setText(self.tr("Save and open the workstation"))
        self.became.setAccessibleName(self.tr("What became of it"))
        self.refresh()

    @Slot()
    def _anew(self) -> None:
        work = self._work
        self._made = None
        self.name.setText("" if work.is_shipped or work.folder is None else work.folder.name)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """What a save would do now."""
        work = self._work
        opened = work.opened
        changes = differences(work.shop.saved, work.town)
        none = self.tr("Nothing is changed since it was saved.") if opened else self.tr("There is no district yet.")
        self.what.setText("\n".join(f"· {tell(change)}" for change in changes) or none)
        self.lost.hide()
        if opened is not None and work.shop.is_changed and self.isVisible():
            work.background.read(partial(_lost, opened, work.town), self._will_lose, self._unread, tag="lost")
        self.became.setVisible(self._made is not None)
        self.became.setPlainText(self._became())
        self._check()

    def showEvent(self, event: QShowEvent) -> None:
        """What would be lost is found out when it can be read."""
        super().showEvent(event)
        self.refresh()

    @Slot(object)
    def _will_lose(self, lost: tuple[tuple[str, str], ...]) -> None:
        self.lost.setVisible(bool(lost))
        first = "; ".join(f"{file}: {comment}" for file, comment in lost[:3])
        said = self.tr("{count} comments of hand-edited files will not be kept: {first}")
        self.lost.setText(said.format(count=len(lost), first=first))

    @Slot(object)
    def _unread(self, _error: Exception) -> None:
        self.lost.hide()

    @Slot()
    def _check(self, _text: str = "") -> None:
        work, name = self._work, self.name.text().strip()
        problem = work.wrong_name(name, own=True) if name else None
        self.wrong.setText(tell(problem) if problem else "")
        self.wrong.setVisible(problem is not None)
        ready = work.opened is not None and bool(name) and problem is None and not work.is_busy
        self.save.setEnabled(ready)
        self.use.setEnabled(ready and self.can_use)

    @Slot()
    def save_it(self) -> None:
        """Save; nothing half is left when it fails."""
        self._go(use=False)

    @Slot()
    def use_it(self) -> None:
        """Save what is changed, then open the workstation on it."""
        self._go(use=True)

    def _go(self, *, use: bool) -> None:
        self._check()
        if not self.save.isEnabled():
            if not self.name.text().strip():
                self.name.setFocus()
            return
        work, name = self._work, self.name.text().strip()
        self._then_use = use
        if use and not work.shop.is_changed and work.folder is not None and name == work.folder.name:
            self.use_asked.emit(name)
        else:
            work.save_as(name)
        self._check()

    @Slot(object)
    def _saved(self, made: Saved) -> None:
        self._made = made
        self.name.setText(made.opened.folder.name)
        self.refresh()
        self._work.told.emit(self.tr("Saved: {name}").format(name=made.opened.folder.name), False)
        if self._then_use:
            self._then_use = False
            self.use_asked.emit(made.opened.folder.name)

    def _became(self) -> str:
        made = self._made
        if made is None:
            return ""
        name = made.opened.folder.name
        hashes = self.tr(
            "Its fingerprint was {before} and is {after}. A live journal on this district notes the new one when its "
            "desk is next opened; a drill begun before cannot be gone on with."
        )
        lines = [
            self.tr("Saved as {name} in {folder}").format(name=name, folder=made.opened.folder),
            *(f"· {tell(change)}" for change in made.changes),
            hashes.format(before=made.hash_before[:HASH_SHOWN], after=made.hash_after[:HASH_SHOWN]),
            self.tr("From the command line:") + f" main.py run --district {name}",
        ]
        return "\n".join(lines)


def _lost(opened: Opened, town: Town) -> tuple[tuple[str, str], ...]:
    return written(opened, town).lost
