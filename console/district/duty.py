"""Reading ``duty.yaml``: when the desk changes hands, and what the emergency posture changes."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import Field

from console.district.doors import Door
from console.district.reading import Reading
from console.model.duty import DutyRules, EmergencyRules
from console.model.places import TeamKind

Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class EmergencyDoor(Door):
    """What the emergency posture changes."""

    call_in_s: dict[TeamKind, Annotated[int, Field(ge=0, le=14400)]] = Field(default_factory=dict)
    patrols_stand_by: bool = False
    sensor_share: Annotated[float, Field(gt=0, le=1)] = 1.0


class DutyDoor(Door):
    """``duty.yaml``; every part may be left out by a district."""

    changes: tuple[Clock, ...] | None = None
    ask_before_s: Annotated[int, Field(ge=0, le=14400)] | None = None
    emergency: EmergencyDoor | None = None


def read_duty(reading: Reading) -> DutyRules:
    """The shipped rules, with what the district's own file says instead."""
    own = reading.one("duty.yaml", DutyDoor) if reading.has("duty.yaml") else DutyDoor()
    usual = reading.one("vocabulary/duty.yaml", DutyDoor)
    changes = usual.changes if own.changes is None else own.changes
    before = usual.ask_before_s if own.ask_before_s is None else own.ask_before_s
    emergency = own.emergency or usual.emergency or EmergencyDoor()
    return DutyRules(
        tuple(sorted(time.fromisoformat(change) for change in changes or ())),
        before or 0,
        EmergencyRules(
            {kind.value: seconds for kind, seconds in emergency.call_in_s.items()},
            emergency.patrols_stand_by,
            emergency.sensor_share,
        ),
    )
