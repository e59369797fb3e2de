"""What an officer types becomes a command, or a message that says what is wrong."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.command_line import Find, Known, SeeAlarms, ShowHelp, Submit, complete, parse
from console.errors import Refused
from console.model import commands as c
from tests.unit.board_builders import Case


def known(case: Case) -> Known:
    advice = {i.number: case.advice(i.number) for i in case.board.open_incidents()}
    offered = {n: a.recommendation for n, a in advice.items() if a.recommendation}
    return Known(case.board, offered, {plan.id: plan for plan in case.session.plans})


def planned(case: Case) -> int:
    number = case.fire()
    case.accept(number)
    answer = case.advice(number).answers[0]
    case.submit(c.ChoosePlan(number, case.session.plan(answer.plan), answer.level))
    return number


def test_d_sends_the_recommendation():
    case = Case()
    number = planned(case)
    said = parse(f"d {number}", known(case))
    assert isinstance(said, Submit)
    assert isinstance(said.command, c.IssueOrders)
    assert said.command.override_reason == ""


def test_a_accepts_with_the_urgency_of_the_item():
    case = Case()
    number = case.fire()
    assert parse(f"a #{number}", known(case)).command.urgency.value == "emergency"


def test_on_puts_a_team_on_scene_whatever_the_case_of_its_letters():
    case = Case()
    number = planned(case)
    case.submit(parse(f"d {number}", known(case)).command)
    order = case.board.orders_of(case.incident(number))[0]
    assert parse(f"on {order.team.lower()}", known(case)) == Submit(c.ArriveOnScene(order.id))


def test_r_goes_one_level_up():
    case = Case()
    number = planned(case)
    command = parse(f"r {number}", known(case)).command
    assert command.level.rank == case.incident(number).plan.level.rank + 1


def test_words_without_a_number_search_acknowledge_or_help():
    case = Case()
    assert parse("f 体育馆", known(case)) == Find("体育馆")
    assert parse(" ack ", known(case)) == SeeAlarms()
    assert parse("help", known(case)) == ShowHelp()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("xyzzy", "command_line.unknown"), ("d", "command_line.number"), ("d abc", "command_line.number"),
        ("d 99999", "command_line.no_incident"), ("on", "command_line.team"), ("on Z99", "command_line.no_team"),
        ("on F04", "command_line.no_order"), ("f", "command_line.find_what"), ("", "command_line.unknown"),
        ("d ²", "command_line.number"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_done_says_why(line, code):
    with pytest.raises(Refused) as refused:
        parse(line, known(Case()))
    assert refused.value.reason.code == code
    assert refused.value.reason.get("zh") != refused.value.reason.get("en")


def test_raising_without_a_plan_or_sending_without_a_recommendation_is_refused():
    case = Case()
    number = case.fire()
    for verb, code in (("r", "command_line.no_plan"), ("d", "command_line.nothing_to_send")):
        with pytest.raises(Refused) as refused:
            parse(f"{verb} {number}", known(case))
        assert refused.value.reason.code == code


def test_tab_completes_verbs_open_incidents_and_teams_with_an_order():
    case = Case()
    number = planned(case)
    assert complete("he", case.board) == ("help",)
    assert complete("d ", case.board) == (f"d {number}",)
    assert complete("on ", case.board) == ()
    case.submit(parse(f"d {number}", known(case)).command)
    assert set(complete("on ", case.board)) == {f"on {team}" for team in case.board.bound}


CASE = Case()


@given(st.text(max_size=40))
def test_any_line_is_understood_or_refused_with_a_sentence(line):
    with suppress(Refused):
        assert isinstance(parse(line, Known(CASE.board)), Submit | Find | SeeAlarms | ShowHelp)
