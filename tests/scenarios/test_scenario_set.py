"""The scripts that come with the console, as a set: every plan, every rung of the closed loop, nothing impossible."""

from __future__ import annotations

from typing import Any

import pytest

from console.analysis.expectations import Band, Verdict, judge
from console.app.drills import open_drill, scenario_path, scenarios
from console.app.scenarios import Checked
from console.app.wiring import Ground, load_ground
from console.drill.drill import Drill
from console.drill.dry_run import dry_run
from console.drill.meeting import plans_met
from console.drill.script import load_scenario, read_script
from console.model.scenario import InjectKind, Scenario
from console.model.words import Stage

LONG = ("xiaohe-day", "typhoon-night-city")
"""Played whole in tests/bench/scripts.py."""
BEGINNINGS = tuple(name for name in scenarios() if name not in ("canal-cbd-fire", "waterlogging-night", *LONG))
BEGINS_S = 150

RUNGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("incident.accepted", {}), ("incident.merged", {}), ("incident.plan_chosen", {}), ("incident.level_raised", {}),
    ("order.issued", {}), ("order.acknowledged", {}), ("order.on_scene", {}), ("order.declined", {}),
    ("order.lapsed", {}), ("order.loaded_short", {}), ("department.notified", {}),
    ("incident.assigned", {"tier": "grid"}), ("incident.assigned", {"tier": "street"}),
    ("incident.assigned", {"tier": "district"}), ("incident.assigned", {"rung": 2}), ("incident.handled", {}),
    ("incident.whistled", {}), ("incident.reported_in", {}), ("incident.whistle_late", {}),
    ("incident.transferred", {"to": "police"}), ("incident.supervised", {"card": "reminder"}),
    ("incident.supervised", {"card": "yellow"}), ("incident.supervised", {"card": "red"}),
    ("incident.upward_sent", {"report": "first"}), ("incident.upward_sent", {"report": "final"}),
    ("incident.verification_failed", {}), ("incident.closed", {}), ("incident.reviewed", {}),
    ("incident.reopened", {}), ("posture.set", {"posture": "emergency"}), ("weather.declared", {}),
)  # fmt: skip


@pytest.fixture(scope="module")
def ground() -> Ground:
    return load_ground()


@pytest.fixture(scope="module")
def scripts(ground: Ground) -> dict[str, Scenario]:
    return {name: load_scenario(scenario_path(name), ground.district) for name in scenarios()}


@pytest.mark.parametrize("name", scenarios())
def test_the_dry_run_finds_nothing_in_a_shipped_script(name: str, ground: Ground) -> None:
    script = read_script(scenario_path(name), ground.district)
    found = Checked(script, tuple(dry_run(script, ground.district, ground.shelf.plans, ground.vocabulary)))
    assert found.is_fine, found.as_text()


def test_the_scripts_together_meet_every_plan(ground: Ground, scripts: dict[str, Scenario]) -> None:
    met = {
        plan
        for scenario in scripts.values()
        for one in plans_met(scenario, ground.district, ground.shelf.plans, ground.vocabulary)
        for plan in one.plans
    }
    assert {plan.id for plan in ground.shelf.plans} - met == set()


@pytest.mark.parametrize(("event", "where"), RUNGS)
def test_every_rung_of_the_closed_loop_is_looked_for_in_some_script(
    event: str, where: dict[str, Any], scripts: dict[str, Scenario]
) -> None:
    asked = [e for s in scripts.values() for e in s.expectations if e.kind == event]
    started = [e.start for s in scripts.values() for e in s.expectations if e.start and e.start.kind == event]
    assert any(where.items() <= dict(one.where).items() for one in (*asked, *started))


def test_every_kind_of_effect_is_used_in_some_script(scripts: dict[str, Scenario]) -> None:
    used = {inject.kind for scenario in scripts.values() for inject in scenario.injects}
    assert set(InjectKind) - used <= {InjectKind.TEAM_BACK}


def test_each_short_script_is_worth_a_shift_s_time(scripts: dict[str, Scenario]) -> None:
    short = [scenario for name, scenario in scripts.items() if name not in LONG]
    assert len(short) >= 8
    assert all(scenario.duration_s >= 1800 and len(scenario.injects) >= 12 for scenario in short)


@pytest.mark.parametrize("name", BEGINNINGS)
def test_the_first_minutes_of_a_script_go_as_expected(name: str, ground: Ground) -> None:
    drill = open_drill(ground, name, None, ":memory:", officer=True)
    played(drill, BEGINS_S)
    assert [reason.en for _, _, reason in drill.refusals] == []
    judged = judge(drill.scenario, drill.session.journal.read_after(0), ended_at=drill.clock.now())
    assert [one.expectation.id for one in judged if one.verdict is Verdict.NOT_MET] == []
    assert drill.session.board.incidents


def test_a_script_played_to_its_end_closes_every_case_and_meets_its_expectations(ground: Ground) -> None:
    drill = open_drill(ground, "river-discharge", None, ":memory:", officer=True)
    played(drill, drill.scenario.duration_s)
    board = drill.session.board
    assert {i.stage for i in board.incidents.values()} <= {Stage.REVIEWED, Stage.MERGED}
    judged = judge(drill.scenario, drill.session.journal.read_after(0), ended_at=drill.clock.now())
    assert {one.expectation.id: one.band for one in judged if one.band is not Band.P} == {}
    assert [reason.en for _, _, reason in drill.refusals] == []


def played(drill: Drill, until_s: int) -> None:
    while not drill.finished and drill.elapsed_s < until_s:
        drill.tick()
