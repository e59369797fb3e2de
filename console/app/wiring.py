"""Wiring: what a session is made of, put together for a mode."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from console.app.folders import district_folder, state_dir
from console.board.board import Board
from console.clock import Clock, SystemClock
from console.desk.desk import Desk
from console.desk.session import Session
from console.dispatch.arrival_times.learned import UNLEARNED, Learned
from console.dispatch.roads.network import RoadNetwork
from console.district.facts import load_facts
from console.district.load import load_district
from console.district.plans import load_plans
from console.district.where import plans_dir, resource_dir
from console.errors import BadInput, JournalAltered
from console.journal.place import Where
from console.journal.store import Journal
from console.model.facts import FactKind
from console.model.places import District
from console.model.plan_shelf import PlanShelf
from console.model.words import Mode

CHECKED_AT_START = 5000
"""Rows of a live journal whose chain is checked each time it is opened."""


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
    if all(row.incident is None for row in rows):
        return UNLEARNED
    from console.analysis.record import read_parts  # only where there is something to learn from
    from console.analysis.responses import responses
    from console.dispatch.arrival_times.learning import learn

    return learn(responses(read_parts(rows, district), district).usable)


def unaltered(journal: Journal, last: int | None = None) -> None:
    """Refuse to go on with a journal whose chain does not hold; :class:`JournalAltered` names the first bad row.

    Of a journal of years only the ``last`` rows are read here; ``journal verify`` reads them all.
    """
    report = journal.verify(last)
    if not report.ok:
        journal.close()
        what = report.what.en if report.what else "its chain does not hold"
        raise JournalAltered(f"journal {journal.place}: {what}; keep a copy and start a new file")


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
