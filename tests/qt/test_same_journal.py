"""Same scenario, seed and decisions: same journal, byte for byte, in every store, with and without a window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path

import pytest

from console.app.drills import open_drill
from console.app.wiring import Ground, load_ground
from console.drill.drill import Drill
from console.errors import Refused
from console.journal.chain import CHAINED
from console.model import commands as c
from console.model.events import OrderIssued, TeamArrived
from console.model.incident import Actor
from console.views.opening import OFFICER, Console
from tests.pg_server import PgServer
from tests.stores import Place, a_file, lent, places

SCENARIO, SEED, SECONDS = "canal-cbd-fire", 7, 170
ROWS = f"SELECT {', '.join([*CHAINED, 'prev', 'hash'])} FROM events ORDER BY seq"
Decisions = dict[int, list[c.Command]]


@cache
def ground() -> Ground:
    return load_ground()


@cache
def decisions() -> Decisions:
    """What the automatic officer decided at which second of a drill, to be given again by hand."""
    drill = open_drill(ground(), SCENARIO, SEED, ":memory:", officer=True)
    made: Decisions = {}
    submit, desk = drill.session.desk.submit, drill.session.desk

    def noted(command: c.Command, by: Actor, cause: str = "") -> Sequence[object]:
        if by.id.startswith("auto-"):
            made.setdefault(drill.elapsed_s, []).append(command)
        return submit(command, by, cause)

    desk.submit = noted  # type: ignore[method-assign, assignment]
    while drill.elapsed_s < SECONDS:
        drill.tick()
    drill.session.journal.close()
    return made


def a_drill(place: Place) -> Drill:
    return open_drill(ground(), SCENARIO, SEED, place.where, officer=False, cameras=True)


def played_unseen(place: Place) -> Drill:
    drill = a_drill(place)
    while drill.elapsed_s < SECONDS:
        drill.tick()
        for command in decisions().get(drill.elapsed_s, ()):
            try:
                drill.session.desk.submit(command, OFFICER)
            except Refused:
                continue
    return drill


def played_at_the_console(place: Place, qtbot: object, *, with_window: bool) -> Drill:
    drill = a_drill(place)
    console = Console(drill.session, drill, ticking=False)
    wait = partial(qtbot.waitUntil, timeout=60_000)  # type: ignore[attr-defined]
    window, link = console.open_workstation() if with_window else None, console.link
    if window is not None:
        window.show()
    wait(lambda: link.is_loaded)
    for second in sorted({*(s for s in decisions() if s > drill.elapsed_s), SECONDS}):
        link.pace = second - drill.elapsed_s  # the windows' own way to go faster
        link.tick()
        wait(lambda: not link._in_tick)
        for command in decisions().get(drill.elapsed_s, ()):
            link.submit(command)
            wait(lambda: not link.asking)
    console.rest()
    if window is not None:
        window.hide()
        window.deleteLater()
    return drill


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[list[object]]:
    """The rows of the drill played unseen on a file."""
    for place in places("file", tmp_path_factory.mktemp("reference"), request):
        drill = played_unseen(place)
        kinds = {type(row.event) for row in drill.session.journal.read_after(0)}
        assert {OrderIssued, TeamArrived} <= kinds, "somebody was sent and arrived"
        assert len(decisions()) > 5
        drill.session.journal.close()
        yield list(place.look(ROWS))


def test_a_drill_played_unseen_writes_the_same_rows_in_every_store(place: Place, reference: list[object]) -> None:
    drill = played_unseen(place)
    drill.session.journal.close()
    assert place.look(ROWS) == reference


def test_a_drill_played_in_a_window_on_a_server_writes_the_same_rows(
    server: PgServer, reference: list[object], qtbot: object
) -> None:
    for place in lent(server):
        drill = played_at_the_console(place, qtbot, with_window=True)
        assert drill.session.journal.verify().ok
        drill.session.journal.close()
        assert place.look(ROWS) == reference


def test_a_drill_given_its_commands_as_windows_give_them_writes_the_same_rows_in_a_file(
    tmp_path: Path, reference: list[object], qtbot: object
) -> None:
    drill = played_at_the_console(a_file(tmp_path), qtbot, with_window=False)
    drill.session.journal.close()
    assert a_file(tmp_path).look(ROWS) == reference
