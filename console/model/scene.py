"""What a simulated camera sees: a picture's contents, without a picture."""

from __future__ import annotations

from console.frozen import frozen


@frozen
class Scene:
    """The state of the place in front of one camera. Shares are 0 to 1."""

    camera: str
    kind: str  # street, crossing, mall, canal, underpass, compound, plaza
    hour: float  # local time of day in hours
    smoke: float = 0.0
    flames: float = 0.0
    water_cm: float = 0.0
    crowd: float = 0.0
    rain: float = 0.0
    vehicles: tuple[tuple[str, float], ...] = ()  # team kind and how far into the picture it has come
    lost: bool = False
    frozen_for_s: float = 0.0
