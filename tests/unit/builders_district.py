"""Small hand-made districts, pictures and desks: places in metres, roads at 10 m/s, a journal on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any, NamedTuple, cast

import pytest

from console.board.board import Board
from console.board.fold import fold
from console.board.sending import issue_as_recommended
from console.board.teams import picture
from console.clock import DrillClock
from console.desk.desk import Desk
from console.dispatch.recommend import recommend
from console.dispatch.roads.network import RoadNetwork
from console.errors import Refused
from console.geo import LatLon, distance_m, from_metres
from console.journal.store import Journal
from console.model import commands as c
from console.model import places as p
from console.model.events import Pending, Recorded
from console.model.incident import Actor, Incident, Order, Report, Signal
from console.model.picture import Picture, TeamNow
from console.model.plan import (
    AllOf,
    MaterialNeed,
    Plan,
    PlanInForce,
    PlanKind,
    PlanLevel,
    StaffNeed,
    Step,
    Substitute,
)
from console.model.recommendation import Load, Recommendation
from console.model.roads import USUAL, RoadEdge, Roads
from console.model.words import Mode, ResponseLevel, Severity, Stage, TeamStatus, Tier, Urgency
from console.phrase import Text, say

ORIGIN = LatLon(30.31, 120.13)
NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Nine in the morning in the district."""
ROUND_THE_CLOCK = p.Shift(time(0), time(0))
OFFICER = Actor("officer-1", "seat-1")
PUMP, HOSE = "3010101", "1020101"


def after(seconds: float) -> datetime:
    return NINE + timedelta(seconds=seconds)


def spot(east_m: float, north_m: float = 0.0) -> LatLon:
    return from_metres(ORIGIN, east_m, north_m)


# -- places -----------------------------------------------------------------------------------------------------


class Road(NamedTuple):
    """A road between two nodes, as long as the crow flies unless said otherwise."""

    u: int
    v: int
    kph: float = 36.0
    one_way: bool = False
    road: str = ""
    length_m: float = 0.0
    back_kph: float = 0.0


def edges_of(roads: Iterable[Road], nodes: Mapping[int, LatLon]) -> tuple[RoadEdge, ...]:
    made = []
    for r in roads:
        length = r.length_m or distance_m(nodes[r.u], nodes[r.v])
        id_ = r.road or f"R{r.u}-{r.v}"
        made.append(RoadEdge(r.u, r.v, id_, Text(id_), "secondary", length, r.kph))
        if not r.one_way:
            made.append(RoadEdge(r.v, r.u, id_, Text(id_), "secondary", length, r.back_kph or r.kph))
    return tuple(made)


def a_team(id_: str, at: LatLon, *capabilities: str, **changes: Any) -> p.Team:
    """A round-the-clock team of six without turnout."""
    team = p.Team(id_, Text(id_), p.TeamKind.GRID, frozenset(capabilities), 6, "van", at, ROUND_THE_CLOCK, 0, 300)
    return replace(team, **changes)


def a_depot(id_: str, at: LatLon, stock: Mapping[str, int], loading_s: int = 30) -> p.Depot:
    return p.Depot(id_, Text(id_), at, stock, loading_s)


def a_grid(code: str, centre: LatLon) -> p.Grid:
    lat, lon = centre
    corners = ((-0.001, -0.001), (-0.001, 0.001), (0.001, 0.001), (0.001, -0.001))
    ring = tuple(LatLon(lat + y, lon + x) for y, x in corners)
    return p.Grid(code, Text(code), ring, centre, "leader")


def a_district(
    nodes: Mapping[int, LatLon],
    roads: Iterable[Road],
    teams: Iterable[p.Team] = (),
    depots: Iterable[p.Depot] = (),
    grids: Iterable[p.Grid] = (),
) -> p.District:
    fire = p.CatalogueItem("fire", "A", Text("Fire"), "street", Tier.STREET, Urgency.EMERGENCY, 3600, Text("out"))
    noise = replace(fire, code="noise", name=Text("Noise"), tier=Tier.GRID, urgency=Urgency.ROUTINE)
    pump, hose = p.MaterialItem(PUMP, Text("pump", "水泵"), "pcs"), p.MaterialItem(HOSE, Text("hose"), "pcs")
    return p.District(
        id="paper", name=Text("Paper district"), synthetic=True, timezone="Asia/Shanghai",
        boundary=(spot(-5e3, -5e3), spot(5e3, -5e3), spot(5e3, 5e3), spot(-5e3, 5e3)),
        grids={g.code: g for g in grids}, roads=Roads.of(nodes, edges_of(roads, nodes)),
        areas=(), teams={t.id: t for t in teams}, depots={d.id: d for d in depots},
        materials={PUMP: pump, HOSE: hose},
        cameras={}, departments={"street": p.Department("street", Text("Street office"), Tier.STREET)},
        catalogue={"fire": fire, "noise": noise}, people=(), places={}, capabilities={}, content_hash="paper",
    )  # fmt: skip


def one_street(
    teams: Iterable[p.Team] = (), depots: Iterable[p.Depot] = (), grids: Iterable[p.Grid] = ()
) -> p.District:
    """Six kilometres of two-way road from west to east with a node every 500 m (50 s)."""
    nodes = {n: spot(500.0 * n) for n in range(-6, 7)}
    return a_district(nodes, [Road(a, b) for a, b in pairwise(sorted(nodes))], teams, depots, grids)


# -- plans ------------------------------------------------------------------------------------------------------


def need(id_: str, capability: str, count: int = 1, within_s: int = 300, **changes: Any) -> StaffNeed:
    return replace(StaffNeed(id_, Text(id_), capability, count, within_s), **changes)


def stand_in(capability: str, penalty: int = 10) -> Substitute:
    return Substitute(capability, penalty)


def wants(item: str, quantity: int, within_s: int = 600) -> MaterialNeed:
    return MaterialNeed(f"m-{item}", item, quantity, "pcs", within_s)


def a_level(level: str, *needs: StaffNeed, materials: Sequence[MaterialNeed] = ()) -> PlanLevel:
    steps = (Step("cordon", Text("Close the street"), "grid", 120),)
    return PlanLevel(ResponseLevel(level), AllOf(()), needs, tuple(materials), steps, ("street",))


def a_plan(*levels: PlanLevel, **changes: Any) -> Plan:
    plan = Plan("blaze", 1, PlanKind.SPECIAL, Text("Blaze"), levels, "blaze-1")
    return replace(plan, **changes)


# -- pictures ---------------------------------------------------------------------------------------------------


def an_incident(number: int, at: LatLon | None, *needs: StaffNeed, **changes: Any) -> Incident:
    """An accepted emergency whose plan (level IV unless said otherwise) asks for ``needs``."""
    level = changes.pop("level", "IV")
    plan = a_plan(a_level(level, *needs, materials=changes.pop("materials", ())))
    incident = Incident(
        number=number, version=3, stage=Stage.ACCEPTED, urgency=Urgency.EMERGENCY, severity=Severity.GENERAL,
        tier=Tier.STREET, category="fire", place="", position=at, grid="",
        reports=(Report("phone", str(number), "fire", NINE, NINE),), reported_at=NINE, accepted_at=NINE, t0=NINE,
        plan=PlanInForce.of(plan, ResponseLevel(level)),
    )  # fmt: skip
    return replace(incident, **changes)


def a_picture(district: p.District, *incidents: Incident, **changes: Any) -> Picture:
    """Everybody available at their bases and just heard; ``changes`` also replace teams by id."""
    teams = {
        t.id: TeamNow(t, TeamStatus.AVAILABLE, t.base, 0, moving=False, order=None, why_not=None)
        for t in district.teams.values()
    }
    teams |= changes.pop("teams", {})
    stock = {(d.id, i): n for d in district.depots.values() for i, n in d.stock.items()}
    stock |= {(t.id, i): n for t in district.teams.values() for i, n in t.carries.items()}
    made = Picture(7, NINE, {i.number: i for i in incidents}, {}, teams, stock, USUAL)
    return replace(made, **changes)


def silent(team: p.Team, minutes: int = 12) -> TeamNow:
    why = say("dispatch.silent", minutes=minutes)
    return TeamNow(team, TeamStatus.UNKNOWN, team.base, minutes * 60, moving=False, order=None, why_not=why)


def advise(district: p.District, picture: Picture) -> dict[int, Recommendation]:
    return recommend(picture, district, RoadNetwork(district.roads))


def sent_to(recommendation: Recommendation) -> dict[str, list[str]]:
    """Teams newly sent, by need."""
    found: dict[str, list[str]] = {}
    for row, fill in recommendation.new_fills:
        found.setdefault(row.need, []).append(fill.team)
    return found


def reasons(recommendation: Recommendation) -> dict[str, str]:
    """The reason's code by team passed over."""
    return {passed.team: passed.reason.code for passed in recommendation.passed_over}


# -- desks ------------------------------------------------------------------------------------------------------


class PaperJournal:
    """The journal's interface on a list, for tests of what the desk decides."""

    def __init__(self) -> None:
        self.rows: list[Recorded] = []
        self.open = False

    @contextmanager
    def writing(self) -> Iterator[PaperJournal]:
        assert not self.open, "the write lock is taken already"
        self.open, kept = True, len(self.rows)
        try:
            yield self
        except BaseException:
            del self.rows[kept:]
            raise
        finally:
            self.open = False

    def read_after(self, seq: int) -> list[Recorded]:
        return self.rows[seq:]

    def incident_of_report(self, source: str, source_number: str) -> int | None:
        return None  # nothing ends long enough ago to be forgotten

    def incident_history(self, number: int) -> list[Recorded]:
        return [row for row in self.rows if row.incident == number]

    def append(
        self,
        pending: Sequence[Pending],
        *,
        at: datetime,
        recorded_at: datetime,
        actor: str,
        seat: str,
        cause: str,
        versions: Mapping[int, int],
    ) -> list[Recorded]:
        written = []
        for one in pending:
            version = 0 if one.incident is None else 1 + sum(r.incident == one.incident for r in self.rows)
            row = Recorded(
                len(self.rows) + 1, one.incident, version, one.event, one.occurred_at or at, at, recorded_at, actor,
                seat, cause, "", "",
            )  # fmt: skip
            self.rows.append(row)
            written.append(row)
        return written


class Seat:
    """A desk at a small district with the steps of an incident as short methods; everybody is heard all the time."""

    def __init__(self, district: p.District, plan: Plan, journal: Journal | None = None, opened: bool = True) -> None:
        self.district, self.plan = district, plan
        self.paper = PaperJournal()
        self.clock = DrillClock(NINE)
        self.board = Board(district)
        self.desk = Desk(journal or cast("Journal", self.paper), self.board, self.clock)
        self.network = RoadNetwork(district.roads)
        self.calls = 0
        self.hear()
        if opened:
            self.open()

    def open(self) -> tuple[Recorded, ...]:
        return self.do(c.OpenSession(Mode.DRILL, "paper", "paper", {"blaze": "blaze-1"}, "paper", "s", 1))

    def hear(self) -> None:
        for team in self.district.teams.values():
            self.board.signals[team.id] = Signal(team.id, team.base, self.clock.now())

    def wait(self, seconds: float) -> Seat:
        self.clock.step(seconds)
        self.hear()
        return self

    def do(self, command: c.Command, by: Actor = OFFICER) -> tuple[Recorded, ...]:
        return self.desk.submit(command, by)

    def refused(self, command: c.Command, by: Actor = OFFICER) -> str:
        """The code of the refusal; nothing may have been written or folded."""
        before = {name: copy(value) for name, value in self.board.state().items()}
        rows = len(self.history())
        with pytest.raises(Refused) as caught:
            self.do(command, by)
        assert caught.value.reason.get("en")
        assert caught.value.reason.get("zh")
        assert self.board.state() == before
        assert len(self.history()) == rows
        return caught.value.reason.code

    def history(self) -> list[Recorded]:
        return self.desk.journal.read_after(0)

    def rebuilt(self) -> Board:
        board = Board(self.district)
        for row in self.history():
            fold(board, row)
        return board

    def report(self, at: LatLon, text: str = "smoke", **changes: Any) -> int:
        self.calls += 1
        command = c.ReportIncident("phone", f"P{self.calls}", text, self.clock.now(), "fire", "", at)
        self.do(replace(command, **changes))
        return max(self.board.incidents)

    def accept(self, number: int, **changes: Any) -> int:
        self.do(replace(c.AcceptIncident(number, Urgency.EMERGENCY), **changes))
        return number

    def choose(self, number: int, level: str = "IV") -> int:
        self.do(c.ChoosePlan(number, self.plan, ResponseLevel(level)))
        return number

    def emergency(self, at: LatLon, level: str = "IV", severity: Severity = Severity.GENERAL) -> int:
        """Reported, accepted as an emergency and under its plan."""
        return self.choose(self.accept(self.report(at), severity=severity), level)

    def picture(self) -> Picture:
        return picture(self.board, self.clock.now())

    def advice(self, number: int) -> Recommendation:
        return recommend(self.picture(), self.district, self.network)[number]

    def send(self, number: int) -> list[Order]:
        """Send what is recommended; the new orders."""
        known = set(self.board.orders)
        self.do(issue_as_recommended(self.board, self.advice(number)))
        return [order for id_, order in self.board.orders.items() if id_ not in known]

    def order(self, order: Order) -> Order:
        return self.board.orders[order.id]

    def incident(self, number: int) -> Incident:
        return self.board.incidents[number]

    def go(self, order: Order) -> None:
        """Delivered, acknowledged, under way."""
        self.do(c.ConfirmDelivery(order.id, "paper"))
        self.do(c.AcknowledgeOrder(order.id))
        self.do(c.StartTravel(order.id, self.district.teams[order.team].base, order.route, order.eta_s))

    def arrive(self, order: Order) -> None:
        if self.order(order).status.value != "en_route":
            self.go(order)
        self.do(c.ArriveOnScene(order.id))

    def finish(self, order: Order, *used: Load) -> None:
        """Arrived, done, back."""
        self.arrive(order)
        self.do(c.CompleteOrder(order.id, "done", used))
        self.do(c.ReturnTeam(order.team, order.id))

    def kinds(self, rows: Iterable[Recorded]) -> list[str]:
        return [row.event.kind for row in rows]
