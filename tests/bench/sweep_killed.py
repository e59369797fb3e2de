"""A sweep that ran through, one killed at drawn moments and gone on with, and one on a local Dask cluster: same tables?

``python -m tests.bench.sweep_killed --nights 1000 --jobs 2 [--kills 3] [--dask] [--ray] [--scenario drawn-night]``.
Prints nights per second and whether every table and page has the same bytes.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.unit.house_rules import ROOT

RESULTS = (".csv", ".parquet", ".html")


class Sweeping:
    """One sweep of the bench, in a folder of its own."""

    def __init__(self, folder: Path, scenario: str, nights: int, jobs: int, *more: str) -> None:
        self.folder, self.nights = folder, nights
        self._command = [
            sys.executable, "main.py", "sweep", scenario, "--seeds", f"1-{nights}", "--jobs", str(jobs),
            "--out", str(folder), *more,
        ]  # fmt: skip

    def run(self) -> float:
        """Run it to its end; wall seconds."""
        begun = perf_counter()
        subprocess.run(self._command, cwd=ROOT, check=True, capture_output=True)
        return perf_counter() - begun

    def kill_after(self, nights: int) -> None:
        """Begin or go on, and kill it when it has told of so many more nights."""
        with subprocess.Popen(self._command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            for _ in range(nights):
                process.stderr.readline()
            process.kill()

    def results(self) -> dict[str, bytes]:
        """Every table and page."""
        return {file.name: file.read_bytes() for file in self.folder.iterdir() if file.suffix in RESULTS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nights", type=int, default=12)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--scenario", default="drawn-night:3")
    parser.add_argument("--seed", type=int, default=1, help="of the moments of the kills")
    parser.add_argument("--dask", action="store_true")
    parser.add_argument("--ray", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        base = Path(place)
        through = Sweeping(base / "through", options.scenario, options.nights, options.jobs)
        seconds = through.run()
        print(
            f"through: {options.nights} nights in {seconds:.0f} s, {options.nights / seconds:.2f} a second", flush=True
        )
        killed = Sweeping(base / "killed", options.scenario, options.nights, options.jobs)
        chance = random.Random(options.seed)
        moments = [chance.randint(1, max(1, options.nights // (options.kills + 1))) for _ in range(options.kills)]
        for moment in moments:
            killed.kill_after(moment)
        killed.run()
        print(f"killed {options.kills} times ({moments} nights in): {_same(killed, through)}", flush=True)
        for backend in (name for name in ("dask", "ray") if getattr(options, name)):
            there = Sweeping(
                base / backend, options.scenario, options.nights, options.jobs, "--backend", backend
            )  # fmt: skip
            seconds = there.run()
            same = _same(there, through)
            print(f"{backend}, {options.jobs} workers: {options.nights} nights in {seconds:.0f} s: {same}", flush=True)


def _same(one: Sweeping, other: Sweeping) -> str:
    mine, theirs = one.results(), other.results()
    differing = sorted(name for name in {*mine, *theirs} if mine.get(name) != theirs.get(name))
    return "the same table, byte for byte" if not differing else f"DIFFERENT: {', '.join(differing)}"


if __name__ == "__main__":
    main()
