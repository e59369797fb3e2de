"""The queue as a list model: what runs out first on top, changes applied one by one so that the selection stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from console.board.board import Board
from console.board.timeline import category_label, source_label
from console.board.waiting import light_of, runs_out_at
from console.frozen import frozen
from console.model.incident import Incident
from console.model.recommendation import MarkForecast
from console.model.words import Light, ResponseLevel, Tier, Urgency
from console.views.wording import only_words, tell, word
from console.views.workstation.list_model import DifferenceModel, Index

QUEUE_ROLE = Qt.ItemDataRole.UserRole
NUMBER_ROLE = Qt.ItemDataRole.UserRole + 1


@frozen
class QueueRow:
    """What one row of the queue shows. ``left_s`` is the time until what runs out first, below zero when late."""

    number: int
    title: str
    level: ResponseLevel | None
    place: str
    stage: str
    light: Light
    emergency: bool
    shares: tuple[tuple[float, str], ...]  # used share and mark state of each ring; empty when no clock runs
    age_s: int
    left_s: int
    source: str
    search: str
    tier: Tier


@frozen
class Filter:
    """What the queue is narrowed to."""

    urgency: Urgency | None = None
    tier: Tier | None = None
    text: str = ""

    def takes(self, row: QueueRow) -> bool:
        """Whether ``row`` is shown."""
        if self.urgency is not None and row.emergency != (self.urgency is Urgency.EMERGENCY):
            return False
        if self.tier is not None and row.tier is not self.tier:
            return False
        return self.text.lower() in row.search


def queue_row(board: Board, incident: Incident, marks: Sequence[MarkForecast], now: datetime) -> QueueRow:
    """One incident as the queue shows it."""
    title = tell(category_label(board, incident.category))
    if not incident.category:
        title = only_words(incident.text, 40) or title
    reports = len(incident.reports)
    source = tell(source_label(incident.reports[0].source)) if incident.reports else ""
    begin = incident.t0 or incident.reported_at
    place = " · ".join(part for part in (tell(board.district.place_name(incident.place)), incident.grid) if part)
    return QueueRow(
        number=incident.number, title=title, level=incident.plan.level if incident.plan else None,
        place=f"#{incident.number} · {only_words(place, 60)}" if place else f"#{incident.number}",
        stage=word("stage", incident.stage.value), light=light_of(board, incident, now),
        emergency=incident.is_emergency, shares=_shares(incident, marks, now),
        age_s=int((now - begin).total_seconds()),
        left_s=int((runs_out_at(board, incident)[1] - now).total_seconds()),
        source=f"{source} ×{reports}" if reports > 1 else source,
        search=f"{incident.number} {title} {place} {incident.text} {incident.grid}".lower(), tier=incident.tier,
    )  # fmt: skip


def _shares(incident: Incident, marks: Sequence[MarkForecast], now: datetime) -> tuple[tuple[float, str], ...]:
    if incident.t0 is None:
        return ()
    used = [((incident.mark_met.get(m.mark) or now) - incident.t0).total_seconds() for m in marks]
    return tuple((round(min(1.0, s / max(1, m.limit_s)), 2), m.state.value) for s, m in zip(used, marks, strict=True))


class QueueModel(DifferenceModel[QueueRow]):
    """Open incidents in queue order, narrowed by a filter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(attrgetter("number"), parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title for display, one sentence for reading aloud, the row for painting."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == QUEUE_ROLE:
            return row
        if role == NUMBER_ROLE:
            return row.number
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}. {row.place}. {row.stage}. {word('light', row.light.value)}"
        return None

    def index_of(self, number: int) -> QModelIndex:
        """Where an incident stands; an invalid index when it is not shown."""
        at = next((n for n, row in enumerate(self._rows) if row.number == number), None)
        return self.index(at) if at is not None else QModelIndex()

    def number_at(self, index: Index) -> int | None:
        """The incident at an index."""
        return self._rows[index.row()].number if index.isValid() else None
