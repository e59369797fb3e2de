"""From a few fixed places, depots say, on to any other: one search from each of them, kept while the roads stay so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from console.dispatch.roads.costs import NEVER
from console.dispatch.roads.reach import Table, Target
from console.dispatch.roads.starting import Starts, along_one_piece


class Onward:
    """When each road node is reached from each of some ``starts``."""

    def __init__(self, starts: Starts, tables: Sequence[Table], horizon_s: float) -> None:
        """``tables`` has one for each of ``starts``, of everything within ``horizon_s``."""
        self._starts, self._tables, self._horizon_s = starts, tables, horizon_s

    def seconds_to(self, target: Target) -> NDArray[np.float64]:
        """Travel seconds from every start to the target, (k,); inf where there is no way within the horizon."""
        nodes, late = target.seeds[:, 0].astype(np.int32), target.seeds[:, 1]
        ms = np.array([int((table.at(nodes) + late).min(initial=NEVER)) for table in self._tables], np.int64)
        rows, direct = along_one_piece(self._starts, target.snap)
        ms[rows] = np.minimum(ms[rows], direct)
        return np.where(ms > self._horizon_s * 1000.0, np.inf, ms / 1000.0)
