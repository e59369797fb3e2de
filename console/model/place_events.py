"""Events of teams' service, roads and alarms, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass

from console.model.event_base import Event, named
from console.phrase import Text


@named("team.out_of_service")
@dataclass(frozen=True, slots=True)
class TeamOutOfService(Event):
    """停用, with the reason."""

    team: str
    reason: str


@named("team.in_service")
@dataclass(frozen=True, slots=True)
class TeamInService(Event):
    """Back in service."""

    team: str


@named("road.closed")
@dataclass(frozen=True, slots=True)
class RoadClosed(Event):
    """Stretches of road (``RoadEdge.road`` ids) no team may use."""

    roads: tuple[str, ...]
    name: Text
    reason: str


@named("road.opened")
@dataclass(frozen=True, slots=True)
class RoadOpened(Event):
    """Stretches that may be used again."""

    roads: tuple[str, ...]


@named("alarm.acknowledged")
@dataclass(frozen=True, slots=True)
class AlarmAcknowledged(Event):
    """An officer saw the alarm; who and when is in the envelope."""

    alarm: str
