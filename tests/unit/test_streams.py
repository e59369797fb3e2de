"""Routine work of a script: as many as stated, of what is stated, where and when it is stated, the same by seed."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from console.drill.streams import Routine
from console.model.commands import ReportIncident
from console.model.scenario import Scenario, Stream
from tests.unit.builders import a_scenario
from tests.unit.district_builders import demo

DAY_S = 86_400
MIDNIGHT = datetime(2026, 11, 22, 16, tzinfo=UTC)  # in Shanghai
ITEMS = {"city.stalls": 3.0, "order.noise": 1.0}


def a_day(**changes: Any) -> Scenario:
    stream = replace(Stream("usual", 0, DAY_S, 20.0, ITEMS, "hotline-12345"), **changes)
    return replace(a_scenario(), start=MIDNIGHT, duration_s=DAY_S, streams=(stream,))


def drawn(scenario: Scenario, seed: int = 1) -> list[tuple[int, ReportIncident]]:
    routine = Routine(scenario, demo(), seed)
    return [(s, report) for s in range(routine.last_s + 1) for _, report in routine.due(s, MIDNIGHT)]


def test_a_day_brings_about_as_many_reports_as_stated_in_the_stated_shares() -> None:
    found = drawn(a_day())
    assert abs(len(found) - 480) < 4 * math.sqrt(480)
    items = Counter(report.category for _, report in found)
    assert abs(items["city.stalls"] / len(found) - 0.75) < 0.08
    assert len({report.place for _, report in found}) > 40  # of 76 grids


def test_an_hour_without_weight_is_quiet_and_the_day_keeps_its_number() -> None:
    hours = tuple(0.0 if hour < 12 else 1.0 for hour in range(24))
    found = drawn(a_day(by_hour=hours))
    assert min(s for s, _ in found) >= 12 * 3600
    assert abs(len(found) - 480) < 4 * math.sqrt(480)


def test_a_repeat_is_another_number_at_the_same_place_within_twenty_minutes() -> None:
    found = {report.source_number: (s, report) for s, report in drawn(a_day(repeats=0.3))}
    again = [number for number in found if number.endswith("-2")]
    assert 0.2 < len(again) / (len(found) - len(again)) < 0.4
    for number in again:
        (first_s, first), (then_s, then) = found[number.removesuffix("-2")], found[number]
        assert (first.place, first.category) == (then.place, then.category)
        assert 0 < then_s - first_s <= 1200


@given(st.integers(0, 10_000), st.floats(0.1, 60), st.integers(0, 20), st.integers(1, 6))
@settings(max_examples=25)
def test_reports_come_within_their_hours_each_under_its_own_number(
    seed: int, rate: float, start: int, hours: int
) -> None:
    begins, ends = start * 3600, min(DAY_S, (start + hours) * 3600)
    scenario = a_day(from_s=begins, to_s=ends, per_hour=rate)
    found = drawn(scenario, seed)
    assert all(begins <= s < ends for s, _ in found)
    assert len({report.source_number for _, report in found}) == len(found)
    assert drawn(scenario, seed) == found


def test_facts_of_an_item_are_known_with_each_of_its_reports() -> None:
    found = drawn(a_day(facts={"order.noise": {"people_count": 40}}))
    assert all(dict(r.facts) == ({"people_count": 40} if r.category == "order.noise" else {}) for _, r in found)
