"""The look of a seat: a theme put on while the windows are open, and panels put back where an officer kept them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLineEdit

from console.desk.command_line import SetLayout
from console.views import look
from console.views.opening import Console
from console.views.theme import current as theme
from console.views.theme.tokens import DARK, LIGHT
from console.views.theme.variable import THEME_VARIABLE
from console.views.turns import turns
from tests.qt.session_builders import FakeDrill, a_fire, a_session


@pytest.fixture(autouse=True)
def own_settings(tmp_path, monkeypatch):
    """What is kept goes into a folder of the test's."""
    monkeypatch.setattr(look, "_settings", lambda: QSettings(str(tmp_path / "look.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def console(qtbot):
    session = a_session()
    drill = FakeDrill(session)
    a_fire(session, drill)
    console = Console(session, drill, ticking=False)
    console.open_workstation()
    qtbot.waitUntil(lambda: console.link.is_settled)
    yield console
    console.close()
    console.workstation.deleteLater()


def painted(widget) -> bytes:
    image = widget.grab().toImage()  # its bits go with it
    return bytes(image.constBits())


def at_rest(qtbot, widget) -> bytes:
    """How it is painted once two turns of the event loop change nothing any more."""
    seen = [b""]

    def same_as_before() -> bool:
        seen.append(painted(widget))
        return seen[-1] == seen[-2] and turns().is_idle

    qtbot.waitUntil(same_as_before)
    return seen[-1]


def test_what_is_switched_while_open_looks_as_what_was_opened_so(qtbot, console):
    window = console.workstation
    parts = {"queue": window.queue, "incident": window.incident,
             "alarms": window.alarms, "keys": window.key_sheet, "report": window.new_report}  # fmt: skip
    window.resize(1920, 1080)
    window.show()
    for panel in ("alarms", "keys", "report"):
        window.docks.toggle(panel)
    qtbot.waitUntil(lambda: console.link.is_settled)
    theme.set_theme("light")
    switched = {name: at_rest(qtbot, part) for name, part in parts.items()}
    theme.set_theme("dark")
    assert {name for name, part in parts.items() if at_rest(qtbot, part) == switched[name]} == set()
    theme.set_theme("light")
    assert {name for name, part in parts.items() if at_rest(qtbot, part) != switched[name]} == set()


def test_the_window_in_use_changes_its_theme_at_once_and_another_one_in_its_turn(qtbot, console):
    window, beside, put_away = console.workstation, console.open_supervision(), console.open_duty()
    beside.show()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: turns().is_idle)
    grounds = (f"background: {DARK.ground}", f"background: {LIGHT.ground}")
    theme.set_theme("light")
    assert grounds[1] in window.styleSheet()
    assert [grounds[0] in other.styleSheet() for other in (beside, put_away)] == [True, True]
    qtbot.waitUntil(lambda: turns().is_idle)
    assert [grounds[1] in other.styleSheet() for other in (beside, put_away)] == [True, False]
    turns().catch_up(put_away)
    assert grounds[1] in put_away.styleSheet(), "before it is shown"


def test_no_dark_ground_is_left_in_a_light_window(qtbot, console):
    window = console.workstation
    window.resize(1920, 1080)
    window.show()
    theme.set_theme("light")
    for part in (window.top_bar, window.queue, window.incident, window.new_report, window.key_sheet, window.alarms):
        image = part.grab().toImage()
        spots = [(image.width() * n // 40, image.height() * n // 40) for n in range(1, 40)]
        dark = [spot for spot in spots if image.pixelColor(*spot).lightness() < 60]
        assert len(dark) < len(spots) / 4, type(part).__name__


def test_the_theme_is_kept_for_the_next_start(qapp):
    assert look.first_theme(own=True) == "dark"
    look.switch_theme()
    assert (theme.palette().name, look.first_theme(own=True), look.first_theme(own=False)) == ("light", "light", "dark")


def test_the_theme_named_for_this_start_goes_before(qapp, monkeypatch):
    look.set_own_theme("light")
    monkeypatch.setenv(THEME_VARIABLE, "dark")
    assert look.first_theme(own=True) == "dark"


def test_panels_stand_again_where_the_officer_kept_them(qtbot, console):
    window = console.workstation
    window.show()
    window.docks.toggle("alarms")
    window.arranging.arrange(SetLayout("night", keep=True))
    assert "night" in window.notices.message.text()
    window.arranging.arrange(SetLayout(""))
    assert window.docks.docks["alarms"].isHidden()
    window.arranging.arrange(SetLayout("night"))
    assert not window.docks.docks["alarms"].isHidden()


def test_a_layout_that_was_never_kept_names_those_that_were(qtbot, console):
    window = console.workstation
    window.arranging.arrange(SetLayout("day"))
    assert "none is kept yet" in window.notices.message.text()
    window.arranging.arrange(SetLayout("night", keep=True))
    window.arranging.arrange(SetLayout("day"))
    assert "night" in window.notices.message.text()


def test_layouts_belong_to_their_officer(qtbot, console):
    look.keep_place(console.workstation, "night")
    assert look.kept_places(console.link.actor.id) == ["night"]
    assert look.kept_places("somebody-else") == []


def test_a_typed_theme_is_put_on(qtbot, console):
    line = console.workstation.command_line
    line.edit.setText("theme light")
    line.run()
    assert theme.palette().name == "light"
    line.edit.setText("theme pink")
    line.run()
    assert theme.palette().name == "light"


def test_lists_that_open_by_themselves_wear_the_theme(qtbot, console):
    window = console.workstation
    window.resize(1920, 1080)
    window.show()
    window.docks.toggle("report")
    theme.set_theme("light")
    lists = [edit.completer().popup() for edit in window.new_report.findChildren(QLineEdit) if edit.completer()]
    assert len(lists) == 2
    for popup in lists:
        popup.show()
        qtbot.waitUntil(lambda p=popup: f"background: {LIGHT.ground}" in p.styleSheet())
        popup.hide()
