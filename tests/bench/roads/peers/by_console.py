"""Our engine: :class:`console.dispatch.roads.network.RoadNetwork`, asked as dispatch asks it."""

from __future__ import annotations

import numpy as np

from console.dispatch.roads.network import RoadNetwork
from console.model.roads import USUAL, Conditions, Floats, Ints
from tests.bench.roads.peers.peer import Answer
from tests.bench.roads.town import HORIZON_S, WANTED, Spots, Town


class Console:
    """Emergency vehicles: turn restrictions are waived, as no other engine here knows them."""

    name = "our engine"
    one_by_one = False

    def __init__(self, town: Town) -> None:
        self._stretches = town.roads.stretches
        self.network = RoadNetwork(town.roads)
        self.network.warm()
        self._conditions = USUAL

    def place(self, teams: Spots) -> None:
        self._starts = self.network.starts(teams.where, self._conditions, emergency=True)

    def ask(self, places: Spots, i: int) -> tuple[Ints, Floats, float]:
        return self.network.nearest(
            places.where[i], self._starts, WANTED, self._conditions, HORIZON_S, emergency=True
        )  # fmt: skip

    def read(self, answer: tuple[Ints, Floats, float]) -> Answer:
        return answer[0].tolist(), np.rint(answer[1] * 1000).astype(int).tolist()

    def close(self, stretch: int) -> None:
        self._conditions = Conditions(self._conditions.closed | {self._stretches[stretch].road})

    def open(self, stretch: int) -> None:
        self._conditions = Conditions(self._conditions.closed - {self._stretches[stretch].road})
