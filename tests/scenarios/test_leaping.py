"""A drill that leaps over the seconds in which nothing can happen is the drill that plays each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from console.app.drills import begin_drill, scenario_of, scenarios
from console.app.wiring import Ground, load_ground
from console.drill.drill import Drill
from console.errors import BadScenario
from console.model.incident import Signal

MOST_S, BEGINNING_S = 3600, 1200


@pytest.fixture(scope="module")
def ground() -> Ground:
    return load_ground()


def played(ground: Ground, name: str, seed: int, step: Callable[[Drill], None], **options: bool) -> Drill:
    """A drill at its end; of a script longer than an hour only the first twenty minutes."""
    scenario = scenario_of(name, ground.district, seed)
    if name in scenarios() and scenario.duration_s > MOST_S:
        scenario = replace(scenario, duration_s=BEGINNING_S)
    drill = begin_drill(ground, scenario, seed, ":memory:", officer=True, **options)
    while not drill.finished:
        step(drill)
    return drill


def tracks(drill: Drill) -> list[list[Signal]]:
    until = drill.clock.now()
    return [drill.session.journal.tracks(t, drill.scenario.start, until) for t in sorted(drill.session.district.teams)]


@pytest.mark.parametrize("name", [*scenarios(), "first-look", "drawn-night:2"])
def test_leaping_writes_the_same_journal_and_the_same_tracks_in_fewer_steps(name: str, ground: Ground) -> None:
    every, leapt = played(ground, name, 11, Drill.tick), played(ground, name, 11, Drill.leap)
    assert leapt.session.journal.head_hash() == every.session.journal.head_hash()
    assert leapt.elapsed_s == every.elapsed_s
    assert tracks(leapt) == tracks(every)


def test_a_drill_without_tracks_writes_the_same_events(ground: Ground) -> None:
    with_them = played(ground, "first-look", 3, Drill.leap)
    without = played(ground, "first-look", 3, Drill.leap, tracks=False)
    assert without.session.journal.head_hash() == with_them.session.journal.head_hash()
    assert not any(tracks(without))
    assert any(tracks(with_them))


def test_while_officers_decide_themselves_every_second_is_played(ground: Ground) -> None:
    drill = begin_drill(ground, scenario_of("first-look", ground.district, 1), 1, ":memory:", officer=False)
    before = drill.clock.now()
    drill.leap()
    assert (drill.clock.now() - before).total_seconds() == 1


def test_drawn_nights_follow_from_the_seed_and_have_as_many_cases_as_asked(ground: Ground) -> None:
    one, again, other = (scenario_of("drawn-night:40", ground.district, seed) for seed in (4, 4, 5))
    assert one == again
    assert one.injects != other.injects
    assert len(one.injects) == 40
    assert all(i.effect["category"] in ground.district.catalogue for i in one.injects)


@pytest.mark.parametrize("name", ["drawn-night:0", "drawn-day:99999", "drawn-night:"])
def test_a_drawn_night_without_a_sensible_number_of_cases_is_refused(name: str, ground: Ground) -> None:
    with pytest.raises(BadScenario, match="drawn-"):
        scenario_of(name, ground.district, 1)
