"""Several seats in one drill on a server: one clock, one board, one journal, and everybody is told who leads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest

import console.delivery.outbox as delivery
from console.app import leading
from console.app.desking import run_desk
from console.app.drills import open_drill, share_drill
from console.app.joining import console_of, joined
from console.app.leading import is_led
from console.app.taking_in import open_live
from console.app.wiring import Ground, load_ground
from console.desk.command_line import SetDrill
from console.errors import BadInput
from console.journal.place import Where
from console.journal.store import Journal
from console.model import commands as c
from console.model.events import OrderAcknowledged
from console.model.incident import Actor
from console.model.lead import SILENT_AFTER, LeadState
from console.model.words import Urgency
from console.views.drill_control import change_drill, drill_words
from console.views.leading import Leading
from console.views.opening import Console
from console.views.workstation.drill_bar import DrillBar
from console.views.workstation.lead_news import LeadNews
from console.views.workstation.notices import NoticeBar
from tests.pg_server import PgServer
from tests.stores import lent

SCENARIO, SEED, CALLED = "canal-cbd-fire", 7, 6
TRAINEE = Actor("duty-B", "2")


@cache
def ground() -> Ground:
    return load_ground()


@pytest.fixture
def where(server: PgServer) -> Iterator[Where]:
    for place in lent(server):
        yield place.where


class Seats:
    """A controller's console and a trainee's, whose seconds pass when the test says so."""

    def __init__(self, qtbot, where: Where) -> None:
        self.wait = partial(qtbot.waitUntil, timeout=60_000)
        self.drill = share_drill(ground(), SCENARIO, SEED, where, "1")
        self.controller = Console(self.drill.session, self.drill)
        self.leading = Leading(self.controller.link, self.drill)
        self.controller.link._second.stop()
        self.joined = joined(where, ground())
        self.trainee = console_of(self.joined, TRAINEE)
        self.trainee.link._second.stop()
        self.wait(lambda: self.controller.link.is_loaded and self.trainee.link.is_loaded)

    def controllers_second(self) -> None:
        link = self.controller.link
        link.tick()
        self.wait(lambda: not link._in_tick and not link.background._jobs)

    def trainees_look(self) -> None:
        link = self.trainee.link
        link.tick()
        self.wait(lambda: not link._in_tick and not link.background._jobs)

    def go_to(self, second: int) -> None:
        while self.drill.elapsed_s < second:
            self.controllers_second()
        self.trainees_look()

    def trainee_asks(self, command: c.Command) -> None:
        self.trainee.link.submit(command)
        self.wait(lambda: not self.trainee.link.asking)

    def close(self) -> None:
        for console in (self.trainee, self.controller):
            console.close()


@pytest.fixture
def seats(qtbot, where) -> Iterator[Seats]:
    seats = Seats(qtbot, where)
    yield seats
    seats.close()


def test_a_trainees_decision_stands_in_the_same_journal_and_the_simulated_field_answers_it(seats):
    seats.go_to(CALLED)
    number = max(seats.trainee.link.board.incidents)
    seats.trainee_asks(c.AcceptIncident(number, Urgency.EMERGENCY))
    answer = seats.joined.session.answers(
        seats.trainee.link.board.incidents[number], seats.trainee.link.now(), seats.trainee.link.board.posture
    )[0]
    plan = seats.joined.session.plan(answer.plan)
    assert plan is not None
    assert answer.level is not None
    seats.trainee_asks(c.ChoosePlan(number, plan, answer.level, ()))
    offered = seats.joined.session.recommend_now()[number]
    fill, need = next((fill, row.need) for row in offered.needs for fill in row.filled)
    chosen = (c.Assignment(fill.team, need, fill.capability, fill.eta_s),)
    seats.trainee_asks(c.IssueOrders(number, offered, chosen, "nearest"))
    seats.go_to(CALLED + 40)
    rows = seats.drill.session.journal.read_after(0)
    assert {(row.actor, row.seat) for row in rows if row.event.kind == "order.issued"} == {("duty-B", "2")}
    assert any(isinstance(row.event, OrderAcknowledged) and row.actor == fill.team for row in rows)
    seats.wait(lambda: seats.controller.link.board.seq == seats.trainee.link.board.seq)
    assert seats.controller.link.board.state() == seats.trainee.link.board.state()
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert seats.trainee.link.now() == seats.controller.link.now()
    assert seats.trainee.link.board.signals.keys() == seats.controller.link.board.signals.keys()
    assert seats.drill.session.journal.verify().ok


def test_the_rows_are_those_of_the_same_decisions_in_one_process(seats, tmp_path):
    accepted, noted = c.AcceptIncident(1001, Urgency.EMERGENCY), c.SetFact(1001, "injured", 1)
    decisions = {CALLED: accepted, CALLED + 20: noted}
    for second, command in decisions.items():
        seats.go_to(second)
        seats.trainee_asks(command)
    seats.go_to(60)
    alone = open_drill(ground(), SCENARIO, SEED, tmp_path / "alone.db", officer=False)
    while alone.elapsed_s < 60:
        alone.tick()
        if alone.elapsed_s in decisions:
            alone.session.desk.submit(decisions[alone.elapsed_s], TRAINEE)
    assert seats.drill.session.journal.head_hash() == alone.session.journal.head_hash()
    alone.session.journal.close()


def test_what_the_other_seat_does_is_there_before_its_next_second(seats):
    seats.go_to(CALLED)
    seats.trainee_asks(c.AcceptIncident(1001, Urgency.EMERGENCY))
    seats.wait(lambda: seats.controller.link.board.incidents[1001].t0 is not None)


def test_a_seat_that_takes_part_shows_the_exercise_and_leaves_its_course_to_the_controller(seats, qtbot):
    window = seats.trainee.open_workstation()
    qtbot.addWidget(window)
    window.show()
    seats.controller.link.pace = 5
    seats.go_to(10)
    strip = window.drill_bar
    strip.refresh()
    said = strip.banner.accessibleName()
    assert said.startswith("EXERCISE 演练")
    for part in (SCENARIO, "0:10", "×5", "led by seat 1"):
        assert part in said
    assert not any(b.isVisible() for b in (strip.officer, strip.pause, *strip.paces.values()))
    refused = change_drill(seats.trainee.link, SetDrill(running=False))
    assert refused is not None
    assert "controller's seat leads" in refused.en
    change_drill(seats.controller.link, SetDrill(running=False))
    seats.controllers_second()
    seats.trainees_look()
    strip.refresh()
    assert "paused by the controller" in strip.banner.accessibleName()
    assert window.notices.message.text() == "paused by the controller"
    assert seats.trainee.link.now() == seats.controller.link.now()


def test_a_controller_that_dies_is_told_time_stands_and_the_seat_goes_on_with_the_next_one(
    seats, qtbot, where, monkeypatch
):
    monkeypatch.setattr(leading, "LOOK_S", 0)
    strip, notices = DrillBar(seats.trainee.link), NoticeBar()
    news = LeadNews(seats.trainee.link, notices)
    for widget in (strip, notices):
        qtbot.addWidget(widget)
    seats.go_to(CALLED)
    for _ in range(SILENT_AFTER):
        seats.trainees_look()  # and no word of the controller
    strip.refresh()
    assert "▲ the controller does not answer: time stands" in strip.banner.accessibleName()
    assert "has not answered for 5 s: time stands" in notices.message.text()
    refused = []
    seats.trainee.link.refused.connect(lambda command, reason: refused.append((command, reason.code)))
    command = c.AcceptIncident(1001, Urgency.EMERGENCY)
    seats.trainee_asks(command)
    assert refused == [(command, "drill.stands")]
    with closing(Journal.open(where)) as journal:
        assert not is_led(journal, wait=lambda _s: None)
    again = share_drill(ground(), SCENARIO, SEED, where, "3")
    again.say(1, LeadState.RUNNING)
    seats.trainees_look()
    strip.refresh()
    assert "led by seat 3" in strip.banner.accessibleName()
    assert notices.message.text() == "led by seat 3"
    seats.trainee_asks(command)
    assert seats.trainee.link.board.incidents[1001].t0 is not None
    told = []
    seats.controller.link.refused.connect(lambda _command, reason: told.append(reason))
    seats.controllers_second()
    seats.controllers_second()
    assert [reason.code for reason in told] == ["drill.taken_over"]
    assert told[0].values["seat"] == "3"
    assert seats.controller.link.is_over
    news.deleteLater()
    again.session.journal.close()


def test_a_wall_on_a_drill_that_nobody_leads_says_so(seats, qtbot):
    wall = seats.trainee.open_wall()
    qtbot.addWidget(wall)
    seats.go_to(CALLED)
    assert not any("▲" in said for said in wall._warnings())
    seats.leading.leave()
    seats.trainees_look()
    assert "▲ the controller has left: time stands" in wall._warnings()


@pytest.mark.parametrize(("over", "words"), [(False, "▲ the controller has left"), (True, "the exercise is over")])
def test_a_controller_that_ends_says_so_to_every_seat(seats, over, words):
    seats.go_to(CALLED)
    if over:
        seats.controller.link._end_drill()
    seats.leading.leave()
    seats.trainees_look()
    assert words in " · ".join(drill_words(seats.trainee.link))


def test_a_drill_is_joined_only_while_somebody_leads_it_and_led_by_one(seats, where):
    seats.controllers_second()
    speaking = iter(range(100))

    def word(_seconds: float) -> None:
        seats.drill.say(1 + next(speaking) % 2, LeadState.RUNNING)

    with closing(Journal.open(where)) as journal:
        assert is_led(journal, wait=word)
    seats.drill.say(1, LeadState.LEFT)
    with pytest.raises(BadInput, match="nobody leads the drill 'canal-cbd-fire' now"):
        joined(where, ground())
    seats.drill.say(1, LeadState.OVER)
    with pytest.raises(BadInput, match="is over; look at it with 'replay'"):
        joined(where, ground())


@pytest.fixture
def led(monkeypatch) -> None:
    for module in ("console.app.drills.led_at", "console.app.desking.is_led"):
        monkeypatch.setattr(module, lambda _place: True)


def test_neither_a_second_controller_nor_a_desk_comes_between(where, led, tmp_path):
    open_drill(ground(), SCENARIO, SEED, where, officer=False).session.journal.close()
    with pytest.raises(BadInput, match="take part in it with 'join'"):
        share_drill(ground(), SCENARIO, SEED, where, "2")
    with pytest.raises(BadInput, match="take part in it with 'join'"):
        run_desk(where, "A", "1", None, "en", tmp_path / "desk.png")


def test_real_work_is_never_joined_as_a_drill(where):
    session = open_live(ground(), where)
    with pytest.raises(BadInput, match="a journal of real work, not a drill; open it with 'desk'"):
        joined(where, ground())
    session.journal.close()


def test_a_seat_that_takes_part_makes_no_outbox_and_no_channel(where, monkeypatch):
    drill = share_drill(ground(), SCENARIO, SEED, where, "1")
    drill.say(1, LeadState.RUNNING)

    def made(*_given: object) -> None:
        raise AssertionError("something that sends was made")

    for name in ("Outbox", "RecordingChannel"):
        monkeypatch.setattr(getattr(delivery, name), "__init__", made)
    part = joined(where, ground())
    assert part.session.board.session is not None
    part.session.journal.close()
    drill.session.journal.close()


def test_other_plans_or_another_town_on_the_trainees_machine_are_named(where):
    drill = share_drill(ground(), SCENARIO, SEED, where, "1")
    drill.say(1, LeadState.RUNNING)
    plans = [replace(plan, content_hash="other") if plan.id == "fire-commercial" else plan
             for plan in ground().shelf.plans]  # fmt: skip
    with pytest.raises(BadInput, match=r"plans here are not those of the drill \(fire-commercial\)"):
        joined(where, replace(ground(), shelf=replace(ground().shelf, plans=tuple(plans))))
    town = replace(ground().district, content_hash="other")
    with pytest.raises(BadInput, match="files of 'xiaohe' here are not those of the drill"):
        joined(where, replace(ground(), district=town))
    drill.session.journal.close()


def test_a_journal_nobody_began_is_told_with_what_begins_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="the controller begins the drill"):
        joined(tmp_path / "none.db", ground())


def test_the_cameras_of_a_seat_that_takes_part_show_what_the_controllers_show(seats):
    seats.go_to(90)
    simulated = [code for code in ground().district.cameras if code in seats.drill._scenes]
    assert simulated
    assert {code: seats.joined.scene_of(code) for code in simulated} == {
        code: seats.drill.scene_of(code) for code in simulated
    }
