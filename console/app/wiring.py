"""Wiring: what a session is made of, put together for a mode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from console.analysis.record import read_parts
from console.analysis.responses import responses
from console.app.folders import DEMO_DISTRICT, district_folder, state_dir
from console.board.board import Board
from console.clock import Clock, DrillClock, SystemClock
from console.delivery.outbox import Outbox, RecordingChannel
from console.desk.desk import Desk
from console.desk.session import Session
from console.dispatch.arrival_times.learned import UNLEARNED, Learned
from console.dispatch.arrival_times.learning import learn
from console.dispatch.roads.network import RoadNetwork
from console.district.facts import load_facts
from console.district.load import load_district
from console.district.plans import PlanShelf, load_plans
from console.district.where import plans_dir, resource_dir
from console.drill.anywhere import FIRST_LOOK, first_look
from console.drill.drawn import KINDS, drawn, is_drawn
from console.drill.drill import Drill
from console.drill.script import load_scenario, scenario_names
from console.errors import BadInput, BadScenario, JournalAltered
from console.journal.place import Where
from console.journal.store import Journal
from console.model.facts import FactKind
from console.model.places import District
from console.model.scenario import Scenario
from console.model.words import Mode

CHECKED_AT_START = 5000
"""Rows of a live journal whose chain is checked each time it is opened."""

DEMO_DRILL = "canal-cbd-fire"


@dataclass(frozen=True)
class Ground:
    """What every mode stands on: the district, its plans and the vocabulary of facts."""

    district: District
    shelf: PlanShelf
    vocabulary: dict[str, FactKind]


def load_ground(district: Path | None = None, plans: Path | None = None) -> Ground:
    """Read the district, the facts and the plans; a wrong plan is left out and listed in ``shelf.refused``."""
    place = load_district(district_folder(district))
    vocabulary = dict(load_facts(resource_dir() / "vocabulary" / "facts.yaml"))
    shelf = load_plans(
        plans or plans_dir(), capabilities=place.capabilities, materials=place.materials,
        departments=place.departments, facts=vocabulary,
    )  # fmt: skip
    return Ground(place, shelf, vocabulary)


def open_session(
    ground: Ground,
    mode: Mode,
    clock: Clock,
    where: str | Where,
    *,
    learning: bool = True,
    network: RoadNetwork | None = None,
) -> Session:
    """A session on the journal at ``where``, its board folded from what is there.

    ``network`` is one of the ground's roads that is ready already; else one is made. A live session learns arrival
    times from the latest responses unless ``learning`` is off.
    """
    journal = Journal.open(where)
    unaltered(journal, None if mode is Mode.DRILL else CHECKED_AT_START)
    desk = Desk(journal, Board(ground.district), clock)
    if mode is Mode.DRILL:
        desk.catch_up()
    else:
        desk.resume()
    return Session(
        mode,
        ground.district,
        ground.shelf.plans,
        ground.vocabulary,
        clock,
        journal,
        desk,
        network or RoadNetwork(ground.district.roads),
        learned_from(journal, ground.district, clock.now()) if learning and mode is Mode.LIVE else UNLEARNED,
        ground.shelf.unread,
    )


LEARNED_FROM = timedelta(days=180)
MOST_LEARNED = 3000
"""Incidents whose responses arrival times are learned from: the latest ones."""


def learned_from(journal: Journal, district: District, now: datetime) -> Learned:
    """What the latest completed responses of a journal teach about arrival times; nothing when there are none."""
    rows = journal.dispatched(now - LEARNED_FROM, MOST_LEARNED)
    return learn(responses(read_parts(rows, district), district).usable) if rows else UNLEARNED


def unaltered(journal: Journal, last: int | None = None) -> None:
    """Refuse to go on with a journal whose chain does not hold; :class:`JournalAltered` names the first bad row.

    Of a journal of years only the ``last`` rows are read here; ``journal verify`` reads them all.
    """
    report = journal.verify(last)
    if not report.ok:
        journal.close()
        what = report.what.en if report.what else "its chain does not hold"
        raise JournalAltered(f"journal {journal.place}: {what}; keep a copy and start a new file")


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


def fresh_folder(name: str) -> Path:
    """A new folder under the state folder, named by ``name`` and the time."""
    stamp = SystemClock().now().strftime("%Y%m%d-%H%M%S-%f")
    folder = state_dir() / "drills" / f"{name}-{stamp}"
    folder.mkdir(parents=True)
    return folder


@contextmanager
def journal_at(where: Where) -> Iterator[Journal]:
    """A journal there is already, closed at the end; :class:`BadInput` when there is none."""
    if not Journal.is_begun(where):
        raise BadInput(f"--db: there is no journal at {where}")
    journal = Journal.open(where)
    try:
        yield journal
    finally:
        journal.close()


def newest_journal() -> Path:
    """The journal written last under the state folder; :class:`BadInput` when there is none."""
    found = sorted(state_dir().glob("drills/*/*.db"), key=_written)
    if not found:
        raise BadInput(f"--db: no journal under {state_dir()}; name one")
    return found[-1]


def _written(path: Path) -> float:
    return path.stat().st_mtime


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
