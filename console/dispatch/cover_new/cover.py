"""Cover: the share of grids, and of expected demand, that a free team reaches in time; what sending teams costs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.dispatch.cover.demand import Demand, even_demand
from console.dispatch.cover.field import Field, Stand
from console.dispatch.cover.move_up import MoveUps, Sites, move_up, sites_for
from console.dispatch.cover.within import Floats, Times, Within, share
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.standing import turnout_s
from console.geo import LatLon
from console.model.picture import Picture
from console.model.places import District
from console.model.recommendation import CoverPrice

MINUTES = (1, 3, 5)
COVER_WITHIN_S = 180
"""Cover without another limit named is cover within three minutes (DOMAIN § 2)."""


@dataclass(frozen=True, slots=True)
class Share:
    """Cover within ``minutes``: the share of grids, and of the cases expected in this hour."""

    minutes: int
    grids: float
    demand: float


def shares(times: Times, demand: Floats, held: NDArray[np.bool_] | None = None) -> tuple[Share, ...]:
    """Cover within 1, 3 and 5 minutes."""
    even = np.ones(times.grids)
    found = []
    for minutes in MINUTES:
        reached = times.within(minutes * 60).counts > 0
        found.append(Share(minutes, share(reached, even), share(reached, demand)))
    return tuple(found)
