"""What a controller is told of a drill, script by script: forks, hands, hidden trouble, things that grow."""

from __future__ import annotations

import pytest

from console.app.drills import open_drill
from console.app.wiring import load_ground
from console.district.where import resource_dir
from console.drill.control import sight
from console.drill.script import scenario_names
from console.model.scenario import InjectKind
from console.phrase import LANGUAGES

SECONDS = 1500


@pytest.fixture(scope="module")
def old_street():
    """The night of the old street after its first 25 minutes, with the automatic officer."""
    drill = open_drill(load_ground(), "old-street-night", 1, ":memory:", officer=True)
    for _ in range(SECONDS):
        drill.tick()
    yield drill
    drill.session.journal.close()


def test_every_inject_has_its_line_in_the_order_of_the_script(old_street):
    seen = sight(old_street)
    assert [line.inject.id for line in seen.lines] == [inject.id for inject in old_street.scenario.injects]
    board = old_street.session.board
    assert {line.inject.id for line in seen.lines if line.played_at is not None} == set(board.injects)


def test_what_waits_has_a_time_that_is_still_to_come_or_none(old_street):
    seen = sight(old_street)
    waiting = [line for line in seen.lines if line.played_at is None]
    assert waiting
    assert all(line.due_at is None or line.due_at >= seen.at for line in waiting)
    assert seen.next_due == min((line.due_at for line in waiting if line.due_at is not None), default=None)


def test_trouble_and_growing_things_are_told_with_what_the_desk_knows(old_street):
    seen = sight(old_street)
    played = {InjectKind(row.event.effect["kind"]) for row in old_street.session.board.injects.values()}
    codes = {one.true.code for one in seen.hidden}
    assert (InjectKind.FIRE in played) == bool(codes & {"control.grown.fire", "control.over"})
    assert (InjectKind.BREAKS_DOWN in played) == ("control.breaks_down" in codes)
    assert [one.since for one in seen.hidden] == sorted((one.since for one in seen.hidden), reverse=True)


@pytest.mark.parametrize("name", scenario_names(resource_dir() / "scenarios"))
def test_every_script_can_be_looked_at_from_its_first_second_in_both_languages(name):
    drill = open_drill(load_ground(), name, 1, ":memory:", officer=False)
    seen = sight(drill)
    for lang in LANGUAGES:
        assert all(line.waits_for.get(lang) and line.inject.note.get(lang) for line in seen.lines)
        assert all(one.true.get(lang) and one.seen.get(lang) for one in seen.hidden)
    drill.session.journal.close()
