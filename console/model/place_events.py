"""Events of teams' service, roads, weather and alarms, in the past tense."""

from __future__ import annotations

from datetime import datetime

from console.frozen import frozen
from console.model.duty import Turn
from console.model.event_base import Event, named
from console.model.roads import Slowing
from console.model.words import Weather
from console.phrase import Text


@named("team.out_of_service")
@frozen
class TeamOutOfService(Event):
    """停用, with the reason."""

    team: str
    reason: str


@named("team.in_service")
@frozen
class TeamInService(Event):
    """Back in service."""

    team: str


@named("roster.changed")
@frozen
class RosterChanged(Event):
    """排班: turns of teams that go before what the roster said until now, in order."""

    turns: tuple[Turn, ...]


@named("road.closed")
@frozen
class RoadClosed(Event):
    """Stretches of road (``RoadEdge.road`` ids) no team may use."""

    roads: tuple[str, ...]
    name: Text
    reason: str


@named("road.opened")
@frozen
class RoadOpened(Event):
    """Stretches that may be used again."""

    roads: tuple[str, ...]


@named("road.slowed")
@frozen
class RoadSlowed(Event):
    """Some roads are slower than usual until the slowing with this id ends."""

    slowing: Slowing
    reason: str


@named("road.slowing_ended")
@frozen
class SlowingEnded(Event):
    """The slowing with this id counts no more."""

    slowing: str


@named("weather.declared")
@frozen
class WeatherDeclared(Event):
    """What the weather is for the roads, until it is declared anew."""

    weather: Weather
    reason: str


@named("alarm.acknowledged")
@frozen
class AlarmAcknowledged(Event):
    """An officer saw the alarm; who and when is in the envelope."""

    alarm: str


@named("alarm.shelved")
@frozen
class AlarmShelved(Event):
    """Put aside until ``until``, with the reason."""

    alarm: str
    until: datetime
    reason: str
