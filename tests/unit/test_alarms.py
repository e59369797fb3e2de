"""Alarms stand while their condition holds, say what to do, and stop asking once an officer saw them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.board.alarm_rate import HOUR, SPAN, AlarmRate
from console.board.alarms import CONDITIONS, alarms, load_rules
from console.board.sending import issue_as_recommended
from console.district.where import resource_dir
from console.errors import BadInput, Refused
from console.model import commands as c
from console.model.words import AlarmPriority, Urgency
from tests.unit.board_builders import START, Case

RULES = load_rules(resource_dir() / "alarms.yaml")


def standing(case: Case) -> dict[str, bool]:
    return {alarm.id: alarm.seen for alarm in alarms(case.board, case.clock.now(), RULES)}


def sent(case: Case) -> int:
    number = case.fire()
    case.accept(number)
    answer = case.advice(number).answers[0]
    case.submit(c.ChoosePlan(number, case.session.plan(answer.plan), answer.level))
    case.submit(issue_as_recommended(case.board, case.advice(number).recommendation))
    return number


def test_every_condition_has_a_rule_with_an_instruction_in_both_languages():
    assert {rule.condition for rule in RULES} == set(CONDITIONS)
    assert all(rule.do.en and rule.do.zh for rule in RULES)


def test_nothing_stands_on_a_quiet_board():
    assert standing(Case()) == {}


def test_a_report_nobody_accepts_raises_an_alarm_after_a_minute():
    case = Case()
    number = case.fire()
    case.wait(60)
    assert standing(case) == {}
    case.wait(1)
    assert standing(case) == {f"unaccepted:{number}": False}


def test_an_order_without_answer_raises_a_high_alarm_until_another_team_stands_in():
    case = Case()
    number = sent(case)
    case.wait(61)
    lapsed = {o.id for o in case.board.orders_of(case.incident(number))}
    assert {f"order_silent:{order}" for order in lapsed} <= set(standing(case))
    command = issue_as_recommended(case.board, case.advice(number).recommendation)
    replaced = {f"order_silent:{assignment.replaces}" for assignment in command.assignments if assignment.replaces}
    case.submit(command)
    assert replaced
    assert not replaced & set(standing(case))


def test_an_acknowledged_alarm_stands_below_the_unseen_ones():
    case = Case()
    sent(case)
    case.wait(61)
    first = alarms(case.board, case.clock.now(), RULES)[0]
    assert first.rule.priority is AlarmPriority.HIGH
    case.submit(c.AcknowledgeAlarm(first.id))
    after = alarms(case.board, case.clock.now(), RULES)
    assert after[-1].id == first.id
    assert after[-1].seen


def test_a_closed_road_is_told_once_however_many_stretches_it_has():
    case = Case()
    roads = tuple(dict.fromkeys(edge.road for edge in case.board.district.roads.edges))[:3]
    case.submit(c.CloseRoad(roads, case.board.district.roads.edges[0].name, "flood"))
    assert len(standing(case)) == 1


def test_a_routine_case_past_its_deadline_turns_from_near_to_missed():
    case = Case()
    number = case.report("餐饮油烟", "market.restaurant_fumes")
    case.accept(number, Urgency.ROUTINE)
    limit = case.board.district.catalogue["market.restaurant_fumes"].deadline_s
    case.wait(int(limit * 0.9))
    assert f"deadline_near:{number}" in standing(case)
    case.wait(limit)
    assert set(standing(case)) == {f"deadline_missed:{number}"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {condition: nonsense, priority: high, do: {en: a, zh: b}}", "condition"),
        ("- {condition: unaccepted, priority: loud, do: {en: a, zh: b}}", "priority"),
        ("- {condition: unaccepted, priority: high, do: {en: a}}", "zh"),
        ("just words", "list"),
        ("- [unclosed", "YAML"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named_with_its_file_and_field(tmp_path, text, said):
    file = tmp_path / "alarms.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load_rules(file)
    assert str(file) in str(refused.value)
    assert said in str(refused.value)


def test_an_alarm_put_aside_asks_for_nothing_until_its_time_is_over():
    case = Case()
    case.report("fire", "fire.commercial")
    case.wait(70)
    name = next(iter(standing(case)))
    until = case.clock.now() + timedelta(minutes=30)
    case.submit(c.ShelveAlarm(name, until, "radio is being mended"))
    (alarm,) = alarms(case.board, case.clock.now(), RULES)
    assert (alarm.asks, alarm.shelf.reason, alarm.shelf.by) == (False, "radio is being mended", "duty-A")
    case.clock.advance_to(until)
    assert alarms(case.board, case.clock.now(), RULES)[0].asks, "its time is over"


def test_an_alarm_is_taken_from_the_shelf_again():
    case = Case()
    case.report("fire", "fire.commercial")
    case.wait(70)
    name = next(iter(standing(case)))
    case.submit(c.ShelveAlarm(name, case.clock.now() + timedelta(minutes=30), "known"))
    case.submit(c.ShelveAlarm(name, case.clock.now(), ""))
    assert alarms(case.board, case.clock.now(), RULES)[0].asks
    assert case.board.alarms_shelved == {}


def test_a_shelf_needs_a_reason_and_has_an_end():
    case = Case()
    for until, reason in ((timedelta(minutes=30), " "), (timedelta(hours=9), "for good")):
        with pytest.raises(Refused):
            case.submit(c.ShelveAlarm("x", case.clock.now() + until, reason))
    assert case.board.alarms_shelved == {}


def test_alarms_that_come_are_counted_not_those_that_were_there():
    rate, now = AlarmRate(), START
    assert rate.note(["a", "b"], now) == frozenset()
    assert rate.note(["b", "c"], now + timedelta(minutes=1)) == {"c"}
    assert rate.note(["b", "c"], now + timedelta(minutes=2)) == frozenset()
    rate.note(["a", "b", "c"], now + timedelta(minutes=12))
    later = now + timedelta(minutes=12)
    assert (rate.within(SPAN, later), rate.within(HOUR, later)) == (1, 2)
    rate.note([], now + timedelta(minutes=90))
    assert rate.within(HOUR, now + timedelta(minutes=90)) == 0
