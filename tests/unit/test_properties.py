"""Whatever is done at the desk, in whatever order: what must hold after every command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from console.board.board import initial_stock
from console.board.do_now import Advice, do_now
from console.board.sending import issue_as_recommended
from console.dispatch.recommend import waiting
from console.errors import Refused
from console.journal.codec import decode, encode
from console.model import commands as c
from console.model.events import Recorded
from console.model.incident import Actor
from console.model.recommendation import Load
from console.model.roads import Slowing
from console.model.words import LEVELS, Mark, OrderStatus, Posture, ResponseLevel, Severity, Urgency, Weather
from console.phrase import Phrase, Text
from tests.unit.builders_district import (
    HOSE,
    PUMP,
    Seat,
    a_depot,
    a_grid,
    a_level,
    a_plan,
    a_team,
    need,
    one_street,
    spot,
    stand_in,
    wants,
)

FIRE = need("fire", "fire", first_arrival=True, substitutes=(stand_in("cordon"),))
PLAN = a_plan(
    a_level("IV", FIRE, materials=(wants(PUMP, 1),)),
    a_level("III", FIRE, need("cordon", "cordon", 2), materials=(wants(PUMP, 2), wants(HOSE, 3))),
)
TEAMS = (
    a_team("BOTH", spot(300), "fire", "cordon", carries={HOSE: 2}, turnout_s=30), a_team("F", spot(900), "fire"),
    a_team("C", spot(-700), "cordon"), a_team("TRUCK", spot(-1200), "logistics"),
)  # fmt: skip
DISTRICT = one_street(
    TEAMS, [a_depot("D1", spot(600), {PUMP: 2, HOSE: 1}), a_depot("D2", spot(-600), {PUMP: 1, HOSE: 4})],
    [a_grid("W", spot(-1500)), a_grid("E", spot(1500))],
)  # fmt: skip
WHO = st.sampled_from([Actor("officer-1"), Actor("officer-2"), Actor("BOTH"), Actor("F")])
ANYWHERE = st.one_of(st.none(), st.integers(-25, 25).map(lambda n: spot(100.0 * n)))
INCIDENT = st.integers(1001, 1005)
ORDER = st.tuples(INCIDENT, st.integers(1, 5)).map(lambda pair: f"{pair[0]}-{pair[1]:02d}")
REASON = st.sampled_from(["", "because"])
LOAD = st.builds(Load, st.sampled_from([PUMP, HOSE]), st.integers(0, 2), st.sampled_from(["", "D1", "D2"]))
LOADS = st.lists(LOAD, max_size=2).map(tuple)


def phrases_in(value: Any) -> Iterator[Phrase]:
    """Every sentence somewhere inside ``value``."""
    if isinstance(value, Phrase):
        yield value
        value = value.values
    if isinstance(value, Mapping):
        value = list(value.values())
    elif hasattr(value, "__dataclass_fields__"):
        value = [getattr(value, name) for name in value.__dataclass_fields__]
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for part in value:
            yield from phrases_in(part)


class AnyDesk(RuleBasedStateMachine):
    """Commands of every kind, most of them for things that exist, some of them nonsense."""

    def __init__(self) -> None:
        super().__init__()
        self.seat = Seat(DISTRICT, PLAN)

    def submit(self, command: c.Command, by: Actor = Actor("officer-1")) -> None:  # noqa: B008 - frozen
        before = {name: copy(value) for name, value in self.seat.board.state().items()}
        rows = len(self.seat.history())
        before["history"] = {number: list(kept) for number, kept in self.seat.board.history.items()}
        written, refusal = self.answer(command, by)
        assert len(self.seat.history()) == rows + len(written)
        if refusal is not None:
            assert refusal.get("en")
            assert refusal.get("zh")
        if not written:
            assert self.seat.board.state() == before

    def answer(self, command: c.Command, by: Actor) -> tuple[Sequence[Recorded], Phrase | None]:
        try:
            return self.seat.do(command, by), None
        except Refused as refused:
            return (), refused.reason

    @initialize(levels=st.lists(st.sampled_from(LEVELS[:2]), min_size=1, max_size=3))
    def a_busy_morning(self, levels: list[ResponseLevel]) -> None:
        for n, level in enumerate(levels):
            number = self.seat.emergency(spot(400.0 * n), level.value)
            if self.seat.advice(number).new_fills:
                self.submit(issue_as_recommended(self.seat.board, self.seat.advice(number)))

    # -- from the report to the plan

    @rule(at=ANYWHERE, number=st.integers(1, 6).map(str), category=st.sampled_from(["fire", "noise", ""]))
    def report(self, at: Any, number: str, category: str) -> None:
        facts = {"injured": int(number)} if category else {}
        self.submit(c.ReportIncident("phone", number, "smoke", self.seat.clock.now(), category, "", at, facts))

    @rule(
        number=INCIDENT, urgency=st.sampled_from(Urgency), category=st.sampled_from(["", "fire", "noise"]),
        severity=st.sampled_from([None, *Severity]), at=ANYWHERE,
    )  # fmt: skip
    def accept(self, number: int, urgency: Urgency, category: str, severity: Severity | None, at: Any) -> None:
        self.submit(c.AcceptIncident(number, urgency, category, severity, "", at))

    @rule(at=ANYWHERE, severity=st.sampled_from(Severity), level=st.sampled_from(LEVELS[:2]))
    def emergency(self, at: Any, severity: Severity, level: ResponseLevel) -> None:
        if len(self.seat.board.incidents) < 5:
            number = self.seat.emergency(at or spot(0), level.value, severity)
            self.submit(issue_as_recommended(self.seat.board, self.seat.advice(number)))

    @rule(number=INCIDENT, level=st.sampled_from(LEVELS[:3]))
    def choose(self, number: int, level: ResponseLevel) -> None:
        self.submit(c.ChoosePlan(number, PLAN, level))

    @rule(number=INCIDENT, level=st.sampled_from(LEVELS[1:3]), reason=REASON)
    def raise_level(self, number: int, level: ResponseLevel, reason: str) -> None:
        self.submit(c.RaiseLevel(number, PLAN, level, reason))

    @rule(number=INCIDENT, value=st.one_of(st.none(), st.integers(0, 2)))
    def fact(self, number: int, value: int | None) -> None:
        self.submit(c.SetFact(number, "injured", value))

    @rule(other=INCIDENT, pick=st.integers(0, 4), merge=st.booleans())
    def merge_or_reject(self, other: int, pick: int, merge: bool) -> None:
        fresh = [i.number for i in self.seat.board.incidents.values() if not i.orders] or [1001]
        one = fresh[pick % len(fresh)]
        self.submit(c.MergeIncident(one, other) if merge else c.RejectIncident(one, "duplicate"))

    @rule(number=INCIDENT, step=st.sampled_from(["cordon", "nonsense"]), department=st.sampled_from(["street", "navy"]))
    def tick(self, number: int, step: str, department: str) -> None:
        self.submit(c.CheckStep(number, step))
        self.submit(c.NotifyDepartment(number, department))

    # -- sending

    @rule(number=INCIDENT)
    def send_as_recommended(self, number: int) -> None:
        incident = self.seat.board.incidents.get(number)
        if incident is not None and number in {i.number for i in waiting(self.seat.picture())}:
            self.submit(issue_as_recommended(self.seat.board, self.seat.advice(number)))

    @rule(
        number=INCIDENT, team=st.sampled_from([t.id for t in TEAMS] + ["NOBODY"]), taken_from=st.none() | INCIDENT,
        need_=st.sampled_from(["fire", "cordon", "haulage", "tea"]), loads=LOADS, reason=REASON,
    )  # fmt: skip
    def send_somebody(
        self, number: int, team: str, taken_from: int | None, need_: str, loads: tuple[Load, ...], reason: str
    ) -> None:
        wanting = waiting(self.seat.picture())
        if wanting:
            offered = self.seat.advice(wanting[0].number)
            wanted = c.Assignment(team, need_, "fire", 60, "", loads, taken_from=taken_from)
            self.submit(c.IssueOrders(number, offered, (wanted,), reason))

    def some_order(self, pick: int) -> str:
        """Mostly one that still runs."""
        running = list(self.seat.board.bound.values())
        orders = running if running and pick % 4 else list(self.seat.board.orders)
        return orders[pick % len(orders)] if orders else "1001-01"

    @rule(pick=st.integers(0, 20), steps=st.integers(1, 6), used=LOADS)
    def carry_on(self, pick: int, steps: int, used: tuple[Load, ...]) -> None:
        """One order goes on the usual way, as far as ``steps`` take it."""
        order = self.some_order(pick)
        if order in self.seat.board.orders:
            team = self.seat.board.orders[order].team
            usual: list[c.Command] = [
                c.ConfirmDelivery(order, "x"), c.AcknowledgeOrder(order), c.StartTravel(order, spot(0), (1, 2), 60),
                c.ArriveOnScene(order), c.CompleteOrder(order, "done", used), c.ReturnTeam(team, order),
            ]  # fmt: skip
            for command in usual[:steps]:
                self.submit(command)

    @rule(number=INCIDENT, last=st.integers(0, 4), passed=st.sampled_from([True, True, False]))
    def wrap_up(self, number: int, last: int, passed: bool) -> None:
        """Everybody finishes, and the incident goes on towards its end."""
        incident = self.seat.board.incidents.get(number)
        if incident is None:
            return
        for order in incident.orders:
            steps: list[c.Command] = [c.AcknowledgeOrder(order), c.ArriveOnScene(order), c.CompleteOrder(order, "done")]
            for step in steps:
                self.submit(step)
            if last:
                self.submit(c.ReturnTeam(self.seat.board.orders[order].team, order))
        endings: list[c.Command] = [
            c.VerifyIncident(number, passed, "seen"), c.CloseIncident(number, "done"), c.ReviewIncident(number, 4),
            c.ReopenIncident(number, "again"),
        ]  # fmt: skip
        for command in endings[:last]:
            self.submit(command)

    @rule(pick=st.integers(0, 20), failed=st.booleans())
    def deliver(self, pick: int, failed: bool) -> None:
        order = self.some_order(pick)
        self.submit(c.ReportDeliveryFailure(order, "x", "no") if failed else c.ConfirmDelivery(order, "x"))

    @rule(pick=st.integers(0, 20))
    def acknowledge(self, pick: int) -> None:
        self.submit(c.AcknowledgeOrder(self.some_order(pick)))

    @rule(pick=st.integers(0, 20), reason=REASON, cancel=st.booleans())
    def fall_away(self, pick: int, reason: str, cancel: bool) -> None:
        order = self.some_order(pick)
        self.submit(c.CancelOrder(order, reason) if cancel else c.DeclineOrder(order, reason))

    @rule(pick=st.integers(0, 20), reason=REASON)
    def travel(self, pick: int, reason: str) -> None:
        order = self.some_order(pick)
        self.submit(c.StartTravel(order, spot(0), (1, 2), 60))
        self.submit(c.ChangeTravel(order, spot(50), (2,), 90, reason))

    @rule(pick=st.integers(0, 20))
    def arrive(self, pick: int) -> None:
        self.submit(c.ArriveOnScene(self.some_order(pick)))

    @rule(pick=st.integers(0, 20), used=LOADS, all_of_it=st.booleans())
    def complete(self, pick: int, used: tuple[Load, ...], all_of_it: bool) -> None:
        order = self.some_order(pick)
        if all_of_it and order in self.seat.board.orders:
            used = self.seat.board.orders[order].loads
        self.submit(c.CompleteOrder(order, "done", used))

    @rule(pick=st.integers(0, 20))
    def back(self, pick: int) -> None:
        order = self.some_order(pick)
        if order in self.seat.board.orders:
            self.submit(c.ReturnTeam(self.seat.board.orders[order].team, order))

    # -- to the end

    @rule(number=INCIDENT, passed=st.booleans(), by=WHO)
    def verify(self, number: int, passed: bool, by: Actor) -> None:
        self.submit(c.VerifyIncident(number, passed, "seen"), by)

    @rule(number=INCIDENT, score=st.integers(0, 6))
    def close_and_review(self, number: int, score: int) -> None:
        self.submit(c.CloseIncident(number, "done"))
        self.submit(c.ReviewIncident(number, score))

    @rule(number=INCIDENT, reason=REASON)
    def reopen(self, number: int, reason: str) -> None:
        self.submit(c.ReopenIncident(number, reason))

    # -- the centre

    @rule(team=st.sampled_from([t.id for t in TEAMS]), out=st.booleans(), reason=REASON)
    def service(self, team: str, out: bool, reason: str) -> None:
        self.submit(c.TakeTeamOut(team, reason) if out else c.BringTeamBack(team))

    @rule(road=st.sampled_from(["R0-1", "R-1-0", "R9-9"]), close=st.booleans())
    def road(self, road: str, close: bool) -> None:
        self.submit(c.CloseRoad((road,), Text(road), "flooded") if close else c.OpenRoad((road,)))

    @rule(
        road=st.sampled_from(["R0-1", "R-1-0", "R9-9"]), factor=st.sampled_from([0.5, 0.8, 9.0]), end=st.booleans(),
        weather=st.sampled_from(Weather), reason=REASON,
    )  # fmt: skip
    def conditions(self, road: str, factor: float, end: bool, weather: Weather, reason: str) -> None:
        self.submit(c.EndSlowing((road,)) if end else c.SlowRoad(Slowing(road, factor, (road,)), reason))
        self.submit(c.DeclareWeather(weather, reason))

    @rule(posture=st.sampled_from(Posture), mark=st.sampled_from(Mark), number=INCIDENT)
    def posture_and_marks(self, posture: Posture, mark: Mark, number: int) -> None:
        self.submit(c.SetPosture(posture))
        self.submit(c.PlayInject("i1", Text("rain"), {"mm": 3}))
        self.submit(c.AcknowledgeAlarm("alarm"))
        if number in self.seat.board.incidents:
            self.submit(c.NoteMissedMark(number, mark))

    @rule(seconds=st.sampled_from([1, 15, 25, 61]))
    def time_passes(self, seconds: int) -> None:
        self.seat.wait(seconds)
        self.seat.desk.watch()
        assert self.seat.desk.watch() == 0

    # -- what holds

    @invariant()
    def a_board_folded_anew_is_the_same(self) -> None:
        assert self.seat.rebuilt().state() == self.seat.board.state()

    @invariant()
    def no_team_has_two_open_orders(self) -> None:
        board = self.seat.board
        open_orders = [order for order in board.orders.values() if order.status.is_open]
        assert {order.team: order.id for order in open_orders} == board.bound
        assert len(open_orders) == len(board.bound)
        assert not board.bound.keys() & board.returning.keys()

    @invariant()
    def nothing_is_lost_from_stock_and_nothing_comes_from_nowhere(self) -> None:
        board = self.seat.board
        out: Counter[tuple[str, str]] = Counter()
        for order in board.orders.values():
            for load in order.loads if order.status.is_open else board.aboard.get(order.id, ()):
                out[load.depot or order.team, load.item] += load.quantity
        used: Counter[tuple[str, str]] = Counter()
        for row in self.seat.history():
            if row.event.kind == "order.done":
                for load in row.event.used:  # type: ignore[attr-defined]
                    used[load.depot or board.orders[row.event.order].team, load.item] += load.quantity  # type: ignore[attr-defined]
        assert all(quantity >= 0 for quantity in board.stock.values())
        for place, quantity in initial_stock(DISTRICT).items():
            assert quantity == board.stock[place] + out[place] + used[place], place
        assert board.aboard.keys() <= set(board.returning.values())

    @invariant()
    def versions_follow_one_another_and_rows_are_chained_by_number(self) -> None:
        rows = self.seat.history()
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        for number, kept in self.seat.board.history.items():
            if number is not None:
                assert [row.version for row in kept] == list(range(1, len(kept) + 1))
                assert self.seat.board.incidents[number].version == len(kept)

    @invariant()
    def an_ended_incident_binds_nobody(self) -> None:
        board = self.seat.board
        for incident in board.incidents.values():
            if not incident.is_open or incident.stage.value in ("reported", "accepted", "verified"):
                assert not any(order.status.is_open for order in board.orders_of(incident))
            if incident.stage.value == "handling":
                assert any(OrderStatus.ON_SCENE in order.stamps for order in board.orders_of(incident))

    def teardown(self) -> None:
        board = self.seat.board
        for row in self.seat.history():
            assert decode(row.event.kind, row.event.schema, encode(row.event), seq=row.seq) == row.event
            assert all(phrase.get(lang) for phrase in phrases_in(row.event) for lang in ("en", "zh"))
        for incident in board.incidents.values():
            for todo in do_now(board, incident, Advice(), self.seat.clock.now()):
                assert all(todo.phrase.get(lang) for lang in ("en", "zh"))
        assert all(phrase.get("zh") for phrase in phrases_in(self.seat.picture()))


AnyDesk.TestCase.settings = settings(
    max_examples=30, stateful_step_count=45, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyDesk = AnyDesk.TestCase
