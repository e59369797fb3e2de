"""What the map shows only when it is asked for: heat, trails, measured lines, things found."""

from __future__ import annotations

from collections.abc import Sequence

from console.frozen import frozen
from console.geo import LatLon
from console.model.words import TeamStatus
from console.views.map.marks import Payload, line_of, place_of


@frozen
class HeatMark:
    """A square of the map where cases came together; ``share`` of those in the fullest one, 0 to 1."""

    id: str
    ring: Sequence[LatLon]
    share: float

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {"rings": [line_of(self.ring)], "kind": "heat", "share": round(self.share, 3)}


@frozen
class TrailMark:
    """Where a team came from, the oldest place first; ``state`` gives its colour."""

    team: str
    points: Sequence[LatLon]
    state: TeamStatus

    @property
    def id(self) -> str:
        """The team."""
        return self.team

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {"points": line_of(self.points), "state": self.state.value}


@frozen
class LineMark:
    """A line the officer asked for: ``straight`` and ``road`` are measured, ``found`` is a road found by its name."""

    id: str
    points: Sequence[LatLon]
    kind: str
    label: str = ""

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {"points": line_of(self.points), "kind": self.kind, "label": self.label}


@frozen
class PinMark:
    """A place the officer asked for."""

    id: str
    position: LatLon
    label: str

    def payload(self) -> Payload:
        """The mark as the page gets it."""
        return {"at": place_of(self.position), "label": self.label}
