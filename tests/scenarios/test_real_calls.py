"""Recorded calls on the map of their town: what is used and left out, and what learning is worth elsewhere."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import NamedTuple

import pytest

from tests.bench.real_calls import CALLS, folds, guessed, halves, held_out, ours, rerouted, turnouts, unlearned
from tests.scenarios.recorded_calls import (
    FROM_STATIONS,
    Run,
    Sent,
    Town,
    from_station,
    missing,
    one_a_call,
    read_calls,
    stations,
    the_town,
    usable_runs,
)
from tests.scenarios.recorded_choices import where

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"real data not there: {missing()}")


class Replay(NamedTuple):
    town: Town
    rows: list[Sent]
    runs: list[Run]
    left: list[tuple[Sent, str]]
    first: list[Run]


@cache
def the_replay() -> Replay:
    town, rows = the_town(), read_calls()
    runs, left = usable_runs(town, rows, FROM_STATIONS)
    return Replay(town, rows, runs, left, one_a_call(runs, CALLS))


def test_every_dispatch_inside_the_map_is_used_or_left_out_for_a_named_reason() -> None:
    town, rows, runs, left, _ = the_replay()
    inside = Counter((sent.call, sent.unit) for sent in rows if town.holds(sent.place))
    accounted = Counter((run.sent.call, run.sent.unit) for run in runs) + Counter((s.call, s.unit) for s, _ in left)
    assert accounted == inside
    assert all(reason for _, reason in left)


def test_the_first_two_hundred_calls_each_give_one_run_from_a_place_known_before() -> None:
    town, _, _, _, first = the_replay()
    assert len({run.sent.call for run in first}) == len(first) == CALLS
    assert [run.sent.received for run in first] == sorted(run.sent.received for run in first)
    for run in first:
        assert run.known_for_s >= 0
        assert town.holds(run.start)
        assert run.usual_s > 0
        assert run.response.travel_s > 0


def test_no_call_is_predicted_by_what_was_learned_from_itself() -> None:
    tested = Counter[str]()
    for learned_on, test in folds(the_replay().runs):
        assert not {run.sent.call for run in learned_on} & {run.sent.call for run in test}
        tested.update(run.sent.call for run in test)
    assert tested == Counter(run.sent.call for run in the_replay().runs)


def test_what_was_learned_makes_calls_it_was_not_learned_from_better_predicted() -> None:
    first, runs = the_replay().first, the_replay().runs
    for some in (first, first[100:] + first[:100]):
        assert halves(some, ours)["median_absolute"] < halves(some, unlearned)["median_absolute"]
        assert halves(some, ours)["mean_absolute"] < halves(some, unlearned)["mean_absolute"]
    learned, not_learned = held_out(runs, ours), held_out(runs, unlearned)
    assert learned["median_absolute"] < not_learned["median_absolute"]
    assert abs(learned["median_error"]) < abs(not_learned["median_error"])


def test_the_same_holds_when_the_network_itself_drives_at_the_learned_speeds() -> None:
    town, first = the_replay().town, the_replay().first
    for some in (first, first[100:] + first[:100]):
        assert rerouted(town, some)["median_absolute"] < halves(some, unlearned)["median_absolute"]


def test_nine_of_ten_runs_not_learned_from_arrive_within_the_range() -> None:
    """Over 700 runs: three standard deviations of a true nine in ten are 3.4 %."""
    runs = the_replay().runs
    assert held_out(runs, ours)["within_p90"] == pytest.approx(0.9, abs=0.034)
    assert dict(turnouts(runs))["turnout and travel, learned"]["within_p90"] == pytest.approx(0.9, abs=0.034)


def test_turnout_by_what_the_unit_was_doing_beats_one_figure_for_all() -> None:
    found = dict(turnouts(the_replay().runs))
    assert found["learned, by state"]["median_absolute"] < found["one minute for everybody"]["median_absolute"]


def test_a_unit_is_where_it_last_worked_for_minutes_and_at_its_station_after_half_an_hour() -> None:
    town, rows, runs, _, _ = the_replay()
    at = stations(rows)
    pairs = [(run, home) for run in runs if (home := from_station(town, run, at)) is not None]
    (_, _, last_soon, home_soon), *_, (_, _, last_later, home_later), _ = where(pairs)
    assert last_soon > home_soon
    assert home_later > last_later


def test_a_figure_that_is_right_is_told_from_one_that_is_not() -> None:
    """The measure itself: exact guesses have no error, late ones a bias of as much."""
    runs = the_replay().first
    exact = guessed([(run, (run.response.travel_s, run.response.travel_s)) for run in runs])
    assert (exact["bias"], exact["median_absolute"], exact["within_p90"]) == (0, 0, 1)
    late = guessed([(run, (run.response.travel_s + 60, 0.0)) for run in runs])
    assert (late["bias"], late["median_error"], late["within_p90"]) == (60, 60, 0)
