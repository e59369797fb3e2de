"""Memory of the wall through an hour and more of a drill at ten seconds in one: the console's own and its web engine's.

``python -m tests.bench.wall_memory [MINUTES] [DRILL]`` shows every scene by turns on the waterlogging night, or another
drill, and prints memory once a minute. In the first quarter caches fill: the median of the last quarter may be a tenth
above that of the second. It ends with the drill: the night takes seven minutes, the day of the demo district
(``xiaohe-day``) hours.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from console.app.drills import open_drill
from console.app.wiring import load_ground
from console.views.application import make_application
from console.views.opening import Console
from tests.bench.camera_rounds import memory_mb, wait

PACE, MOST_GROWTH = 10, 1.1


def engine_mb() -> float:
    """Memory of the web engine's processes that this one started, shared parts counted once for each."""
    total, own = 0.0, str(os.getpid())
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            said = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines() if ":" in line)
            group = (status.parent / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[2]
        except (OSError, IndexError):
            continue
        if said.get("Name", "").strip().startswith("QtWebEngine") and group == str(os.getpgid(int(own))):
            total += int(said.get("VmRSS", "0 kB").split()[0]) / 1000
    return total


def main() -> None:
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    name = sys.argv[2] if len(sys.argv) > 2 else "waterlogging-night"
    application = make_application("zh")
    where = Path(tempfile.mkdtemp()) / "j.db"
    drill = open_drill(load_ground(), name, 7, where, officer=True, cameras=True)
    console = Console(drill.session, drill)
    console.link.pace = PACE
    wall = console.open_wall()
    wall.show()
    seen: list[tuple[float, float]] = []
    begun = perf_counter()
    while perf_counter() - begun < minutes * 60 and not console.link.is_over:
        wait(60)
        seen.append((memory_mb(), engine_mb()))
        print(f"minute {len(seen)}: drill at {drill.elapsed_s} s, {wall.scene.value}, console {seen[-1][0]:.0f} MB,"
              f" web engine {seen[-1][1]:.0f} MB", flush=True)  # fmt: skip
    quarter = max(1, len(seen) // 4)
    for name, which in (("console", 0), ("web engine", 1)):
        first = median(row[which] for row in seen[quarter:][:quarter] or seen)
        last = median(row[which] for row in seen[-quarter:])
        holds = "holds" if last <= first * MOST_GROWTH else "DOES NOT HOLD"
        print(f"{name}: {first:.0f} to {last:.0f} MB, limit {first * MOST_GROWTH:.0f}: {holds}")
    application.processEvents()
    os._exit(0)


if __name__ == "__main__":
    main()
