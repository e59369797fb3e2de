"""Duty: turns of the roster, when the desk's shifts change, and what the emergency posture changes (平战结合)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, time

from console.frozen import frozen


@frozen
class Turn:
    """One entry of the roster: from ``start`` until before ``end`` the team is on duty, or is not.

    It goes before the team's usual shift, and before turns that were entered earlier.
    """

    team: str
    start: datetime
    end: datetime
    on_duty: bool = True
    crew: str = ""  # who mans it, as the roster calls them
    road: str = ""  # English name of the road it is responsible for meanwhile; empty: its usual one
    reason: str = ""

    def covers(self, moment: datetime) -> bool:
        """Whether ``moment`` lies in it."""
        return self.start <= moment < self.end


def turn_at(turns: Sequence[Turn], moment: datetime) -> Turn | None:
    """The turn that counts at ``moment``: the one entered last; ``None`` when the usual shift does."""
    return next((turn for turn in reversed(turns) if turn.covers(moment)), None)


@frozen
class EmergencyRules:
    """What changes while the centre's posture is EMERGENCY.

    ``call_in_s`` are the kinds of team that can be called in off duty, with the seconds until they are at their base;
    ``patrols_stand_by`` keeps crews at their posts; sensors report from ``sensor_share`` of their thresholds on.
    """

    call_in_s: Mapping[str, int] = field(default_factory=dict)
    patrols_stand_by: bool = False
    sensor_share: float = 1.0


@frozen
class DutyRules:
    """When the desk changes hands (local times), and how long before it is asked for."""

    changes: tuple[time, ...] = ()
    ask_before_s: int = 900
    emergency: EmergencyRules = EmergencyRules()
