"""Effects of injects put into a district: names looked up, places turned into positions, mistakes told."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from console.district.where import resource_dir
from console.drill import asks
from console.drill import effects as fx
from console.drill.effects_growing import CrowdEffect, FireEffect, WaterEffect
from console.drill.forms import seconds_of
from console.geo import LatLon
from console.intake.messages import Rules, load_rules
from console.model.places import District
from console.model.scenario import InjectKind
from console.phrase import Phrase, say

Path = tuple[str | int, ...]
Problem = tuple[Path, Phrase]
Effect = dict[str, Any]
Found = Iterator[Problem]


def machine_rules() -> Rules:
    """The thresholds that the live desk's intake uses."""
    return load_rules(resource_dir() / "intake" / "machines.yaml")


def unknown(what: str, name: str, names: Collection[str]) -> Phrase:
    """That ``name`` is none of ``names``, with the nearest of them."""
    near = difflib.get_close_matches(name, sorted(names), n=1)
    hint = say("plan.expect.did_you_mean", name=near[0]) if near else ""
    return say("scenario.unknown", what=say(f"scenario.word.{what}"), name=name, hint=hint)


def known(path: Path, what: str, name: str, names: Collection[str]) -> Found:
    """A problem when ``name`` is none of ``names``."""
    if name not in names:
        yield path, unknown(what, name, names)


def _place(effect: Any, district: District) -> Found:
    yield from known(("place",), "place", effect.place, district.places)


def _report(effect: fx.ReportEffect, district: District) -> Found:
    yield from _place(effect, district)
    if effect.category:
        yield from known(("category",), "item", effect.category, district.catalogue)


def _roads(effect: Any, district: District) -> Found:
    if effect.bridge:
        bridges = {stretch.bridge for stretch in district.roads.stretches if stretch.bridge}
        yield from known(("bridge",), "bridge", effect.bridge, bridges)
    for n, road in enumerate(effect.roads):
        yield from known(("roads", n), "stretch", road, district.roads.stretch_index)


def _slow(effect: fx.SlowEffect, district: District) -> Found:
    yield from _roads(effect, district)
    classes = {stretch.road_class for stretch in district.roads.stretches}
    for n, name in enumerate(effect.classes):
        yield from known(("classes", n), "road_class", name, classes)


def _team(effect: Any, district: District) -> Found:
    yield from known(("team",), "team", effect.team, district.teams)


def _depot(effect: fx.DepotEffect, district: District) -> Found:
    yield from known(("depot",), "depot", effect.depot, district.depots)
    yield from known(("item",), "material", effect.item, district.materials)


def _department(effect: fx.DepartmentEffect, district: District) -> Found:
    posts = {grid.leader for grid in district.grids.values()}
    yield from known(("department",), "department", effect.department, {*district.departments, *posts})


def _camera(effect: fx.CameraEffect, district: District) -> Found:
    yield from known(("camera",), "camera", effect.camera, district.cameras)


def _message(effect: fx.MessageEffect, district: District) -> Found:
    ask = effect.asks
    if isinstance(ask, asks.WhistleAsk):
        for n, one in enumerate(ask.departments):
            yield from known(("asks", "departments", n), "department", one, district.departments)
    elif isinstance(ask, asks.TransferAsk):
        yield from known(("asks", "to"), "department", ask.to, district.departments)
    elif isinstance(ask, asks.AssignAsk):
        for one in (*([ask.lead] if ask.lead else []), *ask.assisting):
            yield from known(("asks", "lead"), "department", one, district.departments)


def _sensor(effect: fx.SensorEffect, district: District) -> Found:
    yield from _place(effect, district)
    rules = machine_rules().sensors
    yield from known(("measures",), "measures", effect.measures, rules)
    if effect.measures in rules:
        yield from known(("measures",), "item", rules[effect.measures].item, district.catalogue)


def _nothing(_effect: Any, _district: District) -> Found:
    yield from ()


_CHECKS: Mapping[InjectKind, Callable[[Any, District], Found]] = {
    InjectKind.REPORT: _report,
    InjectKind.SENSOR: _sensor,
    InjectKind.CLOSE_ROAD: _roads,
    InjectKind.OPEN_ROAD: _roads,
    InjectKind.SLOW: _slow,
    InjectKind.SILENT: _team,
    InjectKind.DECLINE: _team,
    InjectKind.LATE: _team,
    InjectKind.BREAKS_DOWN: _team,
    InjectKind.TEAM_OUT: _team,
    InjectKind.TEAM_BACK: _team,
    InjectKind.DEPOT_WRONG: _depot,
    InjectKind.DEPARTMENT_LATE: _department,
    InjectKind.SCENE: _place,
    InjectKind.CAMERA_LOST: _camera,
    InjectKind.FIRE: _place,
    InjectKind.WATER: _place,
    InjectKind.CROWD: _place,
    InjectKind.MESSAGE: _message,
}


def problems_of(kind: InjectKind, effect: Any, district: District) -> Found:
    """What ``effect`` names that the district does not have; paths from the effect down."""
    return _CHECKS.get(kind, _nothing)(effect, district)


def placed(kind: InjectKind, effect: Any, district: District) -> Effect:
    """``effect`` as plain values for the journal, positions and names of the district filled in."""
    return {"kind": kind.value, **_PLACED.get(kind, _as_written)(effect, district)}


def _as_written(effect: Any, _district: District) -> Effect:
    return dict(effect.model_dump(mode="json", exclude_none=True))


def position(place: str, district: District) -> list[float]:
    """A named place's latitude and longitude."""
    _, found = district.places[place]
    return [found.lat, found.lon]


def _put_report(effect: fx.ReportEffect, district: District) -> Effect:
    return {
        "source": effect.source, "number": effect.number, "text": effect.text, "category": effect.category,
        "place": effect.place, "position": position(effect.place, district), "facts": dict(effect.facts),
    }  # fmt: skip


def _put_sensor(effect: fx.SensorEffect, district: District) -> Effect:
    series = [[seconds_of(reading.after), reading.value] for reading in effect.series]
    return {
        "sensor": effect.sensor, "measures": effect.measures, "position": position(effect.place, district),
        "every_s": effect.every_s, "series": series,
    }  # fmt: skip


def _put_fact(effect: fx.FactEffect, _district: District) -> Effect:
    return {"incident": effect.incident, "fact": effect.fact, "value": effect.value}


def _put_roads(effect: Any, district: District) -> Effect:
    stretches = district.roads.stretches
    roads = sorted({s.road for s in stretches if effect.bridge and s.bridge == effect.bridge}) or list(effect.roads)
    place = district.places.get(effect.bridge)
    name = place[0] if place else stretches[district.roads.stretch_index[roads[0]]].name
    return {"roads": roads, "name": {"en": name.en, "zh": name.zh}, "reason": effect.reason}


def _put_slow(effect: fx.SlowEffect, district: District) -> Effect:
    if not effect.classes:
        return {**_put_roads(effect, district), "classes": [], "factor": effect.factor}
    assert effect.name is not None, "the form asks for a name with classes"
    name = {"en": effect.name.en, "zh": effect.name.zh}
    return {
        "roads": [], "classes": list(effect.classes), "name": name, "reason": effect.reason, "factor": effect.factor
    }  # fmt: skip


def _put_scene(effect: fx.SceneEffect, district: District) -> Effect:
    shown = effect.model_dump(exclude_none=True, exclude={"place"})
    return {"position": position(effect.place, district), "show": {name: float(value) for name, value in shown.items()}}


def _put_growing(effect: FireEffect | WaterEffect | CrowdEffect, district: District) -> Effect:
    written = effect.model_dump(mode="json", exclude={"tells"})
    tells = [one.model_dump(mode="json") for one in effect.tells]  # a value of null means unknown again
    return {**written, "tells": tells, "position": position(effect.place, district)}


_PLACED: Mapping[InjectKind, Callable[[Any, District], Effect]] = {
    InjectKind.REPORT: _put_report,
    InjectKind.SENSOR: _put_sensor,
    InjectKind.FACT: _put_fact,
    InjectKind.CLOSE_ROAD: _put_roads,
    InjectKind.OPEN_ROAD: _put_roads,
    InjectKind.SLOW: _put_slow,
    InjectKind.SCENE: _put_scene,
    InjectKind.FIRE: _put_growing,
    InjectKind.WATER: _put_growing,
    InjectKind.CROWD: _put_growing,
}


def position_of(effect: Mapping[str, Any]) -> LatLon:
    """The position of an effect that has one."""
    lat, lon = effect["position"]
    return LatLon(lat, lon)
