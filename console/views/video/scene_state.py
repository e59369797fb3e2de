"""What a drawn camera sees: everything its picture depends on besides the camera and the moment."""

from __future__ import annotations

from dataclasses import dataclass

from console.model.places import TeamKind
from console.model.scene import Scene

SCENES = ("street", "crossing", "mall", "canal", "underpass", "compound", "plaza")
VEHICLES = ("fire", "medical", "police", "patrol", "engineering", "car")

Vehicle = tuple[str, float, float]
"""(one of ``VEHICLES``, share of its way it has come 0 to 1, heading in degrees: 0 towards us, 180 away)."""

_VEHICLE_OF = {
    TeamKind.FIRE: "fire",
    TeamKind.MEDICAL: "medical",
    TeamKind.TRAFFIC: "police",
    TeamKind.ENGINEERING: "engineering",
    TeamKind.URBAN_WORKS: "engineering",
}


@dataclass(frozen=True, slots=True)
class SceneState:
    """One scene at one moment. Shares run from 0 to 1; ``hour`` is local time of day 0 to 24."""

    scene: str = "street"
    hour: float = 14.0
    smoke: float = 0.0
    flames: float = 0.0
    water_cm: float = 0.0
    crowd: float = 0.15
    vehicles: tuple[Vehicle, ...] = ()
    rain: float = 0.0
    frozen: bool = False
    lost: bool = False

    def __post_init__(self) -> None:
        if self.scene not in SCENES:
            raise ValueError(f"unknown scene {self.scene!r}; expected one of {', '.join(SCENES)}")
        unknown = [kind for kind, _share, _heading in self.vehicles if kind not in VEHICLES]
        if unknown:
            raise ValueError(f"unknown vehicle {unknown[0]!r}; expected one of {', '.join(VEHICLES)}")

    @property
    def daylight(self) -> float:
        """0 at night, 1 by day, between them at dawn and dusk."""
        rise = min(max((self.hour - 5.3) / 1.8, 0.0), 1.0)
        fall = min(max((19.3 - self.hour) / 1.8, 0.0), 1.0)
        return min(rise, fall)


def state_of(scene: Scene) -> SceneState:
    """The state to draw for what a simulated camera sees; teams without a marked vehicle come in a patrol cart."""
    vehicles = tuple((_VEHICLE_OF.get(TeamKind(kind), "patrol"), share, 0.0) for kind, share in scene.vehicles)
    return SceneState(
        scene=scene.kind,
        hour=scene.hour,
        smoke=scene.smoke,
        flames=scene.flames,
        water_cm=scene.water_cm,
        crowd=scene.crowd,
        vehicles=vehicles,
        rain=scene.rain,
        frozen=scene.frozen_for_s > 0,
        lost=scene.lost,
    )
