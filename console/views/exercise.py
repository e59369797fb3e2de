"""What the windows need of a drill, whoever plays it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from console.model.incident import Signal
from console.model.lead import Lead
from console.model.scene import Scene


class Exercise(Protocol):
    """What the windows need of a drill. ``officer_on`` says whether the automatic officer works; it may be set.

    ``is_shared``: other seats write into its journal as well.
    """

    officer_on: bool
    is_shared: bool

    @property
    def lead(self) -> Lead | None:
        """How another seat leads it; ``None`` where this one does."""
        ...

    @property
    def stands(self) -> bool:
        """Whether time stands because nobody leads it."""
        ...

    @property
    def finished(self) -> bool:
        """Whether nothing more is to come."""
        ...

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def elapsed_s(self) -> int:
        """Seconds of drill time since it began."""
        ...

    def tick(self) -> object:
        """Let one second of drill time pass through the desk."""

    def by_hand(self) -> Sequence[str]:
        """The injects that only the controller plays."""
        ...

    def play_by_hand(self, inject: str) -> object:
        """Play one of them now; ``KeyError`` when it is none of them."""

    def signals(self) -> Mapping[str, Signal]:
        """Where the simulated teams were last heard."""

    def scene_of(self, camera: str) -> Scene:
        """What a simulated camera sees; ``KeyError`` before it saw anything."""
        ...
