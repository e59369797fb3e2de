"""Every script played to its end by the automatic officer: how fast, how many cases, how its expectations came out.

``python -m tests.bench.scripts [NAME …] [--seed N]`` prints a row for each script: drill seconds per second of this
machine's time, rows of the journal, cases and how many ended, refusals, and expectations by band. Its peer in the same
run is the same script with nobody at the desk: what the field, the units and the clock alone cost. The whole day and
the typhoon night are among them; name scripts to leave them out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from time import perf_counter, process_time

from console.analysis.expectations import judge
from console.app.drills import open_drill, scenarios
from console.app.wiring import Ground, load_ground
from console.drill.drill import Drill
from console.model.words import Stage

ENDED = {Stage.REVIEWED, Stage.MERGED, Stage.REJECTED, Stage.TRANSFERRED}


def played(ground: Ground, name: str, seed: int | None, *, officer: bool) -> tuple[Drill, float, float]:
    """The drill at its end, and the seconds it took by the wall and of the processor."""
    drill = open_drill(ground, name, seed, ":memory:", officer=officer)
    wall, processor = perf_counter(), process_time()
    while not drill.finished:
        drill.tick()
    return drill, perf_counter() - wall, process_time() - processor


def row(ground: Ground, name: str, seed: int | None) -> str:
    """What one script came to."""
    drill, wall, busy = played(ground, name, seed, officer=True)
    _, _, alone = played(ground, name, seed, officer=False)
    rows = drill.session.journal.read_after(0)
    judged = judge(drill.scenario, rows, ended_at=drill.clock.now())
    bands = Counter(one.band.value if one.band else "-" for one in judged)
    stages = Counter(incident.stage for incident in drill.session.board.incidents.values())
    cases, ended = stages.total(), sum(count for stage, count in stages.items() if stage in ENDED)
    told = " ".join(f"{band}{bands[band]}" for band in "PSMU-" if bands[band])
    speed = drill.elapsed_s / busy
    return (
        f"{name:24}{drill.elapsed_s:8}{speed:9.0f}{wall:8.1f}{alone:8.1f}{len(rows):8}{cases:7}{ended:7}"
        f"{len(drill.refusals):9}  {told}"
    )


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*", default=list(scenarios()))
    arguments.add_argument("--seed", type=int, default=None)
    wanted = arguments.parse_args()
    ground = load_ground()
    print(f"{'script':24}{'drill s':>8}{'s per s':>9}{'wall s':>8}{'alone s':>8}{'rows':>8}{'cases':>7}{'ended':>7}"
          f"{'refused':>9}  expectations")  # fmt: skip
    for name in wanted.names:
        print(row(ground, name, wanted.seed), flush=True)


if __name__ == "__main__":
    main()
