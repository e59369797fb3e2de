"""Chance that can be asked again: the same seed, order and question always give the same answer."""

from __future__ import annotations

import random
from functools import lru_cache

from console.model.scenario import Span


@lru_cache(maxsize=8192)
def draw(seed: int, about: str, span: Span) -> float:
    """An even draw from ``span`` for ``about``; independent of what was drawn before."""
    return random.Random(f"{seed}/{about}").uniform(*span)
