"""What follows from news: the window in use first, the others in turn, hidden ones when they are shown."""

from __future__ import annotations

import gc
from functools import partial

import pytest
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QWidget
from shiboken6 import delete

from console.views import language
from console.views import turns as turning
from console.views.theme.dressing import follow_theme
from console.views.turns import BESIDE_MS, LOOK_AGAIN_MS, Turns, once_shown


class News(QObject):
    came = Signal(object)


class Part(QWidget):
    def __init__(self, name: str, told: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._told = name, told

    def show_it(self) -> None:
        self._told.append(self._name)

    def fail(self) -> None:
        raise RuntimeError("this part cannot")


@pytest.fixture
def windows(qtbot):
    """The window in use, one beside it, and one that is hidden; each with a part that tells when it shows the news."""
    turns, news, told, parts = Turns(), News(), [], {}
    news.windows = []  # as long as the news
    for name in ("beside", "hidden", "used"):
        news.windows.append(window := QMainWindow())
        parts[name] = Part(name, told)
        window.setCentralWidget(parts[name])
        qtbot.addWidget(window)
        if name != "hidden":
            window.show()
        news.came.connect(turns.later(parts[name].show_it))
    parts["used"].window().activateWindow()
    qtbot.waitUntil(parts["used"].window().isActiveWindow)
    return turns, news, told, parts


def test_the_window_in_use_comes_first_and_a_hidden_one_waits_until_it_is_shown(qtbot, windows):
    turns, news, told, parts = windows
    news.came.emit(1)
    assert told == [], "nothing is done while the news is still being told"
    with qtbot.waitSignal(turns.rested):
        pass
    assert told == ["used", "beside"]
    assert turns.is_idle
    parts["hidden"].window().show()
    qtbot.waitUntil(lambda: told[-1] == "hidden", timeout=20 * LOOK_AGAIN_MS)


def test_what_is_beside_waits_while_the_window_in_use_is_painted_and_not_for_ever(qtbot, windows):
    turns, news, told, parts = windows
    in_use = QTimer(interval=1)  # the window in use is never without work
    in_use.timeout.connect(turns.later(parts["used"].show_it))
    in_use.start()
    clock = QElapsedTimer()
    clock.start()
    news.came.emit(1)
    qtbot.waitUntil(lambda: "beside" in told)
    in_use.stop()
    assert clock.elapsed() >= BESIDE_MS
    assert told.index("beside") > 1, "the window in use went on meanwhile"


def test_what_waits_for_a_window_is_there_before_it_is_shown(qtbot, windows):
    turns, news, told, parts = windows
    news.came.emit(1)
    turns.catch_up(parts["hidden"].window())
    assert told == ["hidden"]
    assert not turns.waits_for(parts["hidden"].window())
    assert turns.waits_for(parts["beside"].window())


def test_much_news_before_a_turn_is_shown_once(qtbot, windows):
    turns, news, told, _parts = windows
    for n in range(50):
        news.came.emit(n)
    with qtbot.waitSignal(turns.rested):
        pass
    assert told == ["used", "beside"]


def test_a_part_that_is_gone_or_fails_holds_nobody_up(qtbot, windows):
    turns, news, told, parts = windows
    news.came.connect(turns.later(parts["used"].fail))
    news.came.emit(1)
    delete(parts.pop("beside"))
    with qtbot.captureExceptions() as failed:
        qtbot.waitUntil(lambda: turns.is_idle)
    assert [str(error) for _, error, _ in failed] == ["this part cannot"]
    assert told == ["used"]
    gc.collect()
    news.came.emit(2)
    with qtbot.captureExceptions():
        qtbot.waitUntil(lambda: turns.is_idle)
    assert told == ["used", "used"]


def test_without_any_window_in_use_nothing_waits_for_one(qtbot):
    turns, news, told = Turns(), News(), []
    part = Part("alone", told)
    qtbot.addWidget(part)
    news.came.connect(turns.later(part.show_it))
    news.came.emit(1)
    qtbot.waitUntil(lambda: told == ["alone"])


def test_the_window_in_use_speaks_the_new_language_at_once(qtbot, windows):
    _turns, _news, told, parts = windows
    language.follow(parts["used"].show_it)
    language.follow(parts["beside"].show_it)
    language.set_language("zh")
    assert told == ["used"]
    qtbot.waitUntil(lambda: told == ["used", "beside"])


class Hearing(QWidget):
    """A part that is told by Qt."""

    def __init__(self, name: str, told: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._told = name, told

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self._told.append(self._name)
        return super().event(event)


def test_what_qt_says_itself_is_in_the_new_language_in_the_window_in_use_first_and_once(qtbot, windows):
    _turns, _news, told, parts = windows
    for name in ("beside", "hidden", "used"):
        follow_theme(parts[name].window())
        Hearing(name, told, parts[name])
    alone = QWidget()
    qtbot.addWidget(alone)
    Hearing("not dressed", told, alone)
    language.set_language("zh")
    assert sorted(told) == ["not dressed", "used"]
    qtbot.waitUntil(lambda: "beside" in told)
    turning.turns().catch_up(parts["hidden"].window())
    qtbot.waitUntil(lambda: turning.turns().is_idle)
    assert sorted(told) == ["beside", "hidden", "not dressed", "used"]
    language.changed.emit("zh")  # as another theme does
    qtbot.waitUntil(lambda: turning.turns().is_idle)
    assert len(told) == 4


def test_a_part_without_colours_in_its_words_does_not_hear_of_a_theme(qtbot, windows):
    _turns, _news, told, parts = windows
    language.follow_words(parts["used"].show_it)
    language.changed.emit(language.current())
    assert told == []
    language.set_language("zh")
    assert told == ["used"]


def test_a_panel_that_is_put_away_comes_after_everything_that_is_seen(qtbot, windows):
    turns, news, told, parts = windows
    away = Part("away", told, parts["used"])
    away.hide()
    news.came.connect(turns.later(away.show_it, unless_used=True))
    news.came.emit(1)
    assert told == [], "the window is in use, but nobody sees the panel"
    qtbot.waitUntil(lambda: told == ["used", "beside", "away"])
    away.show()
    news.came.emit(2)
    assert told[-1] == "away", "at once where it is seen"


def test_a_window_waits_only_for_what_is_seen_in_it(qtbot, windows):
    turns, _news, told, parts = windows
    away = Part("away", told, parts["used"])
    away.hide()
    turns.later(away.show_it)()
    assert not turns.waits_for(parts["used"].window())
    turns.later(parts["used"].show_it)()
    assert turns.waits_for(parts["used"].window())
    turns.catch_up(parts["used"].window())
    assert told == ["away", "used"], "before it is shown all of it is done"


def test_work_that_can_wait_begins_when_everything_is_shown_and_not_for_somebody_who_is_gone(
    qtbot, monkeypatch, windows
):
    turns, news, told, parts = windows
    monkeypatch.setattr(turning, "turns", lambda: turns)
    gone = QObject()
    for owner, name in ((gone, "for nobody"), (parts["used"], "prepared")):
        news.came.connect(turning.once_shown(owner, partial(told.append, name)))
    news.came.emit(None)
    delete(gone)
    assert told == []
    qtbot.waitUntil(lambda: "prepared" in told)
    assert told == ["used", "beside", "prepared"]


def test_a_window_that_was_not_shown_yet_follows_as_if_it_were_in_use(qtbot):
    turns, told = Turns(), []
    part = Part("itself", told)
    qtbot.addWidget(part)
    turns.later(part.show_it, unless_used=True)()
    assert told == ["itself"]


class Beginner(QObject):
    def __init__(self, begun: list[str], name: str) -> None:
        super().__init__()
        self.begun, self.name = begun, name

    def begin(self) -> None:
        self.begun.append(self.name)


def test_work_that_waits_is_not_begun_for_a_part_that_is_gone(qtbot):
    begun, owner = [], QObject()
    gone, kept = Beginner(begun, "gone"), Beginner(begun, "kept")
    for one in (gone, kept):  # in this order they would begin
        once_shown(owner, one.begin)()
    delete(gone)
    qtbot.waitUntil(lambda: "kept" in begun)
    assert begun == ["kept"]
