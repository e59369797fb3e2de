"""Who took part: posts, teams, and what the console itself did by rule or by script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.analysis.record import Record

OWN = frozenset({"script", "watch", "outbox", "console", "intake", "load-year"})
SIMULATED = "auto-"


class Part(StrEnum):
    """In what way somebody took part."""

    POST = "post"  # a person at a seat
    SIMULATED = "simulated"  # an officer the drill plays
    TEAM = "team"
    CONSOLE = "console"  # by rule or by script


@dataclass(frozen=True, slots=True)
class Participant:
    """One actor of the journal: its seats, how many rows are its own, and from when until when."""

    actor: str
    part: Part
    seats: tuple[str, ...]
    rows: int
    first: datetime
    last: datetime


def participants(record: Record) -> tuple[Participant, ...]:
    """Every actor, posts first, then by how much each did."""
    rows: dict[str, list[tuple[str, datetime]]] = {}
    for row in record.rows:
        rows.setdefault(row.actor, []).append((row.seat, row.at))
    found = (
        Participant(actor, _part(record, actor), _seats(own), len(own), own[0][1], own[-1][1])
        for actor, own in rows.items()
    )
    order = list(Part)
    return tuple(sorted(found, key=lambda p: (order.index(p.part), -p.rows, p.actor)))


def _seats(rows: Iterable[tuple[str, datetime]]) -> tuple[str, ...]:
    return tuple(sorted({seat for seat, _ in rows if seat}))


def _part(record: Record, actor: str) -> Part:
    if actor in record.board.district.teams:
        return Part.TEAM
    if actor in OWN:
        return Part.CONSOLE
    return Part.SIMULATED if actor.startswith(SIMULATED) else Part.POST
