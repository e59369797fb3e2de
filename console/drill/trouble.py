"""What the injects played so far have done to the simulated world: read from the board, never remembered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from console.board.board import Board
from console.geo import LatLon, distance_m
from console.model.events import DrillInjected
from console.model.incident import Order
from console.model.scenario import InjectKind

SCENE_REACH_M = 220.0


class Trouble:
    """The effects in force. Build it anew from the board at every step: it is cheap."""

    def __init__(self, board: Board) -> None:
        self._effects: list[tuple[datetime, InjectKind, dict[str, Any]]] = []
        self._board = board
        for recorded in board.injects.values():
            event = recorded.event
            assert isinstance(event, DrillInjected)
            effect = dict(event.effect)
            self._effects.append((recorded.at, InjectKind(effect.pop("kind")), effect))

    def _of(self, kind: InjectKind) -> Iterator[tuple[datetime, dict[str, Any]]]:
        return ((at, effect) for at, known, effect in self._effects if known is kind)

    def silent_since(self) -> dict[str, datetime]:
        """Teams that stopped answering, and since when."""
        return {effect["team"]: at for at, effect in self._of(InjectKind.SILENT)}

    def is_silent(self, team: str, now: datetime) -> bool:
        """Whether ``team`` answers nobody at ``now``."""
        since = self.silent_since().get(team)
        return since is not None and since <= now

    def declines(self, order: Order) -> str:
        """The reason ``order`` is declined for: the team's first order after the inject; empty when it is not."""
        for at, effect in self._of(InjectKind.DECLINE):
            if effect["team"] == order.team and order.issued_at >= at:
                later = [o for o in self._board.orders.values() if o.team == order.team and o.issued_at >= at]
                first = min(later, key=lambda o: (o.issued_at, o.id))
                if first.id == order.id:
                    return str(effect["reason"])
        return ""

    def held_up(self, order: Order) -> int:
        """Seconds ``order``'s drive is held up; 0 when it is not."""
        mine = (effect for _, effect in self._of(InjectKind.LATE) if effect["team"] == order.team)
        return sum(int(effect["seconds"]) for effect in mine)

    def lost_cameras(self) -> set[str]:
        """Cameras without a picture."""
        return {effect["camera"] for _, effect in self._of(InjectKind.CAMERA_LOST)}

    def seen_at(self, place: LatLon) -> dict[str, float]:
        """What a camera at ``place`` sees of the scenes near it: the latest value of each, fading with distance."""
        seen: dict[str, float] = {}
        for _, effect in self._of(InjectKind.SCENE):
            gap = distance_m(place, LatLon(*effect["position"]))
            if gap <= SCENE_REACH_M:
                nearness = 1 - gap / SCENE_REACH_M / 2
                seen.update({k: float(v) * nearness for k, v in effect["show"].items()})
        return seen
