"""Real calls on the real network: predicted against recorded times, before and after learning from other calls.

The first 200 calls inside the map, then every usable run of the eight days with ten folds by call: no call is ever
predicted by what was learned from itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from console.dispatch.arrival_times.learned import UNLEARNED
from console.dispatch.arrival_times.learning import learn
from console.model.roads import Conditions
from tests.scenarios.recorded_calls import (
    FROM_STATIONS,
    STILL_OUT_S,
    Run,
    Sent,
    Town,
    from_station,
    missing,
    one_a_call,
    read_calls,
    stations,
    the_town,
    usable_runs,
)
from tests.scenarios.recorded_choices import in_order, nearest, where

Floats = NDArray[np.float64]
Guess = Callable[[Run], tuple[float, float]]
"""P50 and P90 of a run's travel, in seconds."""
CALLS, FOLDS = 200, 10
GONE_HOME_S = 600
"""A unit free for longer is taken to be at its station again."""


def unlearned(_learned_on: Sequence[Run]) -> Guess:
    """The network's usual time, the default spread."""
    return lambda run: (run.usual_s, run.usual_s * UNLEARNED.p90_travel)


def ours(learned_on: Sequence[Run]) -> Guess:
    """What the console learns: seconds per run, paces by class, hours."""
    learned = learn([run.response for run in learned_on])

    def guess(run: Run) -> tuple[float, float]:
        p50 = learned.travel_s(run.response.usual_s, run.response.local_hour)
        return learned.total_s((0.0, 0.0), p50)

    return guess


def by_ratio(learned_on: Sequence[Run]) -> Guess:
    """The median of recorded / predicted."""
    return _spread(learned_on, float(np.median(_recorded(learned_on) / np.array([r.usual_s for r in learned_on]))))


def by_class(learned_on: Sequence[Run]) -> Guess:
    """Plain non-negative least squares by class, no seconds per run; classes pulled to 1 by twenty minute-long runs."""
    classes = sorted({road for run in learned_on for road in run.response.usual_s})
    usual = np.array([[run.response.usual_s.get(road, 0.0) for road in classes] for run in learned_on])
    pull = np.eye(len(classes)) * 60 * np.sqrt(20)
    paces, _ = nnls(np.vstack([usual, pull]), np.concatenate([_recorded(learned_on), pull.sum(axis=1)]))
    known = dict(zip(classes, paces.tolist(), strict=True))
    return _spread(learned_on, lambda run: sum(s * known.get(c, 1.0) for c, s in run.response.usual_s.items()))


def one_figure(learned_on: Sequence[Run]) -> Guess:
    """The median of all recorded times for everybody: what a guess without any road is worth."""
    middle = float(np.median(_recorded(learned_on)))
    return _spread(learned_on, lambda _run: middle)


def _spread(learned_on: Sequence[Run], p50: float | Callable[[Run], float]) -> Guess:
    middle = p50 if callable(p50) else (lambda run: p50 * run.usual_s)
    p90 = float(np.quantile(_recorded(learned_on) / np.array([max(middle(r), 10) for r in learned_on]), 0.9))
    return lambda run: (middle(run), max(middle(run), 10) * p90)


def _recorded(runs: Sequence[Run]) -> Floats:
    return np.array([run.response.travel_s for run in runs])


def folds(runs: Sequence[Run]) -> Iterator[tuple[list[Run], list[Run]]]:
    """Learned on and tested on, ten times; all runs of a call fall into the same fold."""
    numbers = {call: n for n, call in enumerate(sorted({run.sent.call for run in runs}))}
    for fold in range(FOLDS):
        held_out = [run for run in runs if numbers[run.sent.call] % FOLDS == fold]
        yield [run for run in runs if numbers[run.sent.call] % FOLDS != fold], held_out


def guessed(pairs: Sequence[tuple[Run, tuple[float, float]]]) -> dict[str, float]:
    """The errors of guesses: bias, median and mean absolute error in seconds, and the share within P90."""
    errors = np.array([p50 - run.response.travel_s for run, (p50, _) in pairs])
    within = np.array([run.response.travel_s <= p90 for run, (_, p90) in pairs])
    return {
        "n": len(pairs), "bias": float(errors.mean()), "median_error": float(np.median(errors)),
        "median_absolute": float(np.median(np.abs(errors))), "mean_absolute": float(np.abs(errors).mean()),
        "within_p90": float(within.mean()),
    }  # fmt: skip


def held_out(runs: Sequence[Run], method: Callable[[Sequence[Run]], Guess]) -> dict[str, float]:
    """Every run guessed by what was learned from the other nine folds."""
    return guessed([(run, guess(run)) for rest, test in folds(runs) for guess in [method(rest)] for run in test])


def halves(runs: Sequence[Run], method: Callable[[Sequence[Run]], Guess]) -> dict[str, float]:
    """Learned on the first half, tested on the second."""
    guess = method(runs[: len(runs) // 2])
    return guessed([(run, guess(run)) for run in runs[len(runs) // 2 :]])


def rerouted(town: Town, runs: Sequence[Run]) -> dict[str, float]:
    """As :func:`halves` with ours, but the network itself drives at the learned speeds."""
    learned = learn([run.response for run in runs[: len(runs) // 2]])
    slowings, pairs = learned.slowings(town.classes), []
    for run in runs[len(runs) // 2 :]:
        now = tuple(s for s in slowings if s.holds_at(run.response.local_hour, ""))
        seconds = town.seconds(run.start, run.sent.place, Conditions(slowed=now))
        assert seconds is not None, "slowing a road closes none"
        pairs.append((run, learned.total_s((0.0, 0.0), seconds + learned.per_run_s)))
    return guessed(pairs)


def turnouts(runs: Sequence[Run]) -> Iterator[tuple[str, dict[str, float]]]:
    """Turnout, and turnout with travel: one minute for everybody, the usual table, and learned from other calls."""
    flat, usual, learned_, whole = [], [], [], []
    for rest, test in folds(runs):
        learned = learn([run.response for run in rest])
        for run in test:
            r = run.response
            assert r.turnout_s is not None and r.state is not None, "every recorded run has both"  # noqa: PT018
            turned = replace(run, response=replace(r, travel_s=r.turnout_s))
            flat.append((turned, (float(r.own_turnout_s), float(r.own_turnout_s))))
            usual.append((turned, UNLEARNED.turnout(r.kind, r.state, r.own_turnout_s)))
            turnout = learned.turnout(r.kind, r.state, r.own_turnout_s)
            learned_.append((turned, turnout))
            both = replace(run, response=replace(r, travel_s=r.turnout_s + r.travel_s))
            whole.append((both, learned.total_s(turnout, learned.travel_s(r.usual_s, r.local_hour))))
    yield "one minute for everybody", guessed(flat)
    yield "usual, by state", guessed(usual)
    yield "learned, by state", guessed(learned_)
    yield "turnout and travel, learned", guessed(whole)


def _line(name: str, found: dict[str, float]) -> str:
    return (
        f"{name:52}{found['n']:5.0f}{found['bias']:9.1f}{found['median_error']:9.1f}{found['median_absolute']:9.1f}"
        f"{found['mean_absolute']:9.1f}{found['within_p90']:9.2f}"
    )


def _head(title: str) -> None:
    print(f"\n{title:52}{'n':>5}{'bias s':>9}{'median':>9}{'med.abs':>9}{'mean abs':>9}{'≤ P90':>9}")


def _print_use(town: Town, rows: Sequence[Sent], first: Sequence[Run], left: Sequence[tuple[Sent, str]]) -> None:
    inside = [sent for sent in rows if town.holds(sent.place)]
    order = [call for _, call in sorted({(sent.received, sent.call) for sent in inside})]
    reached = order.index(first[-1].sent.call) + 1
    print(f"{len(order)} calls with {len(inside)} dispatches lie on the map. The first {CALLS} with a usable run")
    print(f"of a unit from a station are among the first {reached}. Dispatches left out, all eight days:")
    for reason, count in Counter(reason for _, reason in left).most_common():
        print(f"  {count:5} {reason}")


METHODS = (
    ("as the network says, nothing learned", unlearned), ("median of all recorded times, no roads", one_figure),
    ("median ratio", by_ratio), ("least squares by class, no seconds per run", by_class), ("learned", ours),
)  # fmt: skip


def main() -> None:
    absent = missing()
    if absent:
        print(f"left out: {absent} is not there")
        return
    town, rows = the_town(), read_calls()
    runs, left = usable_runs(town, rows, FROM_STATIONS)
    first = one_a_call(runs, CALLS)
    _print_use(town, rows, first, left)
    _head(f"travel, first {CALLS} calls")
    print(_line(METHODS[0][0], guessed([(run, unlearned([])(run)) for run in first])))
    for title, half in (("first 100 → last 100", first), ("last 100 → first 100", first[100:] + first[:100])):
        _head(f"travel, learned on {title}")
        for name, method in METHODS:
            print(_line(name, halves(half, method)))
        print(_line("learned, the network driving at learned speeds", rerouted(town, half)))
    _head(f"travel, all usable runs, {FOLDS} folds by call")
    for name, method in METHODS:
        print(_line(name, held_out(runs, method)))
    known = [run for run in runs if run.known_for_s < STILL_OUT_S]
    _head(f"… of them those whose start is known: free < {STILL_OUT_S // 60} min")
    for name, method in METHODS:
        print(_line(name, held_out(known, method)))
    _head(f"turnout, all usable runs, {FOLDS} folds by call")
    for name, found in turnouts(runs):
        print(_line(name, found))
    _print_places(town, rows, runs)


def _print_places(town: Town, rows: Sequence[Sent], runs: Sequence[Run]) -> None:
    at = stations(rows)
    pairs = [(run, home) for run in runs if (home := from_station(town, run, at)) is not None]
    print(f"\n{'rank correlation with recorded travel, unit free for':60}{'n':>5}{'last place':>12}{'station':>12}")
    for name, n, last, home in where(pairs):
        print(f"{name:60}{n:5}{last:12.2f}{home:12.2f}")
    mixed = [run if run.known_for_s < GONE_HOME_S else home for run, home in pairs]
    _head("travel, runs with both starts, learned, ten folds")
    for name, some in (
        ("from the last place", [run for run, _ in pairs]), ("from the station", [home for _, home in pairs]),
        (f"from the station once free for {GONE_HOME_S // 60} min", mixed),
    ):  # fmt: skip
        print(_line(name, held_out(some, ours)))
    medics, _ = usable_runs(town, rows, ("MEDIC",))
    print(_line("ambulances (they roam), from the last place", held_out(medics, ours)))
    calls = {sent.call for sent in rows if town.holds(sent.place)}
    print(
        f"\n{'is the engine sent first the nearest one known to be free?':60}{'n':>5}{'yes':>8}{'else nearer by s':>20}"
    )
    for name, still in (("everybody where it last worked", 1e12), ("at the station after ten minutes", GONE_HOME_S)):
        found = nearest(town, rows, calls, still)
        print(f"{name:60}{found['n']:5.0f}{found['same']:8.2f}{found['seconds_nearer']:14.0f} s")
    print(
        f"\n{'did the nearer of two units of one call drive less?':60}{'n':>5}{'yes':>8}{'≥ 60 s nearer':>16}{'yes':>6}"
    )
    for name, some in (("from the last place", runs), ("from the station after ten minutes", mixed)):
        found = in_order(some)
        print(f"{name:60}{found['n']:5.0f}{found['right']:8.2f}{found['n_clear']:16.0f}{found['right_clear']:6.2f}")


if __name__ == "__main__":
    main()
