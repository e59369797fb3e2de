"""A panel that is put away is out of the window, and back as it was when it is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.views import language
from console.views.workstation.docks import SHELVED
from console.views.workstation.found_box import FoundBox
from console.views.workstation.road_box import RoadBox
from console.views.workstation.underlay_box import UnderlayBox
from tests.qt.session_builders import a_fire
from tests.qt.test_workstation_window import ready


def windows() -> list[object]:
    return [shown for shown in QApplication.topLevelWidgets() if shown.isVisible()]


@pytest.mark.parametrize("name", SHELVED)
@pytest.mark.parametrize("how", ["key", "reset", "arrangement"])
def test_a_panel_put_away_is_no_part_of_the_window_and_no_window_of_its_own(qtbot, a_window, name, how):
    window, _, _ = a_window
    panel = {"report": window.new_report, "keys": window.key_sheet, "cover": window.cover}[name]
    docks, before, alone = window.docks, window.saveState(), windows()
    away = {"key": lambda: docks.toggle(name), "reset": docks.reset, "arrangement": lambda: window.restoreState(before)}
    for _ in range(2):
        assert docks.toggle(name)
        qtbot.waitUntil(panel.isVisible)
        assert panel.window() is window
        away[how]()
        for _ in range(3):  # what Qt itself asked for when the panel came in
            QApplication.processEvents()
        assert not panel.isVisible()
        assert panel.window() is not window
        assert windows() == alone


def test_of_an_incident_only_the_page_in_front_is_in_the_window(qtbot, a_window):
    window, session, drill = a_window
    ready(qtbot, window, a_fire(session, drill))
    panel, alone = window.incident, windows()
    for page in (*panel.tabs.pages, panel.do_now):
        panel.tabs.show_page(page)
        for _ in range(3):
            QApplication.processEvents()
        assert [other for other in panel.tabs.pages if other.window() is window] == [page]
        assert page.isVisible()
        assert windows() == alone


def test_a_page_that_comes_to_the_front_takes_the_keyboard_from_the_one_before_and_its_turn_of_tab(qtbot, a_window):
    window, session, drill = a_window
    ready(qtbot, window, a_fire(session, drill))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    panel = window.incident
    panel.do_now.list.setFocus()
    panel.tabs.show_page(panel.timeline)
    assert panel.timeline.isAncestorOf(window.focusWidget())
    panel.tabs.tabBar().setFocus()
    seen = []
    while not seen or seen[-1] is not panel.button:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
    assert [type(stop).__name__ for stop in seen] == ["RowList", "QPushButton", "QPushButton"]
    assert panel.timeline.isAncestorOf(seen[0])
    assert panel.timeline.isAncestorOf(seen[1])


def test_what_nobody_opened_is_not_in_the_window(a_window):
    window, _, _ = a_window
    assert window.findChildren(RoadBox) == []
    assert window.findChildren(FoundBox) == []
    assert window.findChildren(UnderlayBox) == []


def test_a_report_begun_is_kept_while_it_is_put_away_and_speaks_the_language_it_is_shown_in(qtbot, a_window):
    window, _, _ = a_window
    report = window.new_report
    window.docks.toggle("report")
    qtbot.keyClicks(report.text, "smoke at tower 3")
    window.docks.toggle("report")
    language.set_language("zh")
    window.docks.toggle("report")
    QApplication.processEvents()
    assert report.text.toPlainText() == "smoke at tower 3"
    assert report.send.text() == "登记来件"
