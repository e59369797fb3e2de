"""Frames per second of the map in a city, 2,000 teams on it and a tenth of them moving, beside the empty map.

The map is drawn without a screen, by the processor. Run with ``python -m tests.bench.map_frames [--seconds N]``.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from console.app.wiring import load_ground
from console.dispatch.reach_areas import Departure, areas_from
from console.dispatch.roads.network import RoadNetwork
from console.geo import LatLon
from console.model.places import District
from console.model.roads import Conditions
from console.model.words import TeamStatus
from console.views.background import Background
from console.views.map.device import MapView
from console.views.map.marks import AreaMark, ClosureMark, TeamMark
from console.views.map.scheme import MapSite, register_scheme
from tests.bench.roads import graphs
from tests.bench.roads.table import columns
from tests.bench.whole.district import district_on

TEAMS, MOVING, TIMES_A_SECOND, CLOSED = 2000, 200, 5, 20
SIZE = 1280, 800
COUNT = """(() => { window.frames_seen = {n: 0, longest: 0, last: performance.now()};
const each = now => { const f = window.frames_seen; f.n += 1; f.longest = Math.max(f.longest, now - f.last);
f.last = now; requestAnimationFrame(each); }; requestAnimationFrame(each); })()"""
PAN = "ConsoleMap.map().panBy([{}, 0], {{animate: true, duration: 0.2}}) && 0"


def wait(ms: int) -> None:
    """Let the windows work for a while."""
    pause = QEventLoop()
    QTimer.singleShot(ms, pause.quit)
    pause.exec()


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


def frames(view: MapView, seconds: float, step: Callable[[], None]) -> tuple[float, float]:
    """Frames per second, and the longest wait for one in milliseconds, while ``step`` is done now and again."""
    ask(view, "(window.frames_seen.n = 0, window.frames_seen.longest = 0)")
    began = perf_counter()
    while perf_counter() - began < seconds:
        step()
        wait(1000 // TIMES_A_SECOND)
    seen = ask(view, "window.frames_seen")
    assert isinstance(seen, dict), "the page counts"
    return seen["n"] / (perf_counter() - began), seen["longest"]


class Scene:
    """Teams, areas and closures of a city."""

    def __init__(self, district: District, network: RoadNetwork, view: MapView) -> None:
        self.district, self.network, self.view = district, network, view
        self.rng = np.random.default_rng(5)
        self.steps = 0
        self.places = {team.id: team.base for team in district.teams.values()}

    def show(self) -> None:
        """Everything at once."""
        stretches = self.district.roads.stretches
        closed = [stretches[i].road for i in self.rng.integers(0, len(stretches), CLOSED).tolist()]
        self.view.set_closures([ClosureMark(road, self.district.roads.shape(road)) for road in sorted(set(closed))])
        bases = [Departure(p, 60.0) for p in list(self.places.values())[:TEAMS:10]]
        areas = areas_from(self.network, bases, Conditions(frozenset(closed)))
        marks = [(a.limit_s // 60, [ring for polygon in a.polygons for ring in polygon]) for a in areas]
        self.view.set_areas([AreaMark(f"reach-{m}", rings, "reach", minutes=m) for m, rings in marks])
        self.teams()

    def teams(self) -> None:
        """All teams where they are now."""
        self.view.set_teams(
            [
                TeamMark(t.id, t.id, t.kind, TeamStatus.AVAILABLE, self.places[t.id])
                for t in self.district.teams.values()
            ]
        )

    def move(self) -> None:
        """Some of them go on."""
        chosen = self.rng.choice(list(self.places), MOVING, replace=False).tolist()
        for team in chosen:
            lat, lon = self.places[team]
            self.places[team] = LatLon(lat + 2e-5, lon + 2e-5)
        self.teams()

    def pan(self) -> None:
        """The map is moved to and fro."""
        self.steps += 1
        self.view._page.runJavaScript(PAN.format(120 if self.steps // 5 % 2 else -120))

    def pan_and_move(self) -> None:
        """The same while the teams go on."""
        self.pan()
        self.move()


def _nothing() -> None:
    """Stand still."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each line of the table")
    seconds = parser.parse_args().seconds
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    register_scheme()
    roads, name = graphs.columbus(), "Columbus"
    if isinstance(roads, str):
        name, roads = f"a made-up town ({roads})", graphs.city(155)
    application = QApplication([])
    district = district_on(roads, load_ground().district, TEAMS, np.random.default_rng(3))
    background = Background()
    with tempfile.TemporaryDirectory() as cache:
        view = MapView(MapSite(district, background, cache_dir=Path(cache)))
        view.resize(*SIZE)
        view.show()
        print(f"{name}: {len(roads.tail):,} arcs, {TEAMS:,} teams, {MOVING} moving {TIMES_A_SECOND} times a second")
        print(f"first picture after {settle(view):.1f} s")
        ask(view, COUNT)
        scene, rows = Scene(district, RoadNetwork(roads), view), [["", "frames/s", "longest wait"]]
        steps = {
            "empty map": _nothing, "it is moved": scene.pan, "moved again, tiles ready": scene.pan,
            "all on it": _nothing, "teams move": scene.move, "the map moves": scene.pan, "both": scene.pan_and_move,
        }  # fmt: skip
        for what, step in steps.items():
            if what == "all on it":
                scene.show()
                settle(view)
            rate, longest = frames(view, seconds, step)
            rows.append([what, f"{rate:.0f}", f"{longest:.0f} ms"])
        print("\n".join(columns(rows)))
        view.close_page()
    background.shutdown()
    application.quit()


if __name__ == "__main__":
    main()
