"""A journal written by hand, row by row: events at seconds after the start, chained as the store chains them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from console.geo import LatLon
from console.journal.chain import GENESIS
from console.journal.rows import chained
from console.model import events as e
from console.model.incident import Report
from console.model.plan import MarkLimits, MaterialNeed, PlanInForce, StaffNeed
from console.model.recommendation import CoverPrice, Fill, Load, NeedRow, PassedOver, Recommendation
from console.model.scenario import Behaviour, Expectation, Inject, InjectKind, Scenario
from console.model.words import Mark, Mode, Posture, ResponseLevel, Severity, Tier, Urgency
from console.phrase import Text, say

START = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
SCENE = LatLon(30.323036, 120.138803)
SCENARIO_ID = "smoke-drill"


def recorded(event: e.Event, *, seq: int = 1, s: float = 0, incident: int | None = None, **changes: Any) -> e.Recorded:
    """``event`` as a row of the journal, ``s`` seconds after the start."""
    moment = START + timedelta(seconds=s)
    row = e.Recorded(seq, incident, 0, event, moment, moment, moment, "officer-1", "seat-1", "", GENESIS, "")
    return replace(row, **changes)


class Story:
    """A journal in the making; ``rows`` is what was written so far."""

    def __init__(self, mode: Mode = Mode.DRILL) -> None:
        self.rows: list[e.Recorded] = []
        self._versions: Counter[int | None] = Counter()
        self.add(0, e.SessionOpened(mode, "xiaohe", "d1", {}, SCENARIO_ID if mode is Mode.DRILL else "", "s1", 7))

    def add(self, s: float, event: e.Event, incident: int | None = None, actor: str = "officer-1") -> int:
        """Write one row; its seq."""
        self._versions[incident] += incident is not None
        row = recorded(
            event, seq=len(self.rows) + 1, s=s, incident=incident, version=self._versions[incident], actor=actor,
            prev=self.rows[-1].hash if self.rows else GENESIS,
        )  # fmt: skip
        self.rows.append(replace(row, hash=chained(row)["hash"]))
        return row.seq

    def inject(self, s: float, inject: str) -> int:
        """An inject is played."""
        return self.add(s, e.DrillInjected(inject, Text(f"inject {inject}", f"导调 {inject}"), {}), actor="script")

    def an_incident(self, number: int = 1001, s: float = 0, **changes: Any) -> None:
        """A report opens an incident; ``text`` and ``number_of_source`` may be given."""
        moment = START + timedelta(seconds=s)
        number_of_source = changes.pop("number_of_source", f"N-{number}")
        report = Report("hotline-12345", number_of_source, changes.pop("text", "smoke"), moment, moment)
        event = e.IncidentReported(
            report, "fire.commercial", "Canal CBD", SCENE, "", {}, Urgency.EMERGENCY, Severity.GENERAL, Tier.STREET
        )
        self.add(s, replace(event, **changes), number)

    def accepted(self, s: float, number: int = 1001, urgency: Urgency = Urgency.EMERGENCY) -> None:
        """Somebody takes it on; with an emergency this is t0."""
        event = e.IncidentAccepted(
            "fire.commercial", urgency, Severity.GENERAL, Tier.STREET, "Canal CBD", SCENE, ""
        )  # fmt: skip
        self.add(s, event, number)

    def planned(self, s: float, number: int = 1001, **changes: Any) -> None:
        """A plan is confirmed."""
        self.add(s, e.PlanChosen(a_plan_in_force(**changes), ()), number)

    def an_order(self, s: float, order: str, team: str, number: int = 1001, **changes: Any) -> int:
        """A team is ordered to the scene."""
        event = e.OrderIssued(order, team, "attack", "fire_attack", 100)
        return self.add(s, replace(event, **changes), number)

    def acknowledged(self, s: float, order: str, number: int = 1001) -> int:
        """A team takes its order."""
        return self.add(s, e.OrderAcknowledged(order), number, "F01")

    def rolling(self, s: float, order: str, number: int = 1001) -> int:
        """A team sets off."""
        return self.add(s, e.TravelStarted(order, SCENE, (), 60), number, "F01")

    def arrived(self, s: float, order: str, number: int = 1001) -> int:
        """A team is on scene."""
        return self.add(s, e.TeamArrived(order, SCENE), number, "F01")

    def mark(self, s: float, mark: Mark, after_s: int, number: int = 1001) -> int:
        """A mark is stamped."""
        return self.add(s, e.MarkMet(mark, after_s), number)

    def recommended(self, s: float, chosen: Sequence[str], number: int = 1001, **changes: Any) -> int:
        """Orders follow from a recommendation of F01 for the attack."""
        reason = changes.pop("override_reason", "")
        return self.add(s, e.RecommendationUsed(a_recommendation(number, **changes), tuple(chosen), reason), number)


def a_plan_in_force(**changes: Any) -> PlanInForce:
    """A fire plan with one first-arrival need of one team and no materials."""
    attack = StaffNeed("attack", Text("First attack", "初期灭火"), "fire_attack", 1, 180, first_arrival=True)
    plan = PlanInForce(
        "fire", 1, "ab12", Text("Fire plan", "火灾预案"), ResponseLevel.IV, MarkLimits(), (attack,), (), (), ()
    )
    return replace(plan, **changes)


def hoses(quantity: int) -> MaterialNeed:
    """So many fire hoses."""
    return MaterialNeed("hoses", "1020201", quantity, "rolls", 300)


def load(quantity: int, depot: str = "D03") -> Load:
    """So many fire hoses from a depot."""
    return Load("1020201", quantity, depot)


def a_recommendation(number: int = 1001, position_age_s: int = 5, **changes: Any) -> Recommendation:
    """F01 for the attack, F02 passed over."""
    fill = Fill("F01", "fire_attack", 100, 30, 70, position_age_s)
    need = NeedRow("attack", Text("First attack", "初期灭火"), "fire_attack", 1, 180, True, (fill,), 0)
    late = PassedOver("F02", say("dispatch.arrives_later", seconds=41, team="F01", need="First attack"), 141)
    offered = Recommendation(
        number, 3, START, "fire", ResponseLevel.IV, (need,), (), (late,), (), CoverPrice(1.0, 0.95, ())
    )
    return replace(offered, **changes)


def an_expectation(kind: str = "incident.accepted", within_s: int = 30, **changes: Any) -> Expectation:
    """Something to be seen within half a minute of the first call."""
    return replace(Expectation("x1", Text("accepted in time", "按时受理"), kind, within_s, "call"), **changes)


def a_report_inject(id_: str, number: str) -> Inject:
    """An inject that reports with a source's own number."""
    effect: Mapping[str, Any] = {"kind": "report", "source": "hotline-12345", "number": number}
    return Inject(id_, InjectKind.REPORT, Text(id_, id_), effect, at_s=0)


def a_scenario(*expectations: Expectation, injects: Sequence[Inject] = ()) -> Scenario:
    """A drill script with one call reported as N-1001."""
    return Scenario(
        SCENARIO_ID, Text("Smoke drill", "冒烟演练"), Text("Accept in time", "按时受理"), START, 1800,
        Posture.ROUTINE, 8, Behaviour(), tuple(injects) or (a_report_inject("call", "N-1001"),), expectations, "s1",
    )  # fmt: skip


def a_whole_drill(text: str = "smoke") -> Story:
    """A call, a plan, one team that arrives in time and comes back, and the case closed."""
    story = Story()
    story.an_incident(s=5, text=text)
    story.inject(5, "call")
    story.accepted(12)
    story.planned(15, materials=(hoses(4),))
    story.recommended(20, ["F01"])
    story.an_order(20, "1001-01", "F01", loads=(load(4),))
    story.acknowledged(30, "1001-01")
    story.mark(30, Mark.START, 18)
    story.rolling(50, "1001-01")
    story.arrived(125, "1001-01")
    story.mark(125, Mark.FIRST_ARRIVAL, 113)
    story.mark(125, Mark.REINFORCEMENT, 113)
    story.add(400, e.OrderDone("1001-01", "put out", (load(1),)), 1001, "F01")
    story.add(460, e.TeamReturned("F01", "1001-01"), 1001, "F01")
    story.add(470, e.IncidentVerified("seen on camera"), 1001, "officer-2")
    story.add(480, e.IncidentClosed("standard met"), 1001)
    return story
