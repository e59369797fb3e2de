"""What can be put on the map, as plain values; the page only ever sees them as JSON data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, NamedTuple

from console.frozen import frozen
from console.geo import LatLon
from console.model.places import TeamKind
from console.model.words import ResponseLevel, TeamStatus, Urgency

Payload = Mapping[str, Any]


def place_of(point: LatLon) -> list[float]:
    """A position as the page gets it: latitude and longitude to a tenth of a metre."""
    return [round(point.lat, 6), round(point.lon, 6)]


def line_of(points: Sequence[LatLon]) -> list[list[float]]:
    """Positions as the page gets them."""
    return [place_of(p) for p in points]


NEVER = "—"
"""The age of what was never heard of."""


def age_text(age_s: float | None) -> str:
    """How old something is, short: ``14 s``, ``12 min``, ``3 h``; a dash for what was never heard of."""
    if age_s is None:
        return NEVER
    if age_s < 60:
        return f"{age_s:.0f} s"
    return f"{age_s // 60:.0f} min" if age_s < 5400 else f"{age_s / 3600:.0f} h"


class TeamMark(NamedTuple):
    """A team. ``age_s`` is the age of its position; it is written out when ``stale``. ``eta`` is text like 1:48.

    A named tuple: there are thousands of them, made and compared several times a second.
    """

    id: str
    label: str
    kind: TeamKind
    status: TeamStatus
    position: LatLon
    heading_deg: float | None = None
    age_s: float | None = 0.0  # None: never heard; it stands at its base
    eta: str = ""
    stale: bool = False
    late: bool = False

    def looks_like(self, old: TeamMark) -> bool:
        """Whether it differs from how it was in nothing but where it is and where it is heading."""
        if self.stale or self.status is TeamStatus.UNKNOWN:
            return self[1:4] == old[1:4] and self[7:] == old[7:] and age_text(self.age_s) == age_text(old.age_s)
        return self[1:4] == old[1:4] and self[7:] == old[7:]

    def place(self) -> tuple[int, int, int | None]:
        """Latitude and longitude in millionths of a degree, and the heading in degrees."""
        (lat, lon), heading = self.position, self.heading_deg
        return round(lat * 1e6), round(lon * 1e6), None if heading is None else round(heading)

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        old = self.stale or self.status is TeamStatus.UNKNOWN
        return {
            "at": place_of(self.position),
            "label": self.label,
            "kind": self.kind.value,
            "state": self.status.value,
            "heading": None if self.heading_deg is None else round(self.heading_deg),
            "note": age_text(self.age_s) if old else self.eta,
            "stale": old,
            "late": self.late,
        }


@frozen
class IncidentMark:
    """An incident. ``label`` is written beside it with its number."""

    number: int
    label: str
    position: LatLon
    level: ResponseLevel | None = None
    urgency: Urgency = Urgency.ROUTINE
    selected: bool = False

    @property
    def id(self) -> str:
        """Its number as text."""
        return str(self.number)

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {
            "at": place_of(self.position),
            "label": f"#{self.number} {self.label}".strip(),
            "level": self.level.value if self.level else "",
            "urgent": self.urgency is Urgency.EMERGENCY,
            "selected": self.selected,
        }


@frozen
class CameraMark:
    """A camera and what it looks at; ``state`` is live, late, frozen or lost ("" while nobody watches)."""

    id: str
    label: str
    position: LatLon
    heading_deg: float
    fov_deg: float
    selected: bool = False
    state: str = ""

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {
            "at": place_of(self.position),
            "label": self.label,
            "heading": self.heading_deg,
            "fov": self.fov_deg,
            "selected": self.selected,
            "state": self.state,
        }


@frozen
class DepotMark:
    """A depot."""

    id: str
    label: str
    position: LatLon

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {"at": place_of(self.position), "label": self.label}


@frozen
class RouteMark:
    """The way still ahead of a team; ``state`` is ``en_route``, ``planned`` or ``returning``."""

    order: str
    points: Sequence[LatLon]
    state: str
    label: str = ""

    @property
    def id(self) -> str:
        """The order it belongs to."""
        return self.order

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {"points": line_of(self.points), "state": self.state, "label": self.label}


@frozen
class ClosureMark:
    """A closed stretch of road."""

    road: str
    points: Sequence[LatLon]
    label: str = ""

    @property
    def id(self) -> str:
        """The road that is closed."""
        return self.road

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {"points": line_of(self.points), "label": self.label}


@frozen
class SlowingMark:
    """A slowed stretch of road; ``speed`` is what is left of it, like 50 %. The ``first`` always has its plate."""

    road: str
    points: Sequence[LatLon]
    speed: str
    label: str = ""
    first: bool = True

    @property
    def id(self) -> str:
        """The road that is slowed."""
        return self.road

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {"points": line_of(self.points), "speed": self.speed, "label": self.label, "first": self.first}


@frozen
class PickedMark:
    """A stretch of road that is about to be changed."""

    road: str
    points: Sequence[LatLon]

    @property
    def id(self) -> str:
        """The road that was picked."""
        return self.road

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {"points": line_of(self.points)}


@frozen
class AreaMark:
    """A coloured area of rings: ``kind`` is ``reach`` (within ``minutes``), ``cover`` or ``gap``."""

    id: str
    rings: Sequence[Sequence[LatLon]]
    kind: str
    label: str = ""
    minutes: int = field(default=0)

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {
            "rings": [line_of(ring) for ring in self.rings],
            "kind": self.kind,
            "label": self.label,
            "minutes": self.minutes,
        }
