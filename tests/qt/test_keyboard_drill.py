"""A whole drill by keys and command line alone: from the first report to the review, nobody helping."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from console.model.words import LEVELS, Stage
from tests.qt.keyboard_seat import CTRL, Seat, seated
from tests.qt.session_builders import OFFICER


@pytest.fixture
def seat(qtbot):
    with seated(qtbot, "canal-cbd-fire") as seat:
        yield seat


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
