"""A recommendation: who and what to send, why these, why not the others, and what it costs (DOMAIN § 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.model.words import Mark, MarkState, ResponseLevel
from console.phrase import Phrase, Text


@dataclass(frozen=True, slots=True)
class Load:
    """A material taken from a depot, or from the team's own vehicle when ``depot`` is empty."""

    item: str
    quantity: int
    depot: str = ""


@dataclass(frozen=True, slots=True)
class Fill:
    """One team chosen for a need. ``eta_s`` counts from the recommendation; ``position_age_s`` is what it rests on."""

    team: str
    capability: str
    eta_s: int
    turnout_s: int
    travel_s: int
    position_age_s: int
    penalty: int = 0  # of the substitute used; 0 for the capability asked for
    via_depot: str = ""
    loads: tuple[Load, ...] = ()
    taken_from: int | None = None  # incident it would be pre-empted from
    already_sent: bool = False  # filled by an order that runs already
    route: tuple[int, ...] = ()  # road nodes in order
    eta_p90_s: int | None = None  # nine of ten arrive within this; None when no range was worked out


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One staff need with the teams chosen and how many are short."""

    need: str
    title: Text
    capability: str
    count: int
    arrive_within_s: int
    first_arrival: bool
    filled: tuple[Fill, ...]
    short: int


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One material need: who brings how much from where, what is short, and the nearest alternative."""

    need: str
    item: str
    name: Text
    unit: str
    quantity: int
    picks: tuple[tuple[str, Load, int], ...]  # team, load, arrival in seconds
    short: int
    alternative: Phrase | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A team not chosen, with the computed reason; ``eta_s`` when it has a route and could go."""

    team: str
    reason: Phrase
    eta_s: int | None = None


@dataclass(frozen=True, slots=True)
class Cure:
    """What would cure a foreseen miss; ``gained_s`` against what is expected, ``None`` where nobody was found.

    ``arrives_s`` is ``None`` when nobody can say: a neighbour whose roads are not on the map.
    """

    what: Phrase
    arrives_s: int | None
    gained_s: int | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A need whose limit will be missed: when it is expected to be filled (``None``: nobody), and the cures."""

    need: str
    title: Text
    expected_s: int | None
    limit_s: int  # from now; negative when it is over already
    cures: tuple[Cure, ...]  # most gained first


@dataclass(frozen=True, slots=True)
class MarkForecast:
    """A mark of the 1/3/5 clock: when it was or will be met, seconds after t0; ``None`` when nobody can."""

    mark: Mark
    limit_s: int
    expected_s: int | None
    state: MarkState

    @property
    def at_risk(self) -> bool:
        """Whether it is predicted to be, or already is, missed."""
        return self.state in (MarkState.AT_RISK, MarkState.MISSED)


@dataclass(frozen=True, slots=True)
class MoveUp:
    """The cheapest relocation that wins back cover."""

    team: str
    to: str  # name of the team whose empty base it goes to
    travel_s: int
    cover: float


@dataclass(frozen=True, slots=True)
class CoverPrice:
    """Share of grids a free team reaches within 3 minutes, before and after, and which fall open."""

    before: float
    after: float
    grids_opened: tuple[str, ...]
    move_up: MoveUp | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The answer for one incident, solved together with all others waiting; ``seq`` is the journal row it saw."""

    incident: int
    seq: int
    at: datetime
    plan: str
    level: ResponseLevel
    needs: tuple[NeedRow, ...]
    materials: tuple[MaterialRow, ...]
    passed_over: tuple[PassedOver, ...]
    marks: tuple[MarkForecast, ...]
    cover: CoverPrice
    foreseen: tuple[Foreseen, ...] = ()
    proved: bool = True  # nothing better is possible; with very many places at once that is not always shown
    not_named: int = 0  # teams passed over that are too far behind to be named one by one
    nowhere: Phrase | None = None  # why nobody at all can get there, free or not

    @property
    def new_fills(self) -> tuple[tuple[NeedRow, Fill], ...]:
        """The teams to send now, in the order of needs."""
        return tuple((row, fill) for row in self.needs for fill in row.filled if not fill.already_sent)

    @property
    def short(self) -> int:
        """Teams that cannot be found."""
        return sum(row.short for row in self.needs)
