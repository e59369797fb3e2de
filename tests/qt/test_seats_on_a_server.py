"""Seats on one server: each sees what the other did, one order for both, and nothing is lost when the server is."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from console.board.board import Board
from console.clock import DrillClock
from console.desk.desk import Desk
from console.desk.session import Session
from console.journal.store import Journal
from console.model import commands as c
from console.model.incident import Actor
from console.model.words import Mode, Urgency
from console.views.background import Background
from console.views.link import SessionLink
from tests.pg_server import PgServer
from tests.qt.session_builders import START, FakeDrill, call, district, network, plans, vocabulary
from tests.stores import lent

Seat = tuple[SessionLink, Session]


@contextmanager
def a_seat(where: object, officer: str) -> Iterator[Seat]:
    """A seat whose seconds do not pass by themselves: what it sees it was told by the server."""
    clock = DrillClock(START)
    journal = Journal.open(where, wait_ms=2000)  # type: ignore[arg-type]
    desk = Desk(journal, Board(district()), clock)
    desk.submit(c.OpenSession(Mode.DRILL, "xiaohe", district().content_hash, {}, "seats", "", 7), Actor("a", "1"))
    session = Session(Mode.DRILL, district(), plans().plans, vocabulary(), clock, journal, desk, network())
    FakeDrill(session)  # every team has a position
    background = Background()
    link = SessionLink(session, None, background, Actor(officer, officer))
    link._second.stop()
    yield link, session
    link.shutdown()
    background.shutdown()
    journal.close()


@pytest.fixture
def where(server: PgServer) -> Iterator[object]:
    for place in lent(server):
        yield place.where


Until = Callable[..., None]


def test_the_other_seat_sees_a_report_without_waiting_for_its_second(qtbot, where):
    with a_seat(where, "A") as (left, session), a_seat(where, "B") as (right, _):
        qtbot.waitUntil(lambda: left.is_loaded and right.is_loaded)
        number = call(session, "canal-cbd", "冒烟", "fire.commercial")
        qtbot.waitUntil(lambda: number in right.board.incidents, timeout=10_000)
        right.submit(c.AcceptIncident(number, Urgency.EMERGENCY))
        qtbot.waitUntil(lambda: left.board.incidents[number].t0 is not None, timeout=10_000)
        assert left.board.state() == right.board.state()


def test_two_officers_who_take_the_same_team_are_told_who_has_it(qtbot, where):
    with a_seat(where, "A") as (left, session), a_seat(where, "B") as (right, other):
        qtbot.waitUntil(lambda: left.is_loaded and right.is_loaded)
        numbers = []
        for place, link in (("canal-cbd", left), ("xiaohe-park", right)):
            number = call(session, place, "冒烟，有人受伤", "fire.commercial")
            session.desk.submit(c.AcceptIncident(number, Urgency.EMERGENCY), link.actor)
            answer = session.answers(session.board.incidents[number], session.clock.now(), session.board.posture)[0]
            plan = session.plan(answer.plan)
            assert plan is not None
            assert answer.level is not None
            session.desk.submit(c.ChoosePlan(number, plan, answer.level, ()), link.actor)
            numbers.append(number)
        other.desk.catch_up()
        offered = session.recommend_now()[numbers[0]]
        fill = next(fill for row in offered.needs for fill in row.filled)
        need = next(row.need for row in offered.needs if fill in row.filled)
        wanted = (c.Assignment(fill.team, need, fill.capability, fill.eta_s),)
        said = []
        left.refused.connect(lambda _command, reason: said.append(("A", reason)))
        right.refused.connect(lambda _command, reason: said.append(("B", reason)))
        for link, seat, number in ((left, session, numbers[0]), (right, other, numbers[1])):
            advice = seat.recommend_now()[number]
            needs = {row.capability: row.need for row in advice.needs}
            mine = tuple(c.Assignment(a.team, needs[a.capability], a.capability, a.eta_s) for a in wanted)
            link.submit(c.IssueOrders(number, advice, mine, "nearest"))
        qtbot.waitUntil(lambda: bool(said) and not left.asking and not right.asking, timeout=10_000)
        qtbot.waitUntil(lambda: left.board.state() == right.board.state(), timeout=10_000)
        assert [reason.code for _, reason in said] == ["desk.team_taken"]
        assert fill.team in str(said[0][1].values) or fill.team in said[0][1].en
        assert list(left.board.bound) == [fill.team]
        assert session.journal.verify().ok


def test_a_lost_server_is_told_on_the_screen_and_the_seat_goes_on_when_it_is_back(qtbot, where, server):
    with a_seat(where, "A") as (left, session), a_seat(where, "B") as (right, _):
        qtbot.waitUntil(lambda: left.is_loaded and right.is_loaded)
        before = call(session, "canal-cbd", "冒烟", "fire.commercial")
        qtbot.waitUntil(lambda: before in right.board.incidents, timeout=10_000)
        server.stop(signal.SIGQUIT)
        refused, command = [], c.AcceptIncident(before, Urgency.EMERGENCY)
        left.refused.connect(lambda asked, reason: refused.append((asked, reason.code)))
        left.submit(command)
        qtbot.waitUntil(lambda: bool(refused), timeout=10_000)
        left.tick()
        qtbot.waitUntil(lambda: not left._in_tick, timeout=10_000)
        assert refused == [(command, "view.not_stored")]
        assert not left.store_ok
        assert left.board.incidents[before].t0 is None
        server.start()

        def is_back() -> bool:
            left.tick()
            return left.store_ok

        qtbot.waitUntil(is_back, timeout=20_000)
        left.submit(command)
        qtbot.waitUntil(lambda: left.board.incidents[before].t0 is not None, timeout=10_000)
        qtbot.waitUntil(lambda: right.board.incidents[before].t0 is not None, timeout=20_000)
        assert session.journal.verify().ok


def test_a_server_that_is_there_and_says_nothing_is_told_after_five_seconds(qtbot, where, monkeypatch):
    with a_seat(where, "A") as (link, session):
        qtbot.waitUntil(lambda: link.is_loaded)
        answer, catch_up = threading.Event(), session.desk.catch_up

        def waits() -> object:
            answer.wait()
            return catch_up()

        monkeypatch.setattr(session.desk, "catch_up", waits)
        for _ in range(5):
            link.tick()
            assert link.store_ok
        link.tick()
        assert not link.store_ok
        answer.set()
        qtbot.waitUntil(lambda: link.store_ok, timeout=10_000)
