"""One engine in a process of its own: how long its preparation takes, and how much memory it costs.

Run with ``python -m tests.bench.roads.apart FILE ENGINE``, the file a pickled (town, teams, places); prints JSON.
"""

from __future__ import annotations

import ctypes
import gc
import json
import pickle
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[3]


def apart(file: Path, engine: str) -> dict[str, float | None]:
    """``prepared_s``, and ``grown_mb`` after all the questions in the file, the engine's libraries included."""
    command = [sys.executable, "-m", "tests.bench.roads.apart", str(file), engine]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found: dict[str, float | None] = json.loads(said.splitlines()[-1])
    return found


def _resident_mb() -> float | None:
    """Memory in use, freed memory given back first; ``None`` where the system does not tell."""
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except (AttributeError, OSError):
        return None
    return int(pages) * 4096 / 1e6


def main() -> None:
    town, teams, places = pickle.loads(Path(sys.argv[1]).read_bytes())
    before = _resident_mb()
    from tests.bench.roads.peers import engine

    made = engine(sys.argv[2])
    began = perf_counter()
    peer = made(town)
    prepared = perf_counter() - began
    peer.place(teams)
    for i in range(len(places)):
        peer.ask(places, i)
    after = _resident_mb()
    grown = None if before is None or after is None else after - before
    print(json.dumps({"prepared_s": prepared, "grown_mb": grown}))


if __name__ == "__main__":
    main()
