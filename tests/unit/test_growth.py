"""Fires, water and crowds of a drill: coming sooner and with more helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.drill.effects_growing import CrowdEffect, FireEffect, WaterEffect
from console.drill.growth import ALPHA, STEP_S, Grown, begun, known, shown, stepped
from console.model.scenario import GROWING, InjectKind

SCENE: dict[str, Any] = {"incident": "call", "place": "square"}
EFFECTS: dict[InjectKind, dict[str, Any]] = {
    InjectKind.FIRE: FireEffect(**SCENE).model_dump(),
    InjectKind.WATER: WaterEffect(**SCENE, from_cm=10, rises_cm_h=100, rises_for_s=1800).model_dump(),
    InjectKind.CROWD: CrowdEffect(
        **SCENE, area_m2=500, people=500, arrive_per_min=80, arrive_for_s=1200
    ).model_dump(),
}  # fmt: skip
CREWS = st.lists(st.integers(0, 6), min_size=1, max_size=400)


def grown(kind: InjectKind, crews: Sequence[int], **changes: Any) -> Grown:
    effect = {**EFFECTS[kind], **changes}
    now = begun(kind, effect)
    for step, count in enumerate(crews):
        now = stepped(kind, effect, now, step, count)
    return now


@pytest.mark.parametrize("growth", ALPHA)
def test_a_fire_nobody_fights_grows_with_the_square_of_time(growth: str) -> None:
    seconds = 120
    found = grown(InjectKind.FIRE, [0] * (seconds // STEP_S), growth=growth, most_kw=100_000.0)
    assert found.level == pytest.approx(ALPHA[growth] * seconds**2, rel=1e-6)


def test_a_fire_that_burnt_its_fuel_burns_down_by_itself() -> None:
    assert grown(InjectKind.FIRE, [0] * ((5400 + 700) // STEP_S)).over


def test_a_crew_that_comes_at_two_minutes_puts_out_what_one_at_ten_minutes_cannot() -> None:
    early = grown(InjectKind.FIRE, [0] * 24 + [1] * 120)
    late = grown(InjectKind.FIRE, [0] * 120 + [1] * 24)
    assert early.over
    assert not late.over
    assert late.level > 3000 > early.peak


def test_water_falls_only_while_the_pumps_take_more_than_comes() -> None:
    rising, pumped = grown(InjectKind.WATER, [0] * 240), grown(InjectKind.WATER, [0] * 60 + [2] * 180)
    assert rising.level == pytest.approx(10 + 96 / 3)
    assert pumped.level < 5


def test_a_crowd_is_told_to_half_a_person_and_shown_as_a_share() -> None:
    full = grown(InjectKind.CROWD, [0] * 240)
    assert known(InjectKind.CROWD, full) == {"people_per_m2": 4.0}
    assert shown(InjectKind.CROWD, full)["crowd"] == pytest.approx(0.8, abs=0.03)


@given(st.sampled_from(GROWING), CREWS)
def test_nothing_falls_below_nothing_and_the_worst_is_never_forgotten(kind: InjectKind, crews: list[int]) -> None:
    now, peak = begun(kind, EFFECTS[kind]), 0.0
    for step, count in enumerate(crews):
        now = stepped(kind, EFFECTS[kind], now, step, count)
        peak = max(peak, now.level)
        assert 0 <= now.level <= now.peak
        assert now.peak >= peak


@given(st.sampled_from(GROWING), CREWS, st.data())
def test_one_more_crew_at_any_moment_never_makes_it_worse(kind: InjectKind, crews: list[int], data: Any) -> None:
    n = data.draw(st.integers(0, len(crews) - 1))
    more = [count + (i >= n) for i, count in enumerate(crews)]
    without, helped = grown(kind, crews), grown(kind, more)
    assert helped.level <= without.level + 1e-9
    assert helped.over or not without.over
