"""The workstation under way: from a key to what it shows, the longest time nothing moved, start and memory.

``python -m tests.bench.at_the_desk [--seconds N]`` prints for every key and some typed lines the median and the worst
time until it is shown (limit 100 ms), then starts a fresh process until its window can be used (limit 3 s), then plays
the fire drill at ten seconds in one with nine cameras over RTSP: the longest stall of the GUI thread (limit 50 ms).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from console.app.drills import open_drill
from console.app.wiring import load_ground
from console.model import commands as c
from console.model.words import Posture, Stage
from console.views import language
from console.views.application import make_application
from console.views.opening import Console
from console.views.theme.current import palette
from console.views.turns import turns
from tests.bench.camera_rounds import STALL_LIMIT_MS, Watch, memory_mb, wait
from tests.qt.rtsp_server import CameraProcess
from tests.qt.session_builders import OFFICER, FakeDrill, a_session, call

KEY_LIMIT_MS, START_LIMIT_S, TIMES, MANY, GIVE_UP_S = 100, 3.0, 5, 21, 20.0
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
PLAIN = Qt.KeyboardModifier.NoModifier
Keys = Qt.Key


@dataclass
class Act:
    """A key, what is there once it is shown, and what puts it back before the next time (``None``: nothing need be)."""

    name: str
    key: Qt.Key
    modifier: Qt.KeyboardModifier
    shown: Callable[[], bool]
    before: Callable[[], object] | None = None
    is_panel: bool = False  # it is put away afterwards, as its key does; windows stay open
    times: int = TIMES


class Desk:
    """A workstation with incidents to work on and every window it can open."""

    def __init__(self, application: QApplication) -> None:
        self.application = application
        self.session = a_session()
        self.drill = FakeDrill(self.session)
        self.numbers = [call(self.session, "canal-cbd", f"{n} fire", "fire.commercial") for n in range(TIMES)]
        self.console = Console(self.session, self.drill, ticking=False)
        self.window = self.console.open_workstation()
        self.window.show()
        self.window.activateWindow()
        self.rest()

    def rest(self) -> None:
        """Until nothing is under way."""
        end = perf_counter() + GIVE_UP_S
        while not self.window.is_settled and perf_counter() < end:
            wait(0.01)
        wait(0.05)

    def target(self) -> QWidget:
        return self.window.focusWidget() or self.window

    def took(self, press: Callable[[], object], shown: Callable[[], bool]) -> float:
        """Seconds from the key until it is there, and the window in use has shown what follows and painted it."""
        begun = perf_counter()
        press()
        self.application.processEvents()
        while not shown() or turns().waits_for(self.window):
            if perf_counter() - begun > GIVE_UP_S:
                return float("inf")
            self.application.processEvents()
        self.application.processEvents()
        return perf_counter() - begun


def told(name: str, seconds: list[float], limit_ms: float) -> None:
    worst, middle = max(seconds) * 1000, statistics.median(seconds) * 1000
    holds = "holds" if middle <= limit_ms else "DOES NOT HOLD"
    print(
        f"{name:48} median {middle:7.1f} ms   first {seconds[0] * 1000:7.1f}   worst {worst:7.1f}   {holds}", flush=True
    )


def panels(desk: Desk) -> Iterator[Act]:
    """Keys that show something; pressed again, or Esc, it is put away."""
    docks, console, window = desk.window.docks, desk.console, desk.window
    for name, key, modifier, dock in (
        ("F1 keys", Keys.Key_F1, PLAIN, "keys"), ("F2 new report", Keys.Key_F2, PLAIN, "report"),
        ("Ctrl+G cover", Keys.Key_G, CTRL, "cover"), ("Ctrl+I ways in", Keys.Key_I, CTRL, "intake"),
    ):  # fmt: skip
        panel = docks.docks[dock]
        seen = lambda p=panel: p.isVisible() and not p.visibleRegion().isEmpty()  # noqa: E731
        yield Act(name, key, modifier, seen, panel.hide, is_panel=True)
    for name, key, modifier, opened in (
        ("F11 wall", Keys.Key_F11, PLAIN, lambda: console.wall),
        ("Ctrl+E cases", Keys.Key_E, CTRL, lambda: console.cases),
        ("Ctrl+T figures", Keys.Key_T, CTRL, lambda: console.figures),
        ("Ctrl+D duty", Keys.Key_D, CTRL, lambda: console.duty),
        ("Ctrl+U supervision", Keys.Key_U, CTRL, lambda: console.supervision),
        ("Shift+F9 cameras", Keys.Key_F9, SHIFT, lambda: console.cameras),
        ("Ctrl+P case page", Keys.Key_P, CTRL, lambda: next(iter(console.case_pages.values()), None)),
    ):
        yield Act(name, key, modifier, lambda o=opened: o() is not None and o().isVisible(),
                  lambda o=opened: o() and o().hide())  # fmt: skip
    yield Act("Ctrl+K command line", Keys.Key_K, CTRL, window.command_line.edit.hasFocus, window.queue.view.setFocus)
    yield Act("Ctrl+F filter", Keys.Key_F, CTRL, window.queue.search.hasFocus, window.queue.view.setFocus)


def switches(desk: Desk) -> Iterator[Act]:
    """Keys that turn something over each time."""
    last: dict[str, object] = {}

    def other(name: str, now: Callable[[], object]) -> tuple[Callable[[], bool], Callable[[], object]]:
        return (lambda: now() != last[name]), (lambda: last.__setitem__(name, now()))

    board = desk.window.link
    for name, key, modifier, now in (
        ("Ctrl+L language", Keys.Key_L, CTRL, language.current),
        ("Ctrl+Shift+L theme", Keys.Key_L, CTRL | SHIFT, lambda: palette().name),
        ("F12 posture (in the journal)", Keys.Key_F12, PLAIN, lambda: board.board.posture is Posture.EMERGENCY),
    ):  # fmt: skip
        shown, before = other(name, now)
        yield Act(name, key, modifier, shown, before, times=MANY)


def keys(desk: Desk) -> None:
    alone = [replace(act, name=f"{act.name}, this window alone") for act in switches(desk)]
    beside = [replace(act, name=f"{act.name}, seven windows open") for act in switches(desk)]
    for act in (*alone, *panels(desk), *beside):
        seconds = []
        for _ in range(act.times):
            if act.before is not None:
                act.before()
            desk.window.activateWindow()
            desk.rest()
            seconds.append(desk.took(lambda a=act: QTest.keyClick(desk.target(), a.key, a.modifier), act.shown))
        told(act.name, seconds, KEY_LIMIT_MS)
        if act.is_panel and act.before is not None:
            act.before()
    if desk.window.link.board.posture is Posture.EMERGENCY:
        desk.session.desk.submit(c.SetPosture(Posture.ROUTINE), OFFICER)


def course(desk: Desk) -> None:
    """An incident's own keys, each on every one of the incidents: shown means in the journal and on the screen."""
    link = desk.window.link
    stage = lambda n: link.board.incidents[n].stage  # noqa: E731
    steps: list[tuple[str, Qt.Key, Callable[[int], bool]]] = [
        ("F4 accept (in the journal)", Keys.Key_F4, lambda n: stage(n) is Stage.ACCEPTED),
        ("F10 plan (in the journal)", Keys.Key_F10, lambda n: link.board.incidents[n].plan is not None),
        ("F6 send (in the journal)", Keys.Key_F6, lambda n: stage(n) is Stage.DISPATCHED),
        ("F8 tell (in the journal)", Keys.Key_F8, lambda n: bool(link.board.incidents[n].notified)),
    ]
    for name, key, shown in steps:
        seconds = []
        for number in desk.numbers:
            link.select(number)
            desk.rest()
            seconds.append(desk.took(lambda k=key: QTest.keyClick(desk.target(), k), lambda n=number, s=shown: s(n)))
        told(name, seconds, KEY_LIMIT_MS)
    typed(desk)


def typed(desk: Desk) -> None:
    """Letters and typed lines."""
    edit, line = desk.window.command_line.edit, desk.window.command_line
    edit.setFocus()
    letters = [desk.took(lambda s=sign: QTest.keyClicks(edit, s), lambda: True) for sign in "f canal street" * 3]
    told("a letter in the command line", letters, KEY_LIMIT_MS)
    edit.clear()
    desk.window.queue.search.setFocus()
    letters = [desk.took(lambda s=s: QTest.keyClicks(desk.window.queue.search, s), lambda: True) for s in "canal cbd"]
    told("a letter in the queue's filter", letters, KEY_LIMIT_MS)
    desk.window.queue.search.clear()
    seconds, link = [], desk.window.link
    for n in range(TIMES):
        edit.setText(f"weather {'rain' if n % 2 == 0 else 'dry'}")
        seq = link.board.seq
        seconds.append(desk.took(line.run, lambda q=seq: link.board.seq > q))
        desk.rest()
    told("a typed line (in the journal)", seconds, KEY_LIMIT_MS)


def start_up() -> None:
    with tempfile.TemporaryDirectory() as folder:
        took = []
        for n in range(5):
            call = [sys.executable, "-m", "tests.bench.start_up", "desk", f"{folder}/{min(n, 1)}.db", str(time.time())]
            done = subprocess.run(call, check=True, capture_output=True, text=True)
            took.append(float(done.stdout.split()[-1]))
    told("start of a desk until usable", took, START_LIMIT_S * 1000)


def stalls(seconds: int) -> None:
    """The fire drill at ten seconds in one, nine tiles of a real camera over RTSP."""
    camera = CameraProcess()
    camera.start()
    ground = load_ground()
    real = {name: replace(one, source=camera.address) for name, one in ground.district.cameras.items()}
    ground = replace(ground, district=replace(ground.district, cameras=real))
    drill = open_drill(ground, "canal-cbd-fire", 7, Path(tempfile.mkdtemp()) / "j.db", officer=True, cameras=True)
    console = Console(drill.session, drill)
    console.link.pace = 10
    console.open_workstation().show()
    console.open_cameras().show()
    console.cameras.show_count(9)
    wait(8)
    watch, begun, before = Watch(), perf_counter(), memory_mb()
    longest: list[float] = []
    while perf_counter() - begun < seconds and not console.link.is_over:
        watch.begin()
        wait(10)
        longest.append(watch.worst_s)
    worst, middle = max(longest) * 1000, statistics.median(longest) * 1000
    holds = "holds" if worst <= STALL_LIMIT_MS else "DOES NOT HOLD"
    took = perf_counter() - begun
    print(f"{drill.elapsed_s} s of the fire drill in {took:.0f} s, nine tiles over RTSP: longest stall"
          f" of each ten seconds median {middle:.0f} ms, worst {worst:.0f} ms, limit {STALL_LIMIT_MS} ms: {holds};"
          f" memory {before:.0f} to {memory_mb():.0f} MB", flush=True)  # fmt: skip
    console.close()
    camera.kill()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=240)
    given = parser.parse_args()
    application = make_application("en")
    desk = Desk(application)
    print(
        f"workstation on the demo district: {memory_mb():.0f} MB; from a key until it is shown, limit {KEY_LIMIT_MS} ms"
    )
    keys(desk)
    course(desk)
    desk.console.close()
    start_up()
    stalls(given.seconds)
    os._exit(0)


if __name__ == "__main__":
    main()
