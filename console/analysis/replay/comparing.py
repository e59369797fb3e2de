"""Two runs beside each other: what became of each incident in both, and where they differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from console.analysis.marks import COUNTED, IncidentMark, Outcome, incident_mark
from console.analysis.record import Record
from console.board.board import Board
from console.model.events import RecommendationUsed, Recorded
from console.model.incident import Incident, Order
from console.model.words import Mark, OrderStatus

HEAD = ("key", "incident", "other_incident", "category", "place", "what", "one", "other", "differs")


@dataclass(frozen=True, slots=True)
class Told:
    """What one run tells of one incident. Times of marks are seconds after its t0."""

    number: int
    category: str
    place: str
    stage: str
    level: str
    marks: Mapping[Mark, IncidentMark]  # empty when it was no emergency
    sent: tuple[str, ...]  # teams in the order of their orders
    declined: int
    busy_s: int  # seconds teams spent under its orders, their way back not counted
    loads: int  # pieces of material taken along
    cover_after: float | None  # the least share of grids in reach that a sending left, as it was shown then


@dataclass(frozen=True, slots=True)
class Pair:
    """One incident in both runs; ``None`` where a run does not have it. ``key`` is its first report's number."""

    key: str
    one: Told | None
    other: Told | None

    @property
    def differs(self) -> bool:
        """Whether anything that is compared is not the same."""
        return bool(self.lines(only_different=True))

    def lines(self, *, only_different: bool = False) -> list[tuple[str, str, str]]:
        """What is compared, in the one run, in the other; as codes and figures, no words."""
        one, other = (_values(told) if told else {} for told in (self.one, self.other))
        names = list(dict.fromkeys([*one, *other]))
        found = [(name, one.get(name, ""), other.get(name, "")) for name in names]
        return [line for line in found if not only_different or line[1] != line[2]]


@dataclass(frozen=True, slots=True)
class Totals:
    """One run as a whole, over the incidents both runs have."""

    met: Mapping[Mark, int]
    counted: Mapping[Mark, int]
    orders: int
    busy_s: int
    loads: int
    cover_after: float | None


@dataclass(frozen=True)
class Comparison:
    """Both runs: incidents in the order of their numbers, and the sums of those that both have."""

    pairs: tuple[Pair, ...]
    one: Totals
    other: Totals

    @property
    def different(self) -> list[Pair]:
        """The incidents in which anything differs."""
        return [pair for pair in self.pairs if pair.differs]

    def as_json(self) -> dict[str, Any]:
        """The public form; shares from 0 to 1, times in seconds."""
        return {
            "incidents": [
                {"key": pair.key, "differs": pair.differs, "one": _json(pair.one), "other": _json(pair.other)}
                for pair in self.pairs
            ],
            "totals": {"one": _totals_json(self.one), "other": _totals_json(self.other)},
        }

    def as_rows(self) -> list[tuple[str, ...]]:
        """A table for a spreadsheet: :data:`HEAD` first, then a row for each thing compared."""
        rows: list[tuple[str, ...]] = [HEAD]
        for pair in self.pairs:
            any_one = pair.one or pair.other
            assert any_one is not None, "a pair has at least one side"
            numbers = [str(told.number) if told else "" for told in (pair.one, pair.other)]
            for what, one, other in pair.lines():
                differs = "yes" if one != other else ""
                rows.append((pair.key, *numbers, any_one.category, any_one.place, what, one, other, differs))
        return rows


def record_of(board: Board, rows: Sequence[Recorded], ended_at: datetime) -> Record:
    """A board and the rows that led to it, as figures want them; without sentences."""
    return Record(tuple(rows), board, {}, ended_at)


def compare(one: Record, other: Record, of: Collection[str] | None = None) -> Comparison:
    """Compare two runs, incident by incident, paired by the number their first report has at its source.

    ``of`` keeps only incidents with these keys. An incident without a report number is paired by its own number.
    """
    left, right = _by_key(one), _by_key(other)
    keys = [key for key in dict.fromkeys([*left, *right]) if of is None or key in of]
    return comparison_of(tuple(Pair(key, left.get(key), right.get(key)) for key in keys))


def comparison_of(pairs: tuple[Pair, ...]) -> Comparison:
    """These incidents with the sums of those both runs have."""
    both = [(pair.one, pair.other) for pair in pairs if pair.one is not None and pair.other is not None]
    return Comparison(pairs, _totals([a for a, _ in both]), _totals([b for _, b in both]))


def key_of(incident: Incident) -> str:
    """What an incident is known by in every run: its first report's source and number there."""
    first = incident.reports[0] if incident.reports else None
    return f"{first.source} {first.source_number}" if first and first.source_number else f"#{incident.number}"


def _by_key(record: Record) -> dict[str, Told]:
    return {key_of(incident): _told(record, incident) for _, incident in sorted(record.board.incidents.items())}


def _told(record: Record, incident: Incident) -> Told:
    board = record.board
    orders = board.orders_of(incident)
    emergency = incident.t0 is not None
    used = [row.event for row in board.history.get(incident.number, []) if isinstance(row.event, RecommendationUsed)]
    return Told(
        incident.number, incident.category, incident.place, incident.stage.value,
        incident.plan.level.value if incident.plan else "",
        {mark: incident_mark(incident, mark, record) for mark in Mark} if emergency else {},
        tuple(order.team for order in orders),
        sum(order.status in (OrderStatus.DECLINED, OrderStatus.LAPSED) for order in orders),
        sum(_busy_s(order, record.ended_at) for order in orders),
        sum(load.quantity for order in orders for load in order.loads),
        min((event.offered.cover.after for event in used), default=None),
    )  # fmt: skip


def _busy_s(order: Order, ended_at: datetime) -> int:
    """From the order to its end; one still open counts up to the end of the run."""
    until = ended_at if order.status.is_open else max(order.stamps.values())
    return max(0, int((until - order.issued_at).total_seconds()))


def _totals(told: Sequence[Told]) -> Totals:
    marks = [mark for one in told for mark in one.marks.values()]
    return Totals(
        {mark: sum(m.mark is mark and m.outcome is Outcome.MET for m in marks) for mark in Mark},
        {mark: sum(m.mark is mark and m.outcome in COUNTED for m in marks) for mark in Mark},
        sum(len(one.sent) for one in told), sum(one.busy_s for one in told), sum(one.loads for one in told),
        min((one.cover_after for one in told if one.cover_after is not None), default=None),
    )  # fmt: skip


def _values(told: Told) -> dict[str, str]:
    marks = {
        mark.value: f"{m.outcome.value} {m.after_s}" if m.after_s is not None else m.outcome.value
        for mark, m in told.marks.items()
    }
    cover = {"cover_after": f"{told.cover_after:.3f}"} if told.cover_after is not None else {}
    return {
        **marks, "level": told.level, "sent": " ".join(told.sent), "declined": str(told.declined),
        "busy_s": str(told.busy_s), "loads": str(told.loads), **cover, "stage": told.stage,
    }  # fmt: skip


def _json(told: Told | None) -> dict[str, Any] | None:
    if told is None:
        return None
    marks = {
        mark.value: {"outcome": m.outcome.value, "after_s": m.after_s, "limit_s": m.limit_s}
        for mark, m in told.marks.items()
    }
    return {
        "number": told.number, "category": told.category, "place": told.place, "stage": told.stage,
        "level": told.level, "marks": marks, "sent": list(told.sent), "declined": told.declined,
        "busy_s": told.busy_s, "loads": told.loads, "cover_after": told.cover_after,
    }  # fmt: skip


def _totals_json(totals: Totals) -> dict[str, Any]:
    return {
        "met": {mark.value: n for mark, n in totals.met.items()},
        "counted": {mark.value: n for mark, n in totals.counted.items()},
        "orders": totals.orders, "busy_s": totals.busy_s, "loads": totals.loads, "cover_after": totals.cover_after,
    }  # fmt: skip
