"""One case per ladder of the closed loop, played at the desk of the demo district on its real journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from console.board.board import Board
from console.board.do_now import Advice, do_now
from console.board.fold import fold
from console.board.lights import stage_clock
from console.errors import Refused
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor, Incident
from console.model.words import Card, Light, Stage, Tier, UpwardKind, Urgency
from tests.unit.board_builders import Case, the_district

DUTY, NIGHT = Actor("duty-A", "1"), Actor("duty-B", "1")
INSPECTOR = Actor("inspector", "2")
GRID = "G07"
SCENE = next(iter(the_district().places.values()))[1]


class Loop(Case):
    """The desk with steps as short methods."""

    def report(self, number: str = "H-1", category: str = "city.stalls", text: str = "摊贩占道", **more: object) -> int:
        at = more.pop("position", SCENE)
        rows = self.submit(c.ReportIncident("hotline-12345", number, text, self.clock.now(), category, "", at, **more))  # type: ignore[arg-type]
        assert rows[0].incident is not None
        return rows[0].incident

    def accept(self, number: int, urgency: Urgency = Urgency.ROUTINE) -> None:
        self.submit(c.AcceptIncident(number, urgency))

    def settle(self, number: int, by: str) -> None:
        """Signed for, done, verified, closed, evaluated."""
        unit = Actor(by)
        self.submit(c.SignForHandling(number), unit)
        self.submit(c.ReportHandled(number, "photo before and after"), unit)
        self.submit(c.VerifyIncident(number, True, "seen on camera"), INSPECTOR)
        self.submit(c.CloseIncident(number, "settled"))
        self.submit(c.ReviewIncident(number, 5))

    def submit(self, command: c.Command, by: Actor = DUTY) -> Sequence[e.Recorded]:  # type: ignore[override]
        return self.session.desk.submit(command, by)

    def of(self, number: int) -> Incident:
        return self.board.incidents[number]

    def wait(self, seconds: float = 0, minutes: float = 0, hours: float = 0) -> None:  # type: ignore[override]
        self.clock.advance_to(self.clock.now() + timedelta(seconds=seconds, minutes=minutes, hours=hours))
        self.session.desk.watch()

    def kinds(self, number: int) -> list[type[e.Event]]:
        return [type(row.event) for row in self.board.history[number]]


@pytest.fixture
def loop() -> Loop:
    return Loop()


def post_of(loop: Loop, number: int) -> str:
    return loop.board.district.grids[loop.of(number).grid].leader


def test_a_light_matter_goes_straight_to_the_grid_which_settles_it_itself(loop: Loop) -> None:
    number = loop.report()
    loop.accept(number)
    handling = loop.of(number).handling
    assert handling is not None
    assert (loop.of(number).stage, loop.of(number).tier, handling.rung) == (Stage.DISPATCHED, Tier.GRID, 1)
    assert handling.lead == post_of(loop, number)
    loop.settle(number, handling.lead)
    assert loop.of(number).stage is Stage.REVIEWED
    assert loop.of(number).returns == 0


def test_what_the_grid_does_not_settle_climbs_to_the_brigade_and_then_to_enforcement(loop: Loop) -> None:
    number = loop.report()
    loop.accept(number)
    leads = []
    for _ in range(3):
        handling = loop.of(number).handling
        assert handling is not None
        leads.append(handling.lead)
        loop.wait(seconds=(handling.due_at - loop.clock.now()).total_seconds() - 1)
        assert loop.of(number).handling == handling, "nobody climbs before the time is over"
        loop.wait(seconds=2)
    assert leads == [post_of(loop, number), "co_governance", "enforcement"]
    last = loop.of(number).handling
    assert last is not None
    assert last.lead == "enforcement", "the ladder ends there"
    loop.settle(number, "enforcement")
    assert loop.of(number).stage is Stage.REVIEWED


def test_a_matter_of_several_functions_is_settled_by_a_joint_team_of_the_street(loop: Loop) -> None:
    number = loop.report(category="market.restaurant_fumes", text="餐饮油烟扰民")
    loop.accept(number)
    loop.submit(c.AssignHandling(number, Tier.STREET, "market_supervision", ("enforcement", "urban_management")))
    handling = loop.of(number).handling
    assert handling is not None
    assert handling.assisting == ("enforcement", "urban_management")
    loop.submit(c.SignForHandling(number), Actor("market_supervision"))
    with pytest.raises(Refused, match="not reported settled"):
        loop.submit(c.VerifyIncident(number, True, "ok"), INSPECTOR)
    loop.submit(c.ReportHandled(number, "filter fitted"), Actor("market_supervision"))
    with pytest.raises(Refused, match="handled this incident"):
        loop.submit(c.VerifyIncident(number, True, "ok"), Actor("market_supervision"))
    loop.submit(c.VerifyIncident(number, True, "no smell at noon"), INSPECTOR)
    loop.submit(c.CloseIncident(number, "filter fitted"))
    assert loop.of(number).stage is Stage.CLOSED


def test_passing_up_to_the_district_needs_a_reason_and_names_lead_and_assist(loop: Loop) -> None:
    number = loop.report(category="city.illegal_building", text="屋顶违建")
    loop.accept(number)
    with pytest.raises(Refused, match="reason"):
        loop.submit(c.AssignHandling(number, Tier.DISTRICT, "housing", ("enforcement",)))
    loop.submit(c.AssignHandling(number, Tier.DISTRICT, "housing", ("enforcement",), "needs an expert opinion"))
    assert loop.of(number).tier is Tier.DISTRICT
    loop.settle(number, "housing")
    assert loop.of(number).stage is Stage.REVIEWED


def test_a_whistle_calls_departments_in_and_names_the_one_that_is_late(loop: Loop) -> None:
    number = loop.report(category="water.river_pollution", text="河水发黑有异味")
    loop.accept(number)
    loop.submit(c.BlowWhistle(number, ("ecology", "water_bureau", "enforcement"), 1800, "outlet found"))
    loop.wait(minutes=10)
    loop.submit(c.ReportIn(number, "ecology"), Actor("ecology"))
    loop.submit(c.ReportIn(number, "enforcement"), Actor("enforcement"))
    loop.wait(minutes=21)
    late = {d: called.late for d, called in loop.of(number).whistled.items()}
    assert late == {"ecology": False, "water_bureau": True, "enforcement": False}
    loop.wait(minutes=4)
    assert loop.kinds(number).count(e.DepartmentLate) == 1, "said once"
    rows = loop.submit(c.ReportIn(number, "water_bureau"), Actor("water_bureau"))
    assert [row.event for row in rows] == [e.DepartmentReportedIn("water_bureau", 300)]


def test_the_police_take_a_case_and_hand_it_back_and_either_number_finds_it(loop: Loop) -> None:
    number = loop.report(category="order.neighbour_dispute", text="邻里打架")
    loop.accept(number)
    loop.submit(c.TransferIncident(number, "police", "P-2031-77", "a criminal matter"))
    assert loop.of(number).stage is Stage.TRANSFERRED
    assert loop.board.numbers["police", "P-2031-77"] == loop.board.numbers["hotline-12345", "H-1"] == number
    other = loop.report("H-2")
    with pytest.raises(Refused, match="belongs to"):
        loop.submit(c.TransferIncident(other, "police", "P-2031-77", "same"))
    loop.submit(c.TakeBackIncident(number, "a civil matter, to be mediated"), Actor("police"))
    assert loop.of(number).stage is Stage.ACCEPTED
    loop.submit(c.AssignHandling(number, Tier.STREET, "civil_affairs", (), "two families"))
    loop.settle(number, "civil_affairs")
    assert loop.of(number).stage is Stage.REVIEWED


def test_what_the_police_send_us_keeps_their_number(loop: Loop) -> None:
    rows = loop.submit(c.ReportIncident("police-110", "110-5", "夜间噪声", loop.clock.now(), "order.noise", "", SCENE))
    again = loop.submit(c.ReportIncident("police-110", "110-5", "夜间噪声", loop.clock.now(), "order.noise", "", SCENE))
    assert again == ()
    assert loop.board.numbers["police-110", "110-5"] == rows[0].incident


def test_a_failed_verification_returns_the_case_and_restarts_its_deadline(loop: Loop) -> None:
    number = loop.report()
    loop.accept(number)
    loop.submit(c.AssignHandling(number, Tier.STREET, "enforcement", (), "stalls come back every day"))
    before = loop.of(number).handling
    assert before is not None
    loop.submit(c.SignForHandling(number), Actor("enforcement"))
    loop.wait(hours=1)
    loop.submit(c.ReportHandled(number, "cleared"), Actor("enforcement"))
    loop.submit(c.VerifyIncident(number, False, "the stalls are back"), INSPECTOR)
    after = loop.of(number).handling
    assert after is not None
    assert (loop.of(number).stage, loop.of(number).returns) == (Stage.DISPATCHED, 1)
    assert after.due_at > before.due_at
    assert (after.handled_by, after.signed_by) == ("", "")
    loop.settle(number, "enforcement")
    assert loop.of(number).stage is Stage.REVIEWED


def test_a_closed_case_is_reopened_with_a_reason_and_counts_as_a_return(loop: Loop) -> None:
    number = loop.report()
    loop.accept(number)
    loop.settle(number, post_of(loop, number))
    with pytest.raises(Refused, match="reason"):
        loop.submit(c.ReopenIncident(number, " "))
    loop.submit(c.ReopenIncident(number, "the reporter says nothing changed"))
    assert (loop.of(number).stage, loop.of(number).returns) == (Stage.DISPATCHED, 1)
    loop.settle(number, post_of(loop, number))
    assert loop.of(number).stage is Stage.REVIEWED


def test_a_repeat_is_merged_and_the_merge_undone_with_nothing_lost(loop: Loop) -> None:
    first = loop.report("H-1", text="摊贩占道")
    second = loop.report("H-2", text="路口摆摊", facts={"people_count": 40})
    loop.submit(c.MergeIncident(second, first))
    assert [r.source_number for r in loop.of(first).reports] == ["H-1", "H-2"]
    assert loop.board.numbers["hotline-12345", "H-2"] == first, "the reporter's number finds the case that answers it"
    loop.submit(c.SetFact(first, "injured", 1))
    loop.submit(c.UndoMerge(second))
    assert [r.source_number for r in loop.of(first).reports] == ["H-1"]
    assert loop.of(first).facts == {"injured": 1}, "what was learned since stays, what the other brought goes"
    assert (loop.of(second).stage, loop.of(second).merged_into) == (Stage.REPORTED, None)
    assert loop.board.numbers["hotline-12345", "H-2"] == second
    with pytest.raises(Refused, match="was not merged"):
        loop.submit(c.UndoMerge(second))


def test_the_shift_changes_in_the_middle_of_an_emergency(loop: Loop) -> None:
    loop.submit(c.TakeDuty(), DUTY)
    number = loop.report(category="fire.commercial", text="商场冒烟")
    loop.accept(number, Urgency.EMERGENCY)
    t0 = loop.of(number).t0
    loop.wait(seconds=20)
    with pytest.raises(Refused, match="duty-A has the desk"):
        loop.submit(c.TakeDuty(), NIGHT)
    loop.submit(c.OfferDuty("duty-B", f"#{number} fire, 20 s into the clock"), DUTY)
    assert loop.board.duty.officer == "duty-A", "until the other has taken it"
    loop.submit(c.TakeDuty(), NIGHT)
    assert (loop.board.duty.officer, loop.board.duty.brief) == ("duty-B", f"#{number} fire, 20 s into the clock")
    assert loop.of(number).t0 == t0, "the clock of the emergency runs on"
    taken = loop.board.history[None][-1]
    assert (taken.actor, taken.event) == ("duty-B", e.DutyTaken(f"#{number} fire, 20 s into the clock", "duty-A"))


def test_a_late_stage_turns_yellow_then_red_and_draws_reminder_and_cards_one_tier_up_each(loop: Loop) -> None:
    number = loop.report()
    lights = []
    for _ in range(11):
        clock = stage_clock(loop.board, loop.of(number), loop.clock.now())
        assert clock is not None
        lights.append(clock.light)
        loop.wait(minutes=1)
    assert lights[:6] == [*[Light.GREEN] * 4, Light.YELLOW, Light.YELLOW]
    assert set(lights[6:]) == {Light.RED}
    loop.wait(minutes=10)
    shown = [row.event for row in loop.board.history[number]]
    cards = [(event.card, event.tier) for event in shown if isinstance(event, e.SupervisionRaised)]
    assert cards == [(Card.REMINDER, Tier.GRID), (Card.YELLOW, Tier.STREET), (Card.RED, Tier.DISTRICT)]
    loop.wait(hours=1)
    assert len([1 for k in loop.kinds(number) if k is e.SupervisionRaised]) == 3, "each card once"
    loop.accept(number)
    assert loop.of(number).card is None, "the next stage starts without one"
    assert loop.of(number).cards == 3


def test_upward_reports_go_first_further_final(loop: Loop) -> None:
    number = loop.report(category="fire.commercial", text="商场冒烟")
    with pytest.raises(Refused, match="first report"):
        loop.submit(c.SendUpwardReport(number, UpwardKind.FURTHER, "x"))
    for kind in (UpwardKind.FIRST, UpwardKind.FURTHER, UpwardKind.FINAL):
        loop.submit(c.SendUpwardReport(number, kind, f"{kind.value}: fire"))
    with pytest.raises(Refused, match="final report"):
        loop.submit(c.SendUpwardReport(number, UpwardKind.FURTHER, "x"))
    assert [kind for kind, _ in loop.of(number).upward] == list(UpwardKind)


def test_a_board_folded_anew_is_the_same(loop: Loop) -> None:
    for scenario in (
        test_the_police_take_a_case_and_hand_it_back_and_either_number_finds_it,
        test_a_failed_verification_returns_the_case_and_restarts_its_deadline,
        test_a_repeat_is_merged_and_the_merge_undone_with_nothing_lost,
        test_the_shift_changes_in_the_middle_of_an_emergency,
    ):
        one = Loop()
        scenario(one)
        board = Board(the_district())
        for row in one.session.journal.read_after(0):
            fold(board, row)
        assert board.state() == one.board.state()


def test_every_stage_of_the_loop_has_something_to_do(loop: Loop) -> None:
    number = loop.report(category="market.restaurant_fumes", text="餐饮油烟扰民")
    seen = []
    for _ in range(8):
        todos = do_now(loop.board, loop.of(number), Advice(), loop.clock.now())
        chosen = next((t for t in todos if t.command is not None and not t.secondary), None)
        seen.append(chosen.code if chosen else "")
        if chosen is None or chosen.command is None:
            break
        loop.submit(chosen.command, DUTY)
    assert seen[:1] == ["accept"]
    assert "assign" in seen
    wanted = ["assign", "sign", "handled", "verify", "close"]
    assert [code for code in seen if code in wanted] == wanted


def test_the_query_table_tells_the_same_stage_as_the_board(tmp_path: Path) -> None:
    loop = Loop()
    numbers = [loop.report(f"H-{n}") for n in range(3)]
    loop.accept(numbers[0])
    loop.accept(numbers[1])
    loop.submit(c.TransferIncident(numbers[1], "police", "P-1", "theirs"))
    loop.settle(numbers[0], post_of(loop, numbers[0]))
    stages = {case.number: case.stage for case in loop.session.journal.cases()}
    assert stages == {number: loop.of(number).stage for number in numbers}
