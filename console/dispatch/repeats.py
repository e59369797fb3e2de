"""Whether a report tells of something already known: by distance, time, category and words (DOMAIN § 6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from console.geo import distance_m
from console.model.incident import Incident

NEAR_M = 150.0
SOON_S = 900.0
ENOUGH = 0.6


class Likeness(NamedTuple):
    """An open incident a report may belong to; ``score`` is 0 to 1."""

    incident: int
    score: float
    distance_m: float
    apart_s: float


def likely_repeats(report: Incident, others: Iterable[Incident]) -> list[Likeness]:
    """Open incidents that ``report`` may repeat, the likeliest first. A person, or a rule, decides."""
    found = [_compare(report, other) for other in others if other.number != report.number and other.is_open]
    return sorted((like for like in found if like and like.score >= ENOUGH), key=_likeliest_first)


def _likeliest_first(like: Likeness) -> tuple[float, int]:
    return (-like.score, like.incident)


def _compare(report: Incident, other: Incident) -> Likeness | None:
    if report.position is None or other.position is None:
        return None
    gap = distance_m(report.position, other.position)
    apart = abs((report.reported_at - other.reported_at).total_seconds())
    if gap > NEAR_M or apart > SOON_S:
        return None
    same = report.category.split(".")[0] == other.category.split(".")[0] if report.category and other.category else None
    if same is False:
        return None
    from rapidfuzz import fuzz  # a desk starts without it

    words = fuzz.token_set_ratio(report.text, other.text) / 100
    score = 0.45 * (1 - gap / NEAR_M) + 0.2 * (1 - apart / SOON_S) + (0.25 if same else 0.0) + 0.1 * words
    return Likeness(other.number, score, gap, apart)
