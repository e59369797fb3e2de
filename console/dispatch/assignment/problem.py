"""The question an assignment answers: slots to fill, teams that could, what is stocked, and what counts more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Ranks(NamedTuple):
    """What a choice costs, the most important first; compared as a tuple, added up over all choices.

    The order is that of DOMAIN § 5.2. Every figure is a whole number; ``arrival_s`` may be negative for a pair
    that is kept from the choice shown before (what a change must gain before it is worth telling).
    """

    unfilled: int = 0  # weight of what stays empty or is not delivered
    late: int = 0  # limits missed
    penalty: int = 0  # of substitutes used and of extra teams sent to haul
    arrival_s: int = 0  # seconds until arrival
    cover: int = 0  # demand that falls open
    wear: int = 0  # minutes already worked: fairness and rest


@dataclass(frozen=True, slots=True)
class Slot:
    """One place to fill. ``weight`` is what leaving it empty counts; 0 for a haul that nobody has to make."""

    incident: int
    need: str
    weight: int


@dataclass(frozen=True, slots=True)
class Option:
    """One team for one slot, straight there or by way of a depot (its index; -1 is straight).

    ``arrives_s`` is when it would be at the scene, from now, the detour counted: what it brings is late after the
    ``due_s`` of the material. It stands apart from ``cost.arrival_s``, which may be lowered to keep a choice stable.
    """

    slot: int
    team: int
    cost: Ranks
    depot: int = -1
    arrives_s: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Material one incident still lacks; whatever is short in the end counts ``weight`` once (plus 1 per unit)."""

    incident: int
    item: str
    quantity: int
    due_s: int  # from now
    weight: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything asked at once. A team takes at most one slot; so does a crew that several teams share.

    ``crews`` gives the crew of each team (teams with the same number exclude each other). ``stock`` is the free
    quantity by (depot, item), ``aboard`` what a vehicle carries by (team, item).
    """

    slots: tuple[Slot, ...]
    options: tuple[Option, ...]
    crews: tuple[int, ...]
    wanted: tuple[Wanted, ...] = ()
    stock: Mapping[tuple[int, str], int] = field(default_factory=dict)
    aboard: Mapping[tuple[int, str], int] = field(default_factory=dict)
