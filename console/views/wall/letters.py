"""How large letters on the wall must be: at least 0.00465 of the viewing distance (UX, Wall)."""

from __future__ import annotations

LEAST_SHARE = 0.00465
USUAL_WALL_WIDTH_M = 3.6
"""Width of a wall of 165 inches diagonal; a setting where it differs."""


def least_letter_px(distance_m: float, screen_px: int, wall_width_m: float = USUAL_WALL_WIDTH_M) -> float:
    """The least height of a letter in pixels, for a screen ``screen_px`` wide on a wall that wide."""
    return LEAST_SHARE * distance_m * screen_px / wall_width_m


def wall_scale(distance_m: float, screen_px: int, wall_width_m: float = USUAL_WALL_WIDTH_M) -> float:
    """What type sizes are multiplied by, so that the smallest words on the wall (14 px at 1) are large enough.

    A capital is about 0.73 of its type size high. Never below 1, and not above what 1920 pixels have room for.
    """
    wanted = least_letter_px(distance_m, screen_px, wall_width_m) / 0.73 / 14
    return max(1.0, min(wanted, 2.4 * screen_px / 1920))
