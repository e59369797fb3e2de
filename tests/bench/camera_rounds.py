"""Rounds of freezing, killing and bringing back a camera: how long until it is live again, and what memory does.

Usage: ``python -m tests.bench.camera_rounds [ROUNDS] [TILES]``
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from functools import cache

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from console.views.video.feed import FeedState
from console.views.video.reconnect import ReconnectQueue
from console.views.video.sources import MediaSource
from tests.qt.rtsp_server import CameraProcess

LIMIT_S, STALL_LIMIT_MS = 10, 50
GIVE_UP_S = 60


class Watch:
    """The longest time the GUI thread was held up."""

    def __init__(self) -> None:
        self.worst_s, self._last = 0.0, time.perf_counter()
        self._beat = QTimer(interval=5)
        self._beat.timeout.connect(self._note)
        self._beat.start()

    def _note(self) -> None:
        now = time.perf_counter()
        self.worst_s, self._last = max(self.worst_s, now - self._last), now

    def begin(self) -> None:
        self.worst_s, self._last = 0.0, time.perf_counter()


@cache
def _pausing() -> tuple[QEventLoop, QTimer]:
    """One loop and one timer for all pauses: a new loop each time leaves 64 bytes behind, 0.4 MB in a round."""
    loop, timer = QEventLoop(), QTimer(singleShot=True, interval=2)
    timer.timeout.connect(loop.quit)
    return loop, timer


def pause() -> None:
    """Let Qt work for two milliseconds."""
    loop, timer = _pausing()
    timer.start()
    loop.exec()


def until(sources: list[MediaSource], *states: FeedState) -> float:
    begun = time.perf_counter()
    while not all(source.feed().state in states for source in sources):
        pause()
        if time.perf_counter() - begun > GIVE_UP_S:
            return float("inf")
    return time.perf_counter() - begun


def wait(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pause()


def memory_mb() -> float:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    tiles = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    _app = QApplication([])
    camera, queue, watch = CameraProcess(), ReconnectQueue(), Watch()
    camera.start()
    watch.begin()
    sources = [MediaSource(camera.address, queue) for _ in range(tiles)]
    for source in sources:
        source.start()
    print(f"{tiles} tiles of one camera; first picture after {until(sources, FeedState.LIVE):.1f} s")
    watch.begin()
    wait(10)
    print(f"ten seconds live: longest stall {watch.worst_s * 1000:.0f} ms (limit {STALL_LIMIT_MS})")
    thawed, returned, memory = [], [], []
    for n in range(rounds):
        camera.hold()
        until(sources, FeedState.FROZEN, FeedState.LOST)
        camera.go_on()
        thawed.append(until(sources, FeedState.LIVE))
        camera.kill()
        until(sources, FeedState.LOST)
        camera.start()
        watch.begin()
        returned.append(until(sources, FeedState.LIVE))
        memory.append(memory_mb())
        print(
            f"round {n + 1}: thawed {thawed[-1]:.1f} s, returned {returned[-1]:.1f} s, {memory[-1]:.0f} MB", flush=True
        )
    camera.kill()
    worst = max(*thawed, *returned)
    print(f"live again: thawed median {statistics.median(thawed):.1f} s, returned {statistics.median(returned):.1f} s, "
          f"worst {worst:.1f} s (limit {LIMIT_S}: {'holds' if worst <= LIMIT_S else 'DOES NOT HOLD'})")  # fmt: skip
    print(f"memory: first {memory[0]:.0f} MB, last {memory[-1]:.0f} MB, most {max(memory):.0f} MB")
    os._exit(0)


if __name__ == "__main__":
    main()
