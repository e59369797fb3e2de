"""What runs out first stands on top, and the light turns with the time used."""

from __future__ import annotations

from console.board.durations import m_ss
from console.board.sending import issue_as_recommended
from console.board.today import percentile, today
from console.board.waiting import in_queue_order, light_of, runs_out_at
from console.model import commands as c
from console.model.words import Light, Mark, Urgency
from tests.unit.board_builders import Case


def test_emergencies_stand_above_routine_whatever_their_deadlines():
    case = Case()
    routine = case.report("摊位占道", "city.stalls")
    fire = case.fire()
    assert [i.number for i in in_queue_order(case.board)] == [fire, routine]


def test_of_two_emergencies_the_one_whose_next_mark_ends_first_is_on_top():
    case = Case()
    early, late = case.fire(), case.report("另一处着火", "fire.commercial", "yuanyang-plaza")
    case.accept(late)
    case.wait(20)
    case.accept(early)
    assert [i.number for i in in_queue_order(case.board)] == [late, early]


def test_the_light_is_yellow_from_four_fifths_and_red_when_late():
    case = Case()
    number = case.fire()
    seen = []
    for seconds in (47, 1, 12, 1):
        case.wait(seconds)
        seen.append(light_of(case.board, case.incident(number), case.clock.now()))
    assert seen == [Light.GREEN, Light.YELLOW, Light.YELLOW, Light.RED]


def test_once_accepted_the_next_open_mark_counts():
    case = Case()
    number = case.fire()
    case.accept(number)
    begin, end = runs_out_at(case.board, case.incident(number))
    assert (end - begin).total_seconds() == 60


def test_a_routine_case_counts_down_to_the_deadline_of_its_item():
    case = Case()
    number = case.report("餐饮油烟", "market.restaurant_fumes")
    case.accept(number, Urgency.ROUTINE)
    begin, end = runs_out_at(case.board, case.incident(number))
    assert (end - begin).total_seconds() == case.board.district.catalogue["market.restaurant_fumes"].deadline_s


def test_a_case_on_the_ladder_counts_down_to_the_end_of_its_rung():
    case = Case()
    number = case.report("摊位占道", "city.stalls")
    case.accept(number, Urgency.ROUTINE)
    handling = case.incident(number).handling
    assert handling is not None
    assert runs_out_at(case.board, case.incident(number)) == (handling.assigned_at, handling.due_at)


def test_a_mark_never_met_counts_as_missed_and_is_named():
    case = Case()
    case.accept(case.fire())
    case.wait(181)
    day = today(case.board, case.clock.now())
    assert (day.met, day.counted, day.unstamped, day.share, day.p50_s) == (0, 1, 1, 0.0, None)


def test_a_mark_met_in_time_counts_and_gives_its_seconds():
    case = Case()
    number = case.fire()
    case.accept(number)
    answer = case.advice(number).answers[0]
    case.submit(c.ChoosePlan(number, case.session.plan(answer.plan), answer.level))
    case.submit(issue_as_recommended(case.board, case.advice(number).recommendation))
    case.wait(10)
    case.submit(c.AcknowledgeOrder(case.board.orders_of(case.incident(number))[0].id))
    day = today(case.board, case.clock.now(), Mark.START)
    assert (day.met, day.counted, day.times_s, day.share) == (1, 1, (10,), 1.0)


def test_the_ninetieth_percentile_is_a_time_that_was_measured():
    assert percentile([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 0.9) == 90
    assert percentile([42], 0.5) == 42
    assert percentile([], 0.5) is None


def test_spans_read_as_minutes_and_seconds():
    assert [m_ss(s) for s in (0, 65, 3671, -5)] == ["0:00", "1:05", "1:01:11", "-0:05"]
