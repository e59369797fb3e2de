"""Emergency plans: what triggers them, what each response level asks for (DOMAIN § 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from console.frozen import frozen
from console.model.words import Answer, ResponseLevel
from console.phrase import Text

HAULAGE = "haulage"
"""The need that a team fills which only brings materials; no plan lists it."""


class PlanKind(StrEnum):
    """综合 / 专项 / 现场处置."""

    COMPREHENSIVE = "comprehensive"
    SPECIAL = "special"
    ON_SCENE = "on_scene"


class Op(StrEnum):
    """How a clause compares a fact with its value."""

    IS = "is"  # equal
    IN = "in"  # one of; for ``category`` a dotted prefix counts ("fire" takes "fire.commercial")
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    ANY_OF = "any_of"  # a list fact shares at least one value (keywords)
    WITHIN = "within"  # a local time "HH:MM" within ["HH:MM", "HH:MM"], over midnight allowed


@frozen
class Clause:
    """One comparison over one fact."""

    fact: str
    op: Op
    value: Any


@frozen
class AllOf:
    """Every part must hold."""

    parts: tuple[Condition, ...]


@frozen
class AnyOf:
    """At least one part must hold."""

    parts: tuple[Condition, ...]


@frozen
class Not:
    """The part must not hold."""

    part: Condition


Condition = Clause | AllOf | AnyOf | Not


@frozen
class Substitute:
    """A capability that may stand in, at a price (larger is worse)."""

    capability: str
    penalty: int


@frozen
class StaffNeed:
    """``count`` teams with ``capability``, each of at least ``crew_min`` people, within ``arrive_within_s`` of t0."""

    id: str
    title: Text
    capability: str
    count: int
    arrive_within_s: int
    first_arrival: bool = False  # its arrival meets the 3-minute mark
    crew_min: int = 1
    substitutes: tuple[Substitute, ...] = ()


@frozen
class MaterialNeed:
    """``quantity`` of a material item at the scene within ``arrive_within_s`` of t0."""

    id: str
    item: str
    quantity: int
    unit: str
    arrive_within_s: int


@frozen
class Step:
    """One line of the response flow: who does what by when (seconds after t0)."""

    id: str
    text: Text
    owner: str
    due_s: int


@frozen
class MarkLimits:
    """The limits of the three marks in seconds, and the profile they come from."""

    profile: str = "1-3-5"
    start_s: int = 60
    first_arrival_s: int = 180
    reinforcement_s: int = 300


@frozen
class PlanLevel:
    """What one response level is triggered by and asks for, lower levels' needs included."""

    level: ResponseLevel
    condition: Condition
    staff: tuple[StaffNeed, ...]
    materials: tuple[MaterialNeed, ...]
    steps: tuple[Step, ...]
    notify: tuple[str, ...]


@frozen
class Plan:
    """One versioned emergency plan; ``levels`` rise from IV to I and need not be all four."""

    id: str
    version: int
    kind: PlanKind
    title: Text
    levels: tuple[PlanLevel, ...]
    content_hash: str
    area: frozenset[str] = frozenset()  # grid codes it is for; empty is everywhere
    hours: tuple[str, str] | None = None  # local time window it is for
    limits: MarkLimits = field(default_factory=MarkLimits)
    send_next_on_lapse: bool = False  # a lapsed order is replaced without asking
    source: str = ""  # file name, for messages
    text: str = field(default="", compare=False, repr=False)  # the YAML it was read from, byte for byte

    def at(self, level: ResponseLevel) -> PlanLevel:
        """The definition of ``level``; ``KeyError`` when the plan has no such level."""
        for spec in self.levels:
            if spec.level is level:
                return spec
        raise KeyError(f"plan {self.id} has no level {level}")


@frozen
class PlanInForce:
    """What an incident remembers of its plan: enough to show it forever, whatever is edited later."""

    plan: str
    version: int
    content_hash: str
    title: Text
    level: ResponseLevel
    limits: MarkLimits
    staff: tuple[StaffNeed, ...]
    materials: tuple[MaterialNeed, ...]
    steps: tuple[Step, ...]
    notify: tuple[str, ...]
    send_next_on_lapse: bool = False

    @staticmethod
    def of(plan: Plan, level: ResponseLevel) -> PlanInForce:
        """The part of ``plan`` that holds at ``level``."""
        spec = plan.at(level)
        return PlanInForce(
            plan.id, plan.version, plan.content_hash, plan.title, level, plan.limits,
            spec.staff, spec.materials, spec.steps, spec.notify, plan.send_next_on_lapse,
        )  # fmt: skip


@frozen
class ClauseAnswer:
    """One clause answered: its words, the answer, and the fact that decided it (``None`` when unknown)."""

    clause: Text
    answer: Answer
    fact: str
    value: Any


@frozen
class LevelAnswer:
    """One response level answered clause by clause."""

    level: ResponseLevel
    answer: Answer
    clauses: tuple[ClauseAnswer, ...]


@frozen
class PlanAnswer:
    """One plan considered: ``level`` is the highest that holds; ``ask`` the facts whose answer would decide."""

    plan: str
    version: int
    title: Text
    answer: Answer
    level: ResponseLevel | None
    levels: tuple[LevelAnswer, ...]
    ask: tuple[str, ...]
    tied: bool = False  # equally specific as its neighbour: the officer decides


Facts = Mapping[str, Any]
"""Known facts of an incident by name; a name that is absent or ``None`` is unknown."""


@runtime_checkable
class Remembers(Protocol):
    """Plans in force that also know their earlier versions."""

    def remembered(self, force: PlanInForce) -> Plan | None:
        """The version an incident has; the one in force when that version is not known any more."""


def plan_of(plans: Mapping[str, Plan], force: PlanInForce | None) -> Plan | None:
    """The plan an incident has, in the version it has where ``plans`` still know it; ``None`` without one."""
    if force is None:
        return None
    return plans.remembered(force) if isinstance(plans, Remembers) else plans.get(force.plan)
