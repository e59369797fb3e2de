"""The middle of a network: a place that whoever gets about at all can get to."""

from __future__ import annotations

import numpy as np

from console.errors import NoRoute
from console.geo import LatLon
from console.model.roads import Roads


def middle_of(roads: Roads) -> LatLon:
    """The node most in the middle of the largest part in which every node is reached from every other.

    :class:`NoRoute` when there are no roads.
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    count = len(roads.node_ids)
    if not count:
        raise NoRoute("there are no roads")
    joined_by = coo_matrix((np.ones(len(roads.tail)), (roads.tail, roads.head)), shape=(count, count))
    part = connected_components(joined_by, directed=True, connection="strong")[1]
    main = np.flatnonzero(part == np.bincount(part).argmax())
    off = np.hypot(roads.lat[main] - np.median(roads.lat[main]), roads.lon[main] - np.median(roads.lon[main]))
    nearest = main[np.argmin(off)]
    return LatLon(float(roads.lat[nearest]), float(roads.lon[nearest]))
