"""What a script can give at most: which events can come, how often, and when an inject can come at the earliest."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from console.board.due import ACKNOWLEDGE_WITHIN_S
from console.drill.references import REPORTING
from console.model.scenario import After, Expectation, Inject, InjectKind, Scenario

_NEVER = frozenset({"incident.report_withdrawn", "order.delivery_failed"})
"""Events no drill gives: no inject takes a report back, and the recording channel always delivers."""

_OF_INCIDENTS = ("incident.", "order.", "department.")


class Possible:
    """Bounds from the script alone; they never say impossible of what could happen."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._by_id = {inject.id: inject for inject in scenario.injects}
        self._branch = {branch.id: branch for branch in scenario.branches}
        self._earliest: dict[str, float] = {}
        self.circles: dict[str, tuple[str, ...]] = {}
        for inject in scenario.injects:
            self._find(inject.id, ())

    def needs_hand(self, inject: str, above: tuple[str, ...] = ()) -> bool:
        """Whether ``inject`` is played only after, or by, the controller's hand."""
        known = self._by_id.get(inject)
        if known is None or inject in above:
            return False
        path, named = (*above, inject), str(known.effect.get("incident", ""))
        waits = [named, *([known.after.incident, str(known.after.where.get("inject", ""))] if known.after else [])]
        return known.by_hand or any(self.needs_hand(other, path) for other in waits)

    def earliest(self, inject: str) -> float:
        """Seconds after the start before which ``inject`` cannot be played; infinite when it never can.

        One that is played by hand may be played at once.
        """
        return self._earliest[inject]

    def _find(self, inject_id: str, above: tuple[str, ...]) -> float:
        if inject_id in self._earliest:
            return self._earliest[inject_id]
        if inject_id in above:
            circle = above[above.index(inject_id) :]
            self.circles.update(dict.fromkeys(circle, (*circle, inject_id)))
            return math.inf
        inject, path = self._by_id[inject_id], (*above, inject_id)
        found = self._begins(inject, path)
        if inject.at_s is not None:
            found += inject.at_s
        elif inject.after is not None:
            found = max(found, self._condition(inject.after, path))
        if inject.kind in (InjectKind.FACT, InjectKind.HAND_BACK) and inject.at_s is None:
            found = max(found, self._find(str(inject.effect["incident"]), path))
        self._earliest[inject_id] = found
        return found

    def _begins(self, inject: Inject, path: tuple[str, ...]) -> float:
        if not inject.branch:
            return 0.0
        branch = self._branch[inject.branch]
        met = self._condition(branch.when, path)
        if inject.side:
            return met if met <= branch.by_s else math.inf
        return float(branch.by_s)

    def _condition(self, after: After, path: tuple[str, ...]) -> float:
        """The earliest moment of a condition: its incident's report, and its delay; infinite when it cannot hold."""
        if self.most(after.kind, after.incident) < after.count:
            return math.inf
        if after.kind == "drill.injected" and "inject" in after.where:
            named = str(after.where["inject"])
            return (self._find(named, path) if named in self._by_id else math.inf) + after.delay_s
        if after.incident:
            return self._find(after.incident, path) + after.delay_s
        return (self._first_report(path) if after.kind.startswith(_OF_INCIDENTS) else 0.0) + after.delay_s

    def _first_report(self, path: tuple[str, ...]) -> float:
        found = [float(stream.from_s) for stream in self.scenario.streams]
        for inject in self.scenario.injects:
            if inject.kind in REPORTING and inject.id not in path and inject.after is None:
                found.append(self._find(inject.id, path))
        if not found and any(i.kind in REPORTING and i.id not in path for i in self.scenario.injects):
            return 0.0  # only reports that wait for events themselves: nothing can be said
        return min(found, default=math.inf)

    def condition(self, after: After) -> float:
        """As for an inject: seconds after the start before which ``after`` cannot hold."""
        return self._condition(after, ())

    def begins(self, expectation: Expectation) -> float:
        """The earliest moment an expectation's clock can start."""
        if expectation.start is not None:
            return self.condition(expectation.start)
        return self.earliest(expectation.from_inject)

    def most(self, kind: str, incident: str = "") -> float:
        """How many events of ``kind`` there can be at most, about one reporting inject's incident if named."""
        if kind in _NEVER or (kind.startswith(_OF_INCIDENTS) and not self.reports()):
            return 0
        rule = _MOST.get(kind)
        return math.inf if rule is None else rule(self, incident)

    def reports(self) -> float:
        """How many reports there can be; streams have no bound but their chance."""
        if self.scenario.streams:
            return math.inf
        return sum(inject.kind in REPORTING for inject in self.scenario.injects)

    def has(self, *kinds: InjectKind) -> bool:
        """Whether the script has an effect of one of ``kinds``."""
        return any(inject.kind in kinds for inject in self.scenario.injects)


def _one_each(possible: Possible, incident: str) -> float:
    return 1 if incident else possible.reports()


def _others(possible: Possible, _incident: str) -> float:
    return math.inf if possible.has(InjectKind.SENSOR) else max(0.0, possible.reports() - 1)


def _when_wrong(possible: Possible, _incident: str) -> float:
    return math.inf if possible.has(InjectKind.DEPOT_WRONG) else 0


def _lapsed(possible: Possible, _incident: str) -> float:
    slow = possible.scenario.behaviour.acknowledge_s[1] >= ACKNOWLEDGE_WITHIN_S
    return math.inf if slow or possible.has(InjectKind.SILENT) else 0


_MOST: Mapping[str, Callable[[Possible, str], float]] = {
    "session.opened": lambda _possible, _incident: 1,
    "drill.injected": lambda possible, _incident: len(possible.scenario.injects),
    "incident.reported": _one_each,
    "incident.merged": _others,
    "incident.report_added": _others,
    "order.lapsed": _lapsed,
    "order.loaded_short": _when_wrong,
    "stock.counted": _when_wrong,
}
"""Events that only the script can bring about. Every other one an officer at the desk, a team or a unit can give."""
