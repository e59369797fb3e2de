"""Shares with honest intervals, and what many nights say together."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from console.analysis.sweep.demand import ALL
from console.analysis.sweep.intervals import Share, difference
from console.analysis.sweep.night import night_figures
from console.analysis.sweep.tables import changes, marks_table, nights_table, shares, shares_table, wanted
from console.app.drills import begin_drill, scenario_of
from console.app.wiring import Ground, load_ground
from console.model.words import Mark

Counts = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
Nights = st.lists(
    st.integers(1, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=9
)


@given(Counts)
def test_an_interval_holds_its_share_and_stays_between_nought_and_one(counts: tuple[int, int]) -> None:
    share = Share(*counts)
    middle = share.share if share.share is not None else 0.5
    assert 0.0 <= share.low <= middle <= share.high <= 1.0


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(1, n - 1) if n > 1 else st.just(0), st.just(n))))
def test_the_ends_of_the_interval_are_where_the_score_test_turns(counts: tuple[int, int]) -> None:
    met, n = counts
    share = Share(met, n)
    for end in (share.low, share.high) if met else ():
        score = abs(met / n - end) / (end * (1 - end) / n) ** 0.5
        assert score == pytest.approx(norm.ppf(0.975), rel=1e-6)


@given(Nights)
def test_nights_played_the_same_both_ways_show_no_change(nights: list[tuple[int, int]]) -> None:
    found = difference(nights, nights, 1)
    assert (found.change, found.low, found.high) == (0.0, 0.0, 0.0)
    assert not found.is_clear


@given(Nights)
def test_a_change_is_the_other_way_round_when_the_nights_are(nights: list[tuple[int, int]]) -> None:
    none_met = [(0, n) for _, n in nights]
    there, back = difference(none_met, nights, 1), difference(nights, none_met, 1)
    assert there.change == pytest.approx(-back.change)
    assert there.low <= there.change <= there.high


def test_nights_that_do_not_pair_are_refused() -> None:
    with pytest.raises(ValueError, match="same nights"):
        difference([(1, 2)], [], 1)


def a_row(seed: int, *outcomes: str, travel: float = 1.0, status: str = "ok") -> dict[str, Any]:
    marks = [
        [1000 + n, "fire", "G1", "fire-plan", "IV", 22, 30.0, 120.0, Mark.FIRST_ARRIVAL.value, outcome, 100, 180]
        for n, outcome in enumerate(outcomes)
    ]
    return {
        "scenario": "s", "seed": seed, "roster": "", "plans": "", "travel": travel, "status": status, "error": "",
        "journal": "", "events": 1, "lasted_s": 60, "emergencies": len(marks), "refused": 0, "marks": marks,
        "wanted": [["22:00", ALL, len(marks)]],
    }  # fmt: skip


def test_never_stamped_counts_as_missed_and_a_stopped_clock_for_nothing() -> None:
    found = shares([a_row(1, "met", "late", "never", "ended", "running")])
    assert found["all", "", "first_arrival"] == Share(1, 3)
    assert found["grid", "G1", "first_arrival"] == Share(1, 3)
    assert found["hour", 22, "first_arrival"] == Share(1, 3)


def test_a_night_that_failed_is_a_row_of_its_own_and_counts_in_no_share() -> None:
    bad = {"scenario": "s", "seed": 2, "roster": "", "plans": "", "travel": 1.0, "status": "failed", "error": "boom"}
    rows = [a_row(1, "met"), bad]
    assert [row[5:7] for row in nights_table(rows).rows] == [("ok", ""), ("failed", "boom")]
    assert shares(rows)["all", "", "first_arrival"] == Share(1, 1)
    assert len(marks_table(rows).rows) == 1
    assert not [row for row in shares_table(shares(rows)).rows if row[4] == 0]


def test_travel_is_compared_with_the_usual_and_only_where_both_were_played() -> None:
    rows = [a_row(1, "met", "met"), a_row(2, "met"), a_row(1, "late", "met", travel=1.2)]
    ((first, value, mark, found),) = changes(rows, "travel")
    assert (first, value, mark) == (1.0, 1.2, "first_arrival")
    assert (found.change, found.nights) == (-0.5, 1)


def test_teams_wanted_count_nights_that_wanted_none(ground: Ground) -> None:
    quiet, busy = a_row(1), a_row(2, *["met"] * 5)
    (found,) = wanted([quiet, quiet, busy], ground.district)
    assert (found.p50, found.most, found.nights) == (0, 5, 3)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return load_ground()


def test_a_played_night_tells_each_emergency_with_its_hour_grid_and_plan(ground: Ground) -> None:
    drill = begin_drill(ground, scenario_of("drawn-night:2", ground.district, 3), 3, ":memory:", officer=True)
    while not drill.finished:
        drill.leap()
    found = night_figures(drill.session.journal.read_after(0), ground.district, drill.clock.now())
    incidents = drill.session.board.incidents
    assert {mark[0] for mark in found["marks"]} == set(incidents)
    assert len(found["marks"]) == len(incidents) * len(Mark)
    assert all(mark[2] == incidents[mark[0]].grid for mark in found["marks"])
    most = {(shift, what): n for shift, what, n in found["wanted"]}
    assert max(most.values()) == most["22:00", ALL]
    by_plan = {i.plan.plan for i in incidents.values() if i.plan}
    assert {mark[3] for mark in found["marks"]} == by_plan
