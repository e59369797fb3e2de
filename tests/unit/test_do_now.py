"""Do now asks for the next thing, in the order plan and clocks want it."""

from __future__ import annotations

from dataclasses import replace

from console.board.do_now import do_now, primary
from console.board.more import more_actions
from console.board.todo import Repeat, with_words
from console.model import commands as c
from console.model.words import Urgency
from console.phrase import say
from tests.unit.board_builders import Case


def todos(case: Case, number: int, category: str = ""):
    return do_now(case.board, case.incident(number), case.advice(number, category), case.clock.now())


def codes(case: Case, number: int) -> list[str]:
    return [todo.code for todo in todos(case, number)]


def do_primary(case: Case, number: int) -> str:
    todo = primary(todos(case, number))
    assert todo is not None
    assert todo.command is not None
    case.submit(todo.command)
    return todo.code


def test_a_fresh_emergency_is_first_of_all_accepted_with_f4():
    case = Case()
    first = todos(case, case.fire())[0]
    assert (first.code, first.key, first.urgent) == ("accept", "F4", True)
    assert first.command == c.AcceptIncident(max(case.board.incidents), Urgency.EMERGENCY, "fire.commercial")


def test_an_unclassified_report_asks_what_it_is_before_anything_else():
    case = Case()
    (only,) = todos(case, case.report("帮帮我"))
    assert (only.code, only.command) == ("classify", None)


def test_the_category_its_words_point_to_is_offered_for_acceptance():
    case = Case()
    first = todos(case, case.report("闻到燃气味"), category="gas.smell")[0]
    assert first.code == "accept"
    assert first.command.category == "gas.smell"


def test_the_big_button_leads_from_report_to_teams_on_the_road():
    case = Case()
    number = case.fire()
    assert [do_primary(case, number) for _ in range(3)] == ["accept", "plan", "send"]
    assert case.incident(number).orders


def test_when_nobody_can_get_there_that_is_said_instead_of_nobody_being_left():
    case = Case()
    number = case.fire()
    for _ in range(2):
        do_primary(case, number)
    advice = case.advice(number)
    needs = tuple(replace(row, filled=(), short=row.count) for row in advice.recommendation.needs)
    for why, code in ((say("dispatch.cut_off"), "do_now.no_way"), (None, "do_now.send_alone")):
        short = replace(advice.recommendation, needs=needs, nowhere=why)
        found = do_now(case.board, case.incident(number), advice._replace(recommendation=short), case.clock.now())
        (said,) = [todo.phrase for todo in found if todo.code == "short"]
        assert said.code == code
        assert ("no team can be there within an hour" in said.en) is (why is not None)


def test_sending_the_recommendation_leaves_nothing_to_send():
    case = Case()
    number = case.fire()
    for _ in range(3):
        do_primary(case, number)
    assert "send" not in codes(case, number)


def test_a_lapsed_order_puts_the_next_team_on_top():
    case = Case()
    number = case.fire()
    for _ in range(3):
        do_primary(case, number)
    gone = case.board.orders_of(case.incident(number))[0]
    case.wait(61)
    first = todos(case, number)[0]
    assert first.code == "send_next"
    assert gone.id in {assignment.replaces for assignment in first.command.assignments}


def test_a_team_that_says_nothing_for_half_a_minute_is_to_be_called():
    case = Case()
    number = case.fire()
    for _ in range(3):
        do_primary(case, number)
    case.wait(30)
    assert "silent" in codes(case, number)


def test_what_is_urgent_stands_before_what_is_not():
    case = Case()
    number = case.fire()
    for _ in range(3):
        do_primary(case, number)
    case.wait(45)
    urgent = [todo.urgent for todo in todos(case, number)]
    assert urgent == sorted(urgent, reverse=True)
    assert True in urgent


def test_new_facts_that_reach_a_higher_level_ask_to_raise_it():
    case = Case()
    number = case.report("商场着火", "fire.commercial")
    for _ in range(2):
        do_primary(case, number)
    before = case.incident(number).plan.level
    case.submit(c.SetFact(number, "flames_visible", True))
    raised = next(todo for todo in todos(case, number) if todo.code == "raise")
    assert raised.key == "F7"
    assert raised.command.level.rank > before.rank


def test_a_key_is_given_to_the_first_entry_of_its_kind_only():
    case = Case()
    number = case.fire()
    for _ in range(2):
        do_primary(case, number)
    keys = [todo.key for todo in todos(case, number) if todo.key]
    assert len(keys) == len(set(keys))


def test_a_ticked_step_and_a_told_department_disappear():
    case = Case()
    number = case.fire()
    for _ in range(3):
        do_primary(case, number)
    before = todos(case, number)
    step = next(todo for todo in before if todo.code == "step")
    told = next(todo for todo in before if todo.code == "notify")
    case.submit(step.command)
    case.submit(told.command)
    left = [todo.command for todo in todos(case, number)]
    assert step.command not in left
    assert told.command not in left


def test_when_every_order_is_done_it_is_verified_closed_and_reviewed():
    case = Case()
    number = case.fire()
    for _ in range(3):
        do_primary(case, number)
    for order in case.board.orders_of(case.incident(number)):
        case.submit(c.AcknowledgeOrder(order.id))
        case.submit(c.ArriveOnScene(order.id))
        case.submit(c.CompleteOrder(order.id, "done"))
        case.submit(c.ReturnTeam(order.team, order.id))
    assert [do_primary(case, number) for _ in range(2)] == ["verify", "close"]
    assert codes(case, number) == ["review", "reopen"]


def test_a_routine_case_names_the_responsible_department():
    case = Case()
    number = case.report("摊位占道", "city.stalls")
    case.accept(number, Urgency.ROUTINE)
    told = next(todo for todo in todos(case, number) if todo.code == "notify")
    assert told.command.department == case.board.district.catalogue["city.stalls"].department


def test_a_guessed_category_can_be_put_right_and_no_other_question_is_asked_yet():
    case = Case()
    number = case.report("闻到燃气味")
    assert [todo.code for todo in todos(case, number, category="gas.smell")] == ["accept", "classify"]


def test_a_report_that_repeats_an_older_one_is_first_of_all_joined_to_it():
    case = Case()
    first, second = case.fire(), case.fire()
    advice = case.advice(second)._replace(repeats=(Repeat(first, 0.93, 12.4, 19),))
    join, accept = do_now(case.board, case.incident(second), advice, case.clock.now())[:2]
    assert (join.command, join.key, accept.key) == (c.MergeIncident(second, first), "Ctrl+J", "F4")
    assert join.phrase.en == f"Join to #{first}: 12 m away, 0:19 apart, 93 % alike"


def test_an_older_report_is_not_joined_to_a_younger_one():
    case = Case()
    first, second = case.fire(), case.fire()
    advice = case.advice(first)._replace(repeats=(Repeat(second, 0.93, 12.4, 19),))
    assert "merge" not in [t.code for t in do_now(case.board, case.incident(first), advice, case.clock.now())]


def test_what_is_recorded_with_a_command_is_asked_for_and_proposed_in_both_languages():
    case = Case()
    number = case.report("商场着火", "fire.commercial")
    for _ in range(2):
        do_primary(case, number)
    case.submit(c.SetFact(number, "flames_visible", True))
    raised = next(todo for todo in todos(case, number) if todo.code == "raise")
    assert raised.asks is not None
    assert with_words(raised.command, raised.words.get("zh")).reason == "响应条件已满足"


def more(case: Case, number: int) -> list[str]:
    return [todo.code for todo in more_actions(case.board, case.incident(number), case.advice(number))]


def test_more_actions_are_those_that_are_possible():
    case = Case()
    first, second = case.fire(), case.fire()
    assert more(case, second) == ["merge", "reject"]
    for _ in range(3):
        do_primary(case, first)
    sent = len(case.board.orders_of(case.incident(first)))
    assert more(case, first) == ["raise", *["cancel"] * sent]
    case.submit(c.RejectIncident(second, "same fire"))
    assert more(case, second) == []


def test_a_case_that_is_reviewed_can_still_be_reopened_but_nothing_presses_for_it():
    case = Case()
    number = case.fire()
    for _ in range(3):
        do_primary(case, number)
    for order in case.board.orders_of(case.incident(number)):
        case.submit(c.AcknowledgeOrder(order.id))
        case.submit(c.ArriveOnScene(order.id))
        case.submit(c.CompleteOrder(order.id, "done"))
        case.submit(c.ReturnTeam(order.team, order.id))
    assert "fail" in more(case, number)
    for _ in range(2):
        do_primary(case, number)
    case.submit(c.ReviewIncident(number, 5))
    assert codes(case, number) == ["reopen"]
    assert primary(todos(case, number)) is None
    (reopen,) = todos(case, number)
    case.submit(with_words(reopen.command, "smoke again"))
    assert case.incident(number).is_open
