"""What an emergency plan file may hold (DOMAIN § 2, § 4): the models at the door and the JSON Schema they publish.

A level lists only what it adds to, or changes in, the level below it: entries are merged by ``id``.
A change may name just the fields that change (``{id: attack, count: 3}``).
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from console.model.plan import Op, PlanKind
from console.model.words import ResponseLevel

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Seconds = Annotated[int, Field(ge=1, le=86_400)]
Number = int | float
OPS = tuple(op.value for op in Op)


class Entry(BaseModel):
    """Base of every entry: no unknown fields, no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Bilingual(Entry):
    """A text in English and Simplified Chinese."""

    en: str = Field(min_length=1, max_length=400)
    zh: str = Field(min_length=1, max_length=400)


class ClauseEntry(Entry):
    """One comparison: a fact and exactly one of the operators."""

    fact: str
    is_: str | Number | bool | None = Field(default=None, alias="is")
    in_: Annotated[list[str | Number], Field(min_length=1)] | None = Field(default=None, alias="in")
    at_least: Number | None = None
    at_most: Number | None = None
    above: Number | None = None
    below: Number | None = None
    any_of: Annotated[list[str], Field(min_length=1)] | None = None
    within: Annotated[list[str], Field(min_length=2, max_length=2)] | None = None

    def comparisons(self) -> dict[Op, Any]:
        """The operators given with their values; a sound clause has one."""
        return {op: given for op in Op if (given := self._given(op)) is not None}

    def _given(self, op: Op) -> Any:
        return getattr(self, op.value + "_" if op in (Op.IS, Op.IN) else op.value)


def _form(written: Any) -> str | None:
    if isinstance(written, AllEntry | AnyEntry | NotEntry | ClauseEntry):
        return f"<{type(written).__name__}>"
    if not isinstance(written, dict):
        return None
    for key, tag in (("all", "AllEntry"), ("any", "AnyEntry"), ("not", "NotEntry"), ("fact", "ClauseEntry")):
        if key in written:
            return f"<{tag}>"
    return None


ConditionEntry = Annotated[
    Annotated["AllEntry", Tag("<AllEntry>")]
    | Annotated["AnyEntry", Tag("<AnyEntry>")]
    | Annotated["NotEntry", Tag("<NotEntry>")]
    | Annotated["ClauseEntry", Tag("<ClauseEntry>")],
    Discriminator(_form),
]


class AllEntry(Entry):
    """Every part must hold."""

    all: list[ConditionEntry] = Field(min_length=1)


class AnyEntry(Entry):
    """At least one part must hold."""

    any: list[ConditionEntry] = Field(min_length=1)


class NotEntry(Entry):
    """The part must not hold."""

    not_: ConditionEntry = Field(alias="not")


class SubstituteEntry(Entry):
    """A capability that may stand in, best first; a larger penalty is worse."""

    capability: str
    penalty: int = Field(ge=1, le=1000)


class ListedEntry(Entry):
    """Something a level lists by ``id``; fields left out keep what the level below says."""

    id: Id


class StaffEntry(ListedEntry):
    """Teams with one capability."""

    title: Bilingual | None = None
    capability: str | None = None
    count: int | None = Field(default=None, ge=1, le=200)
    arrive_within_s: Seconds | None = None
    first_arrival: bool | None = None
    crew_min: int | None = Field(default=None, ge=1, le=100)
    substitutes: list[SubstituteEntry] | None = None


class MaterialEntry(ListedEntry):
    """A quantity of one material item at the scene."""

    item: str | None = None
    quantity: int | None = Field(default=None, ge=1, le=1_000_000)
    unit: str | None = Field(default=None, min_length=1)
    arrive_within_s: Seconds | None = None


class StepEntry(ListedEntry):
    """One line of the response flow."""

    text: Bilingual | None = None
    owner: str | None = None
    due_s: Seconds | None = None


class LimitsEntry(Entry):
    """The limits of the three marks (DOMAIN § 3)."""

    profile: str = Field(default="1-3-5", min_length=1)
    start_s: Seconds = 60
    first_arrival_s: Seconds = 180
    reinforcement_s: Seconds = 300


class LevelEntry(Entry):
    """One response level: what triggers it and what it adds to the level below."""

    level: Annotated[ResponseLevel, Field(strict=False)]
    when: ConditionEntry | None = None
    staff: list[StaffEntry] = Field(default_factory=list)
    materials: list[MaterialEntry] = Field(default_factory=list)
    steps: list[StepEntry] = Field(default_factory=list)
    notify: list[str] = Field(default_factory=list)


class PlanFile(Entry):
    """One emergency plan. ``when`` at the top must hold at every level besides the level's own ``when``."""

    id: Id
    version: int = Field(ge=1)
    kind: Annotated[PlanKind, Field(strict=False)]
    title: Bilingual
    when: ConditionEntry | None = None
    area: list[str] = Field(default_factory=list)
    hours: Annotated[list[str], Field(min_length=2, max_length=2)] | None = None
    limits: LimitsEntry = Field(default_factory=LimitsEntry)
    send_next_on_lapse: bool = False
    levels: list[LevelEntry] = Field(min_length=1, max_length=4)


for _model in (AllEntry, AnyEntry, NotEntry, LevelEntry, PlanFile):
    _model.model_rebuild()


def plan_json_schema() -> dict[str, Any]:
    """The JSON Schema of a plan file, as published in ``docs/schemas/plan.schema.json``."""
    schema = PlanFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Emergency plan"}
