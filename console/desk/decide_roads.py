"""Decisions about the roads: closed, open again, slowed, at their usual speed again, and the weather declared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from console.board.board import Board
from console.desk.ground import must_say
from console.errors import Refused
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor
from console.model.roads import LEAST_FACTOR, MOST_FACTOR, Slowing
from console.model.words import Weather
from console.phrase import Phrase, say


def _close(command: c.CloseRoad, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    strange = _unknown(command.roads, board)
    if strange or not command.roads:
        raise Refused(say("desk.no_road", road=strange or "-"))
    new = tuple(road for road in command.roads if road not in board.closed_roads)
    return [e.Pending(None, e.RoadClosed(new, command.name, command.reason))] if new else []


def _open(command: c.OpenRoad, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    closed = tuple(road for road in command.roads if road in board.closed_roads)
    return [e.Pending(None, e.RoadOpened(closed))] if closed else []


def _slow(command: c.SlowRoad, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    slowing = command.slowing
    standing = board.slowings.get(slowing.id)
    if standing is not None and standing.slowing == slowing:
        return []
    flaw = _flaw(slowing, board)
    if flaw is not None:
        raise Refused(flaw)
    return [e.Pending(None, e.RoadSlowed(slowing, command.reason))]


def _flaw(slowing: Slowing, board: Board) -> Phrase | None:
    """What is wrong with a slowing that is to count; ``None`` when nothing is."""
    known = board.slowings.keys() | {standing.id for standing in board.district.traffic}
    strange = _unknown(slowing.roads, board)
    if not slowing.id or slowing.id in known:
        return say("desk.slowing_known", slowing=slowing.id or "-")
    if not LEAST_FACTOR <= slowing.factor <= MOST_FACTOR:
        return say("desk.slowing_factor", factor=slowing.factor, least=LEAST_FACTOR, most=MOST_FACTOR)
    if strange:
        return say("desk.no_road", road=strange)
    classes = {stretch.road_class for stretch in board.district.roads.stretches} if slowing.road_classes else set()
    if not classes.issuperset(slowing.road_classes):
        wanted = ", ".join(name for name in slowing.road_classes if name not in classes)
        return say("desk.no_road_class", road_class=wanted, known=", ".join(sorted(classes)))
    if slowing.weather and slowing.weather not in list(Weather):
        return say("desk.no_weather", weather=slowing.weather, known=", ".join(Weather))
    if slowing.hours is not None and not all(0 <= hour <= 24 for hour in slowing.hours):
        return say("desk.slowing_hours")
    return say("desk.slowing_area") if 0 < len(slowing.area) < 3 else None


def _unknown(roads: tuple[str, ...], board: Board) -> str:
    """The ids that no stretch of road has, for a message; empty when all are known."""
    known = board.district.roads.stretch_index
    return ", ".join(road for road in roads if road not in known)


def _end_slowing(command: c.EndSlowing, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    standing = (slowing for slowing in dict.fromkeys(command.slowings) if slowing in board.slowings)
    return [e.Pending(None, e.SlowingEnded(slowing)) for slowing in standing]


def _weather(command: c.DeclareWeather, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    if board.weather is not None and board.weather.weather is command.weather:
        return []
    return [e.Pending(None, e.WeatherDeclared(command.weather, command.reason))]


ROAD_DECISIONS: dict[type[c.Command], Callable[[Any, Board, Actor, datetime], list[e.Pending]]] = {
    c.CloseRoad: _close,
    c.OpenRoad: _open,
    c.SlowRoad: _slow,
    c.EndSlowing: _end_slowing,
    c.DeclareWeather: _weather,
}
