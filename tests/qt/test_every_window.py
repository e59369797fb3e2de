"""Every window: no word is cut, every action is reached by the keyboard, and everything has a name to be read aloud."""

from __future__ import annotations

from contextlib import suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from console.app.drills import open_drill
from console.app.wiring import load_ground
from console.district.where import resource_dir
from console.district.workshop.shelf import Shelf
from console.model import commands as c
from console.model.words import Posture
from console.views import language
from console.views.background import Background
from console.views.control.window import ControlWindow
from console.views.figures.pages import PAGES
from console.views.link import SessionLink
from console.views.map.device import MapView
from console.views.opening import Console
from console.views.photograph import TABS
from console.views.replay.window import ReplayWindow
from console.views.town.window import CHECK, IMPORT, PLACE, USE, TownWindow
from tests.qt.past_builders import a_past, an_evening
from tests.qt.session_builders import OFFICER, FakeDrill, a_fire, a_session
from tests.qt.test_map_device import ask
from tests.qt.test_nothing_cut import SIZES, cut

WINDOWS = ("workstation", "cases", "figures", "duty", "plans", "supervision", "case", "cameras", "wall", "town",
           "control", "replay")  # fmt: skip
FACES = {
    "workstation": ("alarms", "cover", "intake", "report", "keys", *TABS[1:]),
    "plans": ("edit", "try", "versions", "publish"),
    "town": ("import", "check", "use"),
    "figures": tuple(page.code for page in PAGES[1:]),
}
"""What else a window shows, one thing after another in the same place."""
EVERYTHING = (*WINDOWS, *(f"{name}/{face}" for name, faces in FACES.items() for face in faces))
BY_HAND = tuple(name for name in EVERYTHING if name != "wall")


def a_town(folder) -> TownWindow:
    """The workshop on the demo, with a team chosen."""
    town = TownWindow(Shelf(folder / "districts", folder / "drafts", resource_dir() / "xiaohe"))
    town.open(resource_dir() / "xiaohe")
    return town


def turn_to(qtbot, name, window, face) -> None:
    """Show one of a window's faces; "" for the one it has at first."""
    if name == "workstation":
        docks = window.docks
        for panel in docks.docks:
            docks.docks[panel].setVisible(panel in ("queue", "incident", "video", face))
        front = docks.docks[face if face in docks.docks else "queue"]
        front.raise_()
        qtbot.waitUntil(lambda: not front.visibleRegion().isEmpty())
        window.incident.tabs.setCurrentIndex(TABS.index(face) if face in TABS else 0)
    elif name == "plans":
        window.tabs.setCurrentIndex(("", *FACES["plans"]).index(face))
    elif name == "town":
        step = {"import": IMPORT, "check": CHECK, "use": USE}.get(face, PLACE)
        qtbot.waitUntil(lambda: window.work.opened is not None)
        window.go(step)
        assert window.left.currentIndex() == step
    elif name == "figures":
        window.tabs.setCurrentIndex([page.code for page in PAGES].index(face) if face else 0)


def a_control() -> ControlWindow:
    """The controller of a drill that has run for a while."""
    drill = open_drill(load_ground(), "waterlogging-night", 1, ":memory:", officer=True)
    for _ in range(130):
        drill.tick()
    window = ControlWindow(SessionLink(drill.session, drill, Background(), OFFICER, ticking=False), drill)
    window.show()
    return window


@pytest.fixture(scope="module")
def console(qapp, tmp_path_factory):
    """One console with a fire under way, an emergency posture and somebody at the desk; every window opened once."""
    session = a_session(tmp_path_factory.mktemp("all") / "j.db")
    drill = FakeDrill(session)
    fire = a_fire(session, drill)
    session.desk.submit(c.TakeDuty(), OFFICER)
    session.desk.submit(c.SetPosture(Posture.EMERGENCY, "wind"), OFFICER)
    console = Console(session, drill, ticking=False)
    made = {
        "workstation": console.open_workstation(), "wall": console.open_wall(), "duty": console.open_duty(),
        "plans": console.open_plans(),
        "town": a_town(tmp_path_factory.mktemp("towns")), "control": a_control(),
        "supervision": console.open_supervision(), "cameras": console.open_cameras(), "case": console.open_case(fire),
    }  # fmt: skip
    made["workstation"].cases_asked.emit()
    made["workstation"].figures_asked.emit()
    background, past = Background(), a_past(an_evening(tmp_path_factory.mktemp("past") / "evening.db"))
    made |= {"cases": console.cases, "figures": console.figures, "replay": ReplayWindow(past, background)}
    console.link.select(fire)
    yield console, made
    made["replay"].close()
    background.shutdown()
    past.journal.close()
    console.close()
    made["town"].shutdown()
    control = made["control"]._link
    control.shutdown()
    control.background.shutdown()
    control.session.journal.close()
    for window in made.values():
        window.deleteLater()


@pytest.fixture
def opened(qtbot, console):
    """Shows one window, or another face of it, at a size in a language, at rest, the others hidden."""
    console, made = console
    qtbot.waitUntil(lambda: console.link.is_loaded and console.link.is_settled)

    def open_one(which, size, lang):
        name, _, face = which.partition("/")
        for window in made.values():
            window.hide()
        window = made[name]
        language.set_language(lang)
        window.resize(*size)
        window.show()
        turn_to(qtbot, name, window, face)
        qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
        return window

    return open_one


def unreachable(window) -> list[str]:
    """Buttons that can be pressed with the mouse and neither by Tab nor by a key of their own."""
    found = [b for b in window.findChildren(QAbstractButton) if b.isVisibleTo(window) and b.isEnabled()]
    by_mouse_only = [
        b for b in found if not b.focusPolicy() & Qt.FocusPolicy.TabFocus and b.shortcut().isEmpty() and not _inside(b)
    ]
    return [f"{type(b).__name__} {b.text() or b.accessibleName()}" for b in by_mouse_only]


def _inside(button) -> bool:
    """Whether it is a part of another control that has keys of its own, such as the arrows of a tab bar."""
    return type(button.parent()).__name__ in ("QTabBar", "QLineEdit", "QTableView", "QDockWidget", "QTabWidget")


def round_by_tab(qtbot, window, key, limit=300) -> list:
    """Where the keyboard comes by pressing Tab until it is where it was before, in order."""
    qtbot.waitUntil(lambda: not _maps(window) or all(view.is_ready for view in _maps(window)))
    _put_in_use(qtbot, window)
    first = next(iter(stops(window)))
    first.setFocus()
    seen = [first]
    while len(seen) < limit:
        for view in _maps(window):
            if view.isAncestorOf(seen[-1]) and seen[-1] is view.findChild(QWebEngineView).focusProxy():
                qtbot.waitUntil(lambda v=view: ask(qtbot, v, "document.hasFocus()"))
        qtbot.keyClick(seen[-1], key)
        with suppress(qtbot.TimeoutError):  # a page answers from a process of its own
            qtbot.waitUntil(lambda: window.focusWidget() is not seen[-1], timeout=2000)
        at = window.focusWidget()
        if at in seen:
            break
        seen.append(at)
    return seen


def _put_in_use(qtbot, window) -> None:
    """Without a screen a window that was in use last is not so again when it is shown, but for another one between."""
    between = QWidget()
    for shown in (between, window):
        shown.show()
        shown.activateWindow()
        qtbot.waitUntil(shown.isActiveWindow)
    between.close()


def _maps(window) -> list[MapView]:
    return [view for view in window.findChildren(MapView) if view.isVisible()]


def stops(window) -> list:
    """What takes the keyboard by Tab; of buttons of which one is chosen the chosen one does."""
    found = [w for w in window.findChildren(QWidget) if w.isVisible() and w.isEnabled() and w.focusProxy() is None]
    return [w for w in found if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(w, MapView)
            and not (isinstance(w, QAbstractButton) and _is_left_to_arrows(w))]  # fmt: skip


def _is_left_to_arrows(button) -> bool:
    group = button.group()
    return not button.isChecked() and (button.autoExclusive() or (group is not None and group.exclusive()))


def nameless(window) -> list[str]:
    """Controls a screen reader has nothing to say of."""
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QAbstractButton)
    found = [w for kind in kinds for w in window.findChildren(kind) if w.isVisibleTo(window)]
    return [
        f"{type(w).__name__} in {type(w.parent()).__name__}" for w in found
        if w.focusPolicy() is not Qt.FocusPolicy.NoFocus and not w.accessibleName()
        and not (isinstance(w, QAbstractButton) and w.text()) and not _part(w)
    ]  # fmt: skip


def _part(widget) -> bool:
    """Whether it belongs to a control that is named itself."""
    return type(widget.parent()).__name__ in ("QComboBoxPrivateContainer", "QTabBar", "QTableView", "QLineEdit")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", EVERYTHING)
def test_no_word_is_cut(qtbot, opened, name, size, lang):
    window = opened(name, size, lang)
    qtbot.waitUntil(lambda: cut(window) == [])


@pytest.mark.parametrize("name", BY_HAND)
def test_every_action_is_reached_by_the_keyboard(opened, name):
    assert unreachable(opened(name, (1920, 1080), "en")) == []


@pytest.mark.parametrize("name", BY_HAND)
def test_everything_has_a_name_to_be_read_aloud(opened, name):
    assert nameless(opened(name, (1920, 1080), "zh")) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab], ids=["forward", "back"])
@pytest.mark.parametrize("name", BY_HAND)
def test_tab_goes_round_everything_in_a_window(qtbot, opened, name, key):
    window = opened(name, (1920, 1080), "en")
    seen = round_by_tab(qtbot, window, key)
    assert [w for w in stops(window) if w not in seen] == []
