"""What the roads are like at one moment: closed stretches, and every slowing that holds then."""

from __future__ import annotations

from datetime import datetime

from console.board.board import Board
from console.model.roads import Conditions, Slowing
from console.model.words import Weather
from console.phrase import Phrase, say


def conditions(board: Board, now: datetime) -> Conditions:
    """The conditions at ``now``: what is closed, and the slowings of the district and of the journal that hold.

    A slowing holds by the local hour and the declared weather; while none was declared, those of a weather do not.
    Slowings are in order of their ids, so that equal boards give equal conditions.
    """
    hour = board.district.local(now).hour
    weather = board.weather.weather.value if board.weather else ""
    every = (*board.district.traffic, *(slowed.slowing for slowed in board.slowings.values()))
    holding = sorted((s for s in every if s.holds_at(hour, weather)), key=lambda s: s.id)
    return Conditions(frozenset(board.closed_roads), tuple(holding))


def standing(board: Board, now: datetime) -> tuple[Slowing, ...]:
    """The district's own slowings that hold at ``now`` by the hour; those of a weather are left out."""
    holding = conditions(board, now).slowed
    return tuple(s for s in holding if s.id not in board.slowings and not s.weather)


def in_brief(board: Board, now: datetime) -> tuple[Phrase, ...]:
    """What is not as usual on the roads, in a few words each: closures, slowings, rush hour, weather."""
    closures = {(closure.name, closure.reason, closure.since) for closure in board.closed_roads.values()}
    said = [say("roads.closed", count=len(closures))] if closures else []
    said += [say("roads.slowed", count=len(board.slowings))] if board.slowings else []
    said += [say("roads.standing", name=name) for name in dict.fromkeys(s.label for s in standing(board, now))]
    if board.weather is not None and board.weather.weather is not Weather.DRY:
        said.append(say(f"weather.{board.weather.weather.value}"))
    return tuple(said)


def in_full(board: Board, now: datetime) -> tuple[Phrase, ...]:
    """The same at length: each closure and slowing with its reason and since when (local time), then the weather."""
    closures = dict.fromkeys((c.name, c.reason, c.since) for c in board.closed_roads.values())
    said = [
        say("roads.closed_since", road=name, reason=reason, since=_clock(board, since))
        for name, reason, since in closures
    ]
    for slowing, reason, since in board.slowings.values():
        percent = round(slowing.factor * 100)
        values = {"road": slowing.label, "percent": percent, "reason": reason, "since": _clock(board, since)}
        said.append(say("roads.slowed_since", **values))
    for slowing in standing(board, now):
        classes, percent = ", ".join(slowing.road_classes), round(slowing.factor * 100)
        said.append(say("roads.standing_at", name=slowing.label, classes=classes, percent=percent))
    if board.weather is not None:
        weather, reason, since = board.weather
        word = say(f"weather.{weather.value}")
        said.append(say("roads.weather_since", weather=word, reason=reason, since=_clock(board, since)))
    return tuple(said)


def _clock(board: Board, moment: datetime) -> str:
    return board.district.local(moment).strftime("%H:%M")
