"""Turnout: from the order to wheels rolling, by what the team is doing when the order comes (DOMAIN § 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from console.geo import distance_m
from console.model.picture import TeamNow
from console.model.places import TeamKind
from console.model.words import TeamStatus

AT_BASE_M = 150.0
"""A team that stands nearer to its base than this is in it."""
NIGHT_FROM, NIGHT_UNTIL = 22, 7
"""Local hours between which a stand-by crew sleeps."""
SLEEPS_AT_BASE = frozenset({TeamKind.FIRE, TeamKind.ENGINEERING})
"""Whose night crews are on stand-by; the others are awake through their shift."""


class State(StrEnum):
    """What a team is doing when an order reaches it, as far as its turnout goes."""

    AT_BASE = "at_base"
    ASLEEP = "asleep"  # at base in the night, on stand-by
    AWAY = "away"  # standing elsewhere, the crew with its vehicle
    PATROL = "patrol"  # moving
    RETURNING = "returning"
    UNDER_WAY = "under_way"  # to something else it would be taken from
    ON_SCENE = "on_scene"  # elsewhere: it has to clear up first


@dataclass(frozen=True, slots=True)
class Turnout:
    """A share of the team's own turnout and seconds on top: for every second run (P50), and for nine of ten (P90)."""

    share: float
    p90_share: float
    seconds: int = 0
    p90_seconds: int = 0

    def p50_s(self, own_s: int) -> int:
        """Seconds within which every second run rolls, for a team with this turnout of its own."""
        return round(self.share * own_s) + self.seconds

    def p90_s(self, own_s: int) -> int:
        """Seconds within which nine runs of ten roll."""
        return round(self.p90_share * own_s) + self.p90_seconds


_ROLLING = Turnout(0.0, 0.75)

USUAL: Mapping[State, Turnout] = MappingProxyType(
    {
        State.AT_BASE: Turnout(1.0, 1.7),
        State.ASLEEP: Turnout(1.5, 2.4),
        State.AWAY: Turnout(0.15, 0.75),
        State.PATROL: _ROLLING,
        State.RETURNING: _ROLLING,
        State.UNDER_WAY: _ROLLING,
        State.ON_SCENE: Turnout(0.0, 0.0, 120, 300),
    }
)
"""What holds until this centre's own responses say otherwise.

The shares are those of the fire engines of one city over eight days (2,834 turnouts): at base by day half rolled
within 66 s and nine of ten within 115 s, by night 100 and 156 s, those free for less than five minutes 10 and
49 s. A moving team has none (DOMAIN § 3), but its P90 stays. The clearing times on scene are assumed, not measured.
"""


def is_night(local_hour: int) -> bool:
    """Whether this hour of the local day belongs to the night."""
    return local_hour >= NIGHT_FROM or local_hour < NIGHT_UNTIL


def at_base(kind: TeamKind, local_hour: int) -> State:
    """The state of a team of this kind that stands in its base at this local hour."""
    return State.ASLEEP if kind in SLEEPS_AT_BASE and is_night(local_hour) else State.AT_BASE


def state_of(now: TeamNow, local_hour: int) -> State:
    """What ``now`` is doing, as far as its turnout goes."""
    if now.status is TeamStatus.ON_SCENE:
        return State.ON_SCENE
    if now.status is TeamStatus.EN_ROUTE:
        return State.UNDER_WAY
    if now.status is TeamStatus.RETURNING:
        return State.RETURNING
    if now.moving:
        return State.PATROL
    if now.position != now.team.base and distance_m(now.position, now.team.base) > AT_BASE_M:
        return State.AWAY
    return at_base(now.team.kind, local_hour)
