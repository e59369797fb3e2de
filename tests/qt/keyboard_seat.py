"""An officer with a keyboard and no mouse, at the workstation of a drill that nobody helps with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt

from console.app.drills import open_drill
from console.app.wiring import load_ground
from console.views.background import Background
from console.views.link import SessionLink
from console.views.workstation.window import WorkstationWindow
from tests.qt.session_builders import OFFICER

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Seat:
    """One officer with a keyboard and no mouse."""

    def __init__(self, qtbot, window, drill) -> None:
        self.qtbot, self.window, self.drill, self.link = qtbot, window, drill, window.link

    @property
    def board(self):
        return self.link.board

    def rest(self) -> None:
        """Until everything asked for is in the journal and on the screen."""
        self.qtbot.waitUntil(lambda: self.link.is_settled and not self.link._in_tick, timeout=20_000)
        self.qtbot.waitUntil(lambda: self.board.seq == self.drill.session.board.seq, timeout=20_000)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)
        self.rest()

    def write(self, words: str) -> None:
        """Type into whatever the keyboard is on, and press Enter."""
        self.qtbot.keyClicks(self.window.focusWidget(), words)
        self.press(Qt.Key.Key_Return)

    def line(self, text: str) -> None:
        self.press(Qt.Key.Key_K, CTRL)
        self.write(text)

    def seconds(self, n: int) -> None:
        for _ in range(n):
            self.link.tick()
            self.qtbot.waitUntil(lambda: not self.link._in_tick, timeout=20_000)
        self.rest()

    def until(self, condition, within: int = 120) -> None:
        for _ in range(within):
            if condition():
                return
            self.seconds(1)
        raise AssertionError(f"not within {within} steps; Do now: {self.codes}")

    @property
    def codes(self) -> list[str]:
        return [todo.code for todo in self.window.incident.do_now.todos]

    def nth(self, code: str, fact: str = "") -> None:
        """Alt and the number of the first entry of this kind."""
        todos = self.window.incident.do_now.todos
        at = next(n for n, todo in enumerate(todos) if todo.code == code and fact in ("", todo.ask_fact))
        self.press(Qt.Key(Qt.Key.Key_1 + at), ALT)

    def keep_up(self) -> None:
        """What the list asks for while teams are at work: send who is missing, raise when it says so."""
        if self.codes[:1] == ["raise"]:
            self.press(Qt.Key.Key_F7)
            self.press(Qt.Key.Key_Return)
        if {"send", "send_next"} & set(self.codes):
            self.press(Qt.Key.Key_F6)


@contextmanager
def seated(qtbot, scenario: str) -> Iterator[Seat]:
    """A seat at the first second of a drill, its clock stepped by hand."""
    drill = open_drill(load_ground(), scenario, 7, ":memory:", officer=False, cameras=True)
    background = Background()
    link = SessionLink(drill.session, drill, background, OFFICER, ticking=False)
    window = WorkstationWindow(drill.session, drill, background=background, link=link)
    window.show()
    window.activateWindow()
    try:
        qtbot.waitUntil(lambda: link.is_loaded and window.isActiveWindow())
        yield Seat(qtbot, window, drill)
    finally:
        window.shutdown()
        link.shutdown()
        background.shutdown()
        window.hide()
        window.deleteLater()
        drill.session.journal.close()
