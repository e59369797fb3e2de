"""Whole drills through the real desk, journal and dispatch, with the automatic officer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from console.app.drills import open_drill
from console.app.wiring import Ground, load_ground
from console.board.board import Board
from console.board.fold import fold
from console.drill.drill import Drill
from console.drill.script import load_scenario
from console.errors import BadScenario, Refused
from console.model.events import OrderDeclined, OrderIssued, OrderLapsed, RoadClosed, TravelChanged
from console.model.words import Stage

WHOLE = ("canal-cbd-fire", "waterlogging-night")
"""The scripts that are played to their end here; test_scenario_set.py looks at all of them."""


@pytest.fixture(scope="module")
def ground() -> Ground:
    return load_ground()


@pytest.fixture(scope="module")
def played(ground: Ground) -> Callable[[str], Drill]:
    done: dict[str, Drill] = {}

    def play(name: str) -> Drill:
        if name not in done:
            done[name] = to_the_end(open_drill(ground, name, 7, ":memory:", officer=True))
        return done[name]

    return play


def to_the_end(drill: Drill) -> Drill:
    while not drill.finished:
        drill.tick()
    return drill


@pytest.mark.parametrize("name", WHOLE)
def test_every_scenario_has_a_dozen_injects_and_all_are_played(name: str, played: Callable[[str], Drill]) -> None:
    drill = played(name)
    assert len(drill.scenario.injects) >= 12
    assert {inject.id for inject in drill.scenario.injects} == set(drill.session.board.injects)


@pytest.mark.parametrize("name", WHOLE)
def test_every_case_of_an_unattended_drill_comes_to_its_end(name: str, played: Callable[[str], Drill]) -> None:
    board = played(name).session.board
    assert {i.stage for i in board.incidents.values()} <= {Stage.REVIEWED, Stage.MERGED}
    assert not board.bound


@pytest.mark.parametrize("name", WHOLE)
def test_a_drill_is_refused_nothing_it_tries(name: str, played: Callable[[str], Drill]) -> None:
    assert [reason.en for _, _, reason in played(name).refusals] == []


@pytest.mark.parametrize("name", WHOLE)
def test_the_same_seed_gives_the_same_journal_and_another_seed_another(
    name: str, ground: Ground, played: Callable[[str], Drill]
) -> None:
    first = played(name).session.journal.head_hash()
    again = to_the_end(open_drill(ground, name, 7, ":memory:", officer=True))
    other = to_the_end(open_drill(ground, name, 8, ":memory:", officer=True))
    assert again.session.journal.head_hash() == first
    assert other.session.journal.head_hash() != first


@pytest.mark.parametrize("name", WHOLE)
def test_a_board_folded_anew_from_the_journal_is_the_same_board(
    name: str, ground: Ground, played: Callable[[str], Drill]
) -> None:
    drill = played(name)
    rebuilt = Board(ground.district)
    for row in drill.session.journal.read_after(0):
        fold(rebuilt, row)
    assert rebuilt.state() == drill.session.board.state()
    assert min(rebuilt.stock.values()) >= 0


def test_the_declined_ambulance_is_replaced_by_the_other_post(played: Callable[[str], Drill]) -> None:
    rows = played("canal-cbd-fire").session.journal.read_after(0)
    declined = next(row for row in rows if isinstance(row.event, OrderDeclined))
    assert isinstance(declined.event, OrderDeclined)
    later = [row.event for row in rows if row.seq > declined.seq and isinstance(row.event, OrderIssued)]
    replacement = next(order for order in later if order.replaces == declined.event.order)
    assert (replacement.need, replacement.team) == ("aid", "M02")


def test_a_team_on_its_way_over_the_closed_bridge_turns_round(played: Callable[[str], Drill]) -> None:
    rows = played("canal-cbd-fire").session.journal.read_after(0)
    closed = next(row for row in rows if isinstance(row.event, RoadClosed))
    changed = [row.event for row in rows if row.seq > closed.seq and isinstance(row.event, TravelChanged)]
    assert any("road closed ahead" in event.reason for event in changed)


def test_a_silent_truck_lapses_and_is_not_sent_again_and_who_declines_is_replaced(
    played: Callable[[str], Drill],
) -> None:
    drill = played("waterlogging-night")
    rows = drill.session.journal.read_after(0)
    lapsed = [row for row in rows if isinstance(row.event, OrderLapsed)]
    teams = {drill.session.board.orders[row.event.order].team for row in lapsed if isinstance(row.event, OrderLapsed)}
    assert teams == {"N04"}
    issued = [row.event for row in rows if isinstance(row.event, OrderIssued)]
    assert [event.team for event in issued].count("N04") == 1
    declined = {row.event.order for row in rows if isinstance(row.event, OrderDeclined)}
    assert declined
    assert declined <= {event.replaces for event in issued}


def test_a_drill_goes_on_from_its_file_as_if_it_had_never_stopped(
    ground: Ground, tmp_path: Path, played: Callable[[str], Drill]
) -> None:
    where = tmp_path / "stopped.db"
    for stop_at in (33, 70, 200):
        drill = open_drill(ground, "canal-cbd-fire", 7, where, officer=True)
        while drill.elapsed_s < stop_at:
            drill.tick()
        drill.session.journal.close()
    drill = to_the_end(open_drill(ground, "canal-cbd-fire", 7, where, officer=True))
    assert drill.session.journal.head_hash() == played("canal-cbd-fire").session.journal.head_hash()
    drill.session.journal.close()


def test_a_journal_of_another_drill_is_not_gone_on_with(ground: Ground, tmp_path: Path) -> None:
    where = tmp_path / "one.db"
    open_drill(ground, "canal-cbd-fire", 7, where, officer=True).session.journal.close()
    with pytest.raises(Refused, match="seed 7"):
        open_drill(ground, "canal-cbd-fire", 8, where, officer=True)


BROKEN = {
    "no zone": ("2026-11-20T14:30:00+08:00", "2026-11-20T14:30:00", "start"),
    "unknown place": ("place: canal-square, crowd: 0.95", "place: moon-base, crowd: 0.95", "moon-base"),
    "unknown team": ("{team: M01,", "{team: M99,", "M99"),
    "two actions": ("silent: {team: G08}", "silent: {team: G08}\n    late: {team: G08, seconds: 3}", "injects"),
    "unknown event": ("event: order.on_scene, delay", "event: order.vanished, delay", "order.vanished"),
    "bad offset": ('at: "00:00:24"', 'at: "soon"', "HH:MM:SS"),
    "unknown inject": ("of: crowd-call", "of: nobody", "nobody"),
    "unknown bridge": ("{bridge: dengyun-bridge, reason", "{bridge: tower-bridge, reason", "tower-bridge"),
    "not yaml": ("title: {", "title: {{{", "YAML"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_script_is_refused_with_its_name_and_what_is_wrong(fault: str, ground: Ground, tmp_path: Path) -> None:
    from console.app.drills import scenario_path

    text = scenario_path("canal-cbd-fire").read_text(encoding="utf-8")
    before, after, told = BROKEN[fault]
    assert before in text
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(BadScenario, match=r"broken\.yaml") as refusal:
        load_scenario(broken, ground.district)
    assert told in str(refusal.value)
