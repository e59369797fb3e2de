"""Bridges and roads by the names an officer types, in either language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from console.board.board import Board
from console.desk.typed import Submit
from console.errors import Refused
from console.model import commands as c
from console.model.places import District
from console.phrase import Text, say


class NamedRoad(NamedTuple):
    """A bridge or road with the ids of its stretches."""

    name: Text
    roads: tuple[str, ...]


def named_roads(district: District) -> dict[str, NamedRoad]:
    """Every name a bridge or road goes by: the id of a bridge, and names in both languages."""
    stretches: dict[str, set[str]] = {}
    names: dict[str, Text] = {}
    for stretch in district.roads.stretches:
        shown = [(name, stretch.name) for name in (stretch.name.en, stretch.name.zh, *stretch.aliases)]
        if stretch.bridge:
            bridge = district.places[stretch.bridge][0] if stretch.bridge in district.places else stretch.name
            shown = [*shown, (stretch.bridge, bridge)]
            if stretch.bridge in district.places:
                shown += [(bridge.en, bridge), (bridge.zh, bridge)]
        for name, text in shown:
            if name:
                stretches.setdefault(name, set()).add(stretch.road)
                names[name] = text
    return {name: NamedRoad(text, tuple(sorted(stretches[name]))) for name, text in names.items()}


def close_line(typed: str, board: Board) -> Submit:
    """``close <bridge or road> reason``."""
    road, reason = _road_typed("close", typed, board)
    fresh = tuple(stretch for stretch in road.roads if stretch not in board.closed_roads)
    if not fresh:
        raise Refused(say("command_line.closed_already", road=road.name))
    if not reason:
        raise Refused(say("command_line.road_reason", road=road.name))
    return Submit(c.CloseRoad(fresh, road.name, reason), say("command_line.closing", road=road.name, count=len(fresh)))


def open_line(typed: str, board: Board) -> Submit:
    """``open <bridge or road>``."""
    road, _ = _road_typed("open", typed, board)
    closed = tuple(stretch for stretch in road.roads if stretch in board.closed_roads)
    if not closed:
        raise Refused(say("command_line.open_already", road=road.name))
    return Submit(c.OpenRoad(closed), say("command_line.opening", road=road.name, count=len(closed)))


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
    """The lines that ``close`` or ``open`` with the beginning of a name can become."""
    wanted, closed = rest.lower(), set(board.closed_roads)
    for name, road in sorted(named_roads(board.district).items()):
        possible = bool(closed & set(road.roads)) if verb == "open" else bool(set(road.roads) - closed)
        if possible and name.lower().startswith(wanted):
            yield f"{verb} {name}"
