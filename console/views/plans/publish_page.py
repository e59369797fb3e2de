"""The page above the buttons of publishing: what stands, what waits, and what would change."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from console.analysis.plan_list import Paper, PaperState
from console.model.plan_papers import PlanAct, PlanProposal
from console.views.plans.difference import Difference, write_difference
from console.views.plans.page import Page
from console.views.plans.papers import Papers
from console.views.theme.current import palette
from console.views.wording import tell


class PublishPage(Page):
    """Read before anything is decided."""

    def __init__(self, papers: Papers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers = papers

    def write(self, paper: Paper | None, told: Difference | None) -> None:
        """Write it anew."""
        self.begin()
        if paper is None:
            self.muted(self.tr("Choose a plan at the left."))
        else:
            self.title(tell(paper.title))
            self._state(paper)
            if told is not None:
                self.heading(self.tr("What would change"))
                write_difference(self, told)
        self.end()

    def _state(self, paper: Paper) -> None:
        colours = palette()
        if paper.proposal is not None:
            self._waits(paper.proposal)
        elif paper.draft is not None:
            said = self.tr("A draft of version {n}; nobody else has seen it.")
            self.line(said.format(n=paper.version), colours.accent)
        elif paper.state is PaperState.REFUSED:
            self.line(self.tr("This file cannot be used as it is; Edit shows what is wrong."), colours.danger_ink)
        elif paper.state is PaperState.WITHDRAWN:
            self.line(self.tr("Withdrawn. A draft can bring it back."), colours.danger_ink)
        else:
            self.line(self.tr("Version {n} is in force.").format(n=paper.version), colours.states["met"].ink)
        approval = paper.counts.approval if paper.counts else None
        if approval is not None:
            said = self.tr("Version {n} was approved by {by} on {at}.")
            at = self._moment(approval.approved_at)
            self.muted(said.format(n=approval.proposal.version, by=approval.approved_by, at=at))

    def _waits(self, proposal: PlanProposal) -> None:
        if proposal.act is PlanAct.WITHDRAW:
            said = self.tr("{by} asked on {at} to withdraw this plan: “{note}”")
        else:
            said = self.tr("Version {version}, proposed by {by} on {at}: “{note}”")
        at = self._moment(proposal.at)
        words = said.format(version=proposal.version, by=proposal.by, at=at, note=proposal.note)
        self.line(words, palette().states["notified"].ink)
        self.muted(self.tr("It counts once another officer has approved it; incidents already matched keep their own."))

    def _moment(self, moment: datetime) -> str:
        return f"{self._papers.link.board.district.local(moment):%Y-%m-%d %H:%M}"
