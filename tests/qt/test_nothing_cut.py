"""No word is cut on workstation and wall while a fire is being fought, in either language, at the sizes named."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton

from console.views import language
from console.views.background import Background
from console.views.wall.window import WallWindow
from tests.qt.session_builders import a_busy_evening, a_fire
from tests.qt.test_workstation_window import ready

SIZES = [(1366, 768), (1920, 1080)]


def cut(window) -> list[str]:
    """The words of labels and buttons that need more room than they have."""
    found = [*window.findChildren(QLabel), *window.findChildren(QPushButton)]
    shown = [w for w in found if w.isVisibleTo(window) and w.text() and "<" not in w.text() and w.width() > 0]
    wrapped = [w for w in shown if isinstance(w, QLabel) and w.wordWrap()]
    lines = [w.text() for w in shown if w not in wrapped and _needs(w) > w.width() + 1]
    return [*lines, *(w.text() for w in wrapped if w.heightForWidth(w.width()) > w.height() + 1)]


def _needs(widget) -> int:
    if isinstance(widget, QPushButton):
        return widget.sizeHint().width()
    metrics = QFontMetrics(widget.font())
    return max(metrics.horizontalAdvance(line) for line in widget.text().splitlines())


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_on_the_workstation_with_a_question_open(qtbot, a_window, size, lang):
    window, session, drill = a_window
    fire = a_fire(session, drill)
    drill.run(40)
    language.set_language(lang)
    window.resize(*size)
    ready(qtbot, window, fire)
    window.working.raise_level()
    drill.officer_on = True
    window.link.drill_changed.emit()
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    assert cut(window) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_on_the_wall(qtbot, size, lang):
    session, drill = a_busy_evening()
    background = Background()
    wall = WallWindow(session, drill, background=background)
    wall.resize(*size)
    language.set_language(lang)
    wall.show()
    qtbot.waitUntil(lambda: wall.link.is_loaded and wall.focus is not None)
    qtbot.waitUntil(lambda: (wall.width(), wall.height()) == size)
    focus = cut(wall)
    wall.hold_situation()
    qtbot.waitUntil(lambda: wall.link.is_settled)
    situation = cut(wall)
    wall.shutdown()
    background.shutdown()
    wall.hide()
    wall.deleteLater()
    session.journal.close()
    assert (focus, situation) == ([], [])
