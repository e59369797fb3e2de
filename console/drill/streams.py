"""Routine work of a script, drawn by seed: who reports what, where and when (see ``Stream`` for the distribution)."""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from console.geo import LatLon, from_metres
from console.model import commands as c
from console.model.places import District
from console.model.scenario import Scenario, Stream
from console.phrase import Text

HOUR_S = 3600
AROUND_M = 60.0  # as far from a grid's centre, each way
AGAIN_S = (60.0, 1200.0)  # a repeat comes so long after
SIMULATED = "（演练自动生成 generated for the drill）"


class _Drawn(NamedTuple):
    at_s: int
    number: str
    item: str
    place: str
    position: LatLon
    text: str
    facts: Mapping[str, Any]


class Routine:
    """Every report that a script's streams give with one seed, by the second at which it comes."""

    def __init__(self, scenario: Scenario, district: District, seed: int) -> None:
        self._source = {stream.id: stream.source for stream in scenario.streams}
        self._by_second: dict[int, list[tuple[str, _Drawn]]] = defaultdict(list)
        self.last_s = -1
        for stream in scenario.streams:
            for report in _drawn(stream, scenario, district, seed):
                self._by_second[report.at_s].append((stream.id, report))
                self.last_s = max(self.last_s, report.at_s)
        self._start, self._seconds = scenario.start, sorted(self._by_second)

    def __len__(self) -> int:
        return sum(map(len, self._by_second.values()))

    def due(self, at_s: int, now: datetime) -> Iterator[tuple[str, c.ReportIncident]]:
        """(stream, report) of everything that comes at second ``at_s`` of the drill."""
        for stream, one in self._by_second.get(at_s, ()):
            yield (
                stream,
                c.ReportIncident(
                    self._source[stream], one.number, one.text, now, one.item, one.place, one.position, one.facts
                ),
            )

    def ahead(self, at_s: int) -> Iterator[datetime]:
        """When the next report after second ``at_s`` of the drill comes; after the last, when nothing more does."""
        if at_s <= self.last_s:
            later = self._seconds[bisect_right(self._seconds, at_s) :][:1] or [self.last_s + 1]
            yield self._start + timedelta(seconds=later[0])


def _drawn(stream: Stream, scenario: Scenario, district: District, seed: int) -> Iterator[_Drawn]:
    count = 0
    places = _places(stream, district)
    items, weights = list(stream.items), list(stream.items.values())
    for begins in range(stream.from_s, min(stream.to_s, scenario.duration_s), HOUR_S):
        ends = min(begins + HOUR_S, stream.to_s, scenario.duration_s)
        chance = random.Random(f"{seed}/{stream.id}/{begins}")
        expected = stream.per_hour * _weight(stream, scenario, district, begins) * (ends - begins) / HOUR_S
        for _ in range(_poisson(chance, expected)):
            count += 1
            item = chance.choices(items, weights)[0]
            at_s, place = chance.randrange(begins, ends), chance.choice(places)
            report = _report(stream, count, at_s, item, place, chance, district)
            yield report
            again_s = report.at_s + int(chance.uniform(*AGAIN_S))
            if chance.random() < stream.repeats and again_s < scenario.duration_s:
                yield report._replace(at_s=again_s, number=f"{report.number}-2")


def _weight(stream: Stream, scenario: Scenario, district: District, at_s: int) -> float:
    """The local hour's share of the mean hour: 1 when no hours are given."""
    if not stream.by_hour:
        return 1.0
    hour = district.local(scenario.start + timedelta(seconds=at_s)).hour
    return stream.by_hour[hour] * len(stream.by_hour) / sum(stream.by_hour)


def _poisson(chance: random.Random, mean: float) -> int:
    """A Poisson draw: unit-rate arrivals counted until ``mean`` is used up (exact, and no product underflows)."""
    count, used = 0, 0.0
    while True:
        used -= math.log(1.0 - chance.random())
        if used > mean:
            return count
        count += 1


def _places(stream: Stream, district: District) -> Sequence[tuple[str, Text, LatLon, bool]]:
    """(id, name, position, exact) of the places named, or of every grid."""
    if stream.places:
        return [(place, *district.places[place], True) for place in stream.places]
    return [(code, Text(code, code), grid.centre, False) for code, grid in sorted(district.grids.items())]


def _report(
    stream: Stream, n: int, at_s: int, item: str, where: tuple[str, Text, LatLon, bool], chance: random.Random,
    district: District,
) -> _Drawn:  # fmt: skip
    place, name, position, exact = where
    if not exact:
        position = from_metres(position, chance.uniform(-AROUND_M, AROUND_M), chance.uniform(-AROUND_M, AROUND_M))
    what = district.catalogue[item].name
    text = f"{name.zh or name.en}：{what.zh} {what.en}{SIMULATED}"
    return _Drawn(at_s, f"{stream.id}-{n:05}", item, place, position, text, stream.facts.get(item, {}))
