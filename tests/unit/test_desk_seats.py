"""Several seats on one journal, each with its own desk and board, at the same time."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from console.board.sending import issue_as_recommended
from console.errors import Refused
from console.journal.place import Where
from console.journal.store import Journal
from console.model import commands as c
from console.model.events import OrderIssued
from console.model.incident import Actor
from tests.stores import Place
from tests.unit.builders_district import PUMP, Seat, a_depot, a_level, a_plan, a_team, need, one_street, spot, wants

PLAN = a_plan(a_level("IV", need("n", "cordon"), materials=(wants(PUMP, 1, 900),)))
TEAMS = [a_team(f"T{n}", spot(300.0 * n), "cordon") for n in range(4)]
DISTRICT = one_street(TEAMS, [a_depot("D", spot(0), {PUMP: 2})])


@contextmanager
def seats(where: Where, count: int) -> Iterator[list[Seat]]:
    """Desks with a journal object each, as separate programs would have."""
    with ExitStack() as stack:
        made = []
        for n in range(count):
            journal = Journal.open(where)
            stack.callback(journal.close)
            made.append(Seat(DISTRICT, PLAN, journal, opened=n == 0))
        yield made


def at_once(works: list[Callable[[], None]]) -> None:
    """Run all of them together; a failure in any of them fails the test."""
    failed: list[BaseException] = []
    ready = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        ready.wait()
        try:
            work()
        except BaseException as problem:  # noqa: BLE001 - handed to the test's own thread
            failed.append(problem)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_two_seats_that_send_the_same_team_at_once_do_not_both_succeed(place: Place) -> None:
    with seats(place.where, 2) as (left, right):
        one, two = left.emergency(spot(0)), left.emergency(spot(50))
        right.desk.catch_up()
        wanted = c.Assignment("T0", "n", "cordon", 10)
        answers: list[str] = []

        def send(seat: Seat, number: int) -> Callable[[], None]:
            command = c.IssueOrders(number, seat.advice(number), (wanted,), "nearest")

            def work() -> None:
                try:
                    seat.do(command)
                    answers.append("sent")
                except Refused as refused:
                    answers.append(refused.reason.code)

            return work

        at_once([send(left, one), send(right, two)])
        assert sorted(answers) == ["desk.team_taken", "sent"]
        left.desk.catch_up()
        right.desk.catch_up()
        assert left.board.state() == right.board.state()
        assert list(left.board.bound) == ["T0"]


def test_seats_that_all_handle_their_own_incidents_never_share_a_team_or_a_pump(place: Place) -> None:
    with seats(place.where, 3) as made:
        refusals: list[str] = []

        def shift(seat: Seat, who: int) -> Callable[[], None]:
            def work() -> None:
                for n in range(4):
                    rows = seat.do(
                        c.ReportIncident(f"phone-{who}", str(n), "smoke", seat.clock.now(), "fire", "", spot(100.0 * n))
                    )
                    number = rows[0].incident
                    assert number is not None
                    seat.choose(seat.accept(number))
                    try:
                        seat.do(issue_as_recommended(seat.board, seat.advice(number)), Actor(f"officer-{who}"))
                    except Refused as refused:
                        refusals.append(refused.reason.code)

            return work

        at_once([shift(seat, who) for who, seat in enumerate(made)])
        for seat in made:
            seat.desk.catch_up()
        states = [seat.board.state() for seat in made]
        assert states[0] == states[1] == states[2] == made[0].rebuilt().state()
        assert set(refusals) <= {"desk.team_taken", "desk.stock_gone", "desk.nobody_to_send"}
        sent = Counter(r.event.team for r in made[0].history() if isinstance(r.event, OrderIssued))
        assert set(sent.values()) == {1}
        assert made[0].board.stock["D", PUMP] >= 0
        assert len(made[0].board.incidents) == 12
        assert made[0].desk.journal.verify().ok


def test_any_number_of_seats_may_watch_the_clock(place: Place) -> None:
    with seats(place.where, 3) as made:
        made[0].send(made[0].emergency(spot(0)))
        for seat in made:
            seat.desk.catch_up()
            seat.wait(61)
        at_once([lambda seat=seat: seat.desk.watch() for seat in made])  # type: ignore[misc]
        kinds = Counter(made[0].kinds(made[0].history()))
        assert (kinds["order.lapsed"], kinds["incident.mark_missed"]) == (1, 1)
