"""What a list of cases is narrowed to and ordered by."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from console.frozen import frozen
from console.model.words import Stage, Tier, Urgency


class CaseOrder(StrEnum):
    """By what a list is ordered; equal ones by number, those of one source, item, grid or stage by time first."""

    REPORTED = "reported_at"
    UPDATED = "updated_at"
    DUE = "due_at"
    CLOSED = "closed_at"
    SCORE = "score"
    RETURNS = "returns"
    CATEGORY = "category"
    GRID = "grid"
    SOURCE = "source"
    STAGE = "stage"


@frozen
class CaseFilter:
    """Everything given must hold; nothing given means every case. ``words`` must all stand in a report of the case.

    ``late`` means: its unit reported it settled after the deadline, or the deadline passed without.
    """

    stages: frozenset[Stage] = frozenset()
    urgency: Urgency | None = None
    tier: Tier | None = None
    source: str = ""
    category: str = ""  # a code, or a class with a dot at the end
    grid: str = ""
    lead: str = ""
    team: str = ""  # had an order for it
    officer: str = ""  # accepted or closed it
    square: int | None = None  # of the map, see the journal's squares
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    number: int | None = None
    late: bool = False
    returned: bool = False
    dissatisfied: bool = False
    supervised: bool = False


class Dimension(StrEnum):
    """What figures of cases are told apart by."""

    SOURCE = "source"
    ITEM = "category"
    GRID = "grid"
    UNIT = "lead"
    TIER = "tier"
