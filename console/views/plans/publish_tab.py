"""Publishing: an officer proposes a draft or a withdrawal, another approves or rejects it; the YAML is saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.analysis.plan_list import Paper, PaperState
from console.district.plan_checked import Checked
from console.district.whole_file import write_whole
from console.model.commands import ApprovePlan, ProposePlan, ProposeWithdrawal, RejectPlan
from console.model.plan_papers import PlanProposal
from console.views.plans.difference import Difference, compare
from console.views.plans.papers import Papers
from console.views.plans.publish_page import PublishPage

BUTTONS = ("propose", "approve", "reject", "take_back", "withdraw", "rebase", "save", "save_as")


class PublishTab(QWidget):
    """What can be done now stands in buttons; why something cannot is said above them."""

    said = Signal(str)

    def __init__(self, papers: Papers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers, self._link = papers, papers.link
        self._paper: Paper | None = None
        self._checked: Checked | None = None
        self._told: Difference | None = None
        self._asked = ""
        self.page, self.note = PublishPage(papers), QLineEdit()
        self.note_label, self.why_not = QLabel(), QLabel()
        self.buttons = {name: QPushButton() for name in BUTTONS}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        asks, acts = QHBoxLayout(), QHBoxLayout()
        for row in (asks, acts):
            row.setContentsMargins(16, 4, 16, 8)
            row.setSpacing(12)
        self.note_label.setBuddy(self.note)
        asks.addWidget(self.note_label)
        asks.addWidget(self.note, 1)
        for name in ("save", "save_as", "withdraw"):
            acts.addWidget(self.buttons[name])
        acts.addStretch(1)
        for name in ("rebase", "take_back", "reject", "approve", "propose"):
            acts.addWidget(self.buttons[name])
        for name in ("approve", "propose"):
            self.buttons[name].setProperty("role", "primary")
        self.why_not.setWordWrap(True)
        self.why_not.setTextFormat(Qt.TextFormat.PlainText)
        self.why_not.setContentsMargins(16, 8, 16, 0)
        self.note.setMaxLength(400)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addWidget(self.why_not)
        column.addLayout(asks)
        column.addLayout(acts)

    def _connect(self) -> None:
        acts = {
            "propose": self.propose, "approve": self.approve, "reject": self.reject, "take_back": self.take_back,
            "withdraw": self.withdraw, "rebase": self.rebase, "save": self.save, "save_as": self.save_as,
        }  # fmt: skip
        for name, act in acts.items():
            self.buttons[name].clicked.connect(act)
        self.note.textChanged.connect(self._show_buttons)
        self._link.pending_changed.connect(self._show_buttons)

    def retranslate(self) -> None:
        """In the language on screen."""
        words = {
            "propose": self.tr("Propose it for approval (Ctrl+Enter)"),
            "approve": self.tr("Approve: it counts at once (Ctrl+Enter)"),
            "reject": self.tr("Reject"), "take_back": self.tr("Take it back"),
            "withdraw": self.tr("Propose to withdraw the plan"),
            "rebase": self.tr("I have taken that over"),
            "save": self.tr("Save to the plans folder"), "save_as": self.tr("Save as …"),
        }  # fmt: skip
        for name, text in words.items():
            self.buttons[name].setText(text)
        self.note_label.setText(self.tr("Reason"))
        self.note.setAccessibleName(self.tr("Reason"))
        self.note.setPlaceholderText(self.tr("What was changed and why; why it is withdrawn or rejected"))
        self.page.setAccessibleName(self.tr("What would change"))
        self._show()

    @property
    def is_settled(self) -> bool:
        """Whether the difference on screen is that of the text that would count."""
        return not self.isVisible() or not self._asked

    @property
    def _proposal(self) -> PlanProposal | None:
        return self._paper.proposal if self._paper else None

    # -- showing ------------------------------------------------------------------------------------------------------

    def show_paper(self, paper: Paper | None, checked: Checked | None) -> None:
        """Show what waits or would be proposed."""
        if (paper.key if paper else "") != (self._paper.key if self._paper else ""):
            self.note.clear()
        self._paper, self._checked = paper, checked
        after = self._after()
        key = f"{paper.key}\0{paper.text}\0{after}" if paper is not None and after else ""
        if not key:
            self._told, self._asked = None, ""
        elif key != self._asked and (self._told is None or self._told.key != key):
            assert paper is not None, "there is a text of something"
            self._asked = key
            work = partial(compare, key, paper.text, after, self._papers.known, self._papers.words)
            self._link.background.read(work, self._compared, self._failed, tag="plan-publish")
        self._show()

    def _after(self) -> str:
        """The text that would count: the one that waits before the draft."""
        if self._proposal is not None:
            return self._proposal.text
        return self._paper.draft.text if self._paper and self._paper.draft else ""

    @Slot(object)
    def _compared(self, told: Difference) -> None:
        self._told, self._asked = told, ""
        self._show()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._told, self._asked = None, ""
        self.said.emit(str(error))

    def _show(self) -> None:
        self.page.write(self._paper, self._told)
        self._show_buttons()

    @property
    def _is_own(self) -> bool:
        proposal, me = self._proposal, self._link.actor.id
        return proposal is not None and proposal.by.strip().casefold() == me.strip().casefold()

    @property
    def _is_stale(self) -> bool:
        """Whether the draft was begun from another text than counts now."""
        paper = self._paper
        return paper is not None and paper.draft is not None and bool(paper.base_hash) and (
            paper.draft.base_hash != paper.base_hash
        )  # fmt: skip

    @Slot()
    def _show_buttons(self, _cause: object = None) -> None:
        paper, proposal = self._paper, self._proposal
        has_note, free = bool(self.note.text().strip()), paper is not None and proposal is None
        draft = paper.draft if paper else None
        in_force = paper is not None and paper.state is PaperState.IN_FORCE
        shown = {
            "propose": free and draft is not None, "approve": proposal is not None and not self._is_own,
            "reject": proposal is not None and not self._is_own, "take_back": proposal is not None and self._is_own,
            "withdraw": free and draft is None and in_force, "rebase": free and self._is_stale,
            "save": paper is not None and paper.counts is not None and self._papers.folders is not None,
            "save_as": paper is not None and paper.counts is not None,
        }  # fmt: skip
        for name, is_shown in shown.items():
            self.buttons[name].setVisible(bool(is_shown))
        sound = self._checked is not None and self._checked.plan is not None
        self.buttons["propose"].setEnabled(has_note and sound and not self._is_stale)
        self.buttons["withdraw"].setEnabled(has_note)
        self.buttons["reject"].setEnabled(has_note)
        self.buttons["approve"].setEnabled(not self._asked)  # what it changes has been shown
        self.why_not.setText(self._why_not(sound))
        self.why_not.setVisible(bool(self.why_not.text()))

    def _why_not(self, sound: bool) -> str:
        if self._proposal is not None and self._is_own:
            return self.tr("You proposed this yourself: another officer has to approve it, at their own seat.")
        if self._proposal is not None or self._paper is None or self._paper.draft is None:
            return ""
        if self._checked is None:
            return self.tr("The text is being checked …")
        if not sound:
            return self.tr("It cannot be proposed: {n} mistakes. Edit shows each at its field.").format(
                n=self._checked.grave
            )
        if self._is_stale:
            return self.tr(
                "What is in force has changed since this draft was begun. Compare them, take that over, then propose."
            )
        if self._checked.remarks:
            return self.tr("It can be proposed; {n} remarks are worth a look.").format(n=len(self._checked.remarks))
        return ""

    # -- doing --------------------------------------------------------------------------------------------------------

    @Slot()
    def do_primary(self) -> None:
        """Ctrl+Enter: what the big button says."""
        for name in ("approve", "propose"):
            button = self.buttons[name]
            if button.isVisible() and button.isEnabled():
                button.click()
                return
        if self.buttons["propose"].isVisible() and not self.note.text().strip():
            self.said.emit(self.tr("A reason is needed: what was changed and why."))
            self.note.setFocus()

    @Slot()
    def propose(self) -> None:
        """Ask a second officer."""
        paper, checked = self._paper, self._checked
        if paper is None or paper.draft is None or checked is None or checked.plan is None:
            return
        own = paper.draft.base_hash if checked.plan.id == paper.key else ""
        self._papers.keep()
        self._link.submit(ProposePlan(paper.draft.text, own, self.note.text().strip()))
        self.note.clear()

    @Slot()
    def withdraw(self) -> None:
        """Ask a second officer to take the plan out of matching."""
        if self._paper is not None:
            self._link.submit(ProposeWithdrawal(self._paper.key, self._paper.base_hash, self.note.text().strip()))
            self.note.clear()

    @Slot()
    def approve(self) -> None:
        """The text that was read counts from now on."""
        if self._proposal is not None:
            self._link.submit(ApprovePlan(self._proposal.id, self._proposal.content_hash))

    @Slot()
    def reject(self) -> None:
        """It will not count, for the reason typed."""
        if self._proposal is not None:
            self._link.submit(RejectPlan(self._proposal.id, self.note.text().strip()))
            self.note.clear()

    @Slot()
    def take_back(self) -> None:
        """The proposer thinks again; the draft is still there."""
        if self._proposal is not None:
            self._link.submit(RejectPlan(self._proposal.id, self.note.text().strip()))

    @Slot()
    def rebase(self) -> None:
        """The draft counts as written against what is in force now."""
        if self._paper is not None:
            self._papers.stand_on_present(self._paper.key)

    @Slot()
    def save(self) -> None:
        """Write what is in force into the plans folder, byte for byte."""
        if self._paper is not None and self._papers.folders is not None:
            own = self._link.board.plan_ground.written.get(self._paper.key)
            name = own.source if own and own.source else f"{self._paper.key}.yaml"
            self.save_to(self._papers.folders.plans / name)

    @Slot()
    def save_as(self) -> None:
        """Write what is in force where the officer says."""
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the plan"), f"{self._paper.key if self._paper else ''}.yaml", "*.yaml"
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write what is in force to ``path`` off the GUI thread, and say what came of it."""
        if self._paper is not None:
            self._link.background.write(partial(_saved, path, self._paper.text), self._was_saved, self._failed)

    @Slot(object)
    def _was_saved(self, path: Path) -> None:
        self.said.emit(self.tr("Saved: {path}").format(path=path))


def _saved(path: Path, text: str) -> Path:
    write_whole(path, text)
    return path
