"""The supervision list (督办清单): every open case that is late or carries a card, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.board.board import Board
from console.board.lights import card_moments, stage_clock
from console.model.incident import Incident
from console.model.words import Card, Stage, Tier

SOON = timedelta(hours=1)
_RANK = {card: n for n, card in enumerate(Card)}


@dataclass(frozen=True, slots=True)
class Supervised:
    """One case on the list.

    ``told`` is the tier that the card shown reached; ``next_card`` falls due at ``next_at``.
    """

    number: int
    card: Card | None  # shown for the present stage; None: late, and no card yet
    stage: Stage
    owner: str
    due_at: datetime
    told: Tier | None
    next_card: Card | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Kept:
    version: int
    owner: str
    due_at: datetime
    moments: tuple[tuple[Card, datetime], ...]


class SupervisionList:
    """Keeps what it worked out for each case until the case takes another step, so that a look each second is quick."""

    def __init__(self) -> None:
        self._kept: dict[int, _Kept | None] = {}
        self._versions: dict[int, int] = {}

    def look(self, board: Board, now: datetime) -> tuple[list[Supervised], int]:
        """Who is late or carries a card, the gravest first; and how many more become late within the hour."""
        found, soon = [], 0
        for incident in board.open_incidents():
            kept = self._of(board, incident, now)
            if kept is None:
                continue
            if now > kept.due_at or incident.card is not None:
                found.append(_supervised(incident, kept, now))
            elif kept.due_at <= now + SOON:
                soon += 1
        return sorted(found, key=_gravest_first), soon

    def _of(self, board: Board, incident: Incident, now: datetime) -> _Kept | None:
        if self._versions.get(incident.number) != incident.version:
            clock = stage_clock(board, incident, now)
            self._versions[incident.number] = incident.version
            self._kept[incident.number] = (
                _Kept(incident.version, clock.owner, clock.due_at, card_moments(board, incident)) if clock else None
            )
        return self._kept[incident.number]


def counted(found: Sequence[Supervised]) -> Counter[Card | None]:
    """How many carry each card; ``None``: late without one yet."""
    return Counter(one.card for one in found)


def _supervised(incident: Incident, kept: _Kept, now: datetime) -> Supervised:
    shown = _RANK[incident.card] + 1 if incident.card else 0
    told, tier = None, incident.tier
    for _ in range(shown):
        told, tier = tier, tier.above
    later = [(card, at) for card, at in kept.moments if _RANK[card] >= shown and at > now]
    card, at = later[0] if later else (None, None)
    return Supervised(incident.number, incident.card, incident.stage, kept.owner, kept.due_at, told, card, at)


def _gravest_first(one: Supervised) -> tuple[int, datetime, int]:
    return -(_RANK[one.card] + 1 if one.card else 0), one.due_at, one.number
