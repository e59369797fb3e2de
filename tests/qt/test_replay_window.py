"""The replay: any moment forwards and back, every window as of it, and nothing ordered in any of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from console.app.replays import replays_of
from console.board.board import Board
from console.board.fold import fold
from console.board.timeline import Family
from console.errors import BadInput, Refused
from console.journal.store import Journal
from console.model import commands as c
from console.model.case_filter import CaseFilter
from console.model.incident import Actor
from console.model.words import OrderStatus, Posture
from console.views import language
from console.views.background import Background
from console.views.opening import Console
from console.views.photograph import settle
from console.views.replay.past_link import PastLink
from console.views.replay.screens import PastScreens
from console.views.replay.window import ReplayWindow
from tests.qt.past_builders import a_past, an_evening
from tests.qt.session_builders import START, FakeDrill, a_fire, a_session, district
from tests.qt.test_every_window import nameless
from tests.qt.test_nothing_cut import SIZES, cut


@pytest.fixture(scope="module")
def evening(tmp_path_factory):
    """A fire of three minutes with its tracks, in a file."""
    return an_evening(tmp_path_factory.mktemp("replay") / "evening.db")


@pytest.fixture
def link(qtbot, evening):
    past, background = a_past(evening), Background()
    tie = PastLink(past, background)
    qtbot.waitUntil(lambda: tie.is_loaded)
    yield tie
    tie.shutdown()
    background.shutdown()
    past.journal.close()


@pytest.fixture(scope="module")
def opened(qapp, evening):
    past, background = a_past(evening), Background()
    shown = ReplayWindow(past, background)
    shown.show()
    settle(shown, evening)
    yield shown
    shown.close()
    background.shutdown()
    past.journal.close()
    shown.deleteLater()


@pytest.fixture
def window(qtbot, opened):
    """One window for all, put back to the begin."""
    opened.events.choose(None)
    opened.transport.set_playing(False)
    opened.link.go_to_row(0)
    qtbot.waitUntil(lambda: not opened.link.is_moving)
    return opened


def shown_at(qtbot, link, row):
    link.go_to_row(row)
    qtbot.waitUntil(lambda: link.row == row and not link.is_moving)


def folded(rows):
    board = Board(district())
    for row in rows:
        fold(board, row)
    return board


def test_forwards_and_back_the_board_is_that_of_the_moment(qtbot, link):
    rows = link.past.reel.rows
    for row in (len(rows), 5, len(rows) - 3, 0, 9):
        shown_at(qtbot, link, row)
        assert link.board.state() == folded(rows[:row]).state()
        assert link.now() == link.past.reel.time_of(row)


def test_teams_stand_where_they_were_heard_at_the_moment(qtbot, link):
    driving = next(
        t for t, o in folded(link.past.reel.rows).bound.items()
        if OrderStatus.EN_ROUTE in folded(link.past.reel.rows).orders[o].stamps
    )  # fmt: skip
    seen = []
    for seconds in (100, 40, 100):
        link.go_to(START + timedelta(seconds=seconds))
        qtbot.waitUntil(lambda: not link.is_moving)
        seen.append(link.board.signals[driving])
    assert seen[0].at > seen[1].at
    assert seen[0].position != seen[1].position
    assert seen[0] == seen[2]


def test_event_by_event_on_and_back(qtbot, link):
    shown_at(qtbot, link, 4)
    for by, row in ((1, 5), (1, 6), (-1, 5), (-9, 0)):
        link.step(by)
        qtbot.waitUntil(lambda row=row: link.row == row and not link.is_moving)


def test_of_many_moments_asked_for_quickly_the_last_is_shown(qtbot, link):
    for row in (3, 9, 2, 7):
        link.go_to_row(row)
    qtbot.waitUntil(lambda: not link.is_moving)
    assert link.row == 7


def test_every_order_is_refused_and_the_file_stays_as_it_was(qtbot, evening, link):
    before = Journal.open(evening)
    head = before.head_hash()
    with qtbot.waitSignal(link.refused) as refused:
        link.submit(c.SetPosture(Posture.EMERGENCY))
    assert "replay" in refused.args[1].get("en")
    for write in (
        link.past.journal.writing, lambda: link.past.journal.add_tracks([]),
        lambda: link.session.desk.submit_all([(c.SetPosture(Posture.EMERGENCY), Actor("x"))]),
    ):  # fmt: skip
        with pytest.raises(Refused):
            write()
    assert link.session.desk.watch() == 0
    assert before.head_hash() == head
    before.close()


def test_a_case_is_read_as_it_was(qtbot, link):
    shown_at(qtbot, link, 6)
    seqs = [row.seq for row in link.session.journal.incident_history(1001)]
    assert seqs == [row.seq for row in link.past.reel.rows[:6] if row.incident == 1001]
    assert link.session.journal.read_after(4) == list(link.past.reel.rows[4:6])


def test_a_period_that_is_not_there_is_named(evening):
    for since, until, words in (
        (START + timedelta(days=1), None, "goes from"), (START + timedelta(seconds=9), START, "before"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=words):
            a_past(evening, since, until)


def test_a_part_of_the_evening_begins_with_what_stood_then(evening):
    past = a_past(evening, START + timedelta(seconds=60), START + timedelta(seconds=120))
    before = [row for row in Journal.between(past.journal, 0, 10_000) if row.at < past.reel.begins]
    assert past.reel.board_at(0).state() == folded(before).state()
    past.journal.close()


def test_a_click_on_an_event_goes_to_its_moment(qtbot, window):
    model, view = window.events.model, window.events.list
    index = model.index(7)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    qtbot.waitUntil(lambda: window.link.row == 8 and not window.link.is_moving)
    moment = district().local(window.link.past.reel.time_of(8))
    assert f"{moment:%H:%M:%S}" in window.strip.accessibleName()


def test_only_one_incidents_orders(qtbot, window):
    window.events.choose(1001)
    window.events._choose_family(Family.ORDER)
    shown = [window.link.past.reel.rows[window.events.model.row_number(n) - 1] for n in
             range(window.events.model.rowCount())]  # fmt: skip
    assert shown
    assert all(row.incident == 1001 and row.event.kind.startswith("order.") for row in shown)


def test_playing_goes_on_to_the_end_and_stops(qtbot, window):
    reel, moves = window.link.past.reel, window.transport
    window.link.go_to(reel.ends - timedelta(seconds=20))
    qtbot.waitUntil(lambda: not window.link.is_moving)
    moves.set_rate(60)
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert moves.is_playing
    qtbot.waitUntil(lambda: not moves.is_playing and window.link.moment == reel.ends, timeout=10_000)


def test_keys_step_and_lead_to_the_ends(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: window.link.row == len(window.link.past.reel.rows))
    qtbot.keyClick(window, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: window.link.row == len(window.link.past.reel.rows) - 1)
    qtbot.keyClick(window, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: window.link.moment == window.link.past.reel.begins)


def test_every_screen_as_of_a_moment_says_so_and_follows(qtbot, window):
    screens = PastScreens(window)
    shown_at(qtbot, window.link, 8)
    for name in ("workstation", "wall", "case"):
        screen = screens.open(name, 1001)
        qtbot.waitUntil(lambda screen=screen: screen.is_settled, timeout=90_000)
        assert screen.windowTitle().startswith("AS OF")
        strips = [b for b in screen.findChildren(type(window.strip)) if b.isVisible()]
        assert ["nothing can be ordered" in strip.accessibleName() for strip in strips] == [True]
        assert "EXERCISE" in strips[0].accessibleName()
    for name in ("cases", "figures"):
        window.screen_asked.emit(name, None)
        qtbot.waitUntil(lambda name=name: name in screens.lists._open, timeout=90_000)
        listing, session = screens.lists._open[name]
        qtbot.waitUntil(lambda listing=listing: listing.is_settled, timeout=90_000)
        assert listing.windowTitle().startswith("AS OF")
        assert (
            session.journal.find(CaseFilter(), session.clock.now())[0].stage is window.link.board.incidents[1001].stage
        )
    workstation, page = screens.console.workstation, screens.console.case_pages[1001]
    assert not page.go.isVisible()
    assert not page.attach.isVisible()
    with qtbot.waitSignal(window.link.refused):
        workstation.working.posture()
    steps = page.steps.model().rowCount()
    shown_at(qtbot, window.link, len(window.link.past.reel.rows))
    qtbot.waitUntil(lambda: page.is_settled and page.steps.model().rowCount() > steps)
    assert workstation.link.board is window.link.board
    language.set_language("zh")
    qtbot.waitUntil(lambda: workstation.windowTitle().startswith("回看"))
    screens.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_two_runs_on_one_slider_with_what_differs(qtbot, evening, lang):
    language.set_language(lang)
    background = Background()
    one, other = a_past(evening), a_past(evening, None, START + timedelta(seconds=45))
    window = ReplayWindow(one, background, other)
    window.show()
    qtbot.waitUntil(lambda: window.is_settled, timeout=90_000)
    window.link.go_to(START + timedelta(seconds=30))
    qtbot.waitUntil(lambda: not window.link.is_moving and not window.other.is_moving)
    assert window.other.now() == window.link.now()
    model = window.differences.model
    lines = [[model.index(n, k).data() for k in range(3)] for n in range(model.count())]
    assert lines[0][1:] == ["#1001", "#1001"]
    assert all(one != two for _, one, two in lines[1:])
    assert len(lines) > 1
    for size in SIZES:
        window.resize(*size)
        assert cut(window) == []
    assert nameless(window) == []
    window.close()
    background.shutdown()
    for past in (one, other):
        past.journal.close()


def test_from_the_desk_to_a_replay_and_from_there_to_an_exercise_of_ones_own(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    session = a_session(tmp_path / "desk.db")
    drill = FakeDrill(session)
    fire = a_fire(session, drill)
    drill.run(40)
    console = Console(session, drill, ticking=False)
    replays = replays_of(console)
    workstation = console.open_workstation()
    qtbot.waitUntil(lambda: console.link.is_loaded and console.link.selection == fire)
    workstation.replay_asked.emit()
    qtbot.waitUntil(lambda: len(replays.opened) == 1, timeout=30_000)
    [(window, _)], [what_ifs] = replays.opened, replays.what_ifs
    qtbot.waitUntil(lambda: window.is_settled, timeout=90_000)
    assert window.events.chosen == fire
    before = session.journal.head_hash()
    window.what_if_asked.emit(START + timedelta(seconds=20), fire)
    qtbot.waitUntil(lambda: len(what_ifs.consoles) == 1, timeout=30_000)
    mine = what_ifs.consoles[0]
    mine.link._second.stop()
    qtbot.waitUntil(lambda: mine.link.is_loaded and not mine.link._in_tick)
    assert mine.link.is_drill
    mine.workstation.drill_bar.refresh()
    assert "from desk.db, row" in mine.workstation.banner.accessibleName()
    assert mine.session.journal.place != session.journal.place
    assert session.journal.head_hash() == before
    window.close()
    qtbot.waitUntil(lambda: replays.opened == [], timeout=30_000)
    assert mine.workstation.isVisible()
    console.rest()
    replays.close()
    console.close()
