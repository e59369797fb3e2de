"""Problems with materials, and the answer found by trying everything."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from random import Random

from hypothesis import strategies as st

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
    return together(Ranks(*_split(problem, sent, [w for w in problem.wanted if w.item == item])) for item in items)


def _split(problem: Problem, sent: list[Option], wanted: list[Wanted]) -> tuple[int, int]:
    """The least (unfilled, late) for one item, over every quantity out of every source with every carrier."""

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
        best: tuple[int, int] | None = None
        for taken in itertools.product(*(range(min(here.quantity, sources[s]) + 1) for _, s in ways)):
            after, missing = dict(sources), here.quantity - sum(taken)
            for (_, source), quantity in zip(ways, taken, strict=True):
                after[source] -= quantity
            if missing < 0 or min(after.values(), default=0) < 0:
                continue
            late = any(quantity and is_late for (is_late, _), quantity in zip(ways, taken, strict=True))
            unfilled, others = rest(j + 1, tuple(sorted(after.items())))
            value = (unfilled + (here.weight + missing if missing else 0), others + late)
            best = value if best is None else min(best, value)
        assert best is not None, "taking nothing is always possible"
        return best

    item = wanted[0].item
    stocked = {("depot", d): quantity for (d, what), quantity in problem.stock.items() if what == item}
    carried = {("aboard", t): quantity for (t, what), quantity in problem.aboard.items() if what == item}
    return rest(0, tuple(sorted({**stocked, **carried}.items())))


COSTS = st.builds(
    Ranks,
    unfilled=st.sampled_from([0, 0, 0, 0, 20]),
    late=st.sampled_from([0, 0, 0, 1]),
    penalty=st.sampled_from([0, 0, 1, 5]),
    arrival_s=st.integers(-3, 9),
    cover=st.integers(0, 2),
    wear=st.integers(0, 2),
)


@st.composite
def tiny_problems(draw: st.DrawFn) -> Problem:
    """At most 3 slots, 4 teams, 2 depots, 2 items; everything may be scarce, late or not worth it."""
    incidents = draw(st.integers(1, 2))
    weights = st.sampled_from([0, 20, 40, 60])
    slots = [Slot(draw(st.integers(1, incidents)), "need", draw(weights)) for _ in range(draw(st.integers(1, 3)))]
    teams, depots = draw(st.integers(1, 4)), draw(st.integers(0, 2))
    crews = tuple(draw(st.integers(max(0, t - 1), t)) for t in range(teams))
    ways = itertools.product(range(len(slots)), range(teams), range(-1, depots))
    options = tuple(
        Option(s, t, draw(COSTS), depot, draw(st.sampled_from([50, 150]))) for s, t, depot in ways if draw(st.booleans())
    )
    wanted = tuple(
        Wanted(
            draw(st.integers(1, incidents)),
            draw(st.sampled_from(ITEMS)),
            draw(st.integers(1, 3)),
            draw(st.sampled_from([100, 200])),
            draw(st.sampled_from([20, 40])),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    stock = {(d, item): draw(st.integers(0, 3)) for d in range(depots) for item in ITEMS}
    aboard = {(t, item): draw(st.sampled_from([0, 0, 1, 2])) for t in range(teams) for item in ITEMS}
    return Problem(slots, options, crews, wanted, stock, aboard)  # type: ignore[arg-type]


def a_town(seed: int, incidents: int, teams: int, near: int, scarce: float = 1.0) -> Problem:
    """Incidents with three staff slots, one haul slot and up to two materials each, on a plane; times are distances.

    ``near`` teams may be sent to each slot; ``scarce`` scales the stock of the five depots.
    """
    random = Random(seed)
    spot = lambda: (random.randrange(1000), random.randrange(1000))  # noqa: E731
    bases, depots, places = ([spot() for _ in range(n)] for n in (teams, 5, incidents))
    wanted = [
        Wanted(i, item, random.randint(1, 6), random.choice([600, 1200]), 1000 * random.choice([4, 7, 11]))
        for i in range(incidents)
        for item in random.sample(["pump", "hose", "light", "sand"], random.choice([1, 1, 2]))
    ]
    stock = {
        (d, item): int(scarce * random.randint(0, 2 + 6 * incidents))
        for d in range(5)
        for item in ("pump", "hose", "light", "sand")
    }
    aboard = {(t, item): random.randint(1, 3) for t in range(teams) for item in ("pump", "hose") if random.random() < 0.2}
    slots, options = [], []
    for i, place in enumerate(places):
        far = sorted(range(teams), key=lambda t: (_metres(bases[t], place), t))
        for k in range(4):
            slots.append(Slot(i, f"need{k}" if k < 3 else "haulage", 1000 * random.choice([4, 7, 11]) if k < 3 else 0))
            able = [t for t in far if random.random() < 0.7][:near]
            for t, depot in itertools.product(able, range(-1, 5)):
                way = _metres(bases[t], place)
                if depot >= 0:
                    way = _metres(bases[t], depots[depot]) + 60 + _metres(depots[depot], place)
                penalty = 5 * (t % 7 == 0) + 50 * (k == 3)
                cost = Ranks(0, int(way > 300 and k < 3), penalty, way, t % 5, t % 11)
                options.append(Option(len(slots) - 1, t, cost, depot, way))
    return Problem(tuple(slots), tuple(options), tuple(range(teams)), tuple(wanted), stock, aboard)


def _metres(a: tuple[int, int], b: tuple[int, int]) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])
