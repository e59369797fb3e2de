"""Turnout: from the order to wheels rolling, by what the team is doing when the order comes (DOMAIN § 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from console.geo import EARTH_RADIUS_M, distance_m
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


STATES = tuple(State)
_BY_STATUS = {
    TeamStatus.ON_SCENE: State.ON_SCENE,
    TeamStatus.EN_ROUTE: State.UNDER_WAY,
    TeamStatus.RETURNING: State.RETURNING,
}
"""What goes before where a team is and whether it moves."""
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
    if now.status in _BY_STATUS:
        return _BY_STATUS[now.status]
    if now.moving:
        return State.PATROL
    if now.position != now.team.base and distance_m(now.position, now.team.base) > AT_BASE_M:
        return State.AWAY
    return at_base(now.team.kind, local_hour)


def states_of(
    now: Sequence[TeamNow],
    at: NDArray[np.float64],
    bases: NDArray[np.float64],
    sleepers: NDArray[np.bool_],
    local_hour: int,
) -> NDArray[np.int64]:
    """The same for n teams at once: the place of each one's state in :data:`STATES`.

    ``at`` and ``bases`` are where they are and belong, (2, n) in degrees; ``sleepers`` are those whose kind
    :data:`SLEEPS_AT_BASE`.
    """
    number = {state: n for n, state in enumerate(STATES)}
    found = np.full(len(now), number[State.AT_BASE], np.int64)
    if is_night(local_hour):
        found[sleepers] = number[State.ASLEEP]
    elsewhere = np.flatnonzero((at != bases).any(axis=0))
    far = _apart_m(at[:, elsewhere], bases[:, elsewhere]) > AT_BASE_M
    found[elsewhere[far]] = number[State.AWAY]
    found[np.array([team.moving for team in now], bool)] = number[State.PATROL]
    telling = np.array([id(team.status) for team in now], np.int64)  # a status is compared by what it is: there is one
    for status, state in _BY_STATUS.items():
        found[telling == id(status)] = number[state]
    return found


def _apart_m(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """:func:`console.geo.distance_m` for many pairs, (2, n) in degrees."""
    (phi1, lam1), (phi2, lam2) = np.radians(a), np.radians(b)
    h = np.sin((phi2 - phi1) / 2) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin((lam2 - lam1) / 2) ** 2
    found: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return found
