"""What the controller of a drill sees and the officers do not: the script's course, and what is true in the field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from console.board.board import Board
from console.drill.drill import Drill
from console.drill.injects import condition_met
from console.geo import LatLon, distance_m
from console.model.events import DrillInjected
from console.model.scenario import Inject, InjectKind
from console.model.words import OrderStatus
from console.phrase import LANGUAGES, Phrase, Text, say

NEAR_M = 220.0
"""Cameras so near to a scene have it in their picture; the simulated ones too."""


@dataclass(frozen=True, slots=True)
class Line:
    """One inject of the script: when it was played, else when its time comes (``None``: that is not known yet)."""

    inject: Inject
    played_at: datetime | None
    due_at: datetime | None
    waits_for: Phrase


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something true in the simulated world, since when, and what the desk knows of it."""

    since: datetime
    true: Phrase
    seen: Phrase


@dataclass(frozen=True, slots=True)
class Sight:
    """The drill as its controller sees it at one moment; lines in the script's order, what is hidden newest first."""

    at: datetime
    lines: tuple[Line, ...]
    hidden: tuple[Hidden, ...]
    refused: tuple[tuple[datetime, str, Phrase], ...]

    @property
    def next_due(self) -> datetime | None:
        """When the next inject comes by the clock."""
        waiting = [line.due_at for line in self.lines if line.played_at is None and line.due_at is not None]
        return min(waiting, default=None)


def sight(drill: Drill) -> Sight:
    """Look at the drill now. Reads the desk's board: only on the thread that plays the drill."""
    board, now = drill.session.board, drill.clock.now()
    lines = tuple(_line(drill, board, inject) for inject in drill.scenario.injects)
    hidden = sorted(_hidden(board), key=lambda one: one.since, reverse=True)
    return Sight(now, lines, tuple(hidden), tuple(drill.refusals))


def _line(drill: Drill, board: Board, inject: Inject) -> Line:
    recorded = board.injects.get(inject.id)
    played = recorded.at if recorded is not None else None
    if inject.at_s is not None:
        return Line(inject, played, drill.scenario.start + timedelta(seconds=inject.at_s), say("control.at_its_time"))
    if inject.after is None:
        return Line(inject, played, None, say("control.by_hand"))
    met = condition_met(inject.after, drill.scenario, board)
    due = met + timedelta(seconds=inject.after.delay_s) if met is not None else None
    return Line(inject, played, due, say("control.after", event=inject.after.kind, count=inject.after.count))


def _hidden(board: Board) -> Iterator[Hidden]:
    tellers = {
        InjectKind.SILENT: _silent, InjectKind.DECLINE: _declining, InjectKind.LATE: _late,
        InjectKind.SCENE: _scene, InjectKind.CAMERA_LOST: _camera,
    }  # fmt: skip
    for since, effect in _in_force(board):
        teller = tellers.get(InjectKind(effect["kind"]))
        if teller is not None:
            yield teller(board, since, effect)


def _in_force(board: Board) -> list[tuple[datetime, Mapping[str, Any]]]:
    """What was injected, and when; of one team's or place's kind of trouble only the last."""
    last: dict[tuple[str, ...], tuple[datetime, Mapping[str, Any]]] = {}
    for recorded in board.injects.values():
        event = recorded.event
        assert isinstance(event, DrillInjected), "only injects are kept there"
        effect = event.effect
        about = effect.get("team") or effect.get("camera") or effect.get("position") or recorded.seq
        last[effect["kind"], str(about)] = (recorded.at, effect)
    return list(last.values())


def _silent(board: Board, since: datetime, effect: Mapping[str, Any]) -> Hidden:
    signal = board.signals.get(effect["team"])
    seen = say("control.last_heard", at=_clock(board, signal.at)) if signal is not None else say("control.not_heard")
    return Hidden(since, say("control.silent", team=effect["team"]), seen)


def _declining(board: Board, since: datetime, effect: Mapping[str, Any]) -> Hidden:
    team = effect["team"]
    asked = [o for o in board.orders.values() if o.team == team and o.issued_at >= since]
    declined = any(order.status is OrderStatus.DECLINED for order in asked)
    seen = say("control.declined") if declined else say("control.not_asked")
    return Hidden(since, say("control.will_decline", team=team, reason=effect["reason"]), seen)


def _late(board: Board, since: datetime, effect: Mapping[str, Any]) -> Hidden:
    order = board.orders.get(board.bound.get(effect["team"], ""))
    seen = say("control.not_under_way")
    if order is not None and order.status is OrderStatus.EN_ROUTE:
        seen = say("control.expected", at=_clock(board, order.expected_at))
    return Hidden(since, say("control.held_up", team=effect["team"], seconds=effect["seconds"]), seen)


def _scene(board: Board, since: datetime, effect: Mapping[str, Any]) -> Hidden:
    place = LatLon(*effect["position"])
    near = [camera.id for camera in board.district.cameras.values() if distance_m(camera.position, place) <= NEAR_M]
    seen = say("control.cameras", cameras=", ".join(sorted(near))) if near else say("control.no_camera")
    told = {lang: [f"{_shown(name, lang)} {value:g}" for name, value in sorted(effect["show"].items())]
            for lang in LANGUAGES}  # fmt: skip
    shows = Text(", ".join(told["en"]), "，".join(told["zh"]))
    return Hidden(since, say("control.scene", place=_nearest_name(board, place), shows=shows), seen)


def _shown(name: str, lang: str) -> str:
    return say(f"control.shows.{name}").get(lang)


def _camera(_board: Board, since: datetime, effect: Mapping[str, Any]) -> Hidden:
    return Hidden(since, say("control.camera_lost", camera=effect["camera"]), say("control.tile_says"))


def _nearest_name(board: Board, place: LatLon) -> Text | str:
    """The named place a scene was set at."""
    named = min(board.district.places.values(), key=lambda known: distance_m(known[1], place), default=None)
    return named[0] if named is not None else ""


def _clock(board: Board, moment: datetime) -> str:
    return board.district.local(moment).strftime("%H:%M:%S")
