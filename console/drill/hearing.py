"""What is heard from the simulated teams: their last words, every few seconds, worked out only where something changed.

What is kept between two seconds would be found again from the journal, so that a killed drill goes on the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from console.board.board import Board
from console.drill.motion import Motion
from console.geo import LatLon, bearing_deg, distance_m
from console.model.duty import Turn, turn_at
from console.model.incident import Order, Signal
from console.model.places import District, Team
from console.model.words import OrderStatus, Posture

HEARD_EVERY_S = 5
HEADING_OVER = timedelta(seconds=2)


class _About(NamedTuple):
    """Everything a team's signal follows from, besides what never changes."""

    heard: datetime
    turns: tuple[Turn, ...]
    posture: Posture
    posture_since: datetime | None
    away: bool  # bound by an order, or coming back from one
    moved: tuple[Order, ...]  # orders that made it move, as issued
    places: tuple[LatLon | None, ...]  # where they lead


class Hearing:
    """The last word from every team of one district."""

    def __init__(self, district: District, motion: Motion) -> None:
        self._district = district
        self._motion = motion
        self._as_of: tuple[object, ...] = ()
        self._said: dict[str, Signal] = {}
        self._known: dict[str, tuple[_About, Signal | None]] = {}
        self._moved_as_of: tuple[object, ...] = ()
        self._moved: dict[str, tuple[Order, ...]] = {}

    def signals(self, board: Board, now: datetime, silent_since: Mapping[str, datetime]) -> dict[str, Signal]:
        """The last word from every team on duty or bound, as of ``now``; a silent one's is from before.

        The answer is shared with the next second: do not change it.
        """
        usual = _heard(now)
        as_of = (board, board.seq, board.hash, usual, dict(silent_since))
        if as_of == self._as_of:
            return self._said
        moved, said = self._moved_by(board), {}
        clocks = {usual: board.district.local(usual).time()}
        for team in self._district.teams.values():
            heard = usual
            if team.id in silent_since:
                heard = min(heard, _heard(silent_since[team.id]))
            if heard not in clocks:
                clocks[heard] = board.district.local(heard).time()
            signal = self._last_word(board, team, heard, moved.get(team.id, ()), team.shift.covers(clocks[heard]))
            if signal is not None:
                said[team.id] = signal
        self._as_of, self._said = as_of, said
        return said

    def _moved_by(self, board: Board) -> dict[str, tuple[Order, ...]]:
        as_of = (board, board.seq, board.hash)
        if as_of != self._moved_as_of:
            found: dict[str, list[Order]] = {}
            for order in board.orders.values():
                if OrderStatus.EN_ROUTE in order.stamps:
                    found.setdefault(order.team, []).append(order)
            self._moved = {team: tuple(orders) for team, orders in found.items()}
            self._moved_as_of = as_of
        return self._moved

    def _last_word(
        self, board: Board, team: Team, heard: datetime, moved: tuple[Order, ...], usual_shift: bool
    ) -> Signal | None:
        turns = board.roster.get(team.id, ())
        away = team.id in board.bound or team.id in board.returning
        places = tuple(board.incidents[order.incident].position for order in moved)
        about = _About(heard, turns, board.posture, board.posture_since, away, moved, places)
        known = self._known.get(team.id)
        if known is not None and known[0] == about:
            return known[1]
        turn = turn_at(turns, heard)
        there = away or (usual_shift if turn is None else turn.on_duty)
        signal = self._signal(board, team, moved, heard) if there else None
        self._known[team.id] = (about, signal)
        return signal

    def _signal(self, board: Board, team: Team, moved: tuple[Order, ...], heard: datetime) -> Signal:
        here = self._motion.position(board, team, moved, heard)
        before = self._motion.position(board, team, moved, heard - HEADING_OVER)
        if before == here:
            return Signal(team.id, here, heard)
        gone_m = distance_m(before, here)
        heading = bearing_deg(before, here) if gone_m > 0.5 else None
        return Signal(team.id, here, heard, heading, gone_m / HEADING_OVER.total_seconds() * 3.6)


def next_heard(now: datetime) -> datetime:
    """When the teams are next heard: until then, and without an event, their last words stay as they are."""
    return _heard(now) + timedelta(seconds=HEARD_EVERY_S)


def _heard(now: datetime) -> datetime:
    return now.replace(microsecond=0) - timedelta(seconds=now.second % HEARD_EVERY_S)
