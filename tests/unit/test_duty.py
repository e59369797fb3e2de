"""Duty: the roster goes before usual shifts, the emergency posture calls people in, the desk changes hands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.app.rostering import take_roster
from console.board.alarms import alarms, load_rules
from console.board.board import Board
from console.board.fold import fold
from console.board.posture import posture_changes
from console.board.roster import changes_at, nobody_for, on_duty, road_of, stints
from console.board.teams import picture, team_now, team_status
from console.desk.command_line import Known, Submit, parse
from console.dispatch.cover.cover import Cover
from console.dispatch.standing import Standing
from console.district.where import resource_dir
from console.drill.motion import Motion
from console.errors import BadInput, Refused
from console.geo import distance_m
from console.intake.roster_file import read_roster
from console.intake.tables import read_rows
from console.journal.store import Journal
from console.model import commands as c
from console.model.duty import Turn
from console.model.incident import Actor, Signal
from console.model.scenario import Behaviour
from console.model.words import Posture, TeamStatus
from tests.unit.board_builders import OFFICER, START, Case, the_district, the_network

NIGHT = Actor("duty-B", "1")
HOUR = timedelta(hours=1)


def turn(team: str, start_h: float, end_h: float, *, there: bool = True, **more: str) -> Turn:
    return Turn(team, START + start_h * HOUR, START + end_h * HOUR, there, **more)


def afternoon_crew() -> str:
    """A crew whose usual shift is 14:00 to 22:00; the case begins at 14:29:56."""
    return next(t.id for t in the_district().teams.values() if t.beat and t.shift.start.hour == 14)


def morning_crew() -> str:
    return next(t.id for t in the_district().teams.values() if t.beat and t.shift.start.hour == 6)


def status(case: Case, team: str) -> TeamStatus:
    return team_status(case.board, the_district().teams[team], case.clock.now())


def test_a_turn_of_the_roster_goes_before_the_usual_shift_and_ends_by_itself() -> None:
    case, ill, other = Case(), afternoon_crew(), morning_crew()
    assert (status(case, ill), status(case, other)) == (TeamStatus.AVAILABLE, TeamStatus.OFF_DUTY)
    case.submit(c.ChangeRoster((turn(ill, 0, 2, there=False, reason="ill"), turn(other, 0, 2, road="Lishui Road"))))
    assert (status(case, ill), status(case, other)) == (TeamStatus.OFF_DUTY, TeamStatus.AVAILABLE)
    team = the_district().teams[other]
    assert road_of(case.board, team, case.clock.now()) == "Lishui Road"
    assert changes_at(case.board, team, case.clock.now()) == START + 2 * HOUR
    case.wait(2 * 3600)
    assert (status(case, ill), status(case, other)) == (TeamStatus.AVAILABLE, TeamStatus.OFF_DUTY)
    assert road_of(case.board, team, case.clock.now()) == team.beat


def test_the_turn_entered_last_counts() -> None:
    case, team = Case(), afternoon_crew()
    case.submit(c.ChangeRoster((turn(team, 0, 5, there=False), turn(team, 1, 2))))
    board, known = case.board, the_district().teams[team]
    assert [on_duty(board, known, START + h * HOUR) for h in (0.5, 1.5, 2.5)] == [False, True, False]


def test_what_no_roster_may_say_is_refused_by_name() -> None:
    case, team = Case(), afternoon_crew()
    for bad, said in (
        (turn("R99", 0, 1), "R99"), (turn(team, 2, 1), "ends after it begins"),
        (turn(team, 0, 24 * 500), "400 days"), (turn(team, 0, 1, road="No Such Road"), "No Such Road"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=said):
            case.submit(c.ChangeRoster((bad,)))
    assert not case.board.roster
    before = case.board.seq
    case.submit(c.ChangeRoster((turn(team, -3, -2),)))
    assert case.board.seq == before, "a turn that is over changes nothing"


def test_a_board_folded_anew_has_the_same_roster(tmp_path: Path) -> None:
    case, team = Case(), afternoon_crew()
    case.submit(c.ChangeRoster((turn(team, 0, 1, there=False),)))
    case.wait(2 * 3600)
    case.submit(c.ChangeRoster((turn(team, 2, 3, crew="B"),)))
    anew = Board(the_district())
    for row in case.session.journal.read_after(0):
        fold(anew, row)
    assert anew.state() == case.board.state()
    assert len(anew.roster[team]) == 1, "what is over is forgotten"


@given(st.lists(st.tuples(st.integers(-30, 30), st.integers(1, 40), st.booleans()), max_size=6))
def test_stints_are_the_times_of_duty_and_nothing_else(given_turns: list[tuple[int, int, bool]]) -> None:
    board, team = Board(the_district()), the_district().teams[afternoon_crew()]
    board.roster[team.id] = tuple(turn(team.id, a / 2, a / 2 + n / 2, there=there) for a, n, there in given_turns)
    start, end = START - 10 * HOUR, START + 26 * HOUR
    found = stints(board, team, start, end)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for minutes in range(0, 36 * 60, 7):
        moment = start + timedelta(minutes=minutes)
        covered = any(s.start <= moment < s.end for s in found)
        assert covered is on_duty(board, team, moment)


def test_the_emergency_posture_lets_teams_off_duty_be_sent_with_the_time_it_takes() -> None:
    case, crew = Case(), morning_crew()
    team = the_district().teams[crew]
    assert team_now(case.board, team, case.clock.now()).why_not is not None
    case.submit(c.SetPosture(Posture.EMERGENCY, "flood"))
    now = team_now(case.board, team, case.clock.now())
    assert (now.why_not, now.status, now.on_duty) == (None, TeamStatus.OFF_DUTY, False)
    assert now.team.turnout_s == team.turnout_s + 1200
    fire = next(t for t in the_district().teams.values() if t.kind.value == "medical")
    assert fire.id not in the_district().called_in, "kinds the rules do not name stay at home"
    said = " ".join(phrase.en for phrase in posture_changes(case.board, case.clock.now()))
    assert "can be called in" in said
    assert "stand by" in said
    case.submit(c.SetPosture(Posture.ROUTINE))
    assert team_now(case.board, team, case.clock.now()).why_not is not None
    assert posture_changes(case.board, case.clock.now()) == ()


def test_a_team_called_in_rolls_late_and_counts_for_no_cover() -> None:
    case, crew = Case(), morning_crew()
    before = Cover(the_district(), the_network(), picture(case.board, case.clock.now()))
    case.submit(c.SetPosture(Posture.EMERGENCY, "flood"))
    seen = picture(case.board, case.clock.now())
    after = Cover(the_district(), the_network(), seen)
    assert (after.covered(), after.soonest_s()) == (before.covered(), before.soonest_s())
    standing = Standing(seen, the_district(), the_network())
    row = standing.index[crew]
    assert standing.free[row]
    assert standing.turnout_s[row] >= 1200


def test_patrols_go_back_to_their_posts_and_wait_there_and_set_out_again_from_there() -> None:
    case, crew = Case(), afternoon_crew()
    team = the_district().teams[crew]
    motion = Motion(the_district(), the_network(), Behaviour(), 7)

    def at() -> float:
        return distance_m(motion.position(case.board, team, [], case.clock.now()), team.base)

    while at() < 60:
        case.wait(20)
    case.submit(c.SetPosture(Posture.EMERGENCY, "flood"))
    before = at()
    case.wait(10)
    assert 0 < before - at() < 40, "it walks back, it does not jump"
    case.wait(900)
    assert at() == pytest.approx(0, abs=1)
    case.submit(c.SetPosture(Posture.ROUTINE))
    assert at() == pytest.approx(0, abs=1)
    case.wait(10)
    assert 0 < at() < 40


def test_a_capability_nobody_on_duty_has_is_named() -> None:
    case = Case()
    assert nobody_for(case.board, case.clock.now()) == ()
    for team in the_district().teams.values():
        if "lift_release" in team.capabilities:
            case.submit(c.ChangeRoster((turn(team.id, 0, 4, there=False),)))
    assert "lift_release" in nobody_for(case.board, case.clock.now())


def hand_over_alarms(case: Case) -> list[str]:
    rules = load_rules(resource_dir() / "alarms.yaml")
    found = alarms(case.board, case.clock.now(), rules)
    return [a.rule.condition for a in found if a.rule.condition in ("hand_over_due", "duty_offered")]


def test_the_hand_over_is_asked_for_before_the_shift_ends_until_it_is_done() -> None:
    case = Case()
    case.submit(c.TakeDuty())
    assert hand_over_alarms(case) == []
    case.clock.advance_to(START + timedelta(hours=7, minutes=20))  # 21:50 in the district
    assert hand_over_alarms(case) == ["hand_over_due"]
    case.submit(c.OfferDuty("duty-B", "all quiet"))
    assert hand_over_alarms(case) == ["duty_offered"]
    case.session.desk.submit(c.TakeDuty(), NIGHT)
    assert hand_over_alarms(case) == []
    case.clock.advance_to(START + timedelta(hours=9))
    assert hand_over_alarms(case) == [], "the change of 22:00 was done at 21:50"
    case.clock.advance_to(START + timedelta(hours=16))
    assert hand_over_alarms(case) == ["hand_over_due"], "the change of 06:00 was forgotten"


def test_the_roster_can_be_typed() -> None:
    case, team = Case(), afternoon_crew()
    known = Known(case.board, now=case.clock.now())
    said = parse(f"roster {team} off 02:00 crew is ill", known)
    assert isinstance(said, Submit)
    case.session.desk.submit(said.command, OFFICER)
    found = case.board.roster[team][0]
    assert (found.on_duty, found.reason) == (False, "crew is ill")
    assert found.end == datetime(2031, 5, 6, 18, 0, tzinfo=UTC)
    for wrong in (f"roster {team}", f"roster {team} off", f"roster {team} off 25:00 x", f"roster {team} away 22:00 x"):
        with pytest.raises(Refused):
            parse(wrong, known)


def written(folder: Path, *lines: str, name: str = "roster.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_roster_file_says_who_works_on_the_days_it_names(tmp_path: Path) -> None:
    crew = afternoon_crew()
    path = written(
        tmp_path, "日期,队伍,起,止,班组,路段",
        f"2031-05-07,{crew},22:00,06:00,乙班,丽水路",
        f"2031/5/8,{crew},,,,",
        "2031-05-07,R99,06:00,14:00,,", f"31-05-07,{crew},06:00,14:00,,", f"2031-05-07,{crew},6 o'clock,14:00,,",
        f"2031-05-07,{crew},06:00,14:00,,无此路",
    )  # fmt: skip
    found = read_roster(read_rows(path), the_district())
    assert [row for row, _ in found.refused] == [4, 5, 6, 7]
    board, team = Board(the_district()), the_district().teams[crew]
    board.roster[crew] = found.turns
    zone = the_district().local(START).tzinfo
    local = [datetime(2031, 5, 7, 15, tzinfo=zone), datetime(2031, 5, 7, 23, tzinfo=zone),
             datetime(2031, 5, 8, 5, tzinfo=zone), datetime(2031, 5, 8, 15, tzinfo=zone),
             datetime(2031, 5, 9, 15, tzinfo=zone)]  # fmt: skip
    assert [on_duty(board, team, moment) for moment in local] == [False, True, True, False, True]
    assert road_of(board, team, local[1]) == "Lishui Road"


def test_a_roster_without_its_headings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="until"):
        read_roster(read_rows(written(tmp_path, "date,team,from", "2031-05-07,R01,06:00")), the_district())


def test_a_roster_from_the_command_line_counts_in_the_journal(tmp_path: Path) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    path = written(tmp_path, "date,team,from,until,crew", f"{tomorrow},R01,08:00,20:00,A", f"{tomorrow},R99,1,2,A")
    taken = take_roster(path, tmp_path / "j.db", None, "en")
    assert (taken.turns, taken.teams, [row for row, _ in taken.errors]) == (1, 1, [3])
    assert "no team R99" in taken.as_text()
    journal = Journal.open(tmp_path / "j.db")
    rows = journal.read_after(0)
    journal.close()
    assert [row.event.kind for row in rows] == ["session.opened", "roster.changed"]
    with pytest.raises(BadInput, match=r"nowhere\.csv"):
        take_roster(tmp_path / "nowhere.csv", tmp_path / "j.db", None, "en")


def test_a_called_in_team_is_heard_as_soon_as_it_is_sent() -> None:
    case, crew = Case(), morning_crew()
    case.board.signals.pop(crew)
    case.submit(c.SetPosture(Posture.EMERGENCY, "flood"))
    assert team_now(case.board, the_district().teams[crew], case.clock.now()).position_age_s is None
    case.board.signals[crew] = Signal(crew, the_district().teams[crew].base, case.clock.now())
    assert team_now(case.board, the_district().teams[crew], case.clock.now()).why_not is None
