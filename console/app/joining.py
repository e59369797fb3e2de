"""``join``: a seat that takes part in a drill which a controller leads on a journal both can reach."""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from console.app.display import has_display, must_be_spoken
from console.app.drills import scenario_of
from console.app.folders import folders_of
from console.app.guarding import note_journal
from console.app.replaying import opening_of
from console.app.replays import replays_of
from console.app.wiring import Ground, load_ground, unaltered
from console.board.board import Board
from console.clock import LedClock
from console.desk.joined import JoinedDesk
from console.desk.session import Session
from console.dispatch.roads.network import RoadNetwork
from console.drill.shared import JoinedDrill
from console.errors import BadInput, BadScenario
from console.journal.place import Where
from console.journal.store import Journal
from console.model.events import SessionOpened
from console.model.incident import Actor
from console.model.lead import LeadState
from console.model.scenario import Scenario
from console.model.words import Mode

if TYPE_CHECKING:
    from console.views.opening import Console


def run_join(db: Where, officer: str, seat: str, district: Path | None, lang: str) -> int:
    """Open the workstation of one more officer on a drill; the exit code."""
    must_be_spoken(lang)
    if not (officer.strip() and seat.strip()):
        raise BadInput("--officer and --seat must not be empty")
    if not has_display():
        raise BadInput("there is no display here")
    note_journal(db)
    drill = joined(db, load_ground(district))
    from console.views.application import make_application
    from console.views.running import run_until_closed

    application = make_application(lang, own=True)
    console = console_of(drill, Actor(officer, seat))
    replays = replays_of(console)
    console.open_workstation().show()
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    try:
        return run_until_closed(application, console, partial(int))
    finally:
        replays.close()


def console_of(drill: JoinedDrill, actor: Actor) -> Console:
    """The windows of a seat that takes part."""
    from console.views.opening import Console

    console = Console(drill.session, drill, officer=actor)
    console.plan_folders = folders_of(drill.session, actor)
    return console


def joined(db: Where, ground: Ground) -> JoinedDrill:
    """Take part in the drill whose journal is at ``db``: the store itself says that it is one, and who leads it.

    No outbox and no channel is made: orders go out where the drill is led, and reach nobody there. :class:`BadInput`
    when it is real work, when nobody leads, or when this machine's district or plans are not the drill's.
    """
    if not Journal.is_begun(db):
        raise BadInput(f"--db: there is no journal at {db}; the controller begins the drill: 'drill NAME --db …'")
    journal = Journal.open(db)
    try:
        opened = opening_of(journal, ground.district)
        _must_be_open_to_us(journal, opened)
        _must_be_alike(opened, ground)
        unaltered(journal)
        lead = journal.lead()
        assert lead is not None, "looked at just now"
        clock = LedClock(lead.at)
        desk = JoinedDesk(journal, Board(ground.district), clock)
        desk.catch_up()
        session = Session(
            Mode.DRILL, ground.district, ground.shelf.plans, ground.vocabulary, clock, journal, desk,
            RoadNetwork(ground.district.roads), unread=ground.shelf.unread,
        )  # fmt: skip
        return JoinedDrill(session, desk, clock, _script_of(opened, ground))
    except BaseException:
        journal.close()
        raise


def _must_be_open_to_us(journal: Journal, opened: SessionOpened) -> None:
    if opened.mode is not Mode.DRILL:
        raise BadInput(f"--db: {journal.place} is a journal of real work, not a drill; open it with 'desk'")
    lead = journal.lead()
    if lead is None or lead.state is LeadState.LEFT:
        raise BadInput(
            f"--db: nobody leads the drill {opened.scenario!r} now; at the controller's seat:"
            f" 'drill {opened.scenario} --seed {opened.seed} --db …'"
        )
    if lead.state is LeadState.OVER:
        raise BadInput(f"--db: the drill {opened.scenario!r} is over; look at it with 'replay'")


def _must_be_alike(opened: SessionOpened, ground: Ground) -> None:
    if opened.district_hash != ground.district.content_hash:
        raise BadInput(
            f"--district: the files of {opened.district!r} here are not those of the drill; copy the folder from the"
            " controller's machine"
        )
    mine = {plan.id: plan.content_hash for plan in ground.shelf.plans}
    other = sorted(name for name in {*mine, *opened.plan_hashes} if mine.get(name) != opened.plan_hashes.get(name))
    if other:
        raise BadInput(
            f"the plans here are not those of the drill ({', '.join(other[:3])}{', …' if len(other) > 3 else ''}); copy"
            " the folder from the controller's machine"
        )


def _script_of(opened: SessionOpened, ground: Ground) -> Scenario | None:
    """The drill's script, when it is here and says the same; without it only the simulated cameras lack something."""
    try:
        scenario = scenario_of(opened.scenario, ground.district, opened.seed)
    except BadScenario:
        return None
    return scenario if scenario.content_hash == opened.scenario_hash else None
