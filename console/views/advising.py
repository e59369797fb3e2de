"""Advice for the windows, computed from one snapshot off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from console.board.todo import Repeat
from console.desk.session import Session
from console.dispatch.category import propose_category
from console.dispatch.repeats import likely_repeats
from console.errors import NoRoute
from console.geo import LatLon
from console.model.incident import Incident
from console.model.picture import Picture
from console.model.plan import PlanAnswer
from console.model.recommendation import Recommendation
from console.model.words import Posture, Stage

if TYPE_CHECKING:  # what finds them is imported with the first advice, off the GUI thread
    from console.dispatch.reach_areas import Ring

TELLING_SHARE = 0.6
"""An area that holds more of the roads than this tells nothing and is left out."""


@dataclass(frozen=True, slots=True)
class Advised:
    """Everything advised after journal row ``seq``; ``answers`` are those of the ``selected`` incident."""

    seq: int = -1
    selected: int | None = None
    recommendations: Mapping[int, Recommendation] = field(default_factory=dict)
    answers: tuple[PlanAnswer, ...] = ()
    categories: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    repeats: Mapping[int, tuple[Repeat, ...]] = field(default_factory=dict)  # what each waiting report may repeat
    covered: frozenset[str] | None = None  # grids a free team reaches within 3 minutes now
    reach: tuple[tuple[int, tuple[Ring, ...]], ...] = ()  # (minutes, rings) around the selected incident
    trouble: str = ""


def advise(
    session: Session, snapshot: Picture, posture: Posture, selected: int | None, shown: Mapping[int, Recommendation]
) -> Advised:
    """Recommendations for all waiting incidents, plans for the selected one, categories for unclassified reports.

    What is ``shown`` already is changed only for a gain worth telling.
    """
    incident = snapshot.incidents.get(selected) if selected is not None else None
    answers = session.answers(incident, snapshot.at, posture) if incident is not None else []
    waiting = [i for i in snapshot.incidents.values() if i.stage is Stage.REPORTED]
    return Advised(
        seq=snapshot.seq,
        selected=selected,
        recommendations=session.recommend(snapshot, shown),
        answers=tuple(answers),
        covered=covered_grids(session, snapshot),
        reach=reach_areas(session, incident.position, snapshot) if incident and incident.position else (),
        categories={i.number: _proposals(session, i.text) for i in waiting if not i.category},
        repeats={i.number: _repeats(i, snapshot) for i in waiting},
    )


def _repeats(report: Incident, snapshot: Picture) -> tuple[Repeat, ...]:
    return tuple(Repeat(*like) for like in likely_repeats(report, snapshot.incidents.values()))


def covered_grids(session: Session, snapshot: Picture) -> frozenset[str]:
    """The grids a free team reaches within 3 minutes now."""
    from console.dispatch.cover.cover import Cover

    return frozenset(Cover(session.district, session.network, snapshot).covered())


def reach_areas(session: Session, place: LatLon, snapshot: Picture) -> tuple[tuple[int, tuple[Ring, ...]], ...]:
    """Along which roads ``place`` is reached in 5, 3 and 1 minutes of travel: minutes and rings, largest first."""
    from console.dispatch.reach_areas import areas_towards

    try:
        areas = areas_towards(session.network, place, snapshot.conditions)
    except NoRoute:
        return ()
    telling = [area for area in reversed(areas) if area.rings and area.road_share <= TELLING_SHARE]
    return tuple((area.limit_s // 60, area.rings) for area in telling)


def _proposals(session: Session, text: str) -> tuple[str, ...]:
    return tuple(code for code, _, _ in propose_category(text, session.district.catalogue)[:5])
