"""The variables and rows of the mixed-integer programme; what they mean is written down in ``milp``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from console.dispatch.assignment.problem import Problem


class Arc(NamedTuple):
    """A way for material to reach a wanted (index): out of a depot, or on board of a team."""

    wanted: int
    depot: int | None
    team: int | None

    def source(self, item: str) -> tuple[str, int, str]:
        """What the arc draws on: shared between all arcs with the same source."""
        return ("depot", self.depot, item) if self.depot is not None else ("team", self.team or 0, item)


class Programme:
    """One variable per option, three per wanted (units short, lacking at all, late), one quantity per arc.

    ``options``, ``short``, ``lacking`` and ``late`` are the columns of these variables; ``opens`` gives the options
    that make an arc usable.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        n, m = len(problem.options), len(problem.wanted)
        self.options = np.arange(n)
        self.short, self.lacking, self.late = (np.arange(n + k * m, n + (k + 1) * m) for k in range(3))
        self.opens = _opens(problem)
        self.arcs = {arc: n + 3 * m + k for k, arc in enumerate(self.opens)}
        quantities = [wanted.quantity for wanted in problem.wanted]
        limits = [self._limit(arc) for arc in self.arcs]
        self.upper = np.array([1] * n + quantities + [1] * (2 * m) + limits, dtype=np.float64)
        self._row: list[int] = []
        self._column: list[int] = []
        self._factor: list[float] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._choice_rows()
        self._wanted_rows()
        self._source_rows()

    def rows(self) -> scipy.optimize.LinearConstraint:
        """What every allowed choice keeps."""
        shape = (len(self._low), len(self.upper))
        matrix = scipy.sparse.csr_array((self._factor, (self._row, self._column)), shape=shape)
        return scipy.optimize.LinearConstraint(matrix, self._low, self._high)

    def nobody_sent(self) -> NDArray[np.float64]:
        """The choice that is always allowed: every slot empty, every wanted short."""
        x = np.zeros(len(self.upper))
        x[self.short] = self.upper[self.short]
        x[self.lacking] = self.upper[self.short] > 0
        return x

    def picks(self, x: NDArray[np.float64]) -> tuple[int | None, ...]:
        """The option taken for each slot."""
        found: list[int | None] = [None] * len(self._problem.slots)
        for e in np.flatnonzero(x[self.options] > 0.5).tolist():
            found[self._problem.options[e].slot] = e
        return tuple(found)

    def _limit(self, arc: Arc) -> int:
        wanted = self._problem.wanted[arc.wanted]
        held = self._problem.stock if arc.depot is not None else self._problem.aboard
        return min(wanted.quantity, held[arc.source(wanted.item)[1], wanted.item])

    def _add(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        for column, factor in terms:
            self._row.append(len(self._low))
            self._column.append(column)
            self._factor.append(factor)
        self._low.append(low)
        self._high.append(high)

    def _choice_rows(self) -> None:
        by_slot: dict[int, list[int]] = {}
        by_crew: dict[int, list[int]] = {}
        for e, option in enumerate(self._problem.options):
            by_slot.setdefault(option.slot, []).append(e)
            by_crew.setdefault(self._problem.crews[option.team], []).append(e)
        for together in (*by_slot.values(), *by_crew.values()):
            self._add(((e, 1) for e in together), 0, 1)

    def _wanted_rows(self) -> None:
        reaching: dict[int, list[int]] = {}
        for arc, column in self.arcs.items():
            reaching.setdefault(arc.wanted, []).append(column)
        for j, wanted in enumerate(self._problem.wanted):
            short, lacking = int(self.short[j]), int(self.lacking[j])
            arcs = [(column, 1.0) for column in reaching.get(j, [])]
            self._add([(short, 1.0), *arcs], wanted.quantity, wanted.quantity)
            self._add([(short, 1.0), (lacking, -wanted.quantity)], -np.inf, 0)

    def _source_rows(self) -> None:
        drawn: dict[tuple[str, int, str], list[int]] = {}
        for arc, column in self.arcs.items():
            wanted, limit = self._problem.wanted[arc.wanted], self.upper[column]
            drawn.setdefault(arc.source(wanted.item), []).append(column)
            opens = self.opens[arc]
            self._add([(column, 1.0), *((e, -limit) for e in opens)], -np.inf, 0)
            in_time = [e for e in opens if self._problem.options[e].arrives_s <= wanted.due_s]
            if len(in_time) < len(opens):
                late = (int(self.late[arc.wanted]), -limit)
                self._add([(column, 1.0), late, *((e, -limit) for e in in_time)], -np.inf, 0)
        for (kind, index, item), columns in drawn.items():
            held = self._problem.stock if kind == "depot" else self._problem.aboard
            self._add(((column, 1.0) for column in columns), 0, held[index, item])


def _opens(problem: Problem) -> dict[Arc, list[int]]:
    by_incident: dict[int, list[int]] = {}
    for e, option in enumerate(problem.options):
        by_incident.setdefault(problem.slots[option.slot].incident, []).append(e)
    found: dict[Arc, list[int]] = {}
    for j, wanted in enumerate(problem.wanted):
        for e in by_incident.get(wanted.incident, ()):
            option = problem.options[e]
            if option.depot >= 0 and problem.stock.get((option.depot, wanted.item), 0) > 0:
                found.setdefault(Arc(j, option.depot, None), []).append(e)
            if problem.aboard.get((option.team, wanted.item), 0) > 0:
                found.setdefault(Arc(j, None, option.team), []).append(e)
    return found
