"""What a command asks of Python itself before anything else."""

from __future__ import annotations

import gc
import os

YOUNG, MIDDLE, OLD = 20_000, 20, 50


def begin_calmly() -> None:
    """Look for rings less often: a start makes half a million objects that stay, and no ring among them.

    At Python's usual pace a tenth of the time until the first window went into looking through them again and again.
    """
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is used; looking for some reads every package


def look_for_no_rings() -> None:
    """For what opens windows: until they have a collector of their own (``views/collecting.py``), nothing looks."""
    gc.disable()
