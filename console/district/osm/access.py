"""Who may drive where: the access, one-way and barrier tags of OpenStreetMap put into three answers.

An emergency-only way is one that fire engines and ambulances use and other vehicles do not: streets for
people on foot, bus roads, gates. What is closed (``no``, ``private``) stays closed unless the map says
``emergency=yes``. Rules follow the tag documentation on access, oneway and barrier.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

Tags = Mapping[str, str]


class Passage(IntEnum):
    """For whom a way or a barrier is open."""

    NOBODY = 0
    EMERGENCY = 1
    ALL = 2


class Oneway(IntEnum):
    """In which direction of its drawing a way is driven; ``UNSURE``: by the hour, or not readable."""

    BOTH = 0
    FORWARD = 1
    BACKWARD = 2
    UNSURE = 3


DRIVEN = frozenset({
    "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link",
    "tertiary", "tertiary_link", "unclassified", "residential", "living_street", "service", "road",
})  # fmt: skip
FOR_EMERGENCIES = frozenset({"pedestrian", "busway"})
ON_PERMISSION = frozenset({"footway", "path", "cycleway", "bridleway", "track"})
"""Driven only where the map says so."""
ROADS = DRIVEN | FOR_EMERGENCIES | ON_PERMISSION

_KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")
_OPEN = frozenset({"yes", "permissive", "designated", "destination", "customers", "delivery", "public", "official",
                   "residents", "permit"})  # fmt: skip
_FREE = frozenset({"yes", "permissive", "designated", "destination", "public", "official"})
_FOR_EMERGENCY = frozenset({"emergency", "psv", "bus", "emergency;psv", "psv;emergency"})
_UNSAID = frozenset({"", "unknown", "conditional"})
_SOLID_GROUND = frozenset({"paved", "asphalt", "concrete", "concrete:plates", "paving_stones", "compacted"})

_GONE = (("disused", "yes"), ("abandoned", "yes"), ("impassable", "yes"), ("smoothness", "impassable"))

_ONEWAY_KEYS = ("oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway")
_FORWARD = frozenset({"yes", "true", "1"})
_BACKWARD = frozenset({"-1", "reverse"})
_BOTH = frozenset({"no", "false", "0"})
_CONTRAFLOW = ("oneway:emergency", "oneway:bus", "oneway:psv")
_BUSWAYS = ("busway", "busway:left", "busway:right", "busway:both")

OPEN_BARRIERS = frozenset({"no", "toll_booth", "entrance", "cattle_grid", "border_control", "checkpoint", "sally_port",
                           "kerb", "height_restrictor", "lift_gate", "bump_gate", "speed_bump"})  # fmt: skip
GATES = frozenset({"gate", "swing_gate", "sliding_gate", "sliding_beam", "hampshire_gate", "chain", "rope",
                   "barrier_board", "bus_trap", "sump_buster"})  # fmt: skip
_SINKING = frozenset({"rising", "removable", "foldable", "flexible", "plastic"})


def way_passage(tags: Tags, direction: str) -> Passage:
    """For whom a way is open along ``direction`` (``forward`` or ``backward``), one-way rules aside."""
    kind = tags.get("highway", "")
    if kind not in ROADS or any(tags.get(key) == value for key, value in _GONE):
        return Passage.NOBODY
    key, value = _most_particular(tags, direction)
    usual = _usual(kind, tags)
    found = _ordinary(usual, kind, key, value)
    emergency = tags.get(f"emergency:{direction}", tags.get("emergency", ""))
    if emergency == "no":
        return Passage.NOBODY
    if found is Passage.NOBODY and (emergency in _OPEN or _buses(tags)):
        return Passage.EMERGENCY
    return found


def _usual(kind: str, tags: Tags) -> Passage:
    if kind in FOR_EMERGENCIES or (kind == "service" and tags.get("service") == "emergency_access"):
        return Passage.EMERGENCY
    if kind in DRIVEN:
        return Passage.ALL
    solid = tags.get("tracktype") in ("grade1", "grade2") or tags.get("surface") in _SOLID_GROUND
    return Passage.ALL if kind == "track" and solid else Passage.NOBODY


def _most_particular(tags: Tags, direction: str) -> tuple[str, str]:
    """The access tag that counts for motor vehicles: the narrower vehicle class first, then the direction."""
    for key in _KEYS:
        value = tags.get(f"{key}:{direction}", tags.get(key, ""))
        if value not in _UNSAID:
            return key, value
    return "", ""


def _ordinary(usual: Passage, kind: str, key: str, value: str) -> Passage:
    if not value:
        return usual
    if value in _FOR_EMERGENCY:
        return min(usual, Passage.EMERGENCY) if kind not in ON_PERMISSION else Passage.EMERGENCY
    if value in _OPEN:
        if usual is Passage.ALL:
            return usual
        return Passage.ALL if key != "access" and value in _FREE else usual
    if usual is Passage.EMERGENCY and key != "access":
        return usual  # no motor vehicles in a street for people on foot: what such a street is
    return Passage.NOBODY


def _buses(tags: Tags) -> bool:
    return any(tags.get(key) in ("yes", "designated") for key in ("bus", "psv"))


def oneway(tags: Tags) -> Oneway:
    """The direction cars drive a way in; roundabouts and motorways are one-way unless the map says no."""
    value = next((tags[key] for key in _ONEWAY_KEYS if tags.get(key)), "")
    if value in _FORWARD:
        return Oneway.FORWARD
    if value in _BACKWARD:
        return Oneway.BACKWARD
    if value in _BOTH:
        return Oneway.BOTH
    if value:
        return Oneway.UNSURE
    implied = tags.get("junction") in ("roundabout", "circular") or tags.get("highway") in ("motorway", "motorway_link")
    return Oneway.FORWARD if implied else Oneway.BOTH


def passages(tags: Tags) -> tuple[Passage, Passage]:
    """For whom a way is open as drawn and against it; both ``NOBODY`` when its direction is not sure."""
    forward, backward = way_passage(tags, "forward"), way_passage(tags, "backward")
    rule = oneway(tags)
    if rule is Oneway.UNSURE:
        return Passage.NOBODY, Passage.NOBODY
    against = Passage.EMERGENCY if _contraflow(tags) else Passage.NOBODY
    if rule is Oneway.FORWARD:
        return forward, min(backward, against)
    if rule is Oneway.BACKWARD:
        return min(forward, against), backward
    return forward, backward


def _contraflow(tags: Tags) -> bool:
    """Whether buses or emergency vehicles may drive a one-way road from its other end."""
    lanes = any(tags.get(key) in ("opposite_lane", "opposite_track", "opposite") for key in _BUSWAYS)
    return lanes or any(tags.get(key) == "no" for key in _CONTRAFLOW)


def barrier_passage(tags: Tags) -> Passage:
    """For whom a barrier on a road can be passed; an unknown kind of barrier stops everybody.

    An untagged gate lets emergency vehicles through: whether it is open to others, the map does not say.
    What stands in the ground (bollards, blocks) gives way only to a tag about motor or emergency vehicles.
    """
    kind = tags.get("barrier", "no")
    sinking = kind == "bollard" and tags.get("bollard") in _SINKING
    gate = kind in GATES or sinking
    usual = Passage.ALL if kind in OPEN_BARRIERS else Passage.EMERGENCY if gate else Passage.NOBODY
    emergency = tags.get("emergency", "")
    key, value = _most_particular(tags, "forward")
    if usual is Passage.NOBODY and key == "access":
        value = ""
    found = usual
    if value in _OPEN:
        found = Passage.ALL
    elif value in _FOR_EMERGENCY or (value == "private" and usual is not Passage.NOBODY):
        found = Passage.EMERGENCY
    elif value:
        found = Passage.NOBODY
    if tags.get("locked") == "yes":
        found = Passage.NOBODY
    if emergency == "no":
        return Passage.NOBODY if found is not Passage.ALL else found
    return max(found, Passage.EMERGENCY) if emergency in _OPEN else found
