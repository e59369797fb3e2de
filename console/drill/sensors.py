"""Sensors of a script: their readings go through the intake's own door and thresholds, as on the live desk."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from console.board.board import Board
from console.drill.placing import machine_rules, position_of
from console.errors import BadScenario
from console.intake.messages import Machines, read_messages
from console.intake.series import Series
from console.model import commands as c
from console.model import events as e
from console.model.places import District
from console.model.scenario import Inject, InjectKind, Scenario
from console.model.words import Posture


def value_at(series: Sequence[Sequence[float]], after_s: float) -> float:
    """The reading ``after_s`` seconds after the inject: even between two moments, as at first before the first."""
    n = bisect_right([moment for moment, _ in series], after_s)
    if n == 0:
        return float(series[0][1])
    if n == len(series):
        return float(series[-1][1])
    (before, low), (later, high) = series[n - 1], series[n]
    return float(low + (high - low) * (after_s - before) / (later - before))


class Sensors:
    """The sensors of one drill. What was read is kept only as far as it follows from the journal."""

    def __init__(self, scenario: Scenario, district: District) -> None:
        self._sensors = [inject for inject in scenario.injects if inject.kind is InjectKind.SENSOR]
        self._district = district
        self._rules = machine_rules() if self._sensors else None
        self._machines: dict[str, Machines] = {}
        self._read: dict[str, int] = {}

    def due(self, board: Board, now: datetime) -> Iterator[tuple[str, c.Command]]:
        """(inject, report) of readings taken at ``now`` that ask for one; earlier readings are taken in first."""
        for inject in self._sensors:
            played = board.injects.get(inject.id)
            if played is None:
                continue
            every, series = inject.effect["every_s"], inject.effect["series"]
            passed = int((now - played.at).total_seconds())
            latest = min(passed, int(series[-1][0])) // every
            for n in range(self._read.get(inject.id, 0), latest + 1):
                at = played.at + timedelta(seconds=n * every)
                command = self._taken(inject, value_at(series, n * every), at, board)
                self._read[inject.id] = n + 1
                if command is not None and at == now:
                    yield inject.id, command

    def ahead(self, board: Board, now: datetime) -> Iterator[datetime]:
        """When each sensor that began is read next; after its last reading, when it is over."""
        for inject in self._sensors:
            played, last_s = board.injects.get(inject.id), inject.effect["series"][-1][0]
            if played is not None and (now - played.at).total_seconds() <= last_s:
                every = inject.effect["every_s"]
                next_s = (int((now - played.at).total_seconds()) // every + 1) * every
                yield played.at + timedelta(seconds=min(next_s, int(last_s) + 1))

    def over(self, board: Board, now: datetime) -> bool:
        """Whether every sensor that began has sent its last reading."""
        begun = [(inject, board.injects[inject.id].at) for inject in self._sensors if inject.id in board.injects]
        return all((now - at).total_seconds() > inject.effect["series"][-1][0] for inject, at in begun)

    def _taken(self, inject: Inject, value: float, at: datetime, board: Board) -> c.Command | None:
        assert self._rules is not None, "read when there is a sensor"
        fresh = Machines(self._district, self._rules, Series())
        machines = self._machines.setdefault(inject.id, fresh)
        (item,) = read_messages(message_of(inject, value, at), replace(machines, share=self._share(board, at)), at)
        if item.refused is not None:
            raise BadScenario(f"{inject.id}: {item.refused.en}")
        return item.command

    def _share(self, board: Board, at: datetime) -> float:
        """The share of a threshold that counts, by the posture at ``at``."""
        postures = [
            row.event.posture for row in board.history.get(None, ())
            if isinstance(row.event, e.PostureSet) and row.at <= at
        ]  # fmt: skip
        emergency = bool(postures) and postures[-1] is Posture.EMERGENCY
        return self._district.duty.emergency.sensor_share if emergency else 1.0


def message_of(inject: Inject, value: float, at: datetime) -> bytes:
    """One reading in the form that machines send."""
    effect: Mapping[str, Any] = inject.effect
    place = position_of(effect)
    reading = {
        "kind": "sensor", "id": at.isoformat(), "sensor": effect["sensor"], "measures": effect["measures"],
        "value": round(value, 2), "at": at.isoformat(), "lat": place.lat, "lon": place.lon,
    }  # fmt: skip
    return json.dumps(reading).encode()
