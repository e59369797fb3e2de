"""The duty window: the roster as it is, changed by hand or from a file, and the desk handed over by two officers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from console.model import commands as c
from console.model.incident import Actor
from console.model.words import Posture
from console.views import language
from console.views.background import Background
from console.views.duty.model import COLUMNS, LANE
from console.views.duty.window import DutyWindow
from console.views.link import SessionLink
from tests.qt.session_builders import OFFICER, START, FakeDrill, a_session
from tests.qt.test_nothing_cut import cut

NIGHT = Actor("duty-B", "2")


@pytest.fixture
def seats(qtbot):
    """Two seats of one session: a function that opens a duty window for an officer."""
    session, background = a_session(), Background()
    drill = FakeDrill(session)
    links = []

    def seat(officer: Actor) -> DutyWindow:
        link = SessionLink(session, drill, background, officer, ticking=False)
        links.append(link)
        window = DutyWindow(link)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: link.is_loaded)
        return window

    seat.session = session
    yield seat
    for link in links:
        link.shutdown()
    background.shutdown()


def words(window, team: str) -> dict[str, str]:
    model = window.model
    row = next(n for n in range(model.rowCount()) if model.team_at(n).id == team)
    return {code: model.index(row, n).data() for n, code in enumerate(COLUMNS)}


def choose(window, team: str) -> None:
    model = window.model
    window.table.selectRow(next(n for n in range(model.rowCount()) if model.team_at(n).id == team))


def test_two_officers_hand_the_desk_over(qtbot, seats):
    day, night = seats(OFFICER), seats(NIGHT)
    assert day.desk.act.text() == "Take the desk"
    qtbot.mouseClick(day.desk.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(day.desk.to.isVisible)
    assert not day.desk.act.isEnabled(), "to whom?"
    qtbot.keyClicks(day.desk.to, "duty-B")
    qtbot.keyClicks(day.desk.brief, "Gate 3 is locked. ")
    day.activateWindow()
    qtbot.waitUntil(day.isActiveWindow)
    qtbot.keyClick(day, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: night.desk.act.isVisible() and "read it" in night.desk.act.text())
    assert night.desk.brief.toPlainText().startswith("Gate 3 is locked.")
    assert night.desk.brief.isReadOnly()
    assert seats.session.board.duty.officer == "duty-A", "until the other has taken it"
    qtbot.mouseClick(night.desk.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "duty-B has the desk" in day.desk.state.text())
    assert not day.desk.act.isVisible()


def test_what_was_typed_into_the_brief_is_not_lost_when_something_happens(qtbot, seats):
    window = seats(OFFICER)
    window.desk.do()
    qtbot.waitUntil(window.desk.to.isVisible)
    qtbot.keyClicks(window.desk.brief, "mine ")
    seats.session.desk.submit(c.ReportIncident("citizen", "1", "fire", START, "fire.commercial"), OFFICER)
    qtbot.waitUntil(lambda: window._link.board.last_number > 1000)
    assert window.desk.brief.toPlainText().startswith("mine ")
    qtbot.mouseClick(window.desk.write, Qt.MouseButton.LeftButton)
    assert window.desk.brief.toPlainText().startswith("1 open")


def test_a_team_is_taken_off_duty_from_its_row(qtbot, seats):
    window = seats(OFFICER)
    choose(window, "R05")
    window.form.state.setCurrentIndex(1)
    qtbot.keyClicks(window.form.until, "20:00")
    assert not window.form.enter.isEnabled(), "a reason is needed"
    qtbot.keyClicks(window.form.reason, "crew is ill <b>x</b>")
    qtbot.keyClick(window.form.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "off duty" in words(window, "R05")["status"])
    assert words(window, "R05")["remark"] == "crew is ill <b>x</b>"
    assert words(window, "R05")["until"] == "from 20:00"
    assert window.form.reason.text() == ""


def test_a_file_gives_the_roster_and_says_which_rows_are_wrong(qtbot, seats, tmp_path):
    window = seats(OFFICER)
    path = tmp_path / "roster.csv"
    path.write_text("date,team,from,until,crew,road\n2031-05-06,R01,14:00,22:00,B,\n2031-05-06,R99,14:00,22:00,,\n")
    window.take_file(path)
    qtbot.waitUntil(lambda: "available" in words(window, "R01")["status"])
    assert words(window, "R01")["crew"].startswith("B ")
    assert "row 3" in window.said.text()
    (tmp_path / "bad.csv").write_bytes(b"")
    window.take_file(tmp_path / "bad.csv")
    qtbot.waitUntil(lambda: "cannot be read" in window.said.text())


def test_the_emergency_posture_says_what_it_changes(qtbot, seats):
    window = seats(OFFICER)
    assert window.posture.text() == "Posture ROUTINE"
    seats.session.desk.submit(c.SetPosture(Posture.EMERGENCY, "flood"), OFFICER)
    qtbot.waitUntil(lambda: "EMERGENCY" in window.posture.text())
    assert "can be called in" in window.posture.text()
    assert words(window, "R01")["remark"] == "callable in 20 min"


def test_the_list_is_narrowed_by_words_and_duty(qtbot, seats):
    window = seats(OFFICER)
    every = window.model.rowCount()
    window.only.setChecked(True)
    there = window.model.rowCount()
    assert 0 < there < every
    qtbot.keyClicks(window.words, "fire station")
    assert 0 < window.model.rowCount() < there
    qtbot.keyClicks(window.words, "zzz")
    assert window.model.rowCount() == 0
    assert window.form.team.text() == "Choose a team above"


def test_the_lane_shows_the_day(qtbot, seats):
    """A crew on duty now is drawn in its lane, one that never is, is not."""
    window = seats(OFFICER)

    def greens(team: str) -> int:
        choose(window, team)
        row = window.table.currentIndex().row()
        box = window.table.visualRect(window.model.index(row, LANE))
        image: QImage = window.table.viewport().grab(box).toImage()
        middle = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
        return sum(pixel.green() > pixel.red() + 40 and pixel.green() > pixel.blue() for pixel in middle)

    round_the_clock = greens("N01")
    half = greens("R06")
    assert round_the_clock > 2 * half > 0


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_nothing_is_cut(qtbot, seats, size, lang):
    window = seats(OFFICER)
    seats.session.desk.submit(c.SetPosture(Posture.EMERGENCY, "flood"), OFFICER)
    window.desk.do()
    language.set_language(lang)
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size and window.desk.to.isVisible())
    assert cut(window) == []
    lanes = window.table.visualRect(window.model.index(0, LANE))
    assert lanes.width() > 150
    assert lanes.right() <= window.table.viewport().width(), "the day is not scrolled to"
