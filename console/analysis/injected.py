"""The script beside what happened: each inject, what had to follow, what did, and by how much it was off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from console.analysis.assessment import Assessment
from console.analysis.expectations import Judgement
from console.model.events import DrillInjected
from console.model.scenario import Inject


@dataclass(frozen=True, slots=True)
class Played:
    """One inject: when the script had it (``None`` for one that waits for something), when it was played and where
    that is written, and what was expected from it.
    """

    inject: Inject
    seq: int | None
    at: datetime | None
    awaited: tuple[Judgement, ...]


def played(found: Assessment) -> tuple[Played, ...]:
    """Every inject of the script, in the order they were played; those never played last."""
    if found.scenario is None:
        return ()
    rows: dict[str, tuple[int, datetime]] = {}
    nowhere: tuple[int | None, datetime | None] = (None, None)
    for row, event in found.record.events(DrillInjected):
        rows.setdefault(event.inject, (row.seq, row.at))
    listed = (
        Played(inject, *(rows.get(inject.id) or nowhere), tuple(_awaited(found, inject)))
        for inject in found.scenario.injects
    )
    return tuple(sorted(listed, key=_when))


def _awaited(found: Assessment, inject: Inject) -> Iterator[Judgement]:
    return (j for j in found.judgements if j.expectation.from_inject == inject.id)


def _when(one: Played) -> tuple[bool, int]:
    return one.seq is None, one.seq or 0


def off_by_s(judgement: Judgement) -> float | None:
    """Seconds from the deadline to when it was seen, negative when in time; ``None`` when it never was."""
    if judgement.at is None or judgement.deadline is None:
        return None
    return (judgement.at - judgement.deadline).total_seconds()
