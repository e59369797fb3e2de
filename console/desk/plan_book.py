"""The plans that count now: those of the files, and before them what two officers approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from console.board.board import Board
from console.district.plan_references import Known
from console.district.plans import read_plan
from console.model.plan import Plan, PlanInForce
from console.model.plan_papers import Approved, PlanAct, PlanGround, standing


def known_to(board: Board) -> Known:
    """The names a plan may use at this desk."""
    district = board.district
    return Known(district.capabilities, district.materials, district.departments, board.plan_ground.facts)


def can_be_read(text: str, board: Board) -> bool:
    """Whether a text is still a plan at this desk."""
    return read_plan(text.encode("utf-8"), "", known_to(board)).plan is not None


class _Pages(NamedTuple):
    """What was worked out from one state of the approvals."""

    approved: Approved
    ground: PlanGround
    plans: tuple[Plan, ...]
    by_id: Mapping[str, Plan]
    withdrawn: frozenset[str]


class PlanBook(Mapping[str, Plan]):
    """The plans in force by id, of the board that ``board`` gives; always as the board is now. Safe from any thread."""

    def __init__(self, board: Callable[[], Board]) -> None:
        self._board = board
        self._read: dict[str, Plan | None] = {}  # by content hash
        self._pages: _Pages | None = None  # replaced as a whole
        self._with_old: dict[tuple[str, str], tuple[Plan, ...]] = {}

    def __getitem__(self, plan: str) -> Plan:
        return self._now().by_id[plan]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now().by_id)

    def __len__(self) -> int:
        return len(self._now().by_id)

    @property
    def plans(self) -> Sequence[Plan]:
        """The plans in force, by id; the very same objects until something is approved."""
        return self._now().plans

    def remembered(self, force: PlanInForce) -> Plan | None:
        """The version an incident has; the one in force when that version is not known any more."""
        pages = self._now()
        own = pages.ground.written.get(force.plan)
        if own is not None and own.content_hash == force.content_hash:
            return own
        for version in pages.approved.get(force.plan, ()):
            if version.proposal.content_hash == force.content_hash and version.proposal.act is PlanAct.PUBLISH:
                return self._plan(version.proposal.text, force.content_hash)
        return pages.by_id.get(force.plan)

    def beside(self, force: PlanInForce | None) -> Sequence[Plan]:
        """The plans an incident is matched with: its own as it has it, every other one as it is in force."""
        pages = self._now()
        present = pages.by_id.get(force.plan) if force is not None else None
        if force is None or (present is not None and present.content_hash == force.content_hash):
            return pages.plans
        own = self.remembered(force)
        if own is None:
            return pages.plans
        key = (force.plan, own.content_hash)
        if key not in self._with_old:
            self._with_old[key] = (*(plan for plan in pages.plans if plan.id != force.plan), own)
        return self._with_old[key]

    def _now(self) -> _Pages:
        board, pages = self._board(), self._pages
        if pages is None or pages.approved is not board.plan_versions or pages.ground is not board.plan_ground:
            self._pages = pages = self._worked_out(board.plan_versions, board.plan_ground)
            self._with_old = {}
        return pages

    def _worked_out(self, approved: Approved, ground: PlanGround) -> _Pages:
        found: dict[str, Plan] = {}
        withdrawn: set[str] = set()
        for name in sorted({*ground.written, *approved}):
            stands, own = standing(name, ground.written, approved), ground.written.get(name)
            assert stands is not None, "every name comes from the files or from an approval"
            if stands.withdrawn:
                withdrawn.add(name)
                continue
            plan = own if stands.approval is None else self._approved(stands.approval.proposal.text, own)
            plan = plan or own  # a text the console cannot read any more: better the file than nothing
            if plan is not None:
                found[name] = plan
        return _Pages(approved, ground, tuple(found.values()), found, frozenset(withdrawn))

    def _approved(self, text: str, own: Plan | None) -> Plan | None:
        plan = self._plan(text, "")
        return replace(plan, source=own.source) if plan is not None and own is not None else plan

    def _plan(self, text: str, content_hash: str) -> Plan | None:
        key = content_hash or text
        if key not in self._read:
            self._read[key] = read_plan(text.encode("utf-8"), "", known_to(self._board())).plan
        return self._read[key]
