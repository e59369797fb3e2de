"""What the injects played so far have done to the simulated world: read from the board, never remembered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from console.board.board import Board
from console.geo import LatLon, distance_m
from console.model.events import DrillInjected, TeamOutOfService
from console.model.incident import Order
from console.model.scenario import InjectKind
from console.model.stock_events import StockCounted
from console.model.words import OrderStatus

SCENE_REACH_M = 220.0


class Trouble:
    """The effects in force. Build it anew when the board has grown."""

    def __init__(self, board: Board) -> None:
        self._effects: dict[InjectKind, list[tuple[datetime, dict[str, Any]]]] = {}
        self._board = board
        for recorded in board.injects.values():
            event = recorded.event
            assert isinstance(event, DrillInjected)
            effect = dict(event.effect)
            kind = InjectKind(effect.pop("kind"))
            self._effects.setdefault(kind, []).append((recorded.at, effect))

    def _of(self, kind: InjectKind) -> Iterator[tuple[datetime, dict[str, Any]]]:
        return iter(self._effects.get(kind, ()))

    def was_ever(self, kind: InjectKind) -> bool:
        """Whether an inject of ``kind`` was played."""
        return kind in self._effects

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

    def breaks_down(self, order: Order) -> str:
        """The reason ``order``'s vehicle breaks down for: its team's first drive after the inject; empty when not."""
        for at, effect in self._of(InjectKind.BREAKS_DOWN):
            if effect["team"] == order.team:
                begun = order.stamps.get(OrderStatus.EN_ROUTE)
                mine = (o for o in self._board.orders.values() if o.team == order.team and o.id != order.id)
                spent = any(o.end_reason == effect["reason"] and o.stamps[o.status] >= at for o in mine)
                if begun is not None and not spent:
                    return str(effect["reason"])
        return ""

    def broken_down(self) -> Iterator[tuple[str, str]]:
        """(team, reason) of vehicles that broke down and that nobody has taken out of service yet."""
        for at, effect in self._of(InjectKind.BREAKS_DOWN):
            team, reason = effect["team"], effect["reason"]
            stood = [
                o.stamps[OrderStatus.DECLINED] for o in self._board.orders.values()
                if o.team == team and o.end_reason == reason and o.stamps.get(OrderStatus.DECLINED, at) > at
            ]  # fmt: skip
            if stood and not any(
                isinstance(row.event, TeamOutOfService) and row.event.team == team and row.at >= stood[0]
                for row in self._board.history.get(None, ())
            ):
                yield team, reason

    def on_the_shelf(self, depot: str, item: str) -> int | None:
        """How much really lies there, when the script says the books are wrong and nobody has found out yet."""
        for at, effect in self._of(InjectKind.DEPOT_WRONG):
            if (effect["depot"], effect["item"]) == (depot, item):
                found = any(
                    isinstance(row.event, StockCounted) and row.event.owner == depot and row.event.item == item
                    and row.at >= at for row in self._board.history.get(None, ())
                )  # fmt: skip
                return None if found else int(effect["has"])
        return None

    def late_s(self, unit: str) -> int:
        """Seconds by which a department or post takes longer for everything."""
        return sum(int(e["seconds"]) for _, e in self._of(InjectKind.DEPARTMENT_LATE) if e["department"] == unit)

    def inspections(self) -> Iterator[tuple[datetime, dict[str, Any]]]:
        """What checks of incidents will find, and since when; the incident by the inject that reported it."""
        return self._of(InjectKind.INSPECTION)

    def asked(self) -> Iterator[tuple[datetime, dict[str, Any]]]:
        """What messages asked of the officers, and when."""
        return ((at, effect["asks"]) for at, effect in self._of(InjectKind.MESSAGE) if effect.get("asks"))

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
