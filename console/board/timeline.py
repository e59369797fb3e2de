"""The timeline: every row of the journal as one line a person reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from console.board.board import Board
from console.board.case_lines import CASE_VALUES
from console.board.durations import m_ss
from console.model import events as e
from console.model.branch_events import SessionBranched
from console.model.facts import FactKind
from console.model.plan_events import PlanApproved, PlanProposed, PlanRejected
from console.model.plan_papers import PlanAct
from console.model.stock_events import LoadedShort, StockCounted
from console.phrase import Phrase, Text, known_codes, say

Vocabulary = Mapping[str, FactKind]
Shown = str | int | Text | Phrase


class Family(StrEnum):
    """What a line is about; the timeline's filter."""

    REPORT = "report"
    DECISION = "decision"
    ORDER = "order"
    MARK = "mark"


def line_of(board: Board, recorded: e.Recorded, vocabulary: Vocabulary) -> Phrase:
    """The sentence for one row; an event kind without one raises ``KeyError`` (a test goes through them all)."""
    values = {name: getattr(recorded.event, name) for name in recorded.event.__dataclass_fields__}
    special = _VALUES.get(type(recorded.event))
    if special:
        values |= special(board, recorded, vocabulary)
    if type(recorded.event) in CASE_VALUES:
        values |= CASE_VALUES[type(recorded.event)](board, recorded.event)
    return Phrase(_code(recorded.event), {**values, **_named_team(board, recorded.event)})


def family_of(recorded: e.Recorded) -> Family:
    """Which filter the row falls under."""
    event = recorded.event
    if isinstance(event, e.MarkMet | e.MarkMissed | e.AlarmAcknowledged | e.AlarmShelved):
        return Family.MARK
    if isinstance(event, e.IncidentReported | e.ReportAdded | e.ReportWithdrawn | e.FactSet | e.DrillInjected):
        return Family.REPORT
    if event.kind.startswith(("order.", "team.")):
        return Family.ORDER
    return Family.DECISION


def team_label(board: Board, team: str) -> Phrase | str:
    """A team's code and name; the code alone when the district no longer has it."""
    known = board.district.teams.get(team)
    return say("label.team", id=team, name=known.name) if known else team


def _code(event: e.Event) -> str:
    if isinstance(event, e.RecommendationUsed) and event.override_reason:
        return "timeline.incident.overridden"
    if isinstance(event, e.DepartmentReportedIn) and event.late_s:
        return "timeline.incident.reported_in_late"
    if isinstance(event, PlanProposed) and event.act is PlanAct.WITHDRAW:
        return "timeline.plan.withdrawal_proposed"
    if isinstance(event, e.ReportAdded) and event.by_rule:
        return "timeline.incident.report_joined"
    return f"timeline.{event.kind}"


def _named_team(board: Board, event: e.Event) -> dict[str, Shown]:
    team = getattr(event, "team", "")
    order = board.orders.get(getattr(event, "order", ""))
    name = team or (order.team if order else getattr(event, "order", ""))
    return {"team": team_label(board, name)} if name else {}


def _report(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    assert isinstance(recorded.event, e.IncidentReported | e.ReportAdded)
    report = recorded.event.report
    return {"source": source_label(report.source), "number": report.source_number, "text": report.text}


def source_label(source: str) -> Phrase | str:
    """A source's name; its code when it has none."""
    return known_or("source", source)


def known_or(family: str, code: str) -> Phrase | str:
    """The phrase ``family.code`` when there is one, else the code itself."""
    return say(f"{family}.{code}") if f"{family}.{code}" in known_codes() else code


def category_label(board: Board, category: str) -> Text | Phrase:
    """The catalogue item's name."""
    item = board.district.catalogue.get(category)
    return item.name if item else say("label.no_category")


def value_label(fact: str, value: Any, vocabulary: Vocabulary) -> Shown:
    """A fact's value in words, with its unit."""
    kind = vocabulary.get(fact)
    if value is None:
        return say("timeline.unknown_value")
    if isinstance(value, bool):
        return say("timeline.yes") if value else say("timeline.no")
    if isinstance(value, list | tuple):
        return ", ".join(str(v) for v in value)
    if kind and value in kind.choices:
        return kind.choices[value]
    return say("label.number", value=value, unit=kind.unit) if kind and kind.unit.en else str(value)


def _accepted(board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, e.IncidentAccepted)
    return {"urgency": say(f"urgency.{event.urgency.value}"), "category": category_label(board, event.category)}


def _fact(_board: Board, recorded: e.Recorded, words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, e.FactSet)
    label = words[event.fact].label if event.fact in words else event.fact
    return {"fact": label, "value": value_label(event.fact, event.value, words)}


def _plan(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, e.PlanChosen | e.LevelRaised)
    return {"plan": event.plan.title, "level": say(f"level.{event.plan.level.value}")}


def _paper(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, PlanProposed | PlanApproved | PlanRejected)
    return {"plan": event.title}


def _used(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, e.RecommendationUsed)
    return {"teams": ", ".join(event.chosen), "reason": event.override_reason}


def _department(board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, e.DepartmentNotified)
    known = board.district.departments.get(event.department)
    return {"department": known.name if known else event.department}


def _step(board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, e.StepDone)
    incident = board.incidents.get(recorded.incident or 0)
    steps = incident.plan.steps if incident and incident.plan else ()
    return {"step": next((step.text for step in steps if step.id == event.step), event.step)}


def _mark(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, e.MarkMet | e.MarkMissed)
    mark = say(f"mark.{event.mark.value}")
    if isinstance(event, e.MarkMet):
        return {"mark": mark, "after": m_ss(event.after_s)}
    return {"mark": mark, "limit": m_ss(event.limit_s)}


def _issued(board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, e.OrderIssued)
    return {"task": task_label(board, recorded.incident, event.need), "eta": m_ss(event.eta_s)}


def task_label(board: Board, incident: int | None, need: str) -> Shown:
    """What a need is called in the plan in force."""
    known = board.incidents.get(incident or 0)
    staff = known.plan.staff if known and known.plan else ()
    return next((n.title for n in staff if n.id == need), say("label.haulage") if need == "haulage" else need)


def _travel(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, e.TravelStarted | e.TravelChanged)
    return {"eta": m_ss(event.travel_s)}


def _lapsed(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    assert isinstance(recorded.event, e.OrderLapsed)
    return {"after": m_ss(recorded.event.after_s)}


def _session(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    assert isinstance(recorded.event, e.SessionOpened)
    return {"mode": say(f"mode.{recorded.event.mode.value}")}


def _posture(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    assert isinstance(recorded.event, e.PostureSet)
    return {"posture": say(f"posture.{recorded.event.posture.value}")}


def _roster(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    assert isinstance(recorded.event, e.RosterChanged)
    teams = list(dict.fromkeys(turn.team for turn in recorded.event.turns))
    return {"count": len(teams), "teams": ", ".join(teams[:5]) + (" …" if len(teams) > 5 else "")}


def _opened_road(board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, e.RoadOpened)
    return {"road": roads_label(board, event.roads)}


def roads_label(board: Board, roads: Sequence[str]) -> Text:
    """The names of stretches, each once; an unknown or nameless stretch by its id."""
    network = board.district.roads
    known = [network.stretches[network.stretch_index[r]].name if r in network.stretch_index else Text(r) for r in roads]
    names = list(dict.fromkeys(name if name.en else Text(road) for name, road in zip(known, roads, strict=True)))
    return Text(", ".join(name.en for name in names), "、".join(name.get("zh") for name in names))


def _closed_road(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    assert isinstance(recorded.event, e.RoadClosed)
    return {"road": recorded.event.name}


def _slowed(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    assert isinstance(recorded.event, e.RoadSlowed)
    slowing = recorded.event.slowing
    return {"road": slowing.label, "percent": round(slowing.factor * 100)}


def _slowing_ended(board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, e.SlowingEnded)
    before = (row.event for row in reversed(board.history.get(None, [])) if row.seq < recorded.seq)
    begun = (b.slowing for b in before if isinstance(b, e.RoadSlowed) and b.slowing.id == event.slowing)
    slowing = next(begun, None)
    return {"road": slowing.label if slowing else event.slowing}


def _stock(board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    event = recorded.event
    assert isinstance(event, LoadedShort | StockCounted)
    depot = event.depot if isinstance(event, LoadedShort) else event.owner
    material, held = board.district.materials.get(event.item), board.district.depots.get(depot)
    return {"item": material.name if material else event.item, "depot": held.name if held else depot}


def _weather(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    assert isinstance(recorded.event, e.WeatherDeclared)
    return {"weather": say(f"weather.{recorded.event.weather.value}")}


def _branched(_board: Board, recorded: e.Recorded, _words: Vocabulary) -> dict[str, Shown]:
    assert isinstance(recorded.event, SessionBranched)
    return {"short_hash": recorded.event.source_hash[:12]}


_VALUES: dict[type[e.Event], Callable[[Board, e.Recorded, Vocabulary], dict[str, Shown]]] = {
    e.SessionOpened: _session,
    e.PostureSet: _posture,
    e.RosterChanged: _roster,
    e.IncidentReported: _report,
    e.ReportAdded: _report,
    e.IncidentAccepted: _accepted,
    e.FactSet: _fact,
    e.PlanChosen: _plan,
    e.LevelRaised: _plan,
    PlanProposed: _paper,
    PlanApproved: _paper,
    SessionBranched: _branched,
    PlanRejected: _paper,
    e.RecommendationUsed: _used,
    e.DepartmentNotified: _department,
    e.StepDone: _step,
    e.MarkMet: _mark,
    e.MarkMissed: _mark,
    e.OrderIssued: _issued,
    e.OrderLapsed: _lapsed,
    e.TravelStarted: _travel,
    e.TravelChanged: _travel,
    e.RoadClosed: _closed_road,
    e.RoadOpened: _opened_road,
    e.RoadSlowed: _slowed,
    e.SlowingEnded: _slowing_ended,
    e.WeatherDeclared: _weather,
    LoadedShort: _stock,
    StockCounted: _stock,
}
