"""Commands about the centre's plans."""

from __future__ import annotations

from console.frozen import frozen
from console.model.order_commands import Command


@frozen
class ProposePlan(Command):
    """Ask that ``text`` become the plan its ``id`` names. ``base_hash`` is the plan it was written against."""

    text: str
    base_hash: str
    note: str


@frozen
class ProposeWithdrawal(Command):
    """Ask that a plan be matched no more."""

    plan: str
    base_hash: str
    note: str


@frozen
class ApprovePlan(Command):
    """Let a proposal count; ``content_hash`` is that of the text the approver has read."""

    proposal: str
    content_hash: str


@frozen
class RejectPlan(Command):
    """Refuse a proposal, with the reason; who proposed it takes it back with this."""

    proposal: str
    reason: str
