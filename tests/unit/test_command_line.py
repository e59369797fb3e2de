"""What an officer types becomes a command, or a message that says what is wrong."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.command_line import Find, Known, SeeAlarms, SetDrill, ShowHelp, Submit, complete, parse
from console.desk.typed import Said
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
    assert parse("help d", known(case)) == ShowHelp("d")
    with pytest.raises(Refused, match="fly"):
        parse("help fly", known(case))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("xyzzy", "command_line.unknown"), ("d", "command_line.number"), ("d abc", "command_line.number"),
        ("d 99999", "command_line.no_incident"), ("on", "command_line.team"), ("on Z99", "command_line.no_team"),
        ("on F04", "command_line.no_order"), ("f", "command_line.find_what"), ("", "command_line.unknown"),
        ("d ²", "command_line.number"), ("m", "command_line.number"), ("out", "command_line.team"),
        ("out F04", "command_line.team_reason"), ("in F04", "command_line.in_already"),
        ("no F04 busy", "command_line.no_order"), ("cancel F04 x", "command_line.no_order"),
        ("close", "command_line.road"), ("close Nowhere Lane x", "command_line.no_road"),
        ("close Dengyun Bridge", "command_line.road_reason"), ("open dengyun-bridge", "command_line.open_already"),
        ("auto", "command_line.auto"), ("pace 3", "command_line.pace"), ("x 1", "command_line.no_incident"),
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
    assert complete("he", case.board) == ("here ", "help ")
    assert complete("d ", case.board) == (f"d {number}",)
    assert complete("on ", case.board) == ()
    case.submit(parse(f"d {number}", known(case)).command)
    assert set(complete("on ", case.board)) == {f"on {team}" for team in case.board.bound}


def test_two_numbers_join_reports_and_one_asks_for_the_other():
    case = Case()
    first, second = case.fire(), case.fire()
    assert parse(f"m {second} {first}", known(case)) == Submit(c.MergeIncident(second, first))
    assert complete(f"m {second} ", case.board) == (f"m {second} {first}",)
    with pytest.raises(Refused) as refused:
        parse(f"m {second}", known(case))
    assert refused.value.reason.code == "command_line.two_numbers"


@pytest.mark.parametrize("verb", ["x", "reopen", "fail"])
def test_what_undoes_something_needs_a_reason(verb):
    case = Case()
    number = case.fire()
    with pytest.raises(Refused) as refused:
        parse(f"{verb} {number}", known(case))
    assert refused.value.reason.code == "command_line.reason"
    command = parse(f"{verb} {number} nobody there", known(case)).command
    assert "nobody there" in (getattr(command, "reason", ""), getattr(command, "note", ""))


def test_words_not_typed_are_recorded_in_the_officers_language():
    case = Case()
    number = planned(case)
    zh = Known(case.board, {}, {plan.id: plan for plan in case.session.plans}, {}, "zh")
    assert parse(f"v {number}", zh).command.note == "达到结案标准，席位核查"
    assert parse(f"c {number}", zh).command.summary == "处置完毕，达到结案标准"
    assert parse(f"r {number}", zh).command.reason == "值班员研判"
    assert parse(f"c {number} false alarm", zh).command.summary == "false alarm"


def test_a_team_declines_is_called_back_and_goes_out_of_service_by_its_id():
    case = Case()
    number = planned(case)
    case.submit(parse(f"d {number}", known(case)).command)
    order = case.board.orders_of(case.incident(number))[0]
    assert parse(f"no {order.team} flat tyre", known(case)) == Submit(c.DeclineOrder(order.id, "flat tyre"))
    assert parse(f"cancel {order.team} not needed", known(case)) == Submit(c.CancelOrder(order.id, "not needed"))
    case.submit(parse(f"out {order.team} flat tyre", known(case)).command)
    assert complete("in ", case.board) == (f"in {order.team}",)
    assert parse(f"in {order.team}", known(case)) == Submit(c.BringTeamBack(order.team))


def test_a_bridge_is_closed_and_opened_by_its_name_in_either_language():
    case = Case()
    said = parse("close 登云大桥 追尾", known(case))
    assert said.command.reason == "追尾"
    assert said.said.values["count"] == len(said.command.roads) == 1
    case.submit(said.command)
    assert parse("open dengyun bridge", known(case)).command.roads == said.command.roads
    with pytest.raises(Refused) as refused:
        parse("close dengyun-bridge again", known(case))
    assert refused.value.reason.code == "command_line.closed_already"
    assert "open Dengyun Bridge" in complete("open Deng", case.board)
    assert "open Hemu Road" not in complete("open ", case.board)


def test_a_road_is_closed_in_all_its_stretches_that_are_open():
    case = Case()
    bridge = parse("close Dengyun Bridge collision", known(case)).command
    whole = parse("close Dengyun Road parade", known(case)).command
    assert set(bridge.roads) < set(whole.roads)
    case.submit(bridge)
    rest = parse("close Dengyun Road parade", known(case)).command
    assert set(rest.roads) == set(whole.roads) - set(bridge.roads)


def test_the_exercise_is_paused_sped_up_and_helped_by_words():
    case = Case()
    wanted = {
        "pause": SetDrill(running=False), "go": SetDrill(running=True), "pace ×5": SetDrill(pace=5),
        "auto on": SetDrill(officer=True), "auto OFF": SetDrill(officer=False),
        "inject visitor": SetDrill(inject="visitor"), "inject": SetDrill(inject="?"),
    }  # fmt: skip
    assert {line: parse(line, known(case)) for line in wanted} == wanted
    assert complete("pace 1", case.board) == ("pace 1", "pace 10")


CASE = Case()


@given(st.text(max_size=40))
def test_any_line_is_understood_or_refused_with_a_sentence(line):
    with suppress(Refused):
        assert isinstance(parse(line, Known(CASE.board)), Said)
