"""Tables of grids by node, kept true when roads close, open or slow down, by renewing only what may have changed."""

from __future__ import annotations

from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from console.dispatch.cover.table import HORIZON_S, NOWHERE, Column, GridTable
from console.dispatch.roads.compiled import Compiled
from console.dispatch.roads.costs import arcs_within
from console.dispatch.roads.network import RoadNetwork
from console.errors import NoRoute
from console.geo import LatLon
from console.model.roads import Conditions, Ints, Roads

_KEPT = 2
"""One for each sort of driving: a table of a large town takes tens of megabytes."""
Places = tuple[LatLon, ...]


class _Tables:
    """The tables for one list of places, the last few of them kept. It must not hold the network: see ``_TABLES``."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._graphs: dict[bool, Compiled] = {}
        self._kept: list[GridTable] = []
        self._lock = Lock()

    def under(self, network: RoadNetwork, conditions: Conditions, emergency: bool) -> GridTable:
        with self._lock:
            same = [t for t in self._kept if t.emergency == emergency]
            table = next((t for t in same if t.conditions == conditions), None)
            if table is None:
                columns = list(same[-1].columns) if same else [NOWHERE] * len(self._places)
                renewed = self._touched(network, same[-1], conditions) if same else range(len(self._places))
                for g in renewed:
                    columns[g] = self._column(network, self._places[g], conditions, emergency)
                table = GridTable(conditions, emergency, tuple(columns), self._graphs.get(emergency))
            self._kept = [*(t for t in self._kept if t is not table), table][-_KEPT:]
            return table

    def _column(self, network: RoadNetwork, place: LatLon, conditions: Conditions, emergency: bool) -> Column:
        try:
            reach = network.towards(place, conditions, HORIZON_S, emergency)
        except NoRoute:
            return NOWHERE
        self._graphs[emergency] = reach.graph
        return Column(reach.target, *reach.table.known())

    def _touched(self, network: RoadNetwork, old: GridTable, conditions: Conditions) -> list[int]:
        """The places whose column may differ from ``old`` under ``conditions``.

        A time changes only when a changed arc is on a fastest way before or after the change. Behind the last such
        arc that way is as it was, so the node the arc enters has been within the horizon all along, unless the arc is
        the piece the place lies on. And a place may lie on another piece now.
        """
        arcs = changed_arcs(network.roads, old.conditions, conditions)
        touched = network.starts(self._places, conditions, old.emergency).piece != old.pieces
        entered, changed = np.zeros(len(network.roads.node_ids), np.bool_), set(arcs.tolist())
        entered[network.roads.head[arcs]] = True
        for g, column in enumerate(old.columns):
            if column.target is not None and old.graph is not None:
                own = {column.target.arc, column.target.back}
                touched[g] |= bool(entered[old.graph.node[column.nodes]].any()) or not changed.isdisjoint(own)
        return np.flatnonzero(touched).tolist()


def changed_arcs(roads: Roads, before: Conditions, after: Conditions) -> Ints:
    """Every arc whose cost may differ between two sets of conditions."""
    arcs = [roads.arcs_of(road) for road in before.closed ^ after.closed]
    arcs += [arcs_within(roads, slowing) for slowing in set(before.slowed) ^ set(after.slowed)]
    return np.unique(np.concatenate([np.empty(0, np.int32), *arcs]))


_TABLES: WeakKeyDictionary[RoadNetwork, dict[Places, _Tables]] = WeakKeyDictionary()
_TABLES_LOCK = Lock()


def grid_table(network: RoadNetwork, places: Places, conditions: Conditions, emergency: bool) -> GridTable:
    """The table of ``places`` under ``conditions``, repaired from the last one for such driving where there is one.

    Kept with the network, the same for everybody who asks. Safe from any thread.
    """
    with _TABLES_LOCK:
        tables = _TABLES.setdefault(network, {}).setdefault(places, _Tables(places))
    return tables.under(network, conditions, emergency)
