"""What an import repaired, left out or could not tell: counted by kind, with the first examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from console.phrase import Phrase, say

SHOWN = 3


class Found(StrEnum):
    """The kinds of finding; each is the end of a phrase code with ``count`` and ``examples``."""

    # repaired
    SAME_PLACE = "same_place"
    TWICE = "twice"
    OTHER_VERSION = "other_version"
    DRAWN_TWICE = "drawn_twice"
    OPENED_AS = "opened_as"
    STRAY_POINTS = "stray_points"
    # left out
    MISSING_NODE = "missing_node"
    BAD_PLACE = "bad_place"
    FAR_POINT = "far_point"
    NODE_UNCLEAR = "node_unclear"
    WAY_UNCLEAR = "way_unclear"
    DELETED = "deleted"
    SHORT_WAY = "short_way"
    SELF_LOOP = "self_loop"
    CLOSED = "closed"
    DIRECTION_UNSURE = "direction_unsure"
    SOFT_TRACK = "soft_track"
    BARRIER = "barrier"
    GATE = "gate"
    BARRIER_CROSSING = "barrier_crossing"
    # turn restrictions
    TURN_MEMBER_MISSING = "turn_member_missing"
    TURN_MEMBER_UNKNOWN = "turn_member_unknown"
    TURN_NOT_DRIVEN = "turn_not_driven"
    TURN_UNCLEAR = "turn_unclear"
    TURN_NEEDLESS = "turn_needless"
    TURN_CONDITIONAL = "turn_conditional"
    TURN_OTHER_VEHICLES = "turn_other_vehicles"
    TURN_EXEMPT = "turn_exempt"
    TURN_KIND = "turn_kind"
    # not told by the map
    BY_THE_HOUR = "by_the_hour"
    SPEED_UNREADABLE = "speed_unreadable"
    SIZE_LIMIT = "size_limit"
    AREA_BROKEN = "area_broken"
    AREAS_OVER = "areas_over"


@dataclass
class Ledger:
    """Counts findings while a file is read; phrases come in the order of :class:`Found`."""

    counts: dict[Found, int] = field(default_factory=dict)
    examples: dict[Found, list[str]] = field(default_factory=dict)

    def add(self, found: Found, example: object = "", count: int = 1) -> None:
        """Note one finding (or ``count`` of them) and what it was about."""
        self.counts[found] = self.counts.get(found, 0) + count
        shown = self.examples.setdefault(found, [])
        if example != "" and len(shown) < SHOWN and str(example) not in shown:
            shown.append(str(example))

    def phrases(self) -> tuple[Phrase, ...]:
        """One sentence for each kind that was found."""
        return tuple(
            say(f"district.import.{found.value}", count=self.counts[found], examples=", ".join(self.examples[found]))
            for found in Found
            if self.counts.get(found)
        )
