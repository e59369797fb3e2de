"""What the workshop works on: plans, drafts and what is wrong with them. Checks and files are off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.analysis.plan_list import Paper, papers
from console.analysis.plan_words import Glossary
from console.desk.plan_book import known_to
from console.district.plan_checked import Checked, check_text
from console.district.plan_drafts import Draft, DraftFolder
from console.district.plan_references import Known
from console.district.yaml_edit import put
from console.errors import BadInput
from console.model.events import Recorded
from console.model.places import District
from console.model.plan_events import PlanApproved, PlanProposed, PlanRejected
from console.model.plan_papers import hash_of
from console.views.link import SessionLink

CHECK_AFTER_MS = 250
KEEP_AFTER_MS = 400


@dataclass(frozen=True, slots=True)
class PlanFolders:
    """Where an officer's drafts are kept, and the folder that plans are saved to."""

    drafts: Path
    plans: Path


class Papers(QObject):
    """Every plan with its draft. A draft is on disk within half a second of the last key."""

    changed = Signal()  # the list
    checked = Signal(str)  # a key whose text was checked
    rewritten = Signal(str)  # a key whose draft was begun, thrown away or changed by the form
    trouble = Signal(str)  # a draft that could not be kept

    def __init__(self, link: SessionLink, folders: PlanFolders | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.link, self.folders = link, folders
        self.listed: tuple[Paper, ...] = ()
        self.checks: dict[str, Checked] = {}
        self._drafts: dict[str, Draft] = {}
        self._folder = DraftFolder(folders.drafts) if folders else None
        self._to_keep: set[str] = set()
        self._checking: set[str] = set()
        self._to_check: set[str] = set()
        self.is_loaded = False
        self._keep_soon = QTimer(self, interval=KEEP_AFTER_MS, singleShot=True)
        self._keep_soon.timeout.connect(self.keep)
        self._check_soon = QTimer(self, interval=CHECK_AFTER_MS, singleShot=True)
        self._check_soon.timeout.connect(self._check)
        link.changed.connect(self._happened)
        link.loaded.connect(self.list_anew)
        if self._folder is not None:
            link.background.read(self._folder.read, self._drafts_read, self._drafts_lost)
        else:
            self._drafts_read([])

    @property
    def words(self) -> Glossary:
        """What names in plans are called."""
        return Glossary(self.link.session.district, self.link.session.vocabulary)

    @property
    def known(self) -> Known:
        """The names a plan may use."""
        return known_to(self.link.board)

    @property
    def is_settled(self) -> bool:
        """Whether everything asked for is known and kept."""
        waits = self._checking or self._to_check or self._to_keep or self._keep_soon.isActive()
        return self.is_loaded and self.link.is_loaded and not waits

    def paper(self, key: str) -> Paper | None:
        """The plan called ``key``, if there is one."""
        return next((paper for paper in self.listed if paper.key == key), None)

    # -- drafts -------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _drafts_read(self, drafts: Sequence[Draft]) -> None:
        self._drafts = {draft.key: draft for draft in drafts} | self._drafts
        self.is_loaded = True
        self.list_anew()

    @Slot(object)
    def _drafts_lost(self, error: Exception) -> None:
        self.is_loaded = True
        self.trouble.emit(str(error))
        self.list_anew()

    def begin(self, key: str) -> None:
        """Begin a draft of a plan from what counts now, with the next version."""
        paper = self.paper(key)
        if paper is None or paper.draft is not None:
            return
        versions = [v.proposal.version for v in self.link.board.plan_versions.get(key, ())]
        text = _in_lines(paper.text)
        if paper.counts is None:  # a file with mistakes is mended as it is
            self._take(Draft(key, "", text))
            return
        with suppress(BadInput):  # a text that cannot be read gets its version from the officer
            text = put(text, ("version",), max([paper.version, *versions]) + 1)
        self._take(Draft(key, paper.base_hash, text))

    def start(self, key: str, text: str) -> None:
        """Begin a draft of a plan that is not there yet."""
        self._take(Draft(key, "", _in_lines(text)))

    def stand_on_present(self, key: str) -> None:
        """Let a draft count as written against what counts now: the officer has taken that over."""
        draft, paper = self._drafts.get(key), self.paper(key)
        if draft is not None and paper is not None:
            self._take(replace(draft, base_hash=paper.base_hash))

    def _take(self, draft: Draft) -> None:
        self._drafts[draft.key] = draft
        self.checks.pop(draft.key, None)
        self._later(draft.key)
        self.list_anew()
        self.rewritten.emit(draft.key)

    def write(self, key: str, text: str) -> None:
        """The draft of ``key`` says ``text`` now."""
        draft = self._drafts.get(key)
        if draft is not None and draft.text != text:
            self._drafts[key] = replace(draft, text=text)
            self._later(key)

    def _later(self, key: str) -> None:
        self._to_keep.add(key)
        self._to_check.add(key)
        self._keep_soon.start()
        self._check_soon.start()

    def draft(self, key: str) -> Draft | None:
        """The draft of ``key`` as it is this moment."""
        return self._drafts.get(key)

    def throw_away(self, key: str) -> None:
        """Give a draft up; its file goes into a folder beside the others."""
        if self._drafts.pop(key, None) is None:
            return
        self.checks.pop(key, None)
        self._to_keep.discard(key)
        if self._folder is not None:
            self.link.background.write(partial(self._folder.throw_away, key), self._kept, self._not_kept)
        self.list_anew()
        self.rewritten.emit(key)

    @Slot()
    def keep(self) -> None:
        """Write every draft that changed to its file, now."""
        self._keep_soon.stop()
        keys, self._to_keep = self._to_keep, set()
        drafts = [self._drafts[key] for key in sorted(keys) if key in self._drafts]
        if self._folder is not None and drafts:
            self.link.background.write(partial(_keep_all, self._folder, drafts), self._kept, self._not_kept)

    @Slot(object)
    def _kept(self, _nothing: object) -> None:
        """It is on disk."""

    @Slot(object)
    def _not_kept(self, error: Exception) -> None:
        self.trouble.emit(str(error))

    # -- checks -------------------------------------------------------------------------------------------------------

    @Slot()
    def _check(self) -> None:
        for key in sorted(self._to_check - self._checking):
            self._to_check.discard(key)
            paper, draft = self.paper(key), self._drafts.get(key)
            text = draft.text if draft else paper.shown_text if paper else ""
            work = partial(_checked, key, text, self.known, self.link.session.district)
            self._checking.add(key)
            self.link.background.read(work, self._was_checked, self._not_checked)

    @Slot(object)
    def _was_checked(self, answer: tuple[str, Checked]) -> None:
        key, found = answer
        self._checking.discard(key)
        self.checks[key] = found
        draft = self._drafts.get(key)
        if draft is not None and draft.text != found.text:
            self._to_check.add(key)
        if self._to_check:
            self._check_soon.start()
        self.list_anew()
        self.checked.emit(key)

    @Slot(object)
    def _not_checked(self, error: Exception) -> None:
        self._checking.clear()
        self.trouble.emit(str(error))

    # -- the list -----------------------------------------------------------------------------------------------------

    @Slot()
    def list_anew(self) -> None:
        """Work the list out from the board and the drafts; texts nobody has checked yet are checked."""
        if not (self.link.is_loaded and self.is_loaded):
            return
        self.listed = papers(
            self.link.board, self.link.session.book, self._drafts, self.checks, self.link.session.unread
        )
        fresh = [p.key for p in self.listed if self._is_stale(p) and p.shown_text]
        if fresh:
            self._to_check |= set(fresh) - self._checking
            self._check_soon.start()
        self.changed.emit()

    def _is_stale(self, paper: Paper) -> bool:
        found = self.checks.get(paper.key)
        return found is None or found.text != paper.shown_text

    @Slot(object)
    def _happened(self, rows: Sequence[Recorded]) -> None:
        events = [row.event for row in rows if isinstance(row.event, PlanProposed | PlanApproved | PlanRejected)]
        for event in events:
            if isinstance(event, PlanApproved):
                approved = self.link.board.plan_versions[event.plan][-1].proposal
                for key in [k for k, d in self._drafts.items() if hash_of(d.text) == approved.content_hash]:
                    self.throw_away(key)
        if events:
            self.list_anew()
            for key in {event.plan for event in events}:
                self.rewritten.emit(key)


def _checked(key: str, text: str, known: Known, district: District) -> tuple[str, Checked]:
    return key, check_text(text, known, district)


def _in_lines(text: str) -> str:
    """With the line breaks an editor has; the text that is in force keeps its own."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _keep_all(folder: DraftFolder, drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        folder.keep(draft)
