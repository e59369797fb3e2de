"""What the controller of a drill sees and the officers do not: the script's course, and what is true in the field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from console.board.board import Board
from console.drill.drill import Drill
from console.drill.injects import Taken, condition_met, taken
from console.drill.trouble import SCENE_REACH_M, Trouble
from console.drill.world import World
from console.geo import LatLon, distance_m
from console.model.events import DrillInjected
from console.model.scenario import GROWING, Inject, InjectKind, Scenario
from console.model.words import OrderStatus
from console.phrase import LANGUAGES, Phrase, Text, say


@dataclass(frozen=True, slots=True)
class Line:
    """One inject of the script: when it was played, else when its time comes (``None``: not known yet, or never)."""

    inject: Inject
    played_at: datetime | None
    due_at: datetime | None
    waits_for: Phrase
    left_out: bool = False  # it belongs to the side of a fork that is not played


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
    board, now, scenario = drill.session.board, drill.clock.now(), drill.scenario
    forks = {branch.id: taken(branch, scenario, board, now) for branch in scenario.branches}
    lines = tuple(_line(scenario, board, inject, forks) for inject in scenario.injects)
    hidden = [*_hidden(board), *_growing(scenario, board, now)]
    return Sight(now, lines, tuple(sorted(hidden, key=_since, reverse=True)), tuple(drill.refusals))


def _since(one: Hidden) -> datetime:
    return one.since


def _line(scenario: Scenario, board: Board, inject: Inject, forks: Mapping[str, Taken | None]) -> Line:
    recorded = board.injects.get(inject.id)
    played = recorded.at if recorded is not None else None
    fork, begins = None, scenario.start
    if inject.branch:
        fork = forks[inject.branch]
        begins = fork.at if fork is not None else scenario.start
    open_fork, other = inject.branch and fork is None, fork is not None and fork.side is not inject.side
    if inject.at_s is not None:
        due = None if open_fork or other else begins + timedelta(seconds=inject.at_s)
        waits = say("control.of_fork", fork=inject.branch) if inject.branch else say("control.at_its_time")
        return Line(inject, played, due, waits, other)
    if inject.after is None:
        return Line(inject, played, None, say("control.by_hand"))
    met = None if open_fork or other else condition_met(inject.after, scenario, board)
    due = met + timedelta(seconds=inject.after.delay_s) if met is not None else None
    waits = say("control.after", event=inject.after.kind, count=inject.after.count)
    return Line(inject, played, due, waits, other)


def _hidden(board: Board) -> Iterator[Hidden]:
    tellers = {
        InjectKind.SILENT: _silent, InjectKind.DECLINE: _declining, InjectKind.LATE: _late,
        InjectKind.SCENE: _scene, InjectKind.CAMERA_LOST: _camera, InjectKind.BREAKS_DOWN: _breaking_down,
        InjectKind.DEPOT_WRONG: _wrong_shelf, InjectKind.DEPARTMENT_LATE: _slow_unit,
        InjectKind.DATABASE_SLOW: _slow_store,
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
    near = [
        camera.id for camera in board.district.cameras.values() if distance_m(camera.position, place) <= SCENE_REACH_M
    ]
    seen = say("control.cameras", cameras=", ".join(sorted(near))) if near else say("control.no_camera")
    told = {lang: [f"{_shown(name, lang)} {value:g}" for name, value in sorted(effect["show"].items())]
            for lang in LANGUAGES}  # fmt: skip
    shows = Text(", ".join(told["en"]), "，".join(told["zh"]))
    return Hidden(since, say("control.scene", place=_nearest_name(board, place), shows=shows), seen)


def _shown(name: str, lang: str) -> str:
    return say(f"control.shows.{name}").get(lang)


def _camera(_board: Board, since: datetime, effect: Mapping[str, Any]) -> Hidden:
    return Hidden(since, say("control.camera_lost", camera=effect["camera"]), say("control.tile_says"))


def _breaking_down(board: Board, since: datetime, effect: Mapping[str, Any]) -> Hidden:
    stood = any(o.team == effect["team"] and o.end_reason == effect["reason"] for o in board.orders.values())
    seen = say("control.broke_down") if stood else say("control.not_yet")
    return Hidden(since, say("control.breaks_down", team=effect["team"], reason=effect["reason"]), seen)


def _wrong_shelf(board: Board, since: datetime, effect: Mapping[str, Any]) -> Hidden:
    depot, item, has = effect["depot"], effect["item"], effect["has"]
    known = Trouble(board).on_the_shelf(depot, item) is None
    seen = say("control.counted") if known else say("control.books_say", books=board.stock.get((depot, item), 0))
    return Hidden(since, say("control.wrong_shelf", depot=depot, item=item, has=has), seen)


def _slow_unit(_board: Board, since: datetime, effect: Mapping[str, Any]) -> Hidden:
    true = say("control.slow_unit", unit=effect["department"], minutes=round(int(effect["seconds"]) / 60))
    return Hidden(since, true, say("control.clock_says"))


def _slow_store(board: Board, since: datetime, effect: Mapping[str, Any]) -> Hidden:
    until = _clock(board, since + timedelta(seconds=effect["seconds"]))
    return Hidden(since, say("control.slow_store", late=effect["late_s"], until=until), say("control.bar_says"))


def _growing(scenario: Scenario, board: Board, now: datetime) -> Iterator[Hidden]:
    """How far everything that grows has come, beside when it was last told of."""
    world = World(scenario, board.district)
    for inject in scenario.injects:
        played = board.injects.get(inject.id)
        grown = world.grown(board, inject, now) if inject.kind in GROWING else None
        if grown is not None and played is not None:
            told = [row for rows in board.history.values() for row in rows if row.cause == inject.id and row.incident]
            seen = (
                say("control.told", count=len(told), at=_clock(board, told[-1].at)) if told else say("control.untold")
            )
            code = "control.over" if grown.over else f"control.grown.{inject.kind.value}"
            true = say(code, what=inject.note, level=_level(grown.level), peak=_level(grown.peak))
            yield Hidden(played.at, true, seen)


def _level(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _nearest_name(board: Board, place: LatLon) -> Text | str:
    """The named place a scene was set at."""
    named = min(board.district.places.values(), key=lambda known: distance_m(known[1], place), default=None)
    return named[0] if named is not None else ""


def _clock(board: Board, moment: datetime) -> str:
    return board.district.local(moment).strftime("%H:%M:%S")
