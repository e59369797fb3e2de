"""A script slows roads and declares the weather: teams under way arrive later, and the journal alone tells it all."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.app.drills import scenario_path
from console.app.wiring import Ground, load_ground, open_session
from console.board.board import Board
from console.board.conditions import conditions
from console.board.fold import fold
from console.clock import DrillClock
from console.delivery.outbox import Outbox, RecordingChannel
from console.drill.drill import Drill
from console.drill.script import load_scenario
from console.model.events import Recorded, TeamArrived, TravelChanged
from console.model.words import Mode

JAM = """
  - id: jam
    at: "00:01:05"
    note: {en: Everything is slow, zh: 全域缓行}
    slow: {classes: [arterial, secondary, alley], factor: 0.3, name: {en: Snarl-up, zh: 大面积拥堵}, reason: 拥堵 jam}
  - id: cloudburst
    at: "00:01:40"
    note: {en: Heavy rain, zh: 强降雨}
    weather: {weather: heavy_rain, reason: 雨量计 gauge}
  - id: jam-over
    at: "00:03:20"
    note: {en: It flows again, zh: 恢复通畅}
    unslow: {inject: jam}
expectations:"""
UNTIL_S = 210


@pytest.fixture(scope="module")
def ground() -> Ground:
    return load_ground()


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("scripts")
    text = scenario_path("canal-cbd-fire").read_text(encoding="utf-8")
    made = {"usual": text, "slow": text.replace("\nexpectations:", JAM)}
    for name, content in made.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return {name: folder / f"{name}.yaml" for name in made}


def opened(ground: Ground, script: Path, where: Path | str = ":memory:") -> Drill:
    scenario = load_scenario(script, ground.district)
    clock = DrillClock(scenario.start)
    session = open_session(ground, Mode.DRILL, clock, where)
    drill = Drill(session, clock, scenario, 7, Outbox(RecordingChannel()), officer=True)
    drill.start()
    return drill


def played(drill: Drill, until_s: int = UNTIL_S) -> Drill:
    while drill.elapsed_s < until_s:
        drill.tick()
    return drill


@pytest.fixture(scope="module")
def slow(ground: Ground, scripts: dict[str, Path]) -> Drill:
    return played(opened(ground, scripts["slow"]))


def rows(drill: Drill) -> list[Recorded]:
    return drill.session.journal.read_after(0)


def test_what_a_script_asks_of_the_roads_is_refused_nothing(slow: Drill) -> None:
    assert [reason.en for _, _, reason in slow.refusals] == []
    kinds = [row.event.kind for row in rows(slow)]
    assert [kinds.count(k) for k in ("road.slowed", "road.slowing_ended", "weather.declared")] == [1, 1, 1]


def test_a_team_under_way_on_a_road_that_is_slowed_says_so_and_arrives_later(
    ground: Ground, scripts: dict[str, Path], slow: Drill
) -> None:
    told = [row.event for row in rows(slow) if isinstance(row.event, TravelChanged)]
    assert any("slow road ahead" in event.reason for event in told)
    usual = played(opened(ground, scripts["usual"]))
    arrived = {
        name: [r.at for r in rows(d) if isinstance(r.event, TeamArrived)] for name, d in (("a", usual), ("b", slow))
    }
    assert len(arrived["b"]) < len(arrived["a"])
    assert not any("slow road" in r.event.reason for r in rows(usual) if isinstance(r.event, TravelChanged))


def test_the_weather_counts_for_everybody_from_its_row_on(slow: Drill) -> None:
    board, clock = slow.session.board, slow.clock
    assert {s.id for s in conditions(board, clock.now()).slowed} == {
        f"weather-heavy_rain-{name}" for name in ("arterial", "secondary", "alley")
    }


def test_stopped_and_gone_on_with_it_is_the_same_journal_and_the_same_board(
    ground: Ground, scripts: dict[str, Path], slow: Drill, tmp_path: Path
) -> None:
    where = tmp_path / "stopped.db"
    for stop_at in (66, 101):
        drill = played(opened(ground, scripts["slow"], where), stop_at)
        drill.session.journal.close()
    again = played(opened(ground, scripts["slow"], where))
    assert again.session.journal.head_hash() == slow.session.journal.head_hash()
    rebuilt = Board(ground.district)
    for row in rows(again):
        fold(rebuilt, row)
    assert rebuilt.state() == slow.session.board.state()
    again.session.journal.close()
