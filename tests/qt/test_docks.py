"""A panel that is put away is out of the window, and back as it was when it is shown."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from console.views import language
from console.views.workstation.docks import SHELVED


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
