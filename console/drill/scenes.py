"""What the simulated cameras see: the script's scene, the vehicles that came, and the hour."""

from __future__ import annotations

from datetime import datetime

from console.board.board import Board
from console.drill.trouble import Trouble
from console.drill.world import World
from console.geo import distance_m
from console.model.places import Camera, District
from console.model.scene import Scene
from console.model.words import OrderStatus

IN_PICTURE_M = 130.0
SIMULATED = "simulated:"


def scene_of(
    district: District, board: Board, camera: Camera, now: datetime, trouble: Trouble, world: World | None = None
) -> Scene:
    """The scene in front of ``camera`` at ``now``; without a ``world`` nothing in it grows."""
    local = district.local(now)
    seen = trouble.seen_at(camera.position)
    if world is not None:
        seen |= world.seen_at(board, camera.position, now)
    return Scene(
        camera=camera.id,
        kind=camera.source.removeprefix(SIMULATED),
        hour=local.hour + local.minute / 60 + local.second / 3600,
        smoke=min(1.0, seen.get("smoke", 0.0)),
        flames=min(1.0, seen.get("flames", 0.0)),
        water_cm=seen.get("water_cm", 0.0),
        crowd=min(1.0, seen.get("crowd", 0.0)),
        rain=min(1.0, seen.get("rain", 0.0)),
        vehicles=_vehicles(district, board, camera),
        lost=camera.id in trouble.lost_cameras(),
    )


def _vehicles(district: District, board: Board, camera: Camera) -> tuple[tuple[str, float], ...]:
    """Teams within the picture: their kind and how near they have come."""
    found = []
    for team, order in sorted(board.bound.items()):
        signal = board.signals.get(team)
        if signal is None or board.orders[order].status not in (OrderStatus.EN_ROUTE, OrderStatus.ON_SCENE):
            continue
        gap = distance_m(signal.position, camera.position)
        if gap <= IN_PICTURE_M:
            found.append((district.teams[team].kind.value, round(1 - gap / IN_PICTURE_M, 2)))
    return tuple(found)
