from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.clock import DrillClock, SystemClock

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def test_a_drill_clock_stands_still_until_it_is_stepped() -> None:
    clock = DrillClock(NOON)
    assert clock.now() == clock.now() == clock.recorded() == NOON
    clock.step(1.5)
    assert clock.now() == clock.recorded() == NOON + timedelta(seconds=1.5)
    clock.advance_to(NOON + timedelta(hours=1))
    assert clock.now() == NOON + timedelta(hours=1)


@given(st.lists(st.floats(0, 1e5), max_size=8))
def test_steps_add_up_whatever_their_size(steps: list[float]) -> None:
    clock = DrillClock(NOON)
    for seconds in steps:
        before = clock.now()
        clock.step(seconds)
        assert clock.now() >= before
    assert (clock.now() - NOON).total_seconds() == pytest.approx(sum(steps), abs=1e-3)


def test_a_drill_clock_does_not_go_back() -> None:
    clock = DrillClock(NOON)
    with pytest.raises(ValueError, match="does not go back"):
        clock.step(-0.001)
    with pytest.raises(ValueError, match="does not go back"):
        clock.advance_to(NOON - timedelta(days=1))
    assert clock.now() == NOON


def test_a_drill_clock_keeps_utc_whatever_zone_it_is_given_and_refuses_a_time_without_one() -> None:
    beijing = timezone(timedelta(hours=8))
    clock = DrillClock(NOON.astimezone(beijing))
    assert (clock.now(), clock.now().tzinfo) == (NOON, UTC)
    clock.advance_to((NOON + timedelta(seconds=1)).astimezone(beijing))
    assert clock.now().tzinfo is UTC
    with pytest.raises(ValueError, match="aware"):
        DrillClock(datetime(2026, 3, 2))  # noqa: DTZ001 - the naive time is the point


def test_the_system_clock_is_aware_utc_and_goes_on() -> None:
    clock = SystemClock()
    first, then = clock.now(), clock.recorded()
    assert first.tzinfo is UTC
    assert then >= first
