"""A drill session on the demo district, with a small stand-in for the simulated teams."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from console.board.board import Board
from console.clock import DrillClock
from console.desk.desk import Desk
from console.desk.session import Session
from console.dispatch.roads.network import RoadNetwork
from console.district.facts import load_facts
from console.district.load import load_district
from console.district.plans import load_plans
from console.district.where import plans_dir, resource_dir
from console.geo import LatLon, distance_m
from console.journal.store import Journal
from console.model import commands as c
from console.model.facts import FactKind
from console.model.incident import Actor, Signal
from console.model.places import District
from console.model.plan_shelf import PlanShelf
from console.model.scene import Scene
from console.model.words import Mode, OrderStatus, Posture, Urgency
from console.phrase import Text

START = datetime(2031, 5, 6, 6, 29, 56, tzinfo=UTC)  # 14:29:56 in the district
OFFICER = Actor("duty-A", "1")
FIELD = Actor("field", "drill")
ANSWER_S, LEAVE_S = 12, 20


@cache
def district() -> District:
    return load_district(resource_dir() / "xiaohe")


@cache
def vocabulary() -> Mapping[str, FactKind]:
    return load_facts(resource_dir() / "vocabulary" / "facts.yaml")


@cache
def plans() -> PlanShelf:
    d = district()
    return load_plans(
        plans_dir(), capabilities=d.capabilities, materials=d.materials, departments=d.departments, facts=vocabulary()
    )


@cache
def network() -> RoadNetwork:
    return RoadNetwork(district().roads)


def a_session(where: Path | str = ":memory:") -> Session:
    """A drill session with an empty journal but for its opening."""
    clock = DrillClock(START)
    journal = Journal.open(where)
    desk = Desk(journal, Board(district()), clock)
    desk.submit(c.OpenSession(Mode.DRILL, "xiaohe", district().content_hash, {}, "canal-cbd-fire", "", 7), OFFICER)
    return Session(Mode.DRILL, district(), plans().plans, vocabulary(), clock, journal, desk, network())


class FakeDrill:
    """Teams that take their orders after 12 s, leave at 20 s, and drive in a straight line for the ordered time."""

    name = "canal-cbd-fire"
    finished = False
    is_shared = False
    lead = None
    stands = False

    def __init__(self, session: Session, silent: tuple[str, ...] = (), lost: tuple[str, ...] = ()) -> None:
        self.session, self.silent, self.lost = session, silent, lost
        self.elapsed_s, self.officer_on = 0, False
        self._signals = {t.id: Signal(t.id, t.base, START) for t in district().teams.values()}
        for team in lost:
            self._signals[team] = Signal(team, district().teams[team].base, START - timedelta(minutes=12))
        session.board.signals = self._signals

    def signals(self) -> Mapping[str, Signal]:
        return dict(self._signals)

    def scene_of(self, camera: str) -> Scene:
        return Scene(camera, "street", 14.5)

    def by_hand(self) -> tuple[str, ...]:
        return ("visitor",)

    def play_by_hand(self, inject: str) -> None:
        command = c.PlayInject(inject, Text("A visitor comes", "来访"), {"kind": "message", "to": "duty_officer"})
        self.session.desk.submit(command, OFFICER, cause=inject)

    def tick(self) -> None:
        clock = self.session.clock
        assert isinstance(clock, DrillClock)
        clock.step(1)
        self.elapsed_s += 1
        self._hear()
        for order in list(self.session.board.bound.values()):
            self._step(order)
        self.session.desk.watch()

    def run(self, seconds: int) -> None:
        for _ in range(seconds):
            self.tick()

    def _hear(self) -> None:
        now = self.session.clock.now()
        for team, signal in self._signals.items():
            if team not in self.lost:
                self._signals[team] = Signal(team, self._where(team, now, signal.position), now)

    def _where(self, team: str, now: datetime, last: LatLon) -> LatLon:
        order = self.session.board.order_of_team(team)
        if order is None or order.route_from is None or order.route_at is None:
            return last
        goal = self.session.board.incidents[order.incident].position or last
        whole = max(1.0, (order.expected_at - order.route_at).total_seconds())
        share = min(1.0, (now - order.route_at).total_seconds() / whole)
        way = [order.route_from, *(district().roads.nodes[n] for n in order.route), goal]
        return _along(way, share)

    def _route(self, team: str, incident: int) -> tuple[int, ...]:
        offered = self.session.board.incidents[incident].offered
        fills = [fill for row in offered.needs for fill in row.filled] if offered else []
        return next((fill.route for fill in fills if fill.team == team), ())

    def _step(self, name: str) -> None:
        order, now = self.session.board.orders[name], self.session.clock.now()
        waited = (now - order.issued_at).total_seconds()
        submit = self.session.desk.submit
        if order.status is OrderStatus.ISSUED and waited >= 2:
            submit(c.ConfirmDelivery(name, "drill"), FIELD)
        elif order.team in self.silent:
            return
        elif order.status is OrderStatus.DELIVERED and waited >= ANSWER_S:
            submit(c.AcknowledgeOrder(name), FIELD)
        elif order.status is OrderStatus.ACKNOWLEDGED and waited >= LEAVE_S:
            start = self._signals[order.team].position
            submit(c.StartTravel(name, start, self._route(order.team, order.incident), order.eta_s - LEAVE_S), FIELD)
        elif order.status is OrderStatus.EN_ROUTE and now >= order.expected_at:
            submit(c.ArriveOnScene(name), FIELD)


def _along(way: list[LatLon], share: float) -> LatLon:
    left = share * sum(distance_m(a, b) for a, b in pairwise(way))
    for a, b in pairwise(way):
        length = distance_m(a, b)
        if left <= length and length:
            part = left / length
            return LatLon(a.lat + (b.lat - a.lat) * part, a.lon + (b.lon - a.lon) * part)
        left -= length
    return way[-1]


def call(session: Session, place: str, text: str, category: str = "", source: str = "hotline-12345") -> int:
    """One report; returns the incident's number."""
    name, position = session.district.places[place]
    number = f"20310506{len(session.board.numbers):04d}"
    report = c.ReportIncident(source, number, text, session.clock.now(), category, name.zh, position)
    (row,) = session.desk.submit(report, OFFICER)
    assert row.incident is not None
    return row.incident


def a_fire(session: Session, drill: FakeDrill) -> int:
    """A fire in the Canal CBD: accepted, its plan confirmed, the recommended teams sent."""
    from console.board.sending import issue_as_recommended
    from console.board.teams import picture

    fire = call(session, "canal-cbd", "运河CBD 3号楼商场三层冒浓烟，看见明火，有2人被困", "fire.commercial")
    drill.run(9)
    desk = session.desk
    desk.submit(c.AcceptIncident(fire, Urgency.EMERGENCY), OFFICER)
    answers = session.answers(session.board.incidents[fire], session.clock.now(), Posture.ROUTINE)
    plan = session.plan(answers[0].plan)
    assert plan is not None
    assert answers[0].level is not None
    desk.submit(c.ChoosePlan(fire, plan, answers[0].level, tuple(answers)), OFFICER)
    offered = session.recommend(picture(session.board, session.clock.now()))[fire]
    desk.submit(issue_as_recommended(session.board, offered), OFFICER)
    return fire


def a_busy_evening() -> tuple[Session, FakeDrill]:
    """A fire under way, other emergencies waiting, and the street's daily cases."""
    session = a_session()
    drill = FakeDrill(session, silent=("E01",), lost=("R02",))
    session.desk.submit(c.SetPosture(Posture.EMERGENCY, "drill"), OFFICER)
    for place, text, category in _DAILY:
        case = call(session, place, text, category)
        session.desk.submit(c.AcceptIncident(case, Urgency.ROUTINE), OFFICER)
        drill.run(3)
    a_fire(session, drill)
    drill.run(40)
    call(session, "yuanyang-plaza", "远洋广场西门人群聚集，有人摔倒", "", "camera")
    drill.run(20)
    return session, drill


_DAILY = (
    ("hemu-market", "占道经营，摊位堵住人行道", "city.stalls"),
    ("xiaohe-park", "路口井盖缺失", "city.manhole_missing"),
    ("hemu-park", "违停堵塞消防通道", "fire.lane_blocked"),
)
