"""Pictures of the windows at one moment of a drill."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from console.app.display import draw_unseen, has_display
from console.app.drills import open_drill
from console.app.wiring import load_ground
from console.drill.forms import seconds_of
from console.errors import BadInput
from console.phrase import LANGUAGES

if TYPE_CHECKING:
    from console.views.photograph import Shot

SMALLEST, LARGEST = (1024, 600), (7680, 4320)


def take(
    view: str, name: str, at: str, lang: str, size: str, out: Path, seed: int, district: Path | None = None
) -> str:
    """Take one picture; the path written. :class:`BadInput` for a wrong view, time, language or size."""
    if not has_display():
        draw_unseen()
    from console.views.photograph import PICTURES, VIEWS, Shot

    if lang not in LANGUAGES:
        raise BadInput(f"--lang: expected {' or '.join(LANGUAGES)}, not {lang!r}")
    if view not in VIEWS:
        raise BadInput(f"VIEW: expected one of {', '.join(VIEWS)}, not {view!r}")
    if out.suffix.lower() not in PICTURES:
        raise BadInput(f"--out: expected a name ending in {' or '.join(PICTURES)}, not {out.name!r}")
    return str(take_all([Shot(view, lang, out)], name, at, _size(size), seed, district)[0])


def _size(text: str) -> tuple[int, int]:
    parts = text.lower().split("x")
    if len(parts) != 2 or not all(re.fullmatch(r"[0-9]{1,6}", part) for part in parts):
        raise BadInput(f"--size: expected WIDTHxHEIGHT, as in 1920x1080, not {text!r}")
    width, height = int(parts[0]), int(parts[1])
    if not (SMALLEST[0] <= width <= LARGEST[0] and SMALLEST[1] <= height <= LARGEST[1]):
        raise BadInput(f"--size: expected {SMALLEST[0]}x{SMALLEST[1]} to {LARGEST[0]}x{LARGEST[1]}, not {text}")
    return width, height


def take_all(
    shots: Sequence[Shot], name: str, at: str, size: tuple[int, int], seed: int, district: Path | None = None
) -> list[Path]:
    """Play ``name`` with the automatic officer to ``at`` and take every shot of that one moment.

    Without a display :func:`console.app.display.draw_unseen` comes first, before anything of Qt is loaded.
    """
    try:
        until = seconds_of(at)
    except ValueError as error:
        raise BadInput(f"--at: {error}") from error
    drill = open_drill(load_ground(district), name, seed, ":memory:", officer=True, cameras=True)
    if until > drill.scenario.duration_s:
        raise BadInput(f"--at: the drill ends after {drill.scenario.duration_s} s")
    while drill.elapsed_s < until:
        drill.tick()
    from console.views.photograph import photograph

    return photograph(drill, shots, size)
