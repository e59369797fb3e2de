"""Reading scenario scripts: YAML in, a checked :class:`console.model.scenario.Scenario` out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from console.district.marked_yaml import Unreadable, read_marked
from console.drill.doors import AfterDoor, InjectDoor, ScenarioDoor, seconds_of
from console.errors import BadScenario
from console.geo import LatLon
from console.model.places import District
from console.model.roads import LEAST_FACTOR, MOST_FACTOR
from console.model.scenario import After, Behaviour, Expectation, Inject, InjectKind, Scenario
from console.model.words import Posture, Weather
from console.phrase import LANGUAGES, Text

MOST_BYTES = 1_000_000
LONGEST_REPORT = 20_000


def scenario_names(folder: Path) -> list[str]:
    """The ids of the scripts in ``folder``, sorted."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


def load_scenario(path: Path, district: District) -> Scenario:
    """Read one script for ``district``; :class:`BadScenario` names the file, the field and what was expected."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadScenario(f"{path.name}: cannot be read: {error.strerror}") from error
    if len(raw) > MOST_BYTES:
        raise BadScenario(f"{path.name}: {len(raw):,} bytes; a script has at most {MOST_BYTES:,}")
    try:
        door = ScenarioDoor.model_validate(read_marked(raw).value)
        return _built(door, district, hashlib.sha256(raw).hexdigest())
    except Unreadable as error:
        raise BadScenario(f"{path.name}, {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "file"
        raise BadScenario(f"{path.name}: {where}: {first['msg'].removeprefix('Value error, ')}") from error
    except ValueError as error:
        raise BadScenario(f"{path.name}: {error}") from error


def _built(door: ScenarioDoor, district: District, content_hash: str) -> Scenario:
    injects = tuple(_inject(inject, district) for inject in door.injects)
    ids = [inject.id for inject in injects]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise ValueError(f"injects: id used twice: {', '.join(twice)}")
    slow = {inject.id for inject in injects if inject.kind is InjectKind.SLOW}
    for inject in injects:
        _known_incident(inject, ids)
        if inject.kind is InjectKind.UNSLOW and inject.effect["inject"] not in slow:
            raise ValueError(f"injects.{inject.id}.unslow.inject: no inject {inject.effect['inject']!r} slows roads")
    expectations = tuple(
        Expectation(e.id, _text(e.title), e.event, seconds_of(e.within), e.of, e.where, e.count, e.weight)
        for e in door.expectations
    )
    for expectation in expectations:
        if expectation.from_inject not in ids:
            raise ValueError(f"expectations.{expectation.id}.of: no inject {expectation.from_inject!r}")
        if expectation.where.get("incident", ids[0]) not in ids:
            raise ValueError(f"expectations.{expectation.id}.where.incident: no such inject")
    return Scenario(
        door.id, _text(door.title), _text(door.objective), door.start, seconds_of(door.duration), door.posture,
        door.thinking_s, Behaviour(**door.behaviour.model_dump()), injects, expectations, content_hash,
    )  # fmt: skip


def _known_incident(inject: Inject, ids: list[str]) -> None:
    wanted = inject.effect.get("incident") or (inject.after.incident if inject.after else "")
    if wanted and wanted not in ids:
        raise ValueError(f"injects.{inject.id}: there is no inject {wanted!r} that reports an incident")


def _text(name: Any) -> Text:
    return Text(name.en, name.zh)


def _inject(door: InjectDoor, district: District) -> Inject:
    kind, effect = door.actions[0]
    try:
        checked = EFFECTS[kind](effect, district)
    except KeyError as error:
        raise ValueError(f"injects.{door.id}.{kind}: {error.args[0]!r} is missing or not known") from error
    except (TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"injects.{door.id}.{kind}: a value of another kind was expected ({error})") from error
    except ValueError as error:
        raise ValueError(f"injects.{door.id}.{kind}: {error}") from error
    at_s = seconds_of(door.at) if door.at is not None else None
    return Inject(door.id, kind, _text(door.note), {"kind": kind.value, **checked}, at_s, _after(door.after))


def _after(door: AfterDoor | None) -> After | None:
    return None if door is None else After(door.event, seconds_of(door.delay), door.count, door.incident)


def _report(effect: Mapping[str, Any], district: District) -> dict[str, Any]:
    position = _place(effect["place"], district)
    if len(str(effect["text"])) > LONGEST_REPORT:
        raise ValueError(f"text: at most {LONGEST_REPORT:,} characters")
    category = effect.get("category", "")
    if category and category not in district.catalogue:
        raise KeyError(category)
    return {
        "source": str(effect["source"]), "number": str(effect["number"]), "text": str(effect["text"]),
        "category": category, "place": str(effect["place"]), "position": position,
        "facts": dict(effect.get("facts", {})),
    }  # fmt: skip


def _place(place: str, district: District) -> list[float]:
    _, position = district.places[place]
    return [position.lat, position.lon]


def _fact(effect: Mapping[str, Any], _district: District) -> dict[str, Any]:
    return {"incident": str(effect["incident"]), "fact": str(effect["fact"]), "value": effect["value"]}


def _roads(effect: Mapping[str, Any], district: District) -> dict[str, Any]:
    bridge = effect.get("bridge", "")
    stretches = district.roads.stretches
    roads = sorted({s.road for s in stretches if bridge and s.bridge == bridge}) or list(effect.get("roads", []))
    if not roads or not set(roads) <= district.roads.stretch_index.keys():
        raise KeyError(bridge or ", ".join(map(str, roads)) or "bridge")
    place = district.places.get(bridge)
    name = place[0] if place else stretches[district.roads.stretch_index[roads[0]]].name
    return {"roads": roads, "name": {"en": name.en, "zh": name.zh}, "reason": str(effect.get("reason", ""))}


def _slow(effect: Mapping[str, Any], district: District) -> dict[str, Any]:
    """A bridge, stretches, or every road of some classes (then with a name), and the share of the usual speed left."""
    by_class = "classes" in effect
    _only(effect, *(("classes", "name") if by_class else ("bridge", "roads")), "factor", "reason")
    factor = float(effect["factor"])
    if not LEAST_FACTOR <= factor <= MOST_FACTOR:
        raise ValueError(f"factor: expected {LEAST_FACTOR} to {MOST_FACTOR}, not {factor}")
    reason = _said(effect)
    if not by_class:
        return {**_roads(effect, district), "reason": reason, "classes": [], "factor": factor}
    known = {stretch.road_class for stretch in district.roads.stretches}
    strange = [name for name in effect["classes"] if name not in known]
    if strange or not effect["classes"]:
        raise ValueError(f"classes: expected some of {', '.join(sorted(known))}, not {', '.join(strange) or 'none'}")
    name = {lang: str(effect["name"][lang]) for lang in LANGUAGES}
    return {"roads": [], "classes": list(effect["classes"]), "name": name, "reason": reason, "factor": factor}


def _unslow(effect: Mapping[str, Any], _district: District) -> dict[str, Any]:
    _only(effect, "inject")
    return {"inject": str(effect["inject"])}


def _weather(effect: Mapping[str, Any], _district: District) -> dict[str, Any]:
    _only(effect, "weather", "reason")
    if effect["weather"] not in list(Weather):
        raise ValueError(f"weather: expected one of {', '.join(Weather)}, not {effect['weather']}")
    return {"weather": str(effect["weather"]), "reason": _said(effect)}


def _only(effect: Mapping[str, Any], *fields: str) -> None:
    """Refuse a field that is none of ``fields``, so that a misspelt one is noticed."""
    strange = sorted(set(effect) - set(fields))
    if strange:
        raise ValueError(f"expected {', '.join(fields)}, not {', '.join(strange)}")


def _said(effect: Mapping[str, Any]) -> str:
    """The reason, which may not be empty."""
    if not str(effect["reason"]).strip():
        raise ValueError("reason: expected some words")
    return str(effect["reason"])


def _team(effect: Mapping[str, Any], district: District) -> dict[str, Any]:
    district.teams[effect["team"]]
    return dict(effect)


def _late(effect: Mapping[str, Any], district: District) -> dict[str, Any]:
    return {"team": _team(effect, district)["team"], "seconds": int(effect["seconds"])}


def _declining(effect: Mapping[str, Any], district: District) -> dict[str, Any]:
    return {"team": _team(effect, district)["team"], "reason": str(effect["reason"])}


def _scene(effect: Mapping[str, Any], district: District) -> dict[str, Any]:
    shown = {"smoke", "flames", "water_cm", "crowd", "rain"}
    strange = set(effect) - shown - {"place"}
    if strange:
        raise ValueError(f"a scene shows {', '.join(sorted(shown))}, not {', '.join(sorted(strange))}")
    position = _place(effect["place"], district)
    return {"position": position, "show": {k: float(v) for k, v in effect.items() if k in shown}}


def _camera(effect: Mapping[str, Any], district: District) -> dict[str, Any]:
    return {"camera": district.cameras[effect["camera"]].id}


def _posture(effect: Mapping[str, Any], _district: District) -> dict[str, Any]:
    return {"posture": Posture(effect["posture"]).value, "reason": str(effect.get("reason", ""))}


def _message(effect: Mapping[str, Any], _district: District) -> dict[str, Any]:
    return {"to": str(effect["to"])}


EFFECTS: dict[InjectKind, Callable[[Mapping[str, Any], District], dict[str, Any]]] = {
    InjectKind.REPORT: _report,
    InjectKind.FACT: _fact,
    InjectKind.CLOSE_ROAD: _roads,
    InjectKind.OPEN_ROAD: _roads,
    InjectKind.SLOW: _slow,
    InjectKind.UNSLOW: _unslow,
    InjectKind.WEATHER: _weather,
    InjectKind.SILENT: _team,
    InjectKind.DECLINE: _declining,
    InjectKind.LATE: _late,
    InjectKind.TEAM_OUT: _declining,
    InjectKind.TEAM_BACK: _team,
    InjectKind.SCENE: _scene,
    InjectKind.CAMERA_LOST: _camera,
    InjectKind.POSTURE: _posture,
    InjectKind.MESSAGE: _message,
}


def position_of(effect: Mapping[str, Any]) -> LatLon:
    """The position of an effect that has one."""
    lat, lon = effect["position"]
    return LatLon(lat, lon)
