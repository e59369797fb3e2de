"""What the centre's posture changes now, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from console.board.board import Board
from console.board.roster import on_duty, road_of
from console.model.words import Posture
from console.phrase import Phrase, say


def posture_changes(board: Board, now: datetime) -> tuple[Phrase, ...]:
    """What the emergency posture changes; nothing while the posture is ROUTINE."""
    return tuple(_changes(board, now)) if board.posture is Posture.EMERGENCY else ()


def _changes(board: Board, now: datetime) -> Iterator[Phrase]:
    rules, teams = board.district.duty.emergency, board.district.teams.values()
    callable_ = sum(t.kind.value in rules.call_in_s and not on_duty(board, t, now) for t in teams)
    if callable_:
        yield say("posture.callable", count=callable_)
    patrols = sum(bool(road_of(board, t, now)) and on_duty(board, t, now) for t in teams)
    if rules.patrols_stand_by and patrols:
        yield say("posture.stand_by", count=patrols)
    if rules.sensor_share < 1:
        yield say("posture.sensors", percent=round(100 * rules.sensor_share))
