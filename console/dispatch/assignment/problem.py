"""The question an assignment answers: slots to fill, teams that could, what is stocked, and what counts more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt


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


@dataclass(frozen=True, eq=False)
class Options(Sequence[Option]):
    """Many options in columns, each an ``Option`` when asked for: a town's question has thousands."""

    slot: npt.NDArray[np.int64]  # (e,)
    team: npt.NDArray[np.int64]  # (e,)
    cost: npt.NDArray[np.int64]  # (e, 6) in ranks
    depot: npt.NDArray[np.int64]  # (e,)
    arrives_s: npt.NDArray[np.int64]  # (e,)

    @classmethod
    def of(cls, options: Sequence[Option]) -> Options:
        """The columns of ``options``."""
        if isinstance(options, cls):
            return options
        fields = chain.from_iterable(map(attrgetter("slot", "team", "depot", "arrives_s"), options))
        slot, team, depot, arrives = np.fromiter(fields, np.int64, 4 * len(options)).reshape(-1, 4).T.copy()
        ranks = chain.from_iterable(map(attrgetter("cost"), options))
        cost = np.fromiter(ranks, np.int64, len(Ranks()) * len(options)).reshape(-1, len(Ranks()))
        return cls(slot, team, cost, depot, arrives)

    def __len__(self) -> int:
        return len(self.slot)

    @overload
    def __getitem__(self, number: int) -> Option: ...

    @overload
    def __getitem__(self, number: slice) -> Options: ...

    def __getitem__(self, number: int | slice) -> Option | Options:
        if isinstance(number, slice):
            return self.rows(number)
        return Option(
            int(self.slot[number]), int(self.team[number]), Ranks(*self.cost[number].tolist()),
            int(self.depot[number]), int(self.arrives_s[number]),
        )  # fmt: skip

    def rows(self, numbers: npt.NDArray[np.int64] | slice) -> Options:
        """Some of them, in this order."""
        columns = (self.slot, self.team, self.cost, self.depot, self.arrives_s)
        return Options(*(column[numbers] for column in columns))


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
    options: Sequence[Option]
    crews: tuple[int, ...]
    wanted: tuple[Wanted, ...] = ()
    stock: Mapping[tuple[int, str], int] = field(default_factory=dict)
    aboard: Mapping[tuple[int, str], int] = field(default_factory=dict)
