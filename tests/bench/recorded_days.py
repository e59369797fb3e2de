"""Eight recorded days of a fire service dispatched anew on the town's own roads, beside what was recorded.

``python -m tests.bench.recorded_days``. Days 1 to 4 teach how fast the town drives; the figures are of days 5 to 8.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

import numpy as np

from tests.scenarios.recorded_calls import missing, read_calls, the_town
from tests.scenarios.recorded_days import Served, World, first_of_each_call


def told(name: str, columns: Sequence[Sequence[float]]) -> None:
    cells = [f"{np.percentile(column, q):7.0f}" for column in columns for q in (50, 90)]
    print(f"{name:44} {len(columns[0]):5} {'  '.join(cells)}")


def known(one: Served) -> bool:
    """Whether travel is on record and modelled for both choices."""
    return None not in (one.recorded_travel_s, one.modelled_travel_s, one.our_travel_s)


def responses(group: Sequence[Served], travel: Callable[[Served], float | None]) -> float:
    """From receipt of the call until the first of those compared is there."""
    return min(one.before_s + (one.turnout_s or 0.0) + (travel(one) or 0.0) for one in group)


def main() -> None:
    absent = missing()
    if absent:
        print(f"not run: {absent} is not there")
        return
    begun = perf_counter()
    town, rows = the_town(), read_calls()
    world = World(town, rows)
    served = world.play()
    both = [one for one in served if known(one)]
    calls = first_of_each_call(both)
    ways: tuple[Callable[[Served], float | None], ...] = (
        lambda one: one.recorded_travel_s, lambda one: one.modelled_travel_s, lambda one: one.our_travel_s,
    )  # fmt: skip
    print(f"{len(world.ours)} units, {len(served)} sendings on days 5 to 8, {len(both)} with all times known")
    print(f"served anew in {perf_counter() - begun:.0f} s; {world.unserved} sendings of all days found nobody free")
    print(f"{'seconds':44} {'n':>5} {'recorded':>16}  {'its unit, model':>16}  {'our unit, model':>16}")
    print(f"{'':50} {'P50      P90      ' * 3}")
    told("travel, every sending", [[way(one) or 0.0 for one in both] for way in ways])
    told("response of the first there, by call", [[responses(group, way) for group in calls] for way in ways])
    same = sum(one.unit == one.sent.unit for one in both)
    print(f"the same unit as recorded: {same} of {len(both)} ({same / len(both):.0%})")
    nights = np.array([[responses(group, ways[1]), responses(group, ways[2])] for group in calls])
    drawn = np.random.default_rng(135).integers(0, len(nights), (4000, len(nights)))
    gains = np.median(nights[drawn, 1], axis=1) - np.median(nights[drawn, 0], axis=1)
    low, high = np.percentile(gains, (2.5, 97.5))
    print(f"our choice less the recorded one, same model: median response {np.median(gains):+.0f} s "
          f"({low:+.0f} to {high:+.0f}, 95 % over calls)")  # fmt: skip


if __name__ == "__main__":
    main()
