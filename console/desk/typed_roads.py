"""Bridges and roads by the names an officer types, in either language, and the weather."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from console.board.board import Board
from console.desk.typed import Known, Submit
from console.errors import Refused
from console.model import commands as c
from console.model.places import District
from console.model.roads import Roads, Slowing
from console.model.words import Weather
from console.phrase import Text, say

SLOWEST, FASTEST = 5, 95
"""Percent of the usual speed that ``slow`` takes; what is slower is closed, what is faster is not slow."""


class NamedRoad(NamedTuple):
    """A bridge or road with the ids of its stretches."""

    name: Text
    roads: tuple[str, ...]


def named_roads(district: District) -> Mapping[str, NamedRoad]:
    """Every name a bridge or road goes by, sorted: the id of a bridge, and names in both languages."""
    bridges = tuple((place, name) for place, (name, _) in district.places.items())
    return _named(district.roads, bridges)


@lru_cache(maxsize=8)  # a city has thousands of names, and every key that is pressed asks for them
def _named(roads: Roads, places: tuple[tuple[str, Text], ...]) -> Mapping[str, NamedRoad]:
    stretches: dict[str, set[str]] = {}
    names: dict[str, Text] = {}
    bridges = dict(places)
    for stretch in roads.stretches:
        shown = [(name, stretch.name) for name in (stretch.name.en, stretch.name.zh, *stretch.aliases)]
        if stretch.bridge:
            bridge = bridges.get(stretch.bridge, stretch.name)
            shown = [*shown, (stretch.bridge, bridge)]
            if stretch.bridge in bridges:
                shown += [(bridge.en, bridge), (bridge.zh, bridge)]
        for name, text in shown:
            if name:
                stretches.setdefault(name, set()).add(stretch.road)
                names[name] = text
    return {name: NamedRoad(text, tuple(sorted(stretches[name]))) for name, text in sorted(names.items())}


def close_line(typed: str, known: Known) -> Submit:
    """``close <bridge or road> reason``."""
    road, reason = _road_typed("close", typed, known.board)
    fresh = tuple(stretch for stretch in road.roads if stretch not in known.board.closed_roads)
    if not fresh:
        raise Refused(say("command_line.closed_already", road=road.name))
    if not reason:
        raise Refused(say("command_line.road_reason", road=road.name))
    return Submit(c.CloseRoad(fresh, road.name, reason), say("command_line.closing", road=road.name, count=len(fresh)))


def open_line(typed: str, known: Known) -> Submit:
    """``open <bridge or road>``."""
    road, _ = _road_typed("open", typed, known.board)
    closed = tuple(stretch for stretch in road.roads if stretch in known.board.closed_roads)
    if not closed:
        raise Refused(say("command_line.open_already", road=road.name))
    return Submit(c.OpenRoad(closed), say("command_line.opening", road=road.name, count=len(closed)))


def slow_line(typed: str, known: Known) -> Submit:
    """``slow <bridge or road> <percent of the usual speed> reason``."""
    road, rest = _road_typed("slow", typed, known.board)
    slowed = slowed_stretches(known.board)
    fresh = tuple(stretch for stretch in road.roads if stretch not in slowed)
    if not fresh:
        raise Refused(say("command_line.slowed_already", road=road.name))
    first, _, reason = rest.partition(" ")
    digits = re.fullmatch(r"([0-9]{1,3})[%％]?", first)
    percent = int(digits[1]) if digits else 0
    if not SLOWEST <= percent <= FASTEST:
        raise Refused(say("command_line.percent", road=road.name, least=SLOWEST, most=FASTEST))
    if not reason.strip():
        raise Refused(say("command_line.slow_reason", road=road.name, percent=percent))
    slowing = slowing_of(fresh, road.name, percent / 100)
    said = say("command_line.slowing", road=road.name, percent=percent, count=len(fresh))
    return Submit(c.SlowRoad(slowing, reason.strip()), said)


def unslow_line(typed: str, known: Known) -> Submit:
    """``unslow <bridge or road>``: ends every slowing that names one of its stretches."""
    road, _ = _road_typed("unslow", typed, known.board)
    ids = slowings_on(known.board, road.roads)
    if not ids:
        raise Refused(say("command_line.usual_already", road=road.name))
    names = dict.fromkeys(known.board.slowings[one].slowing.label for one in ids)
    every = Text(", ".join(name.en for name in names), "、".join(name.get("zh") for name in names))
    return Submit(c.EndSlowing(ids), say("command_line.ending_slowing", road=every))


def weather_line(typed: str, known: Known) -> Submit:
    """``weather <word> [reason]``; without one the officer's decision is the reason."""
    word, _, reason = typed.partition(" ")
    weather = next((w for w in Weather if word.lower() in (w.value, _weather_zh(w))), None)
    if weather is None:
        raise Refused(say("command_line.weather", known=", ".join(Weather)))
    declared = known.board.weather
    if declared is not None and declared.weather is weather:
        raise Refused(say("command_line.weather_already", weather=say(f"weather.{weather.value}")))
    said = reason.strip() or say("do_now.officer_reason").get(known.lang)
    return Submit(c.DeclareWeather(weather, said))


def _weather_zh(weather: Weather) -> str:
    return say(f"weather.{weather.value}").get("zh")


def slowed_stretches(board: Board) -> frozenset[str]:
    """Every stretch that a slowing in the journal names."""
    return frozenset(road for slowed in board.slowings.values() for road in slowed.slowing.roads)


def slowings_on(board: Board, roads: Iterable[str]) -> tuple[str, ...]:
    """The ids of the slowings in the journal that name one of ``roads``, sorted."""
    wanted = set(roads)
    return tuple(sorted(one for one, slowed in board.slowings.items() if wanted & set(slowed.slowing.roads)))


def slowing_of(roads: tuple[str, ...], name: Text, factor: float) -> Slowing:
    """An officer's slowing of stretches that none slows yet; the first stretch is its id, so that two seats agree."""
    return Slowing(min(roads), factor, roads, name=name)


def _road_typed(verb: str, typed: str, board: Board) -> tuple[NamedRoad, str]:
    if not typed:
        raise Refused(say("command_line.road", verb=verb))
    lower = typed.lower()
    named = named_roads(board.district)
    begun = [name for name in named if f"{lower} ".startswith(f"{name.lower()} ")]
    if not begun:
        raise Refused(say("command_line.no_road", text=typed))
    name = max(begun, key=len)
    return named[name], typed[len(name) :].strip()


def completions(verb: str, rest: str, board: Board) -> Iterable[str]:
    """The lines that a verb for roads with the beginning of a name can become."""
    wanted, undoes = rest.lower(), verb in ("open", "unslow")
    marked = board.closed_roads.keys() if verb in ("close", "open") else slowed_stretches(board)
    for name, road in named_roads(board.district).items():
        if name.lower().startswith(wanted) and any((stretch in marked) is undoes for stretch in road.roads):
            yield f"{verb} {name}"


def weather_words() -> list[str]:
    """What may follow ``weather``, in either language."""
    return [*Weather, *map(_weather_zh, Weather)]
