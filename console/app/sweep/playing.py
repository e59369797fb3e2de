"""One night of a sweep, played in whatever process it falls to: in memory, without tracks, never raising."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from console.analysis.sweep.night import night_figures
from console.app.drills import begin_drill, scenario_of
from console.app.sweep.asked import Asked, Night, read_posts
from console.app.wiring import Ground, load_ground
from console.dispatch.assignment.match import warm as warm_matching
from console.dispatch.roads.network import RoadNetwork
from console.drill.drill import SCRIPT, Drill
from console.errors import BadInput, Refused
from console.intake.roster_file import read_roster
from console.intake.tables import read_rows
from console.model.commands import ChangeRoster
from console.model.duty import Turn
from console.model.places import District
from console.model.scenario import Scenario

OK, FAILED, DIED = "ok", "failed", "died"
LONGEST_ERROR = 300


def play_night(asked: Asked, night: Night) -> dict[str, Any]:
    """The night's row: its key, ``status``, and its figures or what went wrong. A crash is a row that says so."""
    row: dict[str, Any] = {**night.as_json(), "status": OK, "error": "", "journal": ""}
    try:
        row |= _played(asked, night)
    except Exception as error:  # noqa: BLE001  whatever it is, it belongs into the night's row
        said = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_ERROR]
        row |= {"status": FAILED, "error": said}
    return row


def died(night: Night) -> dict[str, Any]:
    """The row of a night that took its process with it, twice and alone."""
    return {**night.as_json(), "status": DIED, "error": "the process that played it ended", "journal": ""}


def _played(asked: Asked, night: Night) -> dict[str, Any]:
    ground, network = _ground(asked.district, night.plans, asked.posts)
    scenario = slowed(scenario_of(night.scenario, ground.district, night.seed), night.travel)
    drill = begin_drill(ground, scenario, night.seed, ":memory:", officer=True, tracks=False, network=network)
    try:
        if night.roster:
            _enter(drill, _roster(night.roster, asked.district, asked.posts), night.roster)
        while not drill.finished:
            drill.leap()
        rows = drill.session.journal.read_after(0)
        found = night_figures(rows, ground.district, drill.clock.now())
        return {"journal": drill.session.journal.head_hash(), "refused": len(drill.refusals), **found}
    finally:
        drill.session.journal.close()


def slowed(scenario: Scenario, travel: float) -> Scenario:
    """The scenario with every drive ``travel`` times as long as it would have been drawn.

    What is predicted stays as it is: the desk does not know that the roads are slower than they look.
    """
    if travel == 1.0:
        return scenario
    low, high = scenario.behaviour.travel_factor
    behaviour = replace(scenario.behaviour, travel_factor=(low * travel, high * travel))
    pin = hashlib.sha256(f"{scenario.content_hash}/travel {travel!r}".encode()).hexdigest()
    return replace(scenario, behaviour=behaviour, content_hash=pin)


def posted(district: District, posts: Path) -> District:
    """The district with some teams waiting elsewhere; its content hash says so."""
    places = read_posts(posts, district)
    moved = {team: replace(district.teams[team], base=place) for team, place in places.items()}
    pin = hashlib.sha256((district.content_hash + json.dumps(places, sort_keys=True)).encode()).hexdigest()
    return replace(district, teams={**district.teams, **moved}, content_hash=pin)


@lru_cache(maxsize=4)
def _ground(district: str, plans: str, posts: str) -> tuple[Ground, RoadNetwork]:
    """What nights of one process share; plans that are refused would change figures unseen, so they end it."""
    ground = load_ground(Path(district), Path(plans) if plans else None)
    if ground.shelf.refused:
        files = {refused.file for refused in ground.shelf.refused}
        raise BadInput(f"--plans: {len(files)} cannot be used: {ground.shelf.refused[0].message.en}")
    if posts:
        ground = replace(ground, district=posted(ground.district, Path(posts)))
    network = RoadNetwork(ground.district.roads)
    network.warm()
    warm_matching()
    return ground, network


@lru_cache(maxsize=16)
def _roster(file: str, district: str, posts: str) -> tuple[Turn, ...]:
    found = read_roster(read_rows(Path(file)), _ground(district, "", posts)[0].district)
    if found.refused:
        row, reason = found.refused[0]
        raise BadInput(f"--rosters: {Path(file).name}, row {row}: {reason.en}")
    return found.turns


def _enter(drill: Drill, turns: tuple[Turn, ...], file: str) -> None:
    """Let the roster count from the drill's first second."""
    _speaks_of(turns, drill.scenario, file)
    try:
        drill.session.desk.submit(ChangeRoster(turns), SCRIPT)
    except Refused as refused:
        raise BadInput(f"--rosters: {Path(file).name}: {refused.reason.en}") from refused


def _speaks_of(turns: tuple[Turn, ...], scenario: Scenario, file: str) -> None:
    """A roster that says nothing of the scenario's time is a mistake, not a roster."""
    start, end = scenario.start, scenario.start + timedelta(seconds=scenario.duration_s)
    if not any(turn.start < end and turn.end > start for turn in turns):
        raise BadInput(f"--rosters: {Path(file).name} says nothing of {start:%Y-%m-%d %H:%M}, when {scenario.id} is")


def ground_of(asked: Asked) -> Ground:
    """The sweep's district with the shipped plans, its teams at their bases."""
    return _ground(asked.district, "", "")[0]


def check_inputs(asked: Asked) -> None:
    """Read every file that nights will read; :class:`BadInput` names what cannot be used before any night is played."""
    for plans in asked.plans:
        ground, _ = _ground(asked.district, plans, asked.posts)
        for name in asked.scenarios:
            scenario = scenario_of(name, ground.district, asked.seeds[0])
            for roster in filter(None, asked.rosters):
                _speaks_of(_roster(roster, asked.district, asked.posts), scenario, roster)
