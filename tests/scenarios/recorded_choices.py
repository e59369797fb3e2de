"""What the recorded calls say about where units were, and about which one was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
from scipy.stats import spearmanr

from tests.scenarios.recorded_calls import Run, Sent, Town, free_engines, stations


def nearest(town: Town, rows: Sequence[Sent], calls: set[str], still_there_s: float) -> dict[str, float]:
    """How often the engine sent first is the nearest free one, where its own place and another's are known.

    An engine is taken to be where it last worked until ``still_there_s`` after it was free, then at its station.
    """
    at, known = stations(rows), free_engines(rows)
    first: dict[str, Sent] = {}
    for sent in sorted(rows, key=lambda s: (s.sent, s.turn)):
        if sent.kind == "ENGINE" and sent.call in calls:
            first.setdefault(sent.call, sent)
    same, compared, nearer = 0, 0, []
    for sent in first.values():
        times: dict[str, float] = {}
        for unit, run in known[sent.call, sent.unit].items():
            assert run.free is not None, "only runs that ended are known"
            gone_home = (sent.sent - run.free).total_seconds() >= still_there_s
            start = at.get(unit[1:]) if gone_home else run.place
            usual = town.usual(start, sent.place) if start is not None and town.holds(start) else None
            if usual is not None:
                times[unit] = sum(usual.values())
        if sent.unit in times and len(times) > 1:
            compared += 1
            best = min(times, key=lambda unit: (times[unit], unit))
            same += best == sent.unit
            nearer += [] if best == sent.unit else [times[sent.unit] - times[best]]
    return {"n": compared, "same": same / compared, "seconds_nearer": float(np.median(nearer))}


def in_order(runs: Sequence[Run]) -> dict[str, float]:
    """Of two units sent to the same call: how often the one predicted to drive less did drive less."""
    by_call: dict[str, list[Run]] = {}
    for run in runs:
        by_call.setdefault(run.sent.call, []).append(run)
    pairs = [
        (a.usual_s - b.usual_s, a.response.travel_s - b.response.travel_s)
        for group in by_call.values() for a, b in combinations(group, 2)
    ]  # fmt: skip
    told = [(x, y) for x, y in pairs if x and y]
    right = sum((x < 0) == (y < 0) for x, y in told)
    clear = [(x, y) for x, y in told if abs(x) >= 60]
    return {
        "n": len(told), "right": right / len(told), "n_clear": len(clear),
        "right_clear": sum((x < 0) == (y < 0) for x, y in clear) / len(clear),
    }  # fmt: skip


def where(pairs: Sequence[tuple[Run, Run]]) -> Iterator[tuple[str, int, float, float]]:
    """By how long a unit was free: how well driving from its last place, or its station, ranks the recorded times."""
    limits = (0, 300, 600, 1800, 7200, 10**9)
    for low, high in pairwise(limits):
        group = [pair for pair in pairs if low <= pair[0].known_for_s < high]
        recorded = [last.response.travel_s for last, _ in group]
        last = spearmanr([run.usual_s for run, _ in group], recorded).statistic
        home = spearmanr([run.usual_s for _, run in group], recorded).statistic
        until = "and more" if high == limits[-1] else f"to {high // 60}"
        yield f"{low // 60} {until} min", len(group), float(last), float(home)
