"""The whole question as a mixed-integer programme, solved rank after rank: the oracle, and the closer of hard cases.

The question
------------
Given slots s (weight w_s), options e (slot, team, depot or straight, cost c_e in ranks, arrival), crews, wanted
materials j (incident, item, quantity q_j, due_j, weight w_j), depot stock and what vehicles carry, choose

- for each slot at most one option, and of each crew at most one option over all slots;
- for each wanted j what is brought: with an option taken for a slot of its incident, out of what its team has on
  board of the item, or, if it goes by depot d, any quantity of what d holds (vehicles have no known capacity).
  Over all incidents no more is taken of a (depot, item) than its stock, of a (team, item) than is on board, and
  no more is brought of j than q_j;

such that the sum of these ranks is least, the first rank deciding, then the second, and so on:

- c_e for each option taken; ``unfilled = w_s`` for each empty slot (a haul slot weighs 0);
- ``unfilled = w_j + missing`` for each j of which ``missing > 0`` units stay short;
- ``late = 1`` for each j of which any part is brought by an option that arrives after due_j.

Who could bring something need not be counted as bringing it: what would come late may stay unused, if that is better.

How it is solved
----------------
One programme per rank, the earlier ranks held at their optimum. All figures are whole numbers, so an optimum is
known exactly once it is known to within a half: objectives are rounded, held ranks get a hundredth of room (more
than the solver's tolerance of 1e-6, less than the half that would let a worse choice in), and the rounded choice is
priced again by ``weigh``, which refuses what is not allowed. Where all weights are multiples of a number greater
than every unit wanted, the first rank is solved as two (whole needs, then units): coefficients stay small.

A run may be limited by its number of branching nodes, never by time: an answer that depends on how busy the
machine is could not be replayed. The same problem gives the same answer with the same build of the solver; another
build may settle ties between equal choices differently.
"""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from console.dispatch.assignment.chosen import Brought, Chosen, units_outweighed, weigh
from console.dispatch.assignment.problem import Problem, Ranks
from console.dispatch.assignment.programme import Arc, Programme

_ROOM = 0.01
_log = logging.getLogger(__name__)
_OPTIMAL = 0
_NODES_SPENT = "HiGHS Status 16"
"""How the limit on nodes is told: by status 4, as if it were an unknown failure, with this in the message."""


@dataclass(frozen=True, slots=True)
class _Level:
    """One objective: ``constant + row @ x``, worth ``scale`` each in the rank (by index)."""

    rank: int
    scale: int
    row: NDArray[np.float64]
    constant: int
    least: int  # no choice is below

    def worth(self, x: NDArray[np.float64]) -> int:
        """The objective of one choice."""
        return self.constant + round(float(self.row @ x))


def solve_as_programme(problem: Problem, nodes: int | None = None) -> Chosen:
    """The best choice; with at most ``nodes`` branching nodes per rank, or the best found with its gap.

    Raises ``RuntimeError`` when the solver fails for another reason than its limit.
    """
    programme = Programme(problem)
    levels = _levels(problem, programme)
    x = programme.nobody_sent()
    held: list[scipy.optimize.LinearConstraint] = []
    bound = [0] * len(Ranks())
    proved = True
    for level in levels:
        if not level.row.any():
            bound[level.rank] += level.scale * level.constant
            continue
        least = level.least
        if level.worth(x) > least:
            x, least = _solved(programme, level, held, x, nodes)
        reached = level.worth(x)
        bound[level.rank] += level.scale * (least if proved else level.least)
        proved = proved and least == reached
        held.append(scipy.optimize.LinearConstraint(level.row, -np.inf, reached - level.constant + _ROOM))
    picks, brought = programme.picks(x), _loads(problem, programme, x)
    short, value = weigh(problem, picks, brought)
    return Chosen(picks, brought, short, value, value if proved else Ranks(*bound))


def _solved(
    programme: Programme,
    level: _Level,
    held: list[scipy.optimize.LinearConstraint],
    x: NDArray[np.float64],
    nodes: int | None,
) -> tuple[NDArray[np.float64], int]:
    """The best choice of one level and what no choice is below; ``x`` is one that keeps the earlier levels."""
    options: dict[str, object] = {"mip_rel_gap": 0.0}
    if nodes is not None:
        options["node_limit"] = nodes
    for presolve in (True, False):  # its presolve errs on some problems that it solves without
        result = scipy.optimize.milp(
            level.row,
            integrality=np.ones(len(x)),
            bounds=scipy.optimize.Bounds(0, programme.upper),
            constraints=[programme.rows(), *held],
            options={**options, "presolve": presolve},
        )
        if result.status == _OPTIMAL or _NODES_SPENT in result.message:
            break
    else:
        _log.warning("the solver gave up; what was found before stands unproved: %s", result.message)
        return x, level.least
    found = x if result.x is None else np.round(result.x)
    if float(level.row @ found) > float(level.row @ x):
        found = x
    if result.status == _OPTIMAL:
        return found, level.worth(found)
    if result.mip_dual_bound is None or not math.isfinite(result.mip_dual_bound):
        return found, level.least
    return found, max(level.least, level.constant + math.ceil(result.mip_dual_bound - _ROOM))


def _levels(problem: Problem, programme: Programme) -> list[_Level]:
    costs = np.array([option.cost for option in problem.options], dtype=np.float64).reshape(-1, len(Ranks()))
    weights = [slot.weight for slot in problem.slots] + [wanted.weight for wanted in problem.wanted]
    common = math.gcd(*weights, *(option.cost.unfilled for option in problem.options))
    split = common >= units_outweighed(problem)
    levels = []
    for rank in range(len(Ranks())):
        row = np.zeros(len(programme.upper))
        row[programme.options] = costs[:, rank]
        constant = 0
        if rank == 0:
            constant = sum(slot.weight for slot in problem.slots)
            row[programme.options] -= [problem.slots[option.slot].weight for option in problem.options]
            row[programme.lacking] = [wanted.weight for wanted in problem.wanted]
            if split:
                levels.append(_level(problem, 0, common, row / common, constant // common))
                row, constant = np.zeros(len(programme.upper)), 0
            row[programme.short] += 1
        elif rank == 1:
            row[programme.late] = 1
        levels.append(_level(problem, rank, 1, row, constant))
    return levels


def _level(problem: Problem, rank: int, scale: int, row: NDArray[np.float64], constant: int) -> _Level:
    """Each slot takes at most its cheapest option, whatever else is chosen: no choice can be below that."""
    cheapest = [0.0] * len(problem.slots)
    for e, option in enumerate(problem.options):
        cheapest[option.slot] = min(cheapest[option.slot], float(row[e]))
    return _Level(rank, scale, row, constant, constant + round(sum(cheapest)))


def _loads(problem: Problem, programme: Programme, x: NDArray[np.float64]) -> tuple[Brought, ...]:
    taken = [e for e in programme.picks(x) if e is not None]
    found = []
    for arc, column in programme.arcs.items():
        quantity = round(float(x[column]))
        if quantity:
            found.append(Brought(_carrier(problem, taken, arc), arc.wanted, quantity, arc.team is not None))
    return tuple(found)


def _carrier(problem: Problem, taken: list[int], arc: Arc) -> int:
    """The first to arrive of those that could bring it: if any of them is in time, this one is."""
    incident = problem.wanted[arc.wanted].incident
    able = [
        e
        for e in taken
        if problem.slots[problem.options[e].slot].incident == incident
        and (problem.options[e].team == arc.team or (arc.depot is not None and problem.options[e].depot == arc.depot))
    ]
    return min(able, key=lambda e: (problem.options[e].arrives_s, e))
