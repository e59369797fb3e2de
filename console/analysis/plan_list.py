"""The papers of a centre: every plan in force, withdrawn, drafted or waiting for approval, as one list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from console.board.board import Board
from console.desk.plan_book import PlanBook
from console.district.plan_checked import Checked
from console.district.plan_drafts import Draft
from console.model.plan import Plan
from console.model.plan_papers import PlanAct, PlanProposal, PlanVersion, Standing, standing
from console.phrase import LANGUAGES, Text


class PaperState(StrEnum):
    """What stands out about a plan."""

    WAITING = "waiting"  # for a second officer
    DRAFT = "draft"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"  # a file with mistakes


@dataclass(frozen=True, slots=True)
class Paper:
    """One plan as the workshop lists it. ``text`` is what counts now, empty for one that was never published."""

    key: str
    title: Text
    kind: str
    version: int
    state: PaperState
    text: str
    counts: Standing | None
    draft: Draft | None
    proposal: PlanProposal | None
    problems: int | None  # None while they are being counted

    @property
    def shown_text(self) -> str:
        """The draft's text where there is one, else the text that waits, else what counts."""
        if self.draft is not None:
            return self.draft.text
        return self.proposal.text if self.proposal and self.proposal.text else self.text

    @property
    def base_hash(self) -> str:
        """The hash of what counts now; empty when nothing does."""
        return self.counts.content_hash if self.counts else ""


def papers(
    board: Board, book: PlanBook, drafts: Mapping[str, Draft], checked: Mapping[str, Checked],
    unread: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Paper, ...]:  # fmt: skip
    """Every plan anybody knows of, by id, and the files that were refused (``unread``: text by file name)."""
    waiting = {p.plan: p for p in board.plan_proposals.values()}
    keys = sorted({*board.plan_ground.written, *board.plan_versions, *drafts, *waiting})
    known = [_paper(key, board, book, drafts.get(key), waiting.get(key), checked.get(key)) for key in keys]
    files = {_key_of(name): (name, text) for name, text in unread.items()}
    listed = {paper.key: paper for paper in known}
    for key, (name, text) in files.items():
        mine = listed.get(key)
        if mine is None or (mine.counts is None and not mine.text):
            listed[key] = _refused(key, name, text, drafts.get(key), checked.get(key))
    return tuple(listed[key] for key in sorted(listed))


def _key_of(file: str) -> str:
    """A name for a file's draft, made of what a plan's id may have."""
    return re.sub(r"[^a-z0-9_-]+", "-", file.rsplit(".", 1)[0].lower()).strip("-_")[:60] or "file"


def _refused(key: str, file: str, text: str, draft: Draft | None, checked: Checked | None) -> Paper:
    head: Head = (Text(file, file), "", 0)
    if draft is not None and checked is not None and checked.marked is not None:
        head = _written_head(checked.marked.value, head)
    state = PaperState.DRAFT if draft is not None else PaperState.REFUSED
    problems = len(checked.remarks) if checked else None
    return Paper(key, *head, state, text, None, draft, None, problems)


def _paper(
    key: str, board: Board, book: PlanBook, draft: Draft | None, proposal: PlanProposal | None, checked: Checked | None
) -> Paper:
    counts = standing(key, board.plan_ground.written, board.plan_versions)
    plan = book.get(key)
    title, kind, version = _head(key, plan, counts, proposal)
    if checked is not None and checked.marked is not None:
        title, kind, version = _written_head(checked.marked.value, (title, kind, version))
    if proposal is not None:
        state = PaperState.WAITING
    elif draft is not None:
        state = PaperState.DRAFT
    else:
        state = PaperState.WITHDRAWN if counts is None or counts.withdrawn else PaperState.IN_FORCE
    problems = None if checked is None else len(checked.remarks)
    return Paper(key, title, kind, version, state, text_of(key, board), counts, draft, proposal, problems)


def text_of(key: str, board: Board) -> str:
    """The YAML that counts for a plan, or counted last when it was withdrawn; empty when there never was one."""
    counts = standing(key, board.plan_ground.written, board.plan_versions)
    own = board.plan_ground.written.get(key)
    if counts is None or counts.approval is None:
        return own.text if own else ""
    for version in reversed(board.plan_versions[key]):
        if version.proposal.act is PlanAct.PUBLISH:
            return version.proposal.text
    return own.text if own else ""


Head = tuple[Text, str, int]


def _head(key: str, plan: Plan | None, counts: Standing | None, proposal: PlanProposal | None) -> Head:
    if plan is not None:
        return plan.title, plan.kind.value, plan.version
    said = proposal or (counts.approval.proposal if counts and counts.approval else None)
    return (said.title, "", said.version) if said else (Text(key, key), "", 0)


def _written_head(data: Any, known: Head) -> Head:
    """The same as a text says it that may be wrong in many places."""
    if not isinstance(data, dict):
        return known
    title, kind, version = data.get("title"), data.get("kind"), data.get("version")
    names = [title.get(lang) for lang in ("en", "zh")] if isinstance(title, dict) else []
    words = [name for name in names if isinstance(name, str) and name]
    said = Text(*words) if len(words) == len(LANGUAGES) else known[0]
    whole = version if isinstance(version, int) and not isinstance(version, bool) else known[2]
    return said, kind if isinstance(kind, str) else known[1], whole


@dataclass(frozen=True, slots=True)
class Edition:
    """One entry of a plan's history, newest first: its text and where it came from."""

    version: int
    text: str
    source: str  # draft, waiting, approved, withdrawn or file
    paper: PlanProposal | None = None
    approval: PlanVersion | None = None


def editions(paper: Paper, board: Board) -> tuple[Edition, ...]:
    """The history of a plan: draft, what waits, what was approved, and the file it began with."""
    return tuple(_editions(paper, board))


def _editions(paper: Paper, board: Board) -> Iterator[Edition]:
    if paper.draft is not None:
        yield Edition(paper.version, paper.draft.text, "draft")
    if paper.proposal is not None:
        withdraws = paper.proposal.act is PlanAct.WITHDRAW
        yield Edition(
            paper.proposal.version, paper.text if withdraws else paper.proposal.text, "waiting", paper.proposal
        )
    own = board.plan_ground.written.get(paper.key)
    approvals = board.plan_versions.get(paper.key, ())
    newer = own is not None and bool(approvals) and own.version > approvals[-1].proposal.version
    if own is not None and newer:
        yield Edition(own.version, own.text, "file")
    for approval in reversed(approvals):
        withdrawn = approval.proposal.act is PlanAct.WITHDRAW
        text = paper.text if withdrawn else approval.proposal.text
        source = "withdrawn" if withdrawn else "approved"
        yield Edition(approval.proposal.version, text, source, approval.proposal, approval)
    same = own is not None and any(a.proposal.content_hash == own.content_hash for a in approvals)
    if own is not None and not newer and not same:
        yield Edition(own.version, own.text, "file")
