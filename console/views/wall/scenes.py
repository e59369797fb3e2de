"""The scenes of the wall and which one is shown: by turns, an emergency before all, a held one until it is let go."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from console.district.settings import load_settings


class Scene(StrEnum):
    """What the wall can show."""

    SITUATION = "situation"
    FOCUS = "focus"
    VIDEO = "video"
    FIGURES = "figures"
    DRILL = "drill"


class WallRules(BaseModel):
    """``wall.yaml``: which scenes take turns, for how many seconds each, and how many cameras Video has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)] = (Scene.SITUATION, Scene.FIGURES, Scene.VIDEO)
    seconds: Annotated[int, Field(ge=3, le=3600)] = 20
    cameras: Annotated[int, Field(ge=1, le=16)] = 4


def load_wall_rules(path: Path) -> WallRules:
    """The rules in ``path``; :class:`console.errors.BadInput` names the field that is wrong."""
    return load_settings(path, WallRules)


class Rotation:
    """Pure: what is shown follows from the seconds, the emergencies and what is held."""

    def __init__(self, rules: WallRules, *, drill: bool) -> None:
        self._seconds = rules.seconds
        self._scenes = [
            s for s in dict.fromkeys(rules.scenes) if s is not Scene.FOCUS and (drill or s is not Scene.DRILL)
        ]
        if drill and Scene.DRILL not in self._scenes:
            self._scenes.append(Scene.DRILL)
        self._scenes = self._scenes or [Scene.SITUATION]

    @property
    def scenes(self) -> Sequence[Scene]:
        """Those that take turns while nothing is an emergency."""
        return self._scenes

    def shown(self, second: int, emergencies: Sequence[int]) -> tuple[Scene, int | None]:
        """The scene at ``second`` and, for Focus, the incident: emergencies take turns among themselves."""
        turn = second // self._seconds
        if emergencies:
            return Scene.FOCUS, emergencies[turn % len(emergencies)]
        return self._scenes[turn % len(self._scenes)], None
