"""Assessment by points: which share of cases earns how much is data (``resources/assessment.yaml``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from console.district.settings import load_settings
from console.journal.figures import Figure
from console.journal.people_figures import OfficerFigure, TeamFigure
from console.phrase import Text

CaseMeasure = Literal[
    "closed", "on_time", "returned", "reopened", "repeated", "supervised", "dissatisfied", "mean_score"
]
TeamMeasure = Literal["acknowledged_in_time", "declined", "lapsed", "punctual"]
OfficerMeasure = Literal["accepted_in_time", "came_back"]
Judged = Figure | TeamFigure | OfficerFigure


class _Name(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    en: Annotated[str, Field(min_length=1)]
    zh: str = ""


class _Criterion(BaseModel):
    """One line: full ``points`` from ``full_at`` on, none from ``none_at`` on, in between in proportion."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Name
    measure: str
    points: Annotated[float, Field(gt=0, le=1000)]
    full_at: Annotated[float, Field(ge=0, le=5)]
    none_at: Annotated[float, Field(ge=0, le=5)]

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.full_at == self.none_at:
            raise ValueError("full_at and none_at must differ")
        return self

    @property
    def title(self) -> Text:
        """Its name in both languages."""
        return Text(self.name.en, self.name.zh)

    def earned(self, figure: Judged) -> float | None:
        """The points ``figure`` earns; ``None`` when it has no case to judge by."""
        value = _MEASURES[self.measure](figure)
        if value is None:
            return None
        share = (value - self.none_at) / (self.full_at - self.none_at)
        return self.points * min(1.0, max(0.0, share))


class Criterion(_Criterion):
    """Of units and grids, by their cases."""

    measure: CaseMeasure


class TeamCriterion(_Criterion):
    """Of teams, by their orders."""

    measure: TeamMeasure


class OfficerCriterion(_Criterion):
    """Of officers, by what they decided."""

    measure: OfficerMeasure


class Scheme(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fewest_cases: Annotated[int, Field(ge=1)] = 10
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=20)]
    teams: Annotated[tuple[TeamCriterion, ...], Field(min_length=1, max_length=20)]
    officers: Annotated[tuple[OfficerCriterion, ...], Field(min_length=1, max_length=20)]

    def criteria_of(self, subject: str) -> Sequence[Criterion | TeamCriterion | OfficerCriterion]:
        """The criteria for ``teams``, ``officers``, or cases told apart by anything else."""
        if subject == "teams":
            return self.teams
        return self.officers if subject == "officers" else self.criteria


@dataclass(frozen=True, slots=True)
class Score:
    """The points of one unit, grid, team or officer by criterion, and the total out of 100.

    The total is over what could be judged; ``None`` with fewer cases than the scheme asks for.
    """

    figure: Judged
    earned: tuple[float | None, ...]
    total: float | None


def load_scheme(path: Path) -> Scheme:
    """The scheme in ``path``; :class:`console.errors.BadInput` names the field that is wrong."""
    return load_settings(path, Scheme)


def counted(figure: Judged) -> int:
    """By how many cases, orders or decisions it is judged."""
    match figure:
        case TeamFigure():
            return figure.orders
        case OfficerFigure():
            return figure.accepted + figure.closed
    return figure.reported


def ranked(figures: Sequence[Judged], scheme: Scheme, subject: str = "") -> list[Score]:
    """Everybody's score, the best first, those with too few cases last; cases given to nobody are left out."""
    criteria = scheme.criteria_of(subject)
    scores = [_score(figure, criteria, scheme.fewest_cases) for figure in figures if figure.value]
    return sorted(scores, key=_best_first)


def _score(figure: Judged, criteria: Sequence[_Criterion], fewest: int) -> Score:
    earned = tuple(criterion.earned(figure) for criterion in criteria)
    possible = sum(c.points for c, points in zip(criteria, earned, strict=True) if points is not None)
    enough = counted(figure) >= fewest and possible > 0
    total = 100 * sum(points for points in earned if points is not None) / possible if enough else None
    return Score(figure, earned, total)


def _best_first(score: Score) -> tuple[bool, float, str]:
    return score.total is None, -(score.total or 0.0), score.figure.value


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


_MEASURES: Mapping[str, Callable[[Any], float | None]] = {
    "closed": lambda f: _share(f.closed, f.reported - f.merged - f.rejected),
    "on_time": lambda f: f.on_time_share,
    "returned": lambda f: _share(f.returned, f.reported - f.merged - f.rejected),
    "reopened": lambda f: _share(f.reopened, f.closed),
    "repeated": lambda f: _share(f.merged, f.reported),
    "supervised": lambda f: _share(f.supervised, f.reported - f.merged - f.rejected),
    "dissatisfied": lambda f: _share(f.dissatisfied, f.scored),
    "mean_score": lambda f: f.mean_score,
    "acknowledged_in_time": lambda f: _share(f.in_time, f.orders),
    "declined": lambda f: _share(f.declined, f.orders),
    "lapsed": lambda f: _share(f.lapsed, f.orders),
    "punctual": lambda f: _share(f.punctual, f.arrived),
    "accepted_in_time": lambda f: _share(f.in_time, f.emergencies),
    "came_back": lambda f: _share(f.came_back, f.closed),
}
