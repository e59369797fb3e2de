"""No word is cut on workstation and wall while a fire is being fought, in either language, at the sizes named."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHeaderView, QLabel, QTabBar

from console.views import language
from console.views.background import Background
from console.views.wall.window import WallWindow
from tests.qt.session_builders import a_busy_evening, a_fire
from tests.qt.test_workstation_window import ready

SIZES = [(1366, 768), (1920, 1080)]


def cut(window) -> list[str]:
    """The words of labels and buttons that need more room than they have."""
    found = [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]
    shown = [w for w in found if w.isVisibleTo(window) and w.text() and "<" not in w.text() and w.width() > 0]
    wrapped = [w for w in shown if isinstance(w, QLabel) and w.wordWrap()]
    lines = [w.text() for w in shown if w not in wrapped and _needs(w) > w.width() + 1]
    low = [w.text() for w in wrapped if w.heightForWidth(w.width()) > w.height() + 1]
    return [*lines, *low, *_cut_headings(window), *_cut_tabs(window), *_cut_choices(window)]


def _cut_headings(window) -> list[str]:
    """Of tables' columns."""
    cut_off = []
    for header in window.findChildren(QHeaderView):
        if header.isVisibleTo(window) and header.orientation() is Qt.Orientation.Horizontal and header.model():
            for n in range(header.count()):
                words = str(header.model().headerData(n, Qt.Orientation.Horizontal) or "")
                if words and not header.isSectionHidden(n) and header.sectionSizeHint(n) > header.sectionSize(n) + 1:
                    cut_off.append(words)
    return cut_off


def _cut_tabs(window) -> list[str]:
    """Names of tabs; the one that is chosen may be bold."""
    bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisibleTo(window)]
    return [bar.tabText(n) for bar in bars for n in range(bar.count())
            if QFontMetrics(bar.font()).horizontalAdvance(bar.tabText(n)) > bar.tabRect(n).width() - 8]  # fmt: skip


def _cut_choices(window) -> list[str]:
    """What is chosen in a field."""
    fields = [field for field in window.findChildren(QComboBox) if field.isVisibleTo(window)]
    return [field.currentText() for field in fields
            if QFontMetrics(field.font()).horizontalAdvance(field.currentText()) > field.width() - 24]  # fmt: skip


def _needs(widget) -> int:
    if isinstance(widget, QAbstractButton):
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
