"""The controller of a drill: steps and jumps, injects by hand, what is true, what is expected."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from console.app.drills import open_drill
from console.app.wiring import load_ground
from console.views import language
from console.views.background import Background
from console.views.control.window import ControlWindow
from console.views.link import SessionLink
from tests.qt.session_builders import OFFICER


@pytest.fixture
def control(qtbot):
    """A controller's window on the waterlogging night, paused at its first second."""
    drill = open_drill(load_ground(), "waterlogging-night", 1, ":memory:", officer=False)
    background = Background()
    link = SessionLink(drill.session, drill, background, OFFICER, ticking=False)
    link.is_running = False
    window = ControlWindow(link, drill)
    window.show()
    qtbot.waitUntil(lambda: window.is_settled and window.injects.rowCount() > 0)
    yield window
    link.shutdown()
    background.shutdown()
    window.hide()
    window.deleteLater()
    drill.session.journal.close()


def drill_of(control):
    return control._drill


def words(model, row):
    return model.row_at(row).words


def row_of(control, inject):
    model = control.injects
    return next(n for n in range(model.rowCount()) if model.row_at(n).id == inject)


def there(qtbot, control):
    qtbot.waitUntil(lambda: control.is_settled and not control._link._in_tick, timeout=30_000)


def test_a_step_lets_so_many_seconds_pass_and_stays_paused(qtbot, control):
    control.stride.click()
    there(qtbot, control)
    assert drill_of(control).elapsed_s == 10
    assert not control._link.is_running
    qtbot.waitUntil(lambda: "0:10" in control.now.text())


def test_to_the_next_inject_stops_when_it_was_played(qtbot, control):
    control.to_next.click()
    there(qtbot, control)
    assert drill_of(control).elapsed_s == 2
    qtbot.waitUntil(lambda: "played" in words(control.injects, row_of(control, "rain"))[1])
    assert "waits" in words(control.injects, row_of(control, "underpass-call"))[1]


def test_a_jump_is_typed_and_can_be_stopped(qtbot, control):
    control.jump.setText("90:00")
    control.jump.returnPressed.emit()
    qtbot.waitUntil(lambda: drill_of(control).elapsed_s >= 20, timeout=30_000)
    qtbot.keyClick(control, Qt.Key.Key_Escape)
    there(qtbot, control)
    assert drill_of(control).elapsed_s < 90 * 60


@pytest.mark.parametrize("typed", ["", "soon", "-1:00", "٣:٠٠", "1:2:3", "0:00"])
def test_a_jump_to_nowhere_says_what_is_expected(control, typed):
    control.jump.setText(typed)
    control.jump.returnPressed.emit()
    assert control.said.text().startswith("Jump: ")
    assert drill_of(control).elapsed_s == 0


def test_an_inject_is_played_by_hand_before_its_time_and_only_once(qtbot, control):
    row = row_of(control, "camera-out")
    control.tables[0].selectRow(row)
    assert control.play.isEnabled()
    control.play.click()
    qtbot.waitUntil(lambda: "played" in words(control.injects, row)[1])
    qtbot.waitUntil(lambda: not control.play.isEnabled())
    assert "camera-out" in drill_of(control).session.board.injects
    assert words(control.hidden, 0)[1] == "camera C-39 gives no picture"


def test_what_is_true_stands_beside_what_the_officer_can_know(qtbot, control):
    control.running.to(drill_of(control).scenario.start + timedelta(seconds=60))
    there(qtbot, control)
    qtbot.waitUntil(lambda: control.hidden.rowCount() >= 5)
    told = {words(control.hidden, n)[1]: words(control.hidden, n)[2] for n in range(control.hidden.rowCount())}
    assert told["N04 answers nobody and sends no position"].startswith("last position 22:40:0")
    assert told["R10 is held up 120 s under way"] == "not under way"
    assert any(key.startswith("at Hemu Road underpass: rain 0.9, water (cm) 22") for key in told)


def test_expectations_begin_open_and_are_told_as_they_stand(qtbot, control):
    assert all("not begun" in words(control.expected, n)[1] for n in range(control.expected.rowCount()))
    control.stride.click()
    control.running.to(control._link.now())
    there(qtbot, control)
    qtbot.waitUntil(lambda: "open" in words(control.expected, 0)[1])


def test_everything_is_said_in_chinese(qtbot, control):
    language.set_language("zh")
    control.stride.click()
    there(qtbot, control)
    qtbot.waitUntil(lambda: "已导入" in words(control.injects, row_of(control, "rain"))[1])
    assert "导调席" in control.windowTitle()
    assert words(control.hidden, control.hidden.rowCount() - 1)[1].startswith("和睦路下穿通道现场：降雨 0.9")
