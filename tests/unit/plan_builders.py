"""Builders for tests about plans: the shipped vocabulary and plans, and small plans of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from console.district.facts import load_facts
from console.district.plans import load_plans
from console.model.facts import FactKind
from console.model.places import MaterialItem
from console.model.plan import AllOf, Clause, Condition, Op, Plan, PlanKind, PlanLevel
from console.model.plan_shelf import PlanShelf
from console.model.words import ResponseLevel
from console.phrase import Text

ROOT = Path(__file__).parents[2]
VOCABULARY = ROOT / "resources" / "vocabulary"
DEPARTMENTS = (
    "fire_brigade", "police", "traffic_police", "health", "gas_company", "water_bureau", "power_company", "ecology",
    "market_supervision", "urban_management", "emergency_office", "transport", "housing", "education",
    "civil_affairs", "sub_district_office",
)  # fmt: skip


@cache
def the_facts() -> Mapping[str, FactKind]:
    return load_facts(VOCABULARY / "facts.yaml")


@cache
def the_materials() -> Mapping[str, MaterialItem]:
    written = yaml.safe_load((VOCABULARY / "materials.yaml").read_text(encoding="utf-8"))
    return {code: MaterialItem(code, Text(**item["name"]), item["unit"]) for code, item in written.items()}


@cache
def the_capabilities() -> frozenset[str]:
    return frozenset(yaml.safe_load((VOCABULARY / "capabilities.yaml").read_text(encoding="utf-8")))


def shelf_of(folder: Path) -> PlanShelf:
    return load_plans(
        folder,
        capabilities=the_capabilities(),
        materials=the_materials(),
        departments=DEPARTMENTS,
        facts=the_facts(),
    )


@cache
def the_shelf() -> PlanShelf:
    return shelf_of(ROOT / "plans")


def the_plan(id_: str) -> Plan:
    return next(plan for plan in the_shelf().plans if plan.id == id_)


def clause(fact: str, op: Op, value: Any) -> Clause:
    return Clause(fact, op, tuple(value) if isinstance(value, list) else value)


def a_plan(
    id_: str, /, area: frozenset[str] = frozenset(), hours: tuple[str, str] | None = None, **levels: Condition
) -> Plan:
    """A plan with the given condition per level (``IV=...``) and no needs."""
    made = tuple(PlanLevel(ResponseLevel(name), condition, (), (), (), ()) for name, condition in levels.items())
    return Plan(id_, 1, PlanKind.SPECIAL, Text(id_, id_), made, "", area, hours)


def both(*parts: Condition) -> AllOf:
    return AllOf(parts)
