"""One example of every kind of event, and hypothesis strategies for any of them."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from typing import Any

from hypothesis import strategies as st

from console.geo import LatLon
from console.journal.store import Journal
from console.model import events as e
from console.model import plan as p
from console.model import recommendation as r
from console.model import words as w
from console.model.branch_events import SessionBranched
from console.model.duty import Turn
from console.model.incident import Report
from console.model.plan_events import PlanApproved, PlanProposed, PlanRejected
from console.model.plan_papers import PlanAct
from console.model.roads import Slowing
from console.model.stock_events import LoadedShort, StockCounted
from console.phrase import Phrase, Text, say

NOON = datetime(2031, 5, 6, 4, 0, 0, tzinfo=UTC)
SCENE = LatLon(31.81234, 117.28765)


def at(seconds: float) -> datetime:
    """``seconds`` after noon in the district."""
    return NOON + timedelta(seconds=seconds)


def a_report(**changes: Any) -> Report:
    """A call about smoke over a shop."""
    report = Report("hotline-12345", "H-77", "沿街店铺冒烟 smoke over a shop 🔥", at(-20), at(0), ("photo-1",))
    return dataclasses.replace(report, **changes)


def reported(**changes: Any) -> e.IncidentReported:
    """An incident opened by :func:`a_report`."""
    event = e.IncidentReported(
        a_report(), "fire.commercial", "West Street 8", SCENE, "G07", {"injured": "2+", "keywords": ["smoke", "shop"]},
        w.Urgency.ROUTINE, w.Severity.GENERAL, w.Tier.STREET,
    )  # fmt: skip
    return dataclasses.replace(event, **changes)


def accepted(**changes: Any) -> e.IncidentAccepted:
    """The same incident accepted as an emergency."""
    event = e.IncidentAccepted(
        "fire.commercial", w.Urgency.EMERGENCY, w.Severity.LARGER, w.Tier.STREET, "West Street 8", SCENE, "G07"
    )
    return dataclasses.replace(event, **changes)


def issued(order: str = "O1", **changes: Any) -> e.OrderIssued:
    """A fire team sent with a pump from a depot."""
    event = e.OrderIssued(order, "FIRE-1", "n1", "fire", 140, "D1", (r.Load("5010203", 2, "D1"),), 0, "")
    return dataclasses.replace(event, **changes)


def a_plan_in_force() -> p.PlanInForce:
    """A fire plan at level III."""
    return p.PlanInForce(
        "shop-fire", 3, "ab12", Text("Shop fire", "商铺火灾"), w.ResponseLevel.III, p.MarkLimits(),
        (p.StaffNeed("n1", Text("Fire team", "消防"), "fire", 2, 180, True, 4, (p.Substitute("rescue", 5),)),),
        (p.MaterialNeed("m1", "5010203", 2, "pcs", 300),),
        (p.Step("s1", Text("Cut the power", "断电"), "engineering", 120),),
        ("police", "health"), True,
    )  # fmt: skip


def answers() -> tuple[p.PlanAnswer, ...]:
    """How the plan answered, clause by clause."""
    clauses = (
        p.ClauseAnswer(Text("injured at least 3"), w.Answer.UNKNOWN, "injured", "2+"),
        p.ClauseAnswer(Text("keywords"), w.Answer.YES, "keywords", ("smoke", "shop")),
    )
    level = p.LevelAnswer(w.ResponseLevel.III, w.Answer.UNKNOWN, clauses)
    return (p.PlanAnswer("shop-fire", 3, Text("Shop fire"), w.Answer.UNKNOWN, None, (level,), ("injured",), True),)


def a_recommendation() -> r.Recommendation:
    """One need filled, one team passed over with a reason that nests other sentences."""
    fill = r.Fill("FIRE-1", "fire", 140, 60, 80, 7, 0, "D1", (r.Load("5010203", 2, "D1"),), 1002, False, (4, 9), 190)
    need = r.NeedRow("n1", Text("Fire team", "消防"), "fire", 2, 180, True, (fill,), 1)
    short = say("dispatch.short", item=Text("pump", "水泵"), left=1)
    material = r.MaterialRow(
        "m1", "5010203", Text("pump"), "pcs", 2, (("FIRE-1", r.Load("5010203", 2), 140),), 0, short
    )
    other = say("team", name=Text("A", "甲"))
    reason = Phrase("dispatch.later", {"by_s": 41, "than": other, "until": at(9), "near": SCENE})
    marks = (r.MarkForecast(w.Mark.FIRST_ARRIVAL, 180, 140, w.MarkState.RUNNING),)
    cover = r.CoverPrice(0.95, 0.9, ("G07",), r.MoveUp("FIRE-2", "FIRE-1", 90, 0.93))
    return r.Recommendation(
        1001, 12, at(30), "shop-fire", w.ResponseLevel.III, (need,), (material,),
        (r.PassedOver("MED-1", reason, None),), marks, cover,
        (r.Foreseen("n1", Text("Fire team"), None, 170, (r.Cure(short, None, None), r.Cure(short, 90, 50))),), False, 3,
        short,
    )  # fmt: skip


def examples() -> tuple[e.Event, ...]:
    """One event of every kind."""
    return (
        e.SessionOpened(w.Mode.DRILL, "lakeside", "d1", {"shop-fire": "ab12"}, "shop-fire-night", "s1", 7),
        e.PostureSet(w.Posture.EMERGENCY, "flood warning"),
        e.DrillInjected("i1", Text("Bridge closed"), {"close": ["r1"], "at": SCENE, "teams": {"A": {"late_s": 9}}}),
        reported(),
        e.ReportAdded(a_report(source="camera", source_number="C-3"), {"trapped": 2, "depth_m": 0.5, "gas": True}),
        e.ReportWithdrawn("cap:met", "W-1", "wind has dropped"),
        e.EvidenceAdded("sha256:" + "ab" * 32 + ".png", "gate.png"),
        e.HandlingAssigned(w.Tier.STREET, "street", ("police",), at(3600), "too big for the grid", 2),
        e.HandlingSigned("street"),
        e.HandlingReported("street", "photo-2"),
        e.WhistleBlown(("police", "water"), at(900), "burst main"),
        e.DepartmentReportedIn("police", 40),
        e.DepartmentLate("water"),
        e.IncidentTransferred("police", "P-9", "a theft"),
        e.IncidentTakenBack("civil matter"),
        e.MergeUndone(1002, w.Stage.ACCEPTED),
        e.ReportsMovedBack(1001, (("camera", "C-3"),), ("trapped",)),
        e.SupervisionRaised(w.Card.YELLOW, w.Stage.HANDLING, w.Tier.DISTRICT),
        e.UpwardReported(w.UpwardKind.FIRST, "首报：商铺火灾"),
        e.DutyOffered("duty-B", "one fire open"),
        e.DutyTaken("one fire open", "duty-A"),
        accepted(),
        e.IncidentRejected("no such place"),
        e.IncidentMerged(1002),
        e.FactSet("casualties", ("injured", 3)),
        e.PlanChosen(a_plan_in_force(), answers()),
        e.LevelRaised(a_plan_in_force(), "spreads to the flat above"),
        e.RecommendationUsed(a_recommendation(), ("FIRE-1",), "knows the building"),
        e.DepartmentNotified("police"),
        e.StepDone("s1"),
        e.MarkMet(w.Mark.START, 41),
        e.MarkMissed(w.Mark.REINFORCEMENT, 300),
        e.IncidentVerified("photo-9"),
        e.VerificationFailed("still smoking"),
        e.IncidentClosed("put out"),
        e.IncidentReviewed(5, "well done"),
        e.IncidentReopened("smoke again"),
        e.TeamOutOfService("FIRE-1", "pump broken"),
        e.TeamInService("FIRE-1"),
        e.RosterChanged((Turn("FIRE-1", at(0), at(3600), False, "A", "North Street", "crew is ill"),)),
        PlanProposed("fire-v2-7", PlanAct.PUBLISH, "fire", 2, Text("Fire", "火灾"), "id: fire\n", "h2", "h1", "more"),
        SessionBranched("night.db", "ab" * 32, 105, at(190), True, (("D1", "1010101", -2),), 1004, '{"stock":{}}'),
        PlanApproved("fire-v2-7", "fire", 2, Text("Fire", "火灾")),
        PlanRejected("fire-v2-7", "fire", 2, Text("Fire", "火灾"), "too few pumps"),
        e.RoadClosed(("r1", "r2"), Text("North bridge", "北桥"), "flooded"),
        e.RoadOpened(("r1",)),
        e.RoadSlowed(Slowing("jam", 0.5, ("r1",), hours=(7, 9), name=Text("North bridge", "北桥")), "collision"),
        e.SlowingEnded("jam"),
        e.WeatherDeclared(w.Weather.HEAVY_RAIN, "gauge at 52 mm/h"),
        LoadedShort("O1", "3010101", "D02", 2),
        StockCounted("D02", "3010101", 1, -3),
        e.AlarmAcknowledged("mark:1001:start"),
        e.AlarmShelved("team_silent:1001-01", at(1800), "radio is being mended"),
        issued(),
        e.OrderDelivered("O1", "radio"),
        e.DeliveryFailed("O1", "field-page", "no answer"),
        e.OrderAcknowledged("O1"),
        e.OrderDeclined("O1", "at another fire"),
        e.OrderLapsed("O1", 60),
        e.OrderCancelled("O1", "false alarm"),
        e.TravelStarted("O1", SCENE, (1, 2, 3), 80),
        e.TravelChanged("O1", SCENE, (1, 5, 3), 120, "bridge closed"),
        e.TeamArrived("O1", SCENE),
        e.OrderDone("O1", "put out", (r.Load("5010203", 1, "D1"),)),
        e.TeamReturned("FIRE-1", "O1"),
    )  # fmt: skip


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
NUMBERS = st.integers(-(2**40), 2**40)
REALS = st.floats(allow_nan=False, allow_infinity=False)
POSITIONS = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-3, minutes=-30))])
MOMENTS = st.builds(lambda s, zone: at(s).astimezone(zone), st.floats(-1e9, 1e9), ZONES)
TEXTS = st.builds(Text, WORDS, WORDS)
_FLAT = st.one_of(st.none(), st.booleans(), NUMBERS, REALS, WORDS, TEXTS, POSITIONS, MOMENTS, st.sampled_from(w.Stage))
KEYS = st.one_of(WORDS, NUMBERS, st.sampled_from(["$text", "$tuple", "$", ""]), st.tuples(WORDS, NUMBERS))
FREE = st.recursive(
    _FLAT,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(KEYS, inner, max_size=3),
        st.frozensets(st.one_of(WORDS, NUMBERS), max_size=3),
        st.builds(Phrase, WORDS, st.dictionaries(WORDS, inner, max_size=2)),
    ),
    max_leaves=6,
)
"""Any value a fact, an effect or a phrase may hold."""

_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    Any: FREE, str: WORDS, int: NUMBERS, float: REALS, bool: st.booleans(), type(None): st.none(),
    datetime: MOMENTS, LatLon: POSITIONS,
}  # fmt: skip


@cache
def any_of(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type used in the model."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*map(any_of, parts))
    if origin is tuple:
        many = parts[-1] is ...
        return st.lists(any_of(parts[0]), max_size=2).map(tuple) if many else st.tuples(*map(any_of, parts))
    if origin is Mapping:
        return st.dictionaries(any_of(parts[0]), any_of(parts[1]), max_size=2)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    hints = typing.get_type_hints(hint)
    return st.builds(hint, **{field.name: any_of(hints[field.name]) for field in dataclasses.fields(hint)})


def append(journal: Journal, *pendings: e.Pending, after_s: float = 0, actor: str = "O-1") -> list[e.Recorded]:
    """Write events in one transaction at ``after_s``."""
    with journal.writing() as writing:
        return writing.append(
            pendings, at=at(after_s), recorded_at=at(after_s), actor=actor, seat="seat-1", cause="test"
        )


def pending(incident: int | None, *happened: e.Event) -> list[e.Pending]:
    """Events of one incident, not yet written."""
    return [e.Pending(incident, event) for event in happened]
