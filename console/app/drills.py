"""Drills: their scripts found by name, and a drill opened on a journal of its own. A live desk needs none of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from console.app.folders import DEMO_DISTRICT
from console.app.leading import led_at
from console.app.wiring import Ground, open_session
from console.clock import DrillClock
from console.delivery.outbox import Outbox, RecordingChannel
from console.dispatch.roads.network import RoadNetwork
from console.district.where import resource_dir
from console.drill.anywhere import FIRST_LOOK, first_look
from console.drill.drawn import KINDS, drawn, is_drawn
from console.drill.drill import Drill
from console.drill.script import load_scenario, scenario_names
from console.drill.shared import SharedDrill
from console.errors import BadInput, BadScenario
from console.journal.place import Where
from console.model.places import District
from console.model.scenario import Scenario
from console.model.words import Mode

DEMO_DRILL = "canal-cbd-fire"


def open_drill(
    ground: Ground, name: str, seed: int | None, where: str | Where, *, officer: bool, cameras: bool = False
) -> Drill:
    """A drill of scenario ``name`` on its own journal, begun or gone on with; ``cameras`` keeps their scenes.

    Without a ``seed`` the scenario's own counts.
    """
    scenario = scenario_of(name, ground.district, seed)
    seed = scenario.seed if seed is None else seed
    return begin_drill(ground, scenario, seed, where, officer=officer, cameras=cameras)


def begin_drill(
    ground: Ground,
    scenario: Scenario,
    seed: int,
    where: str | Where,
    *,
    officer: bool,
    cameras: bool = False,
    tracks: bool = True,
    network: RoadNetwork | None = None,
) -> Drill:
    """The same for a scenario at hand; ``network`` is one of the ground's roads that is ready already."""
    clock = DrillClock(scenario.start)
    session = open_session(ground, Mode.DRILL, clock, where, network=network)
    outbox = Outbox(RecordingChannel())
    drill = Drill(session, clock, scenario, seed, outbox, officer=officer, cameras=cameras, tracks=tracks)
    drill.start()
    return drill


def share_drill(ground: Ground, name: str, seed: int | None, where: Where, seat: str) -> SharedDrill:
    """The same for a drill that ``seat`` leads and others may join; :class:`BadInput` when one is led there already."""
    if led_at(where):
        raise BadInput(f"--db: a seat leads the drill on {where} already; take part in it with 'join'")
    scenario = scenario_of(name, ground.district, seed)
    clock = DrillClock(scenario.start)
    session = open_session(ground, Mode.DRILL, clock, where)
    drill = SharedDrill(
        session, clock, scenario, scenario.seed if seed is None else seed, Outbox(RecordingChannel()), officer=False,
        cameras=True,
    )  # fmt: skip
    drill.start()
    drill.begin_to_lead(seat)
    return drill


def scenario_of(name: str, district: District, seed: int | None) -> Scenario:
    """The scenario of that name for ``district``; drawn ones follow from the seed (1 without one).

    :class:`BadScenario` names what is wrong.
    """
    if name != FIRST_LOOK and not is_drawn(name):
        return load_scenario(scenario_path(name), district)
    drawn_by = 1 if seed is None else seed
    try:
        return drawn(name, district, drawn_by) if is_drawn(name) else first_look(district, drawn_by)
    except ValueError as error:
        raise BadScenario(str(error)) from error


def scenario_for(name: str, district: Path | None) -> str:
    """The drill to play: the one named, else the demo's fire on the demo district and a first look on any other."""
    if name:
        return name
    return DEMO_DRILL if district is None or str(district) == DEMO_DISTRICT else FIRST_LOOK


def must_exist(name: str) -> None:
    """:class:`BadScenario` when there is no drill of that name or path."""
    if name != FIRST_LOOK and not is_drawn(name):
        scenario_path(name)


def scenario_path(name: str) -> Path:
    """The script called ``name``, or the file at that path; :class:`BadScenario` lists the names there are."""
    folder = resource_dir() / "scenarios"
    if name in scenario_names(folder):
        return folder / f"{name}.yaml"
    if Path(name).suffix in (".yaml", ".yml") and Path(name).is_file():
        return Path(name)
    known = ", ".join([*scenario_names(folder), FIRST_LOOK, *KINDS])
    raise BadScenario(f"there is no scenario {name!r}; there are: {known}")


def scenarios() -> Sequence[str]:
    """The scenarios shipped."""
    return scenario_names(resource_dir() / "scenarios")
