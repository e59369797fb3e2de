"""Assessment by points: which share of cases earns how much is data (``resources/assessment.yaml``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from console.district.settings import load_settings
from console.journal.figures import Figure
from console.phrase import Text

Measure = Literal["closed", "on_time", "returned", "supervised", "dissatisfied", "mean_score"]


class _Name(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    en: Annotated[str, Field(min_length=1)]
    zh: str = ""


class Criterion(BaseModel):
    """One line: full ``points`` from ``full_at`` on, none from ``none_at`` on, in between in proportion."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Name
    measure: Measure
    points: Annotated[float, Field(gt=0, le=1000)]
    full_at: Annotated[float, Field(ge=0, le=5)]
    none_at: Annotated[float, Field(ge=0, le=5)]

    @model_validator(mode="after")
    def _apart(self) -> Criterion:
        if self.full_at == self.none_at:
            raise ValueError("full_at and none_at must differ")
        return self

    @property
    def title(self) -> Text:
        """Its name in both languages."""
        return Text(self.name.en, self.name.zh)

    def earned(self, figure: Figure) -> float | None:
        """The points ``figure`` earns; ``None`` when it has no case to judge by."""
        value = _MEASURES[self.measure](figure)
        if value is None:
            return None
        share = (value - self.none_at) / (self.full_at - self.none_at)
        return self.points * min(1.0, max(0.0, share))


class Scheme(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fewest_cases: Annotated[int, Field(ge=1)] = 10
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=20)]


@dataclass(frozen=True, slots=True)
class Score:
    """One unit's or grid's points by criterion, and its total out of 100 over those that could be judged.

    ``total`` is ``None`` with fewer cases than the scheme asks for.
    """

    figure: Figure
    earned: tuple[float | None, ...]
    total: float | None


def load_scheme(path: Path) -> Scheme:
    """The scheme in ``path``; :class:`console.errors.BadInput` names the field that is wrong."""
    return load_settings(path, Scheme)


def ranked(figures: list[Figure], scheme: Scheme) -> list[Score]:
    """Everybody's score, the best first, those with too few cases last; cases given to nobody are left out."""
    scores = [_score(figure, scheme) for figure in figures if figure.value]
    return sorted(scores, key=_best_first)


def _score(figure: Figure, scheme: Scheme) -> Score:
    earned = tuple(criterion.earned(figure) for criterion in scheme.criteria)
    possible = sum(c.points for c, points in zip(scheme.criteria, earned, strict=True) if points is not None)
    enough = figure.reported >= scheme.fewest_cases and possible > 0
    total = 100 * sum(points for points in earned if points is not None) / possible if enough else None
    return Score(figure, earned, total)


def _best_first(score: Score) -> tuple[bool, float, str]:
    return score.total is None, -(score.total or 0.0), score.figure.value


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


_MEASURES: Mapping[str, Callable[[Figure], float | None]] = {
    "closed": lambda f: _share(f.closed, f.reported - f.merged - f.rejected),
    "on_time": lambda f: f.on_time_share,
    "returned": lambda f: _share(f.returned, f.reported - f.merged - f.rejected),
    "supervised": lambda f: _share(f.supervised, f.reported - f.merged - f.rejected),
    "dissatisfied": lambda f: _share(f.dissatisfied, f.scored),
    "mean_score": lambda f: f.mean_score,
}
