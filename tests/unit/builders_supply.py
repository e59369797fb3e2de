"""Problems with materials, and the answer found by trying everything."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from random import Random

from console.dispatch.assignment.chosen import together
from console.dispatch.assignment.problem import Option, Problem, Ranks, Slot, Wanted

ITEMS = ("pump", "hose")


def best_by_trying_everything(problem: Problem) -> Ranks:
    """Every way to fill the slots, and for each every split of every stock."""
    return min(together([_staff(problem, way), _materials(problem, way)]) for way in _ways(problem))


def _ways(problem: Problem) -> Iterator[tuple[int | None, ...]]:
    choices = [[None, *(e for e, o in enumerate(problem.options) if o.slot == s)] for s in range(len(problem.slots))]
    for way in itertools.product(*choices):
        crews = [problem.crews[problem.options[e].team] for e in way if e is not None]
        if len(set(crews)) == len(crews):
            yield way


def _staff(problem: Problem, way: tuple[int | None, ...]) -> Ranks:
    return together(
        Ranks(unfilled=slot.weight) if e is None else problem.options[e].cost
        for slot, e in zip(problem.slots, way, strict=True)
    )


def _materials(problem: Problem, way: tuple[int | None, ...]) -> Ranks:
    sent = [problem.options[e] for e in way if e is not None]
    items = sorted({w.item for w in problem.wanted})
    return together(Ranks(*_split(problem, sent, item)) for item in items)


def _split(problem: Problem, sent: list[Option], item: str) -> tuple[int, int]:
    """The least (unfilled, late) for one item, over every quantity out of every source with every carrier."""
    wanted = [w for w in problem.wanted if w.item == item]

    @cache
    def rest(j: int, left: tuple[tuple[tuple[str, int], int], ...]) -> tuple[int, int]:
        if j == len(wanted):
            return 0, 0
        here, sources = wanted[j], dict(left)
        ways = [
            (carrier.arrives_s > here.due_s, source)
            for carrier in sent
            if problem.slots[carrier.slot].incident == here.incident
            for source in (("aboard", carrier.team), ("depot", carrier.depot))
            if sources.get(source, 0)
        ]
        found = []
        for taken in itertools.product(*(range(min(here.quantity, sources[s]) + 1) for _, s in ways)):
            after, missing = dict(sources), here.quantity - sum(taken)
            for (_, source), quantity in zip(ways, taken, strict=True):
                after[source] -= quantity
            if missing < 0 or min(after.values(), default=0) < 0:
                continue
            late = any(quantity and is_late for (is_late, _), quantity in zip(ways, taken, strict=True))
            unfilled, others = rest(j + 1, tuple(sorted(after.items())))
            found.append((unfilled + (here.weight + missing if missing else 0), others + late))
        return min(found)

    stocked = {("depot", d): quantity for (d, what), quantity in problem.stock.items() if what == item}
    carried = {("aboard", t): quantity for (t, what), quantity in problem.aboard.items() if what == item}
    return rest(0, tuple(sorted({**stocked, **carried}.items())))


def a_tiny_problem(seed: int) -> Problem:
    """At most 3 slots, 4 teams, 2 depots, 2 items; everything may be scarce, shared, late or not worth it."""
    random = Random(seed)
    incidents, slots, teams, depots = (random.randint(*span) for span in ((1, 2), (1, 3), (1, 4), (0, 2)))
    dense = random.choice([0.4, 0.8, 1.0])
    return Problem(
        tuple(Slot(random.randint(1, incidents), "need", random.choice([0, 20, 40, 60])) for _ in range(slots)),
        tuple(
            Option(s, t, _a_cost(random), depot, random.choice([50, 150]))
            for s, t, depot in itertools.product(range(slots), range(teams), range(-1, depots))
            if random.random() < dense
        ),
        tuple(random.randint(max(0, t - 1), t) for t in range(teams)),
        tuple(
            Wanted(
                random.randint(1, incidents), random.choice(ITEMS), random.randint(1, 3),
                random.choice([100, 100, 200]), random.choice([20, 40]),
            )
            for _ in range(random.randint(0, 3))
        ),
        {(d, item): random.randint(0, 3) for d in range(depots) for item in ITEMS},
        {(t, item): random.choice([0, 0, 1, 2]) for t in range(teams) for item in ITEMS},
    )  # fmt: skip


def _a_cost(random: Random) -> Ranks:
    return Ranks(
        random.choice([0, 0, 0, 0, 20]), random.choice([0, 0, 0, 1]), random.choice([0, 0, 1, 5]),
        random.randint(-3, 9), random.randint(0, 2), random.randint(0, 2),
    )  # fmt: skip


def a_town(seed: int, incidents: int, teams: int, near: int, plenty: float = 1.0) -> Problem:
    """Incidents on a plane, each with three staff slots, a haul slot and one or two materials; times are distances.

    About ``near`` teams may be sent to each slot, straight or by any of five depots; ``plenty`` scales their stock.
    """
    random = Random(seed)
    bases, depots, places = ([(random.randrange(1000), random.randrange(1000)) for _ in range(n)]
                             for n in (teams, 5, incidents))  # fmt: skip
    items = ("pump", "hose", "light", "sand")
    wanted = [
        Wanted(i, item, random.randint(1, 6), random.choice([600, 1200]), 1000 * random.choice([4, 7, 11]))
        for i in range(incidents)
        for item in random.sample(items, random.choice([1, 1, 2]))
    ]
    stock = {(d, item): int(plenty * random.randint(0, 2 + 6 * incidents)) for d in range(5) for item in items}
    aboard = {(t, item): random.randint(1, 3) for t in range(teams) for item in ITEMS if random.random() < 0.2}
    slots: list[Slot] = []
    options: list[Option] = []
    for (i, place), k in itertools.product(enumerate(places), range(4)):
        slots.append(Slot(i, f"need{k}" if k < 3 else "haulage", 1000 * random.choice([4, 7, 11]) if k < 3 else 0))
        by_distance = sorted(range(teams), key=lambda t: (_apart(bases[t], place), t))
        able = [t for t in by_distance if random.random() < 0.7][:near]
        for t, depot in itertools.product(able, range(-1, 5)):
            way = _apart(bases[t], place)
            if depot >= 0:
                way = _apart(bases[t], depots[depot]) + 60 + _apart(depots[depot], place)
            penalty = 5 * (t % 7 == 0) + 50 * (k == 3)
            cost = Ranks(0, int(way > 300 and k < 3), penalty, way, t % 5, t % 11)
            options.append(Option(len(slots) - 1, t, cost, depot, way))
    return Problem(tuple(slots), tuple(options), tuple(range(teams)), tuple(wanted), stock, aboard)


def _apart(a: tuple[int, int], b: tuple[int, int]) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])
