"""A drill's script: what is injected when, and what must then be seen in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any

from console.frozen import frozen
from console.model.words import Posture, Weather
from console.phrase import Text

Span = tuple[float, float]

DUTY_OFFICER = "duty_officer"
"""The role that every script has."""


class InjectKind(StrEnum):
    """What an inject does."""

    REPORT = "report"  # a report comes in from any source
    SENSOR = "sensor"  # a sensor's readings, judged by the intake's own thresholds
    FACT = "fact"  # a field report makes a fact known
    CLOSE_ROAD = "close_road"
    OPEN_ROAD = "open_road"
    SLOW = "slow"  # roads become slower than usual
    UNSLOW = "unslow"  # what an earlier inject slowed is at its usual speed again
    WEATHER = "weather"  # the weather is declared
    SILENT = "silent"  # a team stops answering and sending its position
    DECLINE = "decline"  # a team will decline its next order
    LATE = "late"  # a team is held up on its way
    BREAKS_DOWN = "breaks_down"  # a team breaks down on its way and goes out of service
    TEAM_OUT = "team_out"  # a team goes out of service
    TEAM_BACK = "team_back"
    DEPOT_WRONG = "depot_wrong"  # less on a depot's shelf than the books say
    DEPARTMENT_LATE = "department_late"  # a department takes longer to report in, sign and settle
    INSPECTION = "inspection"  # what the next check on the spot finds, or how much later it comes
    HAND_BACK = "hand_back"  # another service hands a case back
    SCENE = "scene"  # what cameras near a place show
    CAMERA_LOST = "camera_lost"
    FIRE = "fire"  # a fire that grows until enough crews work
    WATER = "water"  # water that rises until pumps work
    CROWD = "crowd"  # a crowd that grows until it is dispersed
    POSTURE = "posture"
    MESSAGE = "message"  # a word to a role; it may ask for something


GROWING = (InjectKind.FIRE, InjectKind.WATER, InjectKind.CROWD)


@frozen
class After:
    """A condition over the journal: the ``count``-th event of ``kind`` that fits ``where``, then ``delay_s``."""

    kind: str
    delay_s: int = 0
    count: int = 1
    incident: str = ""  # id of the inject that reported it; empty is any
    where: Mapping[str, Any] = field(default_factory=dict)


@frozen
class Branch:
    """A fork: ``when`` comes true by ``by_s`` after the start, or it does not. The one or the other side is played."""

    id: str
    title: Text
    when: After
    by_s: int


@frozen
class Inject:
    """导调: one scripted event, at an offset from the start, after a condition, or by the controller's hand.

    With ``branch`` it belongs to one side of a fork, and its offset counts from the moment the fork is decided.
    """

    id: str
    kind: InjectKind
    note: Text
    effect: Mapping[str, Any]
    at_s: int | None = None
    after: After | None = None
    branch: str = ""
    side: bool = True  # of the branch: that its condition held, or did not

    @property
    def by_hand(self) -> bool:
        """Whether only the controller plays it."""
        return self.at_s is None and self.after is None


@frozen
class Bands:
    """Until when after its start an expectation counts as performed with some, and with major challenges (HSEEP)."""

    some_s: int
    major_s: int


@frozen
class Expectation:
    """考核点: an event that must be seen within ``within_s`` of the inject or condition it starts from.

    ``forbidden`` ones must not be seen in that time.
    """

    id: str
    title: Text
    kind: str
    within_s: int
    from_inject: str
    where: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1
    weight: int = 1
    start: After | None = None  # counts from this condition instead of an inject
    bands: Bands | None = None
    forbidden: bool = False
    capability: str = ""  # the one of the script's capabilities that it shows

    @property
    def limits(self) -> Bands:
        """The bands as written, else half as long again and twice as long as the deadline."""
        return self.bands or Bands(self.within_s * 3 // 2, self.within_s * 2)


@frozen
class Behaviour:
    """How simulated teams and units behave; spans are drawn evenly, in seconds or as factors."""

    acknowledge_s: Span = (4.0, 16.0)
    turnout_factor: Span = (0.8, 1.15)
    travel_factor: Span = (0.92, 1.12)
    work_s: Span = (240.0, 420.0)
    report_in_s: Span = (120.0, 300.0)  # a whistled department, from the whistle
    sign_s: Span = (30.0, 120.0)  # a unit that a case is given to
    settle_s: Span = (480.0, 1200.0)  # from signing until it reports the case settled


@frozen
class Stream:
    """Routine work drawn by seed: so many reports an hour of these items, at these places.

    Counts are Poisson, moments even within each hour; ``by_hour`` are weights by local hour (24, or none for even),
    ``items`` weights by catalogue item; ``places`` empty is every grid. ``repeats`` is the share of reports that
    somebody else makes again.
    """

    id: str
    from_s: int
    to_s: int
    per_hour: float
    items: Mapping[str, float]
    source: str
    by_hour: tuple[float, ...] = ()
    places: tuple[str, ...] = ()
    repeats: float = 0.0
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by item, known with the report


@frozen
class Role:
    """Somebody who takes part: a code, and what the role is called."""

    id: str
    title: Text


@frozen
class RosterChange:
    """Who is on duty beside the usual shifts, and who is not, for the whole drill."""

    added: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@frozen
class Scenario:
    """One drill script; ``content_hash`` pins it in the journal."""

    id: str
    title: Text
    objective: Text
    start: datetime
    duration_s: int
    posture: Posture
    thinking_s: int
    behaviour: Behaviour
    injects: tuple[Inject, ...]
    expectations: tuple[Expectation, ...]
    content_hash: str
    branches: tuple[Branch, ...] = ()
    streams: tuple[Stream, ...] = ()
    capabilities: tuple[Role, ...] = ()  # what is trained: a code and what it is called
    participants: tuple[Role, ...] = ()
    plans: tuple[str, ...] = ()  # that its reports are meant to meet
    weather: Weather | None = None
    roster: RosterChange = RosterChange()
    seed: int = 1  # unless another is asked for
