"""The keyboard on the map: Tab comes to it in its turn and goes on from it, and the arrows move it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from console.views.background import Background
from console.views.map.device import MapView
from console.views.map.scheme import MapSite
from tests.qt.small_district import a_district
from tests.qt.test_map_device import ask, settle

RING = "getComputedStyle(ConsoleMap.map().getContainer(), '::after').borderTopWidth"


@pytest.fixture
def between(qtbot, qapp, tmp_path):
    """A map with a button before it and one after it, the keyboard on the first."""
    background = Background()
    window = QWidget()
    view = MapView(MapSite(a_district(), background, cache_dir=tmp_path))
    view.set_still(True)
    before, after = QPushButton("before"), QPushButton("after")
    column = QVBoxLayout(window)
    for part in (before, view, after):
        column.addWidget(part)
    window.resize(640, 520)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle(qtbot, view)
    before.setFocus()
    yield window, before, view, after
    view.close_page()
    window.close()
    window.deleteLater()
    background.shutdown()


def press(qtbot, window, key):
    qtbot.keyClick(window.focusWidget(), key)


def has_keys(qtbot, view) -> bool:
    return ask(qtbot, view, "document.activeElement === ConsoleMap.map().getContainer() && document.hasFocus()")


def test_tab_comes_to_the_map_where_it_stands_and_the_arrows_move_it(qtbot, between):
    window, before, view, _ = between
    assert ask(qtbot, view, RING) == "0px"
    press(qtbot, window, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: has_keys(qtbot, view))
    assert ask(qtbot, view, RING) == "2px", "it is seen where the keyboard is"
    west = ask(qtbot, view, "ConsoleMap.map().getCenter().lng")
    press(qtbot, window, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: ask(qtbot, view, "ConsoleMap.map().getCenter().lng") < west)
    press(qtbot, window, Qt.Key.Key_Backtab)
    qtbot.waitUntil(before.hasFocus)
    qtbot.waitUntil(lambda: ask(qtbot, view, RING) == "0px")


def test_tab_goes_from_the_map_through_its_own_controls_to_what_comes_after_and_back(qtbot, between):
    window, _, view, after = between
    press(qtbot, window, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: has_keys(qtbot, view))
    press(qtbot, window, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), QPushButton))
    controls = 0
    while view.isAncestorOf(window.focusWidget()):
        press(qtbot, window, Qt.Key.Key_Tab)
        controls += 1
    assert after.hasFocus()
    for _ in range(controls):
        press(qtbot, window, Qt.Key.Key_Backtab)
    assert isinstance(window.focusWidget(), QPushButton)
    press(qtbot, window, Qt.Key.Key_Backtab)
    qtbot.waitUntil(lambda: has_keys(qtbot, view))


def test_a_page_that_is_loaded_anew_takes_the_keyboard_again_in_its_turn(qtbot, between):
    window, before, view, after = between
    view._page.load(view._page.url())
    with qtbot.waitSignal(view.ready, timeout=20_000):
        pass
    settle(qtbot, view)
    before.setFocus()
    press(qtbot, window, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: has_keys(qtbot, view))
    press(qtbot, window, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), QPushButton))
    assert not after.hasFocus()
