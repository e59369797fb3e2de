"""What a centre decides about its plans: texts proposed, approved by a second officer, refused or withdrawn (§ 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from console.frozen import frozen
from console.model.facts import FactKind
from console.model.plan import Plan
from console.phrase import Text


class PlanAct(StrEnum):
    """What a proposal asks for."""

    PUBLISH = "publish"  # 发布
    WITHDRAW = "withdraw"  # 停用


@frozen
class PlanProposal:
    """A text (or a withdrawal) that waits for a second officer. ``base_hash`` is the plan it was written against."""

    id: str
    act: PlanAct
    plan: str
    version: int
    title: Text
    text: str
    content_hash: str
    base_hash: str
    note: str
    by: str
    at: datetime


@frozen
class PlanVersion:
    """A proposal that was approved: from ``approved_at`` on it is what counts, until the next one."""

    proposal: PlanProposal
    approved_by: str
    approved_at: datetime


@frozen
class PlanGround:
    """What plans are read against and which the files hold, by id; known to a session, not folded from events."""

    facts: Mapping[str, FactKind] = field(default_factory=dict)
    written: Mapping[str, Plan] = field(default_factory=dict)


@frozen
class Standing:
    """What counts for one plan id: version and hash, and the approval behind it; ``None`` when the file counts."""

    version: int
    content_hash: str
    approval: PlanVersion | None = None

    @property
    def withdrawn(self) -> bool:
        """Whether the plan is not to be matched any more."""
        return self.approval is not None and self.approval.proposal.act is PlanAct.WITHDRAW


Approved = Mapping[str, tuple[PlanVersion, ...]]
"""By plan id, what was approved, oldest first."""


def hash_of(text: str) -> str:
    """The content hash of a plan's text: SHA-256 of its bytes, as for a file."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def standing(plan: str, written: Mapping[str, Plan], approved: Approved) -> Standing | None:
    """What counts for ``plan`` now; ``None`` when nobody knows it.

    The last approval counts over the file unless the file has a higher version: a file of an equal version that
    says something else is not what two officers read.
    """
    own, last = written.get(plan), (approved.get(plan) or (None,))[-1]
    if last is None:
        return Standing(own.version, own.content_hash) if own is not None else None
    if own is not None and own.version > last.proposal.version:
        return Standing(own.version, own.content_hash)
    return Standing(last.proposal.version, last.proposal.content_hash, last)
