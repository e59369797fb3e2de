"""Events about the centre's plans, in the past tense; registered with the others by :mod:`console.model.events`."""

from __future__ import annotations

from console.frozen import frozen
from console.model.event_base import Event, named
from console.model.plan_papers import PlanAct
from console.phrase import Text


@named("plan.proposed")
@frozen
class PlanProposed(Event):
    """A plan's whole text, or its withdrawal, waits for a second officer; who proposed it is in the envelope."""

    proposal: str
    act: PlanAct
    plan: str
    version: int
    title: Text
    text: str
    content_hash: str
    base_hash: str
    note: str


@named("plan.approved")
@frozen
class PlanApproved(Event):
    """A second officer approved it; it counts from now on."""

    proposal: str
    plan: str
    version: int
    title: Text


@named("plan.rejected")
@frozen
class PlanRejected(Event):
    """It will not count: refused by another officer, or taken back by who proposed it."""

    proposal: str
    plan: str
    version: int
    title: Text
    reason: str
