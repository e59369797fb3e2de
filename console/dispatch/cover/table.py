"""Which grids lie within five minutes of each road node, under one set of conditions.

This does not depend on where teams are: with it, who reaches what is a few look-ups per team instead of a search
per grid.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from console.dispatch.cover.within import Times
from console.dispatch.roads.compiled import Compiled
from console.dispatch.roads.snap import Snap
from console.dispatch.roads.starting import Starts, along_one_piece
from console.model.roads import Conditions, Ints

HORIZON_S = 300
"""The longest limit cover is asked for (DOMAIN § 3)."""
Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Column:
    """One grid: where its centre lies on the roads (``None``: nowhere), and the nodes within the horizon."""

    target: Snap | None
    nodes: Ints
    ms: Ints


NOWHERE = Column(None, np.empty(0, np.int32), np.empty(0, np.int32))


@dataclass(frozen=True, eq=False)
class GridTable:
    """The columns of all grids, and the same by compiled node (``graph`` is ``None`` when no grid is near a road)."""

    conditions: Conditions
    emergency: bool
    columns: tuple[Column, ...] = field(repr=False)
    graph: Compiled | None = field(repr=False)

    @cached_property
    def pieces(self) -> Whole:
        """The piece of road each grid's centre lies on, -1 for none."""
        return np.array([-1 if c.target is None else c.target.piece for c in self.columns], np.int64)

    @cached_property
    def _between(self) -> Whole:
        """The same for centres between two crossings, -1 for those at one."""
        targets = [column.target for column in self.columns]
        return np.array([-1 if t is None or t.crossing is not None else t.piece for t in targets], np.int64)

    @cached_property
    def by_node(self) -> tuple[Whole, Ints, Ints]:
        """``begin``, ``grid`` and ``ms``: node ``n`` has the entries ``begin[n]`` to ``begin[n + 1]``."""
        from console.dispatch.cover.kernels import by_node

        count = len(self.graph) if self.graph is not None else 0
        nodes, ms = (np.concatenate([getattr(c, part) for c in (NOWHERE, *self.columns)]) for part in ("nodes", "ms"))
        found: tuple[Whole, Ints, Ints] = by_node(nodes, ms, np.cumsum([len(c.nodes) for c in self.columns]), count)
        return found

    def times(self, starts: Starts, extra_s: Whole) -> Times:
        """Seconds from every start to the grids within the horizon, ``extra_s`` (turnout) of each start added.

        ``starts`` must be under the same conditions and driving. The same as asking the network for each grid.
        """
        from console.dispatch.cover.kernels import team_grid_ms

        direct, grids, limit = self._along_one_piece(starts), len(self.columns), HORIZON_S * 1000
        nodes = starts.node if self.graph is not None else np.full((len(starts), 1), -1, np.int32)
        begin = self.by_node[0]
        used = nodes[nodes >= 0]
        room = len(direct[0]) + int((begin[used + 1] - begin[used]).sum())
        team, grid, ms = team_grid_ms(nodes, starts.ms, extra_s * 1000, *self.by_node, *direct, grids, limit, room)
        return Times(team, grid, ms / 1000.0, len(starts), grids)

    def _along_one_piece(self, starts: Starts) -> tuple[Whole, Whole, Whole]:
        """Row, grid and milliseconds of starts on the very piece of a grid's centre, no node between; by row."""
        found = [np.empty((3, 0), np.int64)]
        stood_on = np.zeros(1 + max(self._between.max(initial=-1), starts.piece.max(initial=-1)), np.bool_)
        stood_on[starts.piece[starts.piece >= 0]] = True
        between = np.flatnonzero(self._between >= 0)
        for g in between[stood_on[self._between[between]]].tolist():
            target = self.columns[g].target
            assert target is not None, "a grid on a piece has its place there"
            rows, ms = along_one_piece(starts, target)
            found.append(np.stack([rows, np.full(len(rows), g), ms]))
        row, grid, ms = np.concatenate(found, axis=1)
        order = np.argsort(row, kind="stable")
        return row[order], grid[order], ms[order]
