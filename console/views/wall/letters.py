"""How large letters on the wall must be: at least 0.00465 of the viewing distance (UX, Wall)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from console.errors import BadInput

LEAST_SHARE = 0.00465
USUAL_DIAGONAL_M = 165 * 0.0254
"""Of a wall whose width nobody named: 165 inches, whatever its shape."""
SMALLEST_PX, CAPITAL = 14, 0.73
"""The smallest type on the wall at scale 1, and how much of its size a capital is high."""
MOST = 2.4
"""What a screen 1920 pixels wide has room for."""


@dataclass(frozen=True, slots=True)
class Viewing:
    """From how far a wall is looked at, and how wide it is; ``None``: as wide as the usual one of its shape."""

    distance_m: float = 8.0
    width_m: float | None = None

    def __post_init__(self) -> None:
        """Refuse with :class:`BadInput` a viewing distance or a width that no wall has."""
        if not 1 <= self.distance_m <= 100:
            raise BadInput(f"--distance: expected 1 to 100 metres, not {self.distance_m:g}")
        if self.width_m is not None and not 0.3 <= self.width_m <= 50:
            raise BadInput(f"--width: expected 0.3 to 50 metres, not {self.width_m:g}")

    def metres_per_px(self, wide_px: int, high_px: int) -> float:
        """The size of one pixel on the wall."""
        if self.width_m is not None:
            return self.width_m / max(1, wide_px)
        return USUAL_DIAGONAL_M / max(1.0, math.hypot(wide_px, high_px))

    def least_letter_px(self, wide_px: int, high_px: int) -> float:
        """The least height of a letter in pixels."""
        return LEAST_SHARE * self.distance_m / self.metres_per_px(wide_px, high_px)

    def scale(self, wide_px: int, high_px: int) -> float:
        """What type sizes are multiplied by, so that the smallest words on the wall are large enough.

        Never below 1, and not above what the wall has room for: see :meth:`readable_m`.
        """
        wanted = self.least_letter_px(wide_px, high_px) / CAPITAL / SMALLEST_PX
        return max(1.0, min(wanted, MOST * wide_px / 1920))

    def readable_m(self, wide_px: int, high_px: int) -> float:
        """From how far the smallest words can be read as they are shown."""
        shown = self.scale(wide_px, high_px) * SMALLEST_PX * CAPITAL
        return shown * self.metres_per_px(wide_px, high_px) / LEAST_SHARE
