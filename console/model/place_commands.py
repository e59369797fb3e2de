"""Commands about teams' service, roads, weather and alarms."""

from __future__ import annotations

from datetime import datetime

from console.frozen import frozen
from console.model.duty import Turn
from console.model.order_commands import Command
from console.model.roads import Slowing
from console.model.words import Weather
from console.phrase import Text


@frozen
class TakeTeamOut(Command):
    """停用."""

    team: str
    reason: str


@frozen
class BringTeamBack(Command):
    """Back in service."""

    team: str


@frozen
class CloseRoad(Command):
    """Close stretches of road by their ids."""

    roads: tuple[str, ...]
    name: Text
    reason: str


@frozen
class OpenRoad(Command):
    """Open them again."""

    roads: tuple[str, ...]


@frozen
class SlowRoad(Command):
    """Let a slowing count from now on; the reason is required."""

    slowing: Slowing
    reason: str


@frozen
class EndSlowing(Command):
    """End slowings by their ids; those that do not stand are passed over."""

    slowings: tuple[str, ...]


@frozen
class DeclareWeather(Command):
    """Say what the weather is for the roads; the reason is required."""

    weather: Weather
    reason: str


@frozen
class ChangeRoster(Command):
    """排班: let these turns go before what the roster says now; those that were over already are passed over."""

    turns: tuple[Turn, ...]


@frozen
class AcknowledgeAlarm(Command):
    """See an alarm; its tone stops."""

    alarm: str


@frozen
class ShelveAlarm(Command):
    """Put an alarm aside until a time not far off, for a reason; a time that is over takes it from the shelf again."""

    alarm: str
    until: datetime
    reason: str
