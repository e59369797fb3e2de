"""Advice for the windows, computed from one snapshot off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.desk.session import Session
from console.dispatch.category import propose_category
from console.dispatch.cover import Cover
from console.model.picture import Picture
from console.model.plan import PlanAnswer
from console.model.recommendation import Recommendation
from console.model.words import Posture, Stage


@dataclass(frozen=True, slots=True)
class Advised:
    """Everything advised after journal row ``seq``; ``answers`` are those of the ``selected`` incident."""

    seq: int = -1
    selected: int | None = None
    recommendations: Mapping[int, Recommendation] = field(default_factory=dict)
    answers: tuple[PlanAnswer, ...] = ()
    categories: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    cover: float | None = None  # share of grids a free team reaches within 3 minutes now
    trouble: str = ""


def advise(session: Session, snapshot: Picture, posture: Posture, selected: int | None) -> Advised:
    """Recommendations for all waiting incidents, plans for the selected one, categories for unclassified reports."""
    incident = snapshot.incidents.get(selected) if selected is not None else None
    answers = session.answers(incident, snapshot.at, posture) if incident is not None else []
    unclassified = [i for i in snapshot.incidents.values() if i.stage is Stage.REPORTED and not i.category]
    return Advised(
        seq=snapshot.seq,
        selected=selected,
        recommendations=session.recommend(snapshot),
        answers=tuple(answers),
        cover=Cover(session.district, session.network, snapshot).price(frozenset()).before,
        categories={i.number: _proposals(session, i.text) for i in unclassified},
    )


def _proposals(session: Session, text: str) -> tuple[str, ...]:
    return tuple(code for code, _, _ in propose_category(text, session.district.catalogue)[:5])
