"""What an officer types for the closed loop, what the More menu offers, and the brief of a hand-over."""

from __future__ import annotations

import pytest

from console.board.brief import brief_of
from console.board.more import more_actions
from console.board.todo import Advice, with_words
from console.desk.command_line import complete, parse
from console.desk.typed import Known, Submit
from console.errors import Refused
from console.model import commands as c
from console.model.incident import Actor
from console.model.words import Stage, Tier
from tests.scenarios.test_closed_loop import DUTY, INSPECTOR, Loop


@pytest.fixture
def loop() -> Loop:
    return Loop()


def typed(loop: Loop, line: str) -> c.Command:
    said = parse(line, Known(loop.board))
    assert isinstance(said, Submit)
    return said.command


def test_a_case_is_given_away_signed_settled_by_the_keyboard_alone(loop: Loop) -> None:
    number = loop.report(category="market.restaurant_fumes")
    lines = ("a {n}", "give {n} street market_supervision,enforcement fumes", "sign {n}", "done {n} filter fitted",
             "v {n} no smell", "c {n}", "score {n} 5")  # fmt: skip
    for line in (one.format(n=number) for one in lines):
        loop.submit(typed(loop, line), DUTY)
    assert loop.of(number).stage is Stage.REVIEWED
    handling = loop.of(number).handling
    assert handling is not None
    assert (handling.lead, handling.assisting) == ("market_supervision", ("enforcement",))
    assert (handling.handled_by, handling.evidence) == ("market_supervision", "filter fitted")


def test_whistle_transfer_and_split_by_the_keyboard(loop: Loop) -> None:
    first, second = loop.report("H-1"), loop.report("H-2")
    loop.submit(typed(loop, f"whistle {first} ecology,police 30 outlet found"))
    loop.submit(typed(loop, f"here {first} ecology"))
    came = {d: bool(called.came_at) for d, called in loop.of(first).whistled.items()}
    assert came == {"ecology": True, "police": False}
    loop.submit(typed(loop, f"m {second} {first}"))
    loop.submit(typed(loop, f"split {second}"))
    assert loop.of(second).stage is Stage.REPORTED
    loop.submit(typed(loop, f"transfer {second} police P-9 a theft"))
    loop.submit(typed(loop, f"back {second} a civil matter"))
    assert loop.of(second).stage is Stage.ACCEPTED


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("give {n}", "command_line.give"), ("give {n} moon", "command_line.give"),
        ("whistle {n} ecology", "command_line.whistle"),
        ("whistle {n} ecology soon x", "command_line.whistle"), ("transfer {n} police P-9", "command_line.transfer"),
        ("back {n}", "command_line.reason"), ("done {n}", "command_line.reason"), ("duty", "command_line.duty"),
        ("give 9 street", "command_line.no_incident"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_with_an_example(loop: Loop, line: str, code: str) -> None:
    number = loop.report()
    with pytest.raises(Refused) as caught:
        typed(loop, line.format(n=number))
    assert caught.value.reason.code == code  # type: ignore[attr-defined]
    assert caught.value.reason.get("zh")


def test_tab_completes_verbs_numbers_tiers_and_departments(loop: Loop) -> None:
    number = loop.report()
    assert "whistle " in complete("wh", loop.board)
    assert complete("give ", loop.board) == (f"give {number}",)
    assert complete(f"give {number} ", loop.board) == tuple(f"give {number} {tier}" for tier in Tier)
    assert f"transfer {number} police" in complete(f"transfer {number} pol", loop.board)
    loop.submit(c.BlowWhistle(number, ("ecology",), 60, "x"))
    assert complete(f"here {number} e", loop.board) == (f"here {number} ecology",)


def codes(loop: Loop, number: int) -> dict[str, c.Command | None]:
    return {todo.code: todo.command for todo in more_actions(loop.board, loop.of(number), Advice())}


def test_the_more_menu_passes_up_sends_back_splits_and_takes_back(loop: Loop) -> None:
    number = loop.report(category="market.restaurant_fumes")
    loop.accept(number)
    loop.submit(c.AssignHandling(number, Tier.STREET))
    up = codes(loop, number)["up"]
    assert up is not None
    with pytest.raises(Refused, match="reason"):
        loop.submit(up)
    loop.submit(with_words(up, "beyond the street's means"))
    assert loop.of(number).tier is Tier.DISTRICT
    loop.submit(c.SignForHandling(number), Actor("ecology"))
    assert "fail" not in codes(loop, number), "nothing to verify before it is reported settled"
    loop.submit(c.ReportHandled(number, "done"), Actor("ecology"))
    assert "fail" in codes(loop, number)
    other = loop.report("H-2")
    loop.submit(c.MergeIncident(other, number))
    assert codes(loop, other)["split"] == c.UndoMerge(other)
    third = loop.report("H-3")
    loop.submit(c.TransferIncident(third, "police", "P-1", "theirs"))
    assert "back" in codes(loop, third)


def test_the_brief_names_clocks_promises_and_what_is_out(loop: Loop) -> None:
    assert brief_of(Loop().board, "en").startswith("0 open")
    number = loop.report(category="fire.commercial", text="商场冒烟")
    loop.accept(number)
    late = loop.report("H-2")
    loop.submit(c.BlowWhistle(number, ("ecology",), 600, "smoke over the river"))
    loop.submit(
        c.TakeTeamOut(
            "T01" if "T01" in loop.board.district.teams else next(iter(loop.board.district.teams)), "flat tyre"
        )
    )
    loop.wait(minutes=11)
    said = brief_of(loop.board, "en")
    assert f"#{late}" in said
    assert "late since" in said
    assert "still to report in: Ecology" in said
    assert "out of service: flat tyre" in said
    assert "尚未报到" in brief_of(loop.board, "zh")
    loop.submit(parse("duty take", Known(loop.board)).command, DUTY)  # type: ignore[union-attr]
    loop.submit(parse("duty duty-B", Known(loop.board)).command, DUTY)  # type: ignore[union-attr]
    assert f"#{late}" in loop.board.duty.brief


def test_somebody_who_settled_it_cannot_verify_it_but_the_officer_who_wrote_it_down_can(loop: Loop) -> None:
    number = loop.report()
    loop.accept(number)
    loop.submit(typed(loop, f"sign {number}"), DUTY)
    loop.submit(typed(loop, f"done {number} cleared"), DUTY)
    lead = loop.of(number).handling.lead  # type: ignore[union-attr]
    with pytest.raises(Refused, match="somebody else"):
        loop.submit(c.VerifyIncident(number, True, "ok"), Actor(lead))
    loop.submit(c.VerifyIncident(number, True, "ok"), INSPECTOR)
    assert loop.of(number).stage is Stage.VERIFIED
