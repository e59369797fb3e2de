"""Which ways of a map are driven, by whom and in which direction; what is left out is counted."""

from __future__ import annotations

from typing import NamedTuple

from console.district.osm.access import ON_PERMISSION, ROADS, Oneway, Passage, Tags, oneway, passages
from console.district.osm.ledger import Found, Ledger
from console.district.osm.source import RawMap, Way

_SIZES = ("maxheight", "maxweight", "maxwidth")
_NO_SIZE = frozenset({"none", "default", "no", "no_sign", "unsigned", "below_default"})
_TIMED = frozenset({"access", "vehicle", "motor_vehicle", "motorcar", "oneway", "emergency"})


class Drive(NamedTuple):
    """A way that somebody may drive, as drawn and against it."""

    id: int
    way: Way
    forward: Passage
    backward: Passage


def driven_ways(raw: RawMap, ledger: Ledger) -> list[Drive]:
    """The ways vehicles use, in order of id; those closed to all are counted."""
    found = []
    for id_, way in sorted(raw.ways.items()):
        kind = way.tags.get("highway", "")
        if kind not in ROADS:
            continue
        if way.tags.get("area") == "yes":
            continue  # a square, drawn as one; its edge is no road
        forward, backward = passages(way.tags)
        if max(forward, backward) is Passage.NOBODY:
            _note_closed(id_, kind, way.tags, ledger)
            continue
        _note_unsaid(id_, way.tags, ledger)
        found.append(Drive(id_, way, forward, backward))
    return found


def _note_closed(id_: int, kind: str, tags: Tags, ledger: Ledger) -> None:
    if kind == "track":
        ledger.add(Found.SOFT_TRACK, f"way {id_}")
    elif kind in ON_PERMISSION:
        return
    elif oneway(tags) is Oneway.UNSURE:
        ledger.add(Found.DIRECTION_UNSURE, f"way {id_}")
    else:
        ledger.add(Found.CLOSED, f"way {id_}")


def _note_unsaid(id_: int, tags: Tags, ledger: Ledger) -> None:
    """What the network cannot hold: rules by the hour, limits of height, weight and width."""
    if any(key.endswith(":conditional") and key.split(":")[0] in _TIMED for key in tags):
        ledger.add(Found.BY_THE_HOUR, f"way {id_}")
    if any(tags.get(key, "none") not in _NO_SIZE for key in _SIZES):
        ledger.add(Found.SIZE_LIMIT, f"way {id_}")
