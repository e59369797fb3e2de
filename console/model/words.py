"""The closed vocabularies of the domain and what may follow what (DOMAIN § 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Mode(StrEnum):
    """What a session is; it never changes during one."""

    LIVE = "live"
    DRILL = "drill"


class Weather(StrEnum):
    """What an officer declares the weather to be; slowings that belong to it then count."""

    DRY = "dry"
    RAIN = "rain"
    HEAVY_RAIN = "heavy_rain"
    SNOW = "snow"
    ICE = "ice"
    FOG = "fog"


class Urgency(StrEnum):
    """缓急: routine items run on catalogue deadlines, emergencies on the 1/3/5 clock."""

    ROUTINE = "routine"
    EMERGENCY = "emergency"


class Severity(StrEnum):
    """Event severity by harm; not the response level and not the warning colour."""

    GENERAL = "general"
    LARGER = "larger"
    MAJOR = "major"
    EXTREME = "extreme"

    @property
    def weight(self) -> int:
        """How much one unfilled need counts against another's when teams are short."""
        return {"general": 1, "larger": 2, "major": 4, "extreme": 8}[self.value]


class Stage(StrEnum):
    """环节 of an incident."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    HANDLING = "handling"
    VERIFIED = "verified"
    CLOSED = "closed"
    REVIEWED = "reviewed"
    REJECTED = "rejected"
    MERGED = "merged"
    TRANSFERRED = "transferred"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something before it is closed."""
        return self in _OPEN_STAGES


_OPEN_STAGES = frozenset({Stage.REPORTED, Stage.ACCEPTED, Stage.DISPATCHED, Stage.HANDLING, Stage.VERIFIED})

STAGE_NEXT: Mapping[Stage, frozenset[Stage]] = {
    Stage.REPORTED: frozenset({Stage.ACCEPTED, Stage.REJECTED, Stage.MERGED, Stage.TRANSFERRED}),
    Stage.ACCEPTED: frozenset({Stage.DISPATCHED, Stage.REJECTED, Stage.MERGED, Stage.TRANSFERRED}),
    Stage.DISPATCHED: frozenset({Stage.HANDLING, Stage.REJECTED, Stage.MERGED, Stage.TRANSFERRED}),
    Stage.HANDLING: frozenset({Stage.VERIFIED, Stage.DISPATCHED, Stage.TRANSFERRED}),
    Stage.VERIFIED: frozenset({Stage.CLOSED, Stage.DISPATCHED}),
    Stage.CLOSED: frozenset({Stage.REVIEWED, Stage.DISPATCHED}),
    Stage.REVIEWED: frozenset({Stage.DISPATCHED}),
    Stage.REJECTED: frozenset(),
    Stage.MERGED: frozenset(),
    Stage.TRANSFERRED: frozenset({Stage.ACCEPTED}),
}


class Tier(StrEnum):
    """层级 that handles an incident."""

    GRID = "grid"
    STREET = "street"
    DISTRICT = "district"

    @property
    def rank(self) -> int:
        """0 for the grid up to 2 for the district."""
        return TIERS.index(self)

    @property
    def above(self) -> Tier:
        """One tier up; the district's is its own."""
        return TIERS[min(self.rank + 1, len(TIERS) - 1)]


TIERS = tuple(Tier)


class Card(StrEnum):
    """督办 of a late stage, rising."""

    REMINDER = "reminder"
    YELLOW = "yellow"
    RED = "red"


class UpwardKind(StrEnum):
    """首报, 续报, 终报."""

    FIRST = "first"
    FURTHER = "further"
    FINAL = "final"


class Light(StrEnum):
    """How much of a stage's time is used: green, yellow from 80 %, red when late (DOMAIN § 6)."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Posture(StrEnum):
    """平战状态 of the whole centre."""

    ROUTINE = "routine"
    EMERGENCY = "emergency"


class ResponseLevel(StrEnum):
    """响应级别, rising from IV to I."""

    IV = "IV"
    III = "III"
    II = "II"
    I = "I"  # noqa: E741 - the domain's own name

    @property
    def rank(self) -> int:
        """1 for IV up to 4 for I."""
        return LEVELS.index(self) + 1


LEVELS = (ResponseLevel.IV, ResponseLevel.III, ResponseLevel.II, ResponseLevel.I)


class OrderStatus(StrEnum):
    """How far one order has come."""

    ISSUED = "issued"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    EN_ROUTE = "en_route"
    ON_SCENE = "on_scene"
    DONE = "done"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether the team is still bound by it."""
        return bool(ORDER_NEXT[self])

    @property
    def counts(self) -> bool:
        """Whether it fills its need: bound by it now, or done."""
        return self.is_open or self is OrderStatus.DONE


_STOPPED = frozenset({OrderStatus.CANCELLED})
ORDER_NEXT: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.ISSUED: _STOPPED
    | {OrderStatus.DELIVERED, OrderStatus.ACKNOWLEDGED, OrderStatus.DECLINED, OrderStatus.LAPSED},
    OrderStatus.DELIVERED: _STOPPED | {OrderStatus.ACKNOWLEDGED, OrderStatus.DECLINED, OrderStatus.LAPSED},
    OrderStatus.ACKNOWLEDGED: _STOPPED | {OrderStatus.EN_ROUTE, OrderStatus.ON_SCENE, OrderStatus.DECLINED},
    OrderStatus.EN_ROUTE: _STOPPED | {OrderStatus.ON_SCENE, OrderStatus.DECLINED},
    OrderStatus.ON_SCENE: _STOPPED | {OrderStatus.DONE},
    OrderStatus.DONE: frozenset(),
    OrderStatus.DECLINED: frozenset(),
    OrderStatus.LAPSED: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
}


class TeamStatus(StrEnum):
    """A team's status, always derived from roster, open order and last signal; never set by hand."""

    AVAILABLE = "available"
    RESERVED = "reserved"
    NOTIFIED = "notified"
    ACKNOWLEDGED = "acknowledged"
    EN_ROUTE = "en_route"
    ON_SCENE = "on_scene"
    RETURNING = "returning"
    OFF_DUTY = "off_duty"
    OUT_OF_SERVICE = "out_of_service"
    UNKNOWN = "unknown"

    @property
    def is_free(self) -> bool:
        """Whether a new order may go to the team now without taking it from another."""
        return self in (TeamStatus.AVAILABLE, TeamStatus.RETURNING)


class Mark(StrEnum):
    """The three marks of the 1/3/5 clock (DOMAIN § 3)."""

    START = "start"
    FIRST_ARRIVAL = "first_arrival"
    REINFORCEMENT = "reinforcement"


class MarkState(StrEnum):
    """What can be said of a mark now; ``NOT_RUNNING`` before an emergency is declared."""

    NOT_RUNNING = "not_running"
    RUNNING = "running"
    AT_RISK = "at_risk"
    MET = "met"
    MISSED = "missed"


class Answer(StrEnum):
    """Three-valued truth (Kleene): an unknown fact is unknown, never false."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @staticmethod
    def of(value: bool | None) -> Answer:
        """The answer for a truth value; ``None`` is unknown."""
        if value is None:
            return Answer.UNKNOWN
        return Answer.YES if value else Answer.NO

    @staticmethod
    def every(answers: Iterable[Answer]) -> Answer:
        """Kleene conjunction; yes for none."""
        return _first(answers, Answer.NO, otherwise=Answer.YES)

    @staticmethod
    def some(answers: Iterable[Answer]) -> Answer:
        """Kleene disjunction; no for none."""
        return _first(answers, Answer.YES, otherwise=Answer.NO)

    @property
    def inverse(self) -> Answer:
        """Kleene negation."""
        if self is Answer.UNKNOWN:
            return self
        return Answer.NO if self is Answer.YES else Answer.YES


def _first(answers: Iterable[Answer], telling: Answer, otherwise: Answer) -> Answer:
    """``telling`` as soon as one says so; else unknown if one is."""
    unknown = False
    for said in answers:
        if said is telling:
            return telling
        unknown |= said is Answer.UNKNOWN
    return Answer.UNKNOWN if unknown else otherwise


class AlarmPriority(StrEnum):
    """Three priorities with their own tone and shape (UX, ISA-18.2 habits)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
