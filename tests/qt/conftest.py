"""Windows without a screen: everything that must be set before the first ``QApplication``."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")

import pytest
from pytestqt.qtbot import QtBot

from console.views.map.scheme import register_scheme

register_scheme()

# No test fails for being slow: on a clean machine the first advice waits until its kernels are compiled.
for waits in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    waits.__kwdefaults__["timeout"] = 60_000


# What Qt says of a machine without a screen, a graphics card or sound.
NO_SCREEN = (
    r"^This plugin does not support (propagateSizeHints|raise\(\)|grabbing the keyboard)",
    r"No RHI backend\. Using CPU conversion\.$",
    r"^PulseAudioService: ",
)


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(*NO_SCREEN))


@pytest.fixture(autouse=True, scope="module")
def _collected_on_this_thread():
    """As in the console: rings are taken down on the GUI thread only, never by a reader that happens to be at work."""
    gc.disable()
    yield
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _english_and_dark():
    """Every test begins in English and dark, whatever the one before it did."""
    from console.views import language
    from console.views.theme import current as theme

    language.set_language("en")
    theme.set_theme("dark")


@pytest.fixture
def a_window(qtbot):
    """A workstation on an empty drill session whose clock is stepped by hand: window, session, drill."""
    from console.views.background import Background
    from console.views.link import SessionLink
    from console.views.workstation.window import WorkstationWindow
    from tests.qt.session_builders import OFFICER, FakeDrill, a_session

    session = a_session()
    drill, background = FakeDrill(session), Background()
    link = SessionLink(session, drill, background, OFFICER, ticking=False)
    window = WorkstationWindow(session, drill, background=background, link=link)
    window.show()
    qtbot.waitUntil(lambda: link.is_loaded)
    yield window, session, drill
    window.shutdown()
    link.shutdown()
    background.shutdown()
    window.hide()
    window.deleteLater()
    session.journal.close()
