"""Frames per second of the map of a city with 200, 2,000 and 7,092 teams, all moving, beside the limit of 30.

Every team moves at each of 5 updates a second. The map is drawn without a screen, by the processor. ``own ms`` is what
one update costs the page, and ``console ms`` what it costs the console's own thread.
Run with ``python -m tests.bench.map_frames [--seconds N] [--teams N ...]``.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from console.app.wiring import load_ground
from console.dispatch.reach_areas import Departure, areas_from
from console.dispatch.roads.network import RoadNetwork
from console.geo import LatLon
from console.model.places import District
from console.model.roads import Conditions, Roads
from console.model.words import TeamStatus
from console.views.background import Background
from console.views.map.device import MapView
from console.views.map.marks import AreaMark, ClosureMark, TeamMark
from console.views.map.scheme import MapSite, register_scheme
from tests.bench.roads import graphs
from tests.bench.roads.table import columns
from tests.bench.whole.district import district_on

TEAMS, TIMES_A_SECOND, CLOSED, LIMIT = (200, 2000, 7092), 5, 20, 30
SIZE = 1280, 800
COUNT = """(() => { window.frames_seen = {n: 0, longest: 0, last: performance.now()};
const each = now => { const f = window.frames_seen; f.n += 1; f.longest = Math.max(f.longest, now - f.last);
f.last = now; requestAnimationFrame(each); }; requestAnimationFrame(each); })()"""
TIMED = """(() => { window.spent = {ms: 0, n: 0, longest: 0}; const proto = Scene.prototype;
const draw = proto.drawTop; proto.drawTop = function () { const t = performance.now(); draw.call(this);
const ms = performance.now() - t; window.spent.ms += ms; window.spent.n += 1;
window.spent.longest = Math.max(window.spent.longest, ms); }; })()"""
DRAG = """(() => { const map = ConsoleMap.map(), box = map.getContainer(), began = performance.now();
window.home = window.home || map.getCenter();
const way = map.latLngToContainerPoint(window.home).x > 640 ? -0.6 : 0.6; // pixels in a millisecond, towards home
const hand = (kind, x) => box.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true, clientX: 640 + x,
clientY: 400, button: 0, buttons: 1})); hand('mousedown', 0);
const on = now => { const x = way * (now - began); if (now - began > 900) hand('mouseup', x);
else { hand('mousemove', x); requestAnimationFrame(on); } }; requestAnimationFrame(on); })()"""


def wait(ms: int) -> None:
    """Let the windows work for a while."""
    pause = QEventLoop()
    QTimer.singleShot(ms, pause.quit)
    pause.exec()


def core_share() -> float:
    """How much of one core a busy process gets here now: what the figures are to be read against."""
    began, own = perf_counter(), process_time()
    while perf_counter() - began < 1.0:
        pass
    return (process_time() - own) / (perf_counter() - began)


def settle(view: MapView) -> float:
    """Seconds until everything asked for is on the map."""
    began = perf_counter()
    while not view.is_settled:
        wait(20)
    return perf_counter() - began


def ask(view: MapView, script: str) -> object:
    """What the page answers."""
    found: list[str] = []
    view._page.runJavaScript(f"JSON.stringify({script})", 0, found.append)
    while not found:
        wait(5)
    return json.loads(found[0] or "null")


def frames(view: MapView, seconds: float, step: Callable[[], None]) -> list[str]:
    """Frames per second, the longest wait for one, what an update costs the page and the console's own thread."""
    ask(view, "(window.frames_seen.n = 0, window.frames_seen.longest = 0, window.spent.ms = window.spent.n = 0)")
    began, own, steps = perf_counter(), 0.0, 0
    while perf_counter() - began < seconds:
        at = perf_counter()
        step()
        own += perf_counter() - at
        steps += 1
        wait(max(1, round(1000 / TIMES_A_SECOND - (perf_counter() - at) * 1000)))
    took = perf_counter() - began
    seen, spent = ask(view, "window.frames_seen"), ask(view, "window.spent")
    assert isinstance(seen, dict), "the page counts"
    assert isinstance(spent, dict), "the page counts"
    rate, page = seen["n"] / took, spent["ms"] / max(1, spent["n"])
    return [f"{rate:.0f}", f"{seen['longest']:.0f} ms", f"{spent['n'] / took:.1f}", f"{page:.1f} ms",
            f"{own / steps * 1000:.0f} ms", "holds" if rate >= LIMIT else "MISSES"]  # fmt: skip


class Scene:
    """Teams, areas and closures of a city."""

    def __init__(self, district: District, network: RoadNetwork, view: MapView) -> None:
        self.district, self.network, self.view = district, network, view
        self.rng = np.random.default_rng(5)
        self.steps = 0
        self.places = {team.id: team.base for team in district.teams.values()}
        self.turned = [0.0] * len(self.places)

    def show(self) -> None:
        """Everything at once."""
        stretches = self.district.roads.stretches
        closed = [stretches[i].road for i in self.rng.integers(0, len(stretches), CLOSED).tolist()]
        self.view.set_closures([ClosureMark(road, self.district.roads.shape(road)) for road in sorted(set(closed))])
        bases = [Departure(p, 60.0) for p in list(self.places.values())[:200]]
        areas = areas_from(self.network, bases, Conditions(frozenset(closed)))
        marks = [(a.limit_s // 60, [ring for polygon in a.polygons for ring in polygon]) for a in areas]
        self.view.set_areas([AreaMark(f"reach-{m}", rings, "reach", minutes=m) for m, rings in marks])
        self.teams()

    def teams(self) -> None:
        """All teams where they are now; one in twelve is under way."""
        self.view.set_teams(
            [
                TeamMark(t.id, t.id, t.kind, self._status(n), self.places[t.id], self.turned[n], 1.0)
                for n, t in enumerate(self.district.teams.values())
            ]
        )

    def _status(self, n: int) -> TeamStatus:
        return TeamStatus.AVAILABLE if n % 12 else TeamStatus.EN_ROUTE

    def move(self) -> None:
        """Every one of them goes on, and some turn."""
        steps = self.rng.normal(0, 3e-5, (len(self.places), 2)).tolist()
        for (team, (lat, lon)), (north, east) in zip(list(self.places.items()), steps, strict=True):
            self.places[team] = LatLon(lat + north, lon + east)
        self.turned = self.rng.uniform(0, 360, len(self.places)).tolist()
        self.teams()

    def pan(self) -> None:
        """The map is dragged by the mouse to and fro, and let go once a second."""
        if self.steps % TIMES_A_SECOND == 0:
            self.view._page.runJavaScript(DRAG)
        self.steps += 1

    def pan_and_move(self) -> None:
        """The same while the teams go on."""
        self.pan()
        self.move()


def _nothing() -> None:
    """Stand still."""


def measure(roads: Roads, teams: int, seconds: float) -> list[list[str]]:
    """The rows of the table for so many teams."""
    district = district_on(roads, load_ground().district, teams, np.random.default_rng(3))
    background = Background()
    with tempfile.TemporaryDirectory() as cache:
        view = MapView(MapSite(district, background, cache_dir=Path(cache)))
        view.resize(*SIZE)
        view.show()
        first = settle(view)
        ask(view, COUNT)
        ask(view, TIMED)
        scene, rows = Scene(district, RoadNetwork(roads), view), []
        steps = {
            "empty map": _nothing, "it is dragged": scene.pan, "everything stands": _nothing,
            "all teams move": scene.move, "the map is dragged": scene.pan, "both": scene.pan_and_move,
        }  # fmt: skip
        for what, step in steps.items():
            if what == "everything stands":
                scene.show()
                settle(view)
            rows.append([f"{teams:,}", what, *frames(view, seconds, step)])
        share = core_share()
        print(
            f"{teams:,} teams: first picture after {first:.1f} s; a busy process gets {share:.0%} of a core", flush=True
        )
        view.close_page()
    background.shutdown()
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each line of the table")
    parser.add_argument("--teams", type=int, nargs="+", default=TEAMS)
    asked = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    register_scheme()
    roads, name = graphs.columbus(), "Columbus"
    if isinstance(roads, str):
        name, roads = f"a made-up town ({roads})", graphs.city(155)
    application = QApplication([])
    print(f"{name}: {len(roads.tail):,} arcs; every team moves {TIMES_A_SECOND} times a second; limit {LIMIT} frames/s")
    head = ["teams", "", "frames/s", "longest wait", "updates/s", "page", "console", f">= {LIMIT}"]
    rows = [head] + [row for teams in asked.teams for row in measure(roads, teams, asked.seconds)]
    print("\n".join(columns(rows)))
    application.quit()


if __name__ == "__main__":
    main()
