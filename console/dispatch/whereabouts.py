"""Where teams are, in columns: from one picture to the next most stand where they stood."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import is_
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from console.geo import LatLon


class Whereabouts(NamedTuple):
    """Where n teams are: ``at`` in degrees, (2, n), latitudes first; ``new`` are those not where they were before.

    ``headings`` are degrees clockwise from north, ``None`` for a team that stands.
    """

    places: Sequence[LatLon]
    headings: Sequence[float | None]
    at: NDArray[np.float64]
    new: Sequence[LatLon]


class Following:
    """Makes whereabouts from those before, as long as places that are the same are the very same objects.

    As long as nobody moves or turns, places and headings are the very same objects as before.

    Safe from any thread: what is kept is replaced as a whole.
    """

    def __init__(self) -> None:
        self._last = Whereabouts((), (), np.empty((2, 0)), ())

    def of(self, places: Sequence[LatLon], headings: Sequence[float | None]) -> Whereabouts:
        """Where these teams are."""
        last = self._last
        if len(last.places) == len(places):
            rows = np.flatnonzero(~np.fromiter(map(is_, last.places, places), bool, len(places)))
            if not len(rows) and last.headings == headings:
                return last._replace(new=())
            new, at = [places[row] for row in rows.tolist()], last.at.copy()
            at[:, rows] = _columns(new)
        else:
            new, at = list(places), _columns(places)
        at.flags.writeable = False
        self._last = found = Whereabouts(places, headings, at, new)
        return found


def _columns(places: Sequence[LatLon]) -> NDArray[np.float64]:
    return np.fromiter(chain.from_iterable(places), float, 2 * len(places)).reshape(-1, 2).T.copy()
