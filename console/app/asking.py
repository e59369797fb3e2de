"""``match``, ``recommend`` and ``check``: one question, one answer, no session (docs/json.md has the forms)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from console.app.wiring import Ground
from console.board.board import Board
from console.board.teams import picture
from console.clock import SystemClock
from console.dispatch.category import propose_category
from console.dispatch.facts import facts_of
from console.dispatch.match import match_plans
from console.dispatch.recommend import recommend
from console.dispatch.roads.network import RoadNetwork
from console.district.check import check_district
from console.district.plan_check import check_plans
from console.errors import BadInput
from console.geo import LatLon
from console.model.incident import Incident, Report, Signal
from console.model.plan import PlanAnswer, PlanInForce
from console.model.recommendation import MarkForecast, NeedRow, Recommendation
from console.model.words import Answer, Mark, Posture, ResponseLevel, Severity, Stage, Tier, Urgency

MOST_BYTES = 1_000_000
MOST_DIGITS = 18
LONGEST_SHOWN = 60
YEARS = (1970, 2999)
NUMBER = 1


class IncidentDoor(BaseModel):
    """An incident as asked about on the command line; every field but one of category and text is optional."""

    model_config = ConfigDict(extra="forbid")

    category: str = ""
    position: tuple[float, float] | None = None
    text: str = Field("", max_length=20_000)
    facts: dict[str, Any] = {}
    reported_at: AwareDatetime | None = None
    plan: str = ""
    level: ResponseLevel | None = None

    @model_validator(mode="after")
    def _something_said(self) -> IncidentDoor:
        if not self.category and not self.text.strip():
            raise ValueError("one of 'category' and 'text' is needed")
        if self.position is not None and not (abs(self.position[0]) <= 90 and abs(self.position[1]) <= 180):
            raise ValueError("position is [latitude, longitude] in degrees")
        if self.reported_at is not None and not YEARS[0] <= self.reported_at.year <= YEARS[1]:
            raise ValueError(f"reported_at is a time in the years {YEARS[0]} to {YEARS[1]}")
        return self


def read_incident(raw: str, name: str, ground: Ground) -> IncidentDoor:
    """The incident in ``raw`` JSON from ``name``; :class:`BadInput` names the field and what was expected."""
    try:
        given = json.loads(raw, parse_int=_whole)
        if not isinstance(given, dict):
            raise BadInput(f'{name}: expected a JSON object, {{"category": …}}')
        door = IncidentDoor.model_validate(given)
    except json.JSONDecodeError as error:
        raise BadInput(f"{name}: line {error.lineno}, column {error.colno}: not JSON: {error.msg}") from error
    except RecursionError as error:
        raise BadInput(f"{name}: nested too deeply") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "incident"
        raise BadInput(f"{name}: {where}: {first['msg'].removeprefix('Value error, ')}") from error
    if door.category and door.category not in ground.district.catalogue:
        raise BadInput(f"{name}: category: {_brief(door.category)} is not in the catalogue of {ground.district.id}")
    for fact, value in door.facts.items():
        known = ground.vocabulary.get(fact)
        if known is None:
            known_facts = ", ".join(sorted(ground.vocabulary))
            raise BadInput(f"{name}: facts.{fact[:LONGEST_SHOWN]}: unknown fact; one of {known_facts}")
        if not known.accepts(value):
            raise BadInput(f"{name}: facts.{fact}: expected a {known.kind.value}, not {_brief(value)}")
    return door


def _whole(digits: str) -> int | float:
    """A JSON whole number; one no fact could be becomes a float, which is refused where it is not finite."""
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)


def _brief(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"


def read_file(where: str) -> tuple[str, str]:
    """The text of a file, or of standard input for ``-``, and the name to call it by; never more than the limit."""
    import sys

    name = "standard input" if where == "-" else Path(where).name or where
    try:
        if where == "-":
            if sys.stdin is None:
                raise BadInput("standard input: it is closed; give a file, or an incident on standard input")
            raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(where).open("rb") as file:
                raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise BadInput(f"{where!r}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(raw) > MOST_BYTES:
        raise BadInput(f"{name}: larger than {MOST_BYTES:,} bytes")
    try:
        return raw.decode("utf-8-sig"), name
    except UnicodeDecodeError as error:
        raise BadInput(f"{name}: byte {error.start}: not UTF-8") from error


def _incident(door: IncidentDoor, ground: Ground) -> tuple[Incident, datetime]:
    now = door.reported_at or SystemClock().now()
    item = ground.district.catalogue.get(door.category)
    position = LatLon(*door.position) if door.position else None
    board = Board(ground.district)
    incident = Incident(
        number=NUMBER, version=1, stage=Stage.ACCEPTED, urgency=Urgency.EMERGENCY, severity=Severity.GENERAL,
        tier=item.tier if item else Tier.STREET, category=door.category, place="", position=position,
        grid=board.grid_of(position), reports=(Report("command line", "1", door.text, now, now),), reported_at=now,
        facts=door.facts, accepted_at=now, t0=now,
    )  # fmt: skip
    return incident, now


def answers(door: IncidentDoor, ground: Ground) -> list[PlanAnswer]:
    """Every plan considered, best first."""
    incident, now = _incident(door, ground)
    facts = facts_of(incident, ground.vocabulary, local=ground.district.local(now).time(), posture=Posture.ROUTINE)
    given = {name: value for name, value in facts.items() if name != "severity" or "severity" in door.facts}
    return match_plans(given, ground.shelf.plans, ground.vocabulary)


def match_json(found: list[PlanAnswer]) -> list[dict[str, Any]]:
    """The public form of ``match``."""
    return [
        {
            "plan": a.plan, "version": a.version, "answer": a.answer.value,
            "level": a.level.value if a.level else None,
            "levels": [
                {
                    "level": level.level.value, "answer": level.answer.value,
                    "clauses": [
                        {"clause": c.clause.en, "answer": c.answer.value, "fact": c.fact, "value": c.value}
                        for c in level.clauses
                    ],
                }
                for level in a.levels
            ],
            "ask": list(a.ask), "tied": a.tied,
        }
        for a in found
    ]  # fmt: skip


def advise(door: IncidentDoor, ground: Ground) -> Recommendation:
    """The recommendation with every team on duty at its base, fully stocked; :class:`BadInput` without a plan."""
    if door.position is None:
        raise BadInput("position: a recommendation needs [latitude, longitude]")
    plan, level = _plan(door, ground)
    incident, now = _incident(door, ground)
    in_force = PlanInForce.of(plan, level)
    board = Board(ground.district)
    board.incidents[NUMBER] = replace(incident, plan=in_force)
    board.signals = {team.id: Signal(team.id, team.base, now) for team in ground.district.teams.values()}
    return recommend(picture(board, now), ground.district, RoadNetwork(ground.district.roads))[NUMBER]


def _plan(door: IncidentDoor, ground: Ground) -> tuple[Any, ResponseLevel]:
    by_id = {plan.id: plan for plan in ground.shelf.plans}
    if door.plan:
        if door.plan not in by_id:
            raise BadInput(f"plan: no plan {_brief(door.plan)}; one of {', '.join(sorted(by_id))}")
        plan = by_id[door.plan]
        level = door.level or plan.levels[0].level
    else:
        found = answers(door, ground)
        best = found[0] if found else None
        if best is None or best.answer is not Answer.YES or best.level is None:
            raise BadInput(_why_no_plan(best, door, ground))
        plan, level = by_id[best.plan], door.level or best.level
    if level not in {spec.level for spec in plan.levels}:
        raise BadInput(f"level: plan {plan.id} has no level {level.value}")
    return plan, level


def _why_no_plan(best: PlanAnswer | None, door: IncidentDoor, ground: Ground) -> str:
    if best is not None and best.answer is Answer.UNKNOWN:
        hints = [code for code, _, _ in propose_category(door.text, ground.district.catalogue)[:3]]
        hint = f"; the text suggests category {' or '.join(hints)}" if hints and not door.category else ""
        return f"no plan can be confirmed yet; ask: {', '.join(best.ask)}{hint}"
    return "no plan meets these facts; name one with 'plan'"


def recommend_json(r: Recommendation) -> dict[str, Any]:
    """The public form of ``recommend``."""
    return {
        "plan": r.plan, "level": r.level.value, "needs": [_need(row) for row in r.needs],
        "materials": [
            {
                "need": m.need, "item": m.item, "name": m.name.en, "quantity": m.quantity, "unit": m.unit,
                "picks": [
                    {"team": team, "depot": load.depot or None, "quantity": load.quantity, "eta_s": eta}
                    for team, load, eta in m.picks
                ],
                "short": m.short, "alternative": m.alternative.en if m.alternative else None,
            }
            for m in r.materials
        ],
        "passed_over": [{"team": p.team, "reason": p.reason.en, "eta_s": p.eta_s} for p in r.passed_over],
        "not_named": r.not_named, "nowhere": r.nowhere.en if r.nowhere is not None else None,
        "foreseen": [
            {
                "need": miss.need, "expected_s": miss.expected_s, "limit_s": miss.limit_s,
                "cures": [
                    {"what": cure.what.en, "arrives_s": cure.arrives_s, "gained_s": cure.gained_s}
                    for cure in miss.cures
                ],
            }
            for miss in r.foreseen
        ],
        "marks": {f"{_MARK[m.mark]}_s": _mark(m) for m in r.marks},
        "cover": {
            "before": round(r.cover.before, 4), "after": round(r.cover.after, 4),
            "grids_opened": list(r.cover.grids_opened),
            "move_up": None if r.cover.move_up is None else {
                "team": r.cover.move_up.team, "to": r.cover.move_up.to, "travel_s": r.cover.move_up.travel_s,
                "cover": round(r.cover.move_up.cover, 4),
            },
        },
    }  # fmt: skip


_MARK = {Mark.START: "start", Mark.FIRST_ARRIVAL: "first_arrival", Mark.REINFORCEMENT: "reinforcement"}


def _mark(m: MarkForecast) -> dict[str, Any]:
    return {"expected_s": m.expected_s, "limit_s": m.limit_s, "at_risk": m.at_risk}


def _need(row: NeedRow) -> dict[str, Any]:
    return {
        "need": row.need, "capability": row.capability, "count": row.count,
        "filled": [
            {
                "team": f.team, "eta_s": f.eta_s, "eta_p90_s": f.eta_p90_s, "via_depot": f.via_depot or None,
                "capability": f.capability, "penalty": f.penalty,
            }
            for f in row.filled
        ],
        "short": row.short,
    }  # fmt: skip


def findings(ground: Ground) -> list[str]:
    """What ``check`` has to say: refused plan files, then plans that cannot be filled, then the district."""
    if not ground.shelf.plans and not ground.shelf.refused:
        return ["no plan: there is no *.yaml in the folder of plans", *(p.en for p in check_district(ground.district))]
    refused = [refusal.message.en for refusal in ground.shelf.refused]
    plans = [phrase.en for phrase in check_plans(ground.shelf, ground.district)]
    return [*refused, *plans, *(phrase.en for phrase in check_district(ground.district))]
