"""The page of a sweep's figures: one HTML file per language that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from console.analysis.sweep.intervals import Share
from console.analysis.sweep.tables import OK, changes, shares, wanted
from console.board.timeline import known_or
from console.model.places import District
from console.model.words import Mark
from console.phrase import Phrase, Text, say

MOST_GRIDS, MOST_FAILED = 15, 20
COMPARED = ("travel", "roster", "plans", "scenario")
_LEFT, _WIDTH, _HIGH, _TOP = 44.0, 940.0, 92.0, 10.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour of a drawing: where, how high, from where to where its interval runs, in drawing units."""

    x: float
    y: float
    low_y: float
    high_y: float
    label: str
    share: Share


def bars(found: Mapping[tuple[str, Any, str], Share], mark: Mark) -> list[Bar]:
    """The share met by the hour of the day, 0 to 23."""
    step = _WIDTH / 24
    return [
        Bar(
            round(_LEFT + step * (hour + 0.5), 1), _y(s.share or 0.0), _y(s.low), _y(s.high), f"{hour:02d}", s
        )
        for (aspect, hour, name), s in found.items() if aspect == "hour" and name == mark.value
    ]  # fmt: skip


def _y(share: float) -> float:
    return round(_TOP + _HIGH * (1 - share), 1)


def render(
    rows: Sequence[Mapping[str, Any]],
    asked: Mapping[str, Any],
    district: District,
    plans: Mapping[str, Text],
    lang: str,
) -> str:
    """The page in ``lang`` (``en`` or ``zh``); ``asked`` is what was pinned at the start, ``plans`` titles by id."""
    found = shares(rows)
    failed = [row for row in rows if row["status"] != OK]
    return _template().render(
        lang=lang,
        w=_Words(lang, district, plans),
        district=district,
        asked=asked,
        nights=len(rows),
        failed=failed[:MOST_FAILED],
        failures=len(failed),
        emergencies=sum(row.get("emergencies", 0) for row in rows),
        marks=tuple(Mark),
        total={mark: found.get(("all", "", mark.value), Share(0, 0)) for mark in Mark},
        bars={mark: bars(found, mark) for mark in Mark},
        y=_y,
        by_plan=_by(found, "plan"),
        by_grid=_worst(_by(found, "grid")),
        grids=len(_by(found, "grid")),
        by_aspect={aspect: _by(found, aspect) for aspect in COMPARED if len(_by(found, aspect)) > 1},
        changes={aspect: list(changes(rows, aspect)) for aspect in COMPARED},
        wanted=wanted(rows, district),
    )


By = dict[Any, dict[str, Share]]


def _by(found: Mapping[tuple[str, Any, str], Share], aspect: str) -> By:
    told: By = {}
    for (name, value, mark), share in found.items():
        if name == aspect:
            told.setdefault(value, {})[mark] = share
    return told


def _worst(by_grid: By) -> By:
    """The grids whose first arrival is surely worst: by the upper end of the interval, so that chance does not rank."""
    first = Mark.FIRST_ARRIVAL.value
    ranked = sorted(by_grid, key=lambda grid: (by_grid[grid].get(first, Share(0, 0)).high, grid))
    return {grid: by_grid[grid] for grid in ranked[:MOST_GRIDS]}


class _Words:
    """How the page says things in its language."""

    def __init__(self, lang: str, district: District, plans: Mapping[str, Text]) -> None:
        self._lang = lang
        self._district = district
        self._plans = plans

    def __call__(self, code: str, **values: object) -> str:
        return say(f"sweep.{code}", **values).get(self._lang)

    def t(self, value: Text | Phrase | str) -> str:
        return value if isinstance(value, str) else value.get(self._lang)

    def mark(self, mark: Mark | str) -> str:
        return self.t(known_or("mark", mark.value if isinstance(mark, Mark) else mark))

    def value(self, aspect: str, value: Any) -> str:
        """A value of an aspect as people say it: file names for files, names for grids."""
        if aspect == "travel":
            return f"× {value:g}"
        if value in {"", "-"}:
            return self(f"none.{aspect}")
        if aspect == "plan" and value in self._plans:
            return self.t(self._plans[value])
        if aspect == "grid" and value in self._district.grids:
            return f"{value} {self.t(self._district.grids[value].name)}"
        return PurePath(str(value)).name

    def capability(self, code: str) -> str:
        known = self._district.capabilities.get(code)
        return self("all_teams") if code == "*" else self.t(known) if known else code

    def percent(self, share: float | None) -> str:
        return "–" if share is None else f"{share:.1%}"

    def points(self, change: float) -> str:
        """A change in percentage points with its sign."""
        told = f"{change * 100:+.1f}".replace("-", "−")
        return "0.0" if told in {"+0.0", "−0.0"} else told


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("console", "analysis"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("sweep/sweep.html.j2")
