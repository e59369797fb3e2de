"""The answer to a problem, and its price counted straight from the definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from console.dispatch.assignment.problem import Problem, Ranks

Picks = Sequence[int | None]
"""The index of the option taken for each slot; ``None`` where it stays empty."""


@dataclass(frozen=True, slots=True)
class Brought:
    """``quantity`` of the material ``wanted`` (index) with the team of ``option`` (index).

    It is loaded at the depot that the option goes by, or already on board when ``aboard``.
    """

    option: int
    wanted: int
    quantity: int
    aboard: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who goes, what each brings, what stays short; ``bound`` is a value that no choice can be below.

    The gap is to be read from the left: the first rank that is not zero says how far the value may be from the
    best; ranks behind it are what the two figures happen to differ by.
    """

    picks: tuple[int | None, ...]
    brought: tuple[Brought, ...]
    short: tuple[int, ...]  # missing quantity of each wanted
    value: Ranks
    bound: Ranks

    @property
    def proved(self) -> bool:
        """Whether nothing can be better."""
        return self.value == self.bound

    @property
    def gap(self) -> Ranks:
        """Value minus bound, rank by rank."""
        return Ranks(*(v - b for v, b in zip(self.value, self.bound, strict=True)))


def together(costs: Iterable[Ranks]) -> Ranks:
    """The sum, rank by rank."""
    return Ranks(*(sum(rank) for rank in zip(Ranks(), *costs, strict=True)))


def units_outweighed(problem: Problem) -> int:
    """The factor for all weights that makes one whole need outweigh every single unit that could be missing."""
    return 1 + sum(wanted.quantity for wanted in problem.wanted)


def weigh(problem: Problem, picks: Picks, brought: Iterable[Brought]) -> tuple[tuple[int, ...], Ranks]:
    """What stays short of each wanted, and what the choice costs (see ``milp`` for the question).

    Raises ``ValueError`` when the choice is not allowed: an option of another slot, a crew twice, more than is
    stocked, on board or wanted, or a load for an incident that its team does not go to.
    """
    brought = tuple(brought)
    taken = _taken(problem, picks)
    _check_loads(problem, set(taken), brought)
    given = Counter[int]()
    late = set()
    for load in brought:
        given[load.wanted] += load.quantity
        if problem.options[load.option].arrives_s > problem.wanted[load.wanted].due_s:
            late.add(load.wanted)
    short = tuple(w.quantity - given[j] for j, w in enumerate(problem.wanted))
    if min(short, default=0) < 0:
        raise ValueError("more is brought than is wanted")
    empty = [Ranks(unfilled=slot.weight) for slot, pick in zip(problem.slots, picks, strict=True) if pick is None]
    lacking = [Ranks(unfilled=problem.wanted[j].weight + missing) for j, missing in enumerate(short) if missing]
    sent = [problem.options[e].cost for e in taken]
    return short, together([*empty, *lacking, *sent, Ranks(late=len(late))])


def _taken(problem: Problem, picks: Picks) -> list[int]:
    taken = [e for e in picks if e is not None]
    crews = [problem.crews[problem.options[e].team] for e in taken]
    if len(set(crews)) < len(crews):
        raise ValueError("a crew is sent twice")
    if any(e is not None and problem.options[e].slot != s for s, e in enumerate(picks)):
        raise ValueError("an option is taken for a slot that is not its own")
    return taken


def _check_loads(problem: Problem, taken: set[int], brought: Sequence[Brought]) -> None:
    from_depot, from_team = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    for load in brought:
        option, wanted = problem.options[load.option], problem.wanted[load.wanted]
        if load.option not in taken or problem.slots[option.slot].incident != wanted.incident or load.quantity <= 0:
            raise ValueError("a load has no team that goes there")
        if load.aboard:
            from_team[option.team, wanted.item] += load.quantity
        elif option.depot < 0:
            raise ValueError("a load is taken where no depot is on the way")
        else:
            from_depot[option.depot, wanted.item] += load.quantity
    if any(quantity > problem.stock.get(key, 0) for key, quantity in from_depot.items()):
        raise ValueError("more is taken from a depot than it has")
    if any(quantity > problem.aboard.get(key, 0) for key, quantity in from_team.items()):
        raise ValueError("more is taken from a vehicle than it carries")
