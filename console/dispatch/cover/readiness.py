"""How long a team takes beside driving, by what it does and where it stands: the same figures as arrival times."""

from __future__ import annotations

from dataclasses import dataclass, field

from console.dispatch.arrival_times.learned import UNLEARNED, Learned
from console.dispatch.arrival_times.turnout import State, at_base, state_of
from console.geo import LatLon
from console.model.picture import TeamNow
from console.model.places import Team, TeamKind


@dataclass(frozen=True, slots=True)
class Stand:
    """A team at a place: every second run rolls within ``turnout_s``; ``heading_deg`` only of one that moves."""

    team: Team
    position: LatLon
    turnout_s: int
    heading_deg: float | None = None


@dataclass(frozen=True)
class Readiness:
    """Turnouts (P50, with what every run takes beside driving) at one local hour, by what was ``learned``."""

    local_hour: int
    learned: Learned = UNLEARNED
    _known: dict[tuple[TeamKind, State, int], int] = field(default_factory=dict, repr=False, compare=False)

    def _turnout_s(self, team: Team, state: State) -> int:
        key = (team.kind, state, team.turnout_s)
        if key not in self._known:
            self._known[key] = round(self.learned.turnout(*key)[0] + self.learned.per_run_s)
        return self._known[key]

    def in_a_base_s(self, team: Team) -> int:
        """Seconds until it rolls when it waits in a base, its own or another's."""
        return self._turnout_s(team, at_base(team.kind, self.local_hour))

    def with_vehicle_s(self, team: Team) -> int:
        """Seconds until it rolls when the crew stands by its vehicle, at a post or depot."""
        return self._turnout_s(team, State.AWAY)

    def now(self, now: TeamNow) -> Stand:
        """A team where it was last heard, doing what it does."""
        turnout = self._turnout_s(now.team, state_of(now, self.local_hour))
        return Stand(now.team, now.position, turnout, now.heading_deg if now.moving else None)

    def at_its_base(self, team: Team) -> Stand:
        """A team that waits at its base."""
        return Stand(team, team.base, self.in_a_base_s(team))
