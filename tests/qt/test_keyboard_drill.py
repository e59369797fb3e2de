"""A whole drill by keys and command line alone: from the first report to the review, nobody helping."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from console.app.wiring import load_ground, open_drill
from console.model.words import LEVELS, Stage
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


@pytest.fixture
def seat(qtbot):
    drill = open_drill(load_ground(), "canal-cbd-fire", 7, ":memory:", officer=False, cameras=True)
    background = Background()
    link = SessionLink(drill.session, drill, background, OFFICER, ticking=False)
    window = WorkstationWindow(drill.session, drill, background=background, link=link)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: link.is_loaded and window.isActiveWindow())
    yield Seat(qtbot, window, drill)
    window.shutdown()
    link.shutdown()
    background.shutdown()
    window.hide()
    window.deleteLater()
    drill.session.journal.close()


def rows_of(seat: Seat, kind: str):
    return [row for rows in seat.board.history.values() for row in rows if row.event.kind == kind]


def to_the_road(seat: Seat) -> int:
    """The first report accepted, planned and sent; its number."""
    seat.until(lambda: bool(seat.board.incidents))
    (fire,) = seat.board.incidents
    seat.press(Qt.Key.Key_F3)
    for key, stage in ((Qt.Key.Key_F4, Stage.ACCEPTED), (Qt.Key.Key_F10, Stage.ACCEPTED),
                       (Qt.Key.Key_F6, Stage.DISPATCHED)):  # fmt: skip
        seat.press(key)
        assert seat.board.incidents[fire].stage is stage
    return fire


def join_the_repeats(seat: Seat, fire: int) -> None:
    seat.until(lambda: fire + 1 in seat.board.incidents)
    seat.press(Qt.Key.Key_F3)
    assert seat.link.selection == fire + 1
    assert seat.codes[:2] == ["merge", "accept"]
    seat.press(Qt.Key.Key_J, CTRL)
    assert seat.link.selection == fire
    seat.until(lambda: fire + 2 in seat.board.incidents)
    seat.line(f"m {fire + 2} {fire}")
    assert len(seat.board.incidents[fire].reports) == 3


@pytest.mark.slow
def test_a_fire_is_brought_to_its_review_by_keys_and_command_line_alone(seat):
    fire = to_the_road(seat)
    join_the_repeats(seat, fire)
    seat.press(Qt.Key.Key_F3)
    seat.nth("ask", "storeys")
    seat.write("4")
    assert seat.board.incidents[fire].facts["storeys"] == 4
    seat.press(Qt.Key.Key_F7)
    seat.write("two trapped, flames seen")
    assert seat.board.incidents[fire].plan.level is LEVELS[1]
    seat.press(Qt.Key.Key_F6)
    seat.until(lambda: {"send", "send_next"} & set(seat.codes))  # the ambulance declines
    seat.press(Qt.Key.Key_F6)
    seat.line("pace 10")

    def worked() -> bool:
        seat.keep_up()
        return "verify" in seat.codes

    seat.until(worked)
    seat.press(Qt.Key.Key_Return, CTRL)
    seat.write("no smoke on C-37, mall cleared")
    seat.until(lambda: not seat.board.aboard)
    seat.press(Qt.Key.Key_Return, CTRL)
    seat.press(Qt.Key.Key_Return, CTRL)  # as proposed
    assert seat.board.incidents[fire].stage is Stage.CLOSED
    seat.nth("review")
    seat.press(Qt.Key.Key_4)
    assert (seat.board.incidents[fire].stage, seat.board.incidents[fire].score) == (Stage.REVIEWED, 4)
    everything_was_done_by_the_officer(seat)


def everything_was_done_by_the_officer(seat: Seat) -> None:
    own = ("incident.accepted", "incident.merged", "incident.plan_chosen", "incident.recommended", "order.issued",
           "incident.level_raised", "incident.verified", "incident.closed", "incident.reviewed")  # fmt: skip
    for kind in own:
        assert {row.actor for row in rows_of(seat, kind)} == {OFFICER.id}, kind
    assert rows_of(seat, "incident.level_raised")[0].event.reason == "two trapped, flames seen"
    assert rows_of(seat, "incident.verified")[0].event.evidence == "no smoke on C-37, mall cleared"
    assert rows_of(seat, "incident.closed")[0].event.summary == "Handled, standard met"
    assert OFFICER.id in {row.actor for row in rows_of(seat, "incident.fact_set")}
