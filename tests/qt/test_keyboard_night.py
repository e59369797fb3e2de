"""The waterlogging night by keys and command line alone: three flooded places at once, every one to its review."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from console.model.words import Stage
from tests.qt.keyboard_seat import CTRL, Seat, seated
from tests.qt.session_builders import OFFICER

ENDED = {Stage.REVIEWED, Stage.MERGED}
STEPS, BUSY = 200, 60
"""Rounds at the most, and those of the first five minutes, when every second counts."""
MUCH_RAIN_S = 480
"""When the rain of twelve hours passes what level II asks for; before, teams are needed at the other places."""


def act(seat: Seat) -> bool:
    """Whatever the list of the selected incident asks for first, by its key; whether there was anything."""
    codes = [code for code in seat.codes if code != "raise" or seat.drill.elapsed_s >= MUCH_RAIN_S]
    for code, key in (("merge", "J"), ("accept", "F4"), ("plan", "F10"), ("raise", "F7"), ("send", "F6"),
                      ("send_next", "F6"), ("notify", "F8")):  # fmt: skip
        if code in codes:
            pressed = Qt.Key.Key_J if key == "J" else getattr(Qt.Key, f"Key_{key}")
            seat.press(pressed, CTRL if key == "J" else Qt.KeyboardModifier.NoModifier)
            if code == "raise":
                seat.press(Qt.Key.Key_Return)
            return True
    if codes[:1] == ["verify"]:
        seat.press(Qt.Key.Key_Return, CTRL)
        seat.write("no water left, seen on camera")
    elif codes[:1] == ["close"]:
        seat.press(Qt.Key.Key_Return, CTRL)
        seat.press(Qt.Key.Key_Return, CTRL)
    elif codes[:1] == ["review"]:
        seat.nth("review")
        seat.press(Qt.Key.Key_5)
    else:
        return False
    return True


def go_round(seat: Seat) -> None:
    """Every line of the queue in its turn, with the arrow keys, as long as there is something to do there."""
    seat.press(Qt.Key.Key_Escape)
    seat.press(Qt.Key.Key_Home)
    for _ in range(seat.window.queue.view.model().rowCount()):
        for _ in range(8):
            if not act(seat):
                break
            seat.press(Qt.Key.Key_Escape)
        seat.press(Qt.Key.Key_Escape)
        seat.press(Qt.Key.Key_Down)


@pytest.mark.slow
def test_a_flooded_night_is_brought_to_its_reviews_by_keys_alone(qtbot):
    with seated(qtbot, "waterlogging-night") as seat:
        seat.until(lambda: bool(seat.board.incidents))
        seat.line("pace 5")
        for step in range(STEPS):
            go_round(seat)
            incidents = seat.board.incidents.values()
            if len(incidents) >= 4 and all(incident.stage in ENDED for incident in incidents):
                break
            seat.seconds(1 if step < BUSY else 6)
            if step == BUSY:
                seat.line("pace 10")
        assert {i.number: i.stage for i in seat.board.incidents.values() if i.stage not in ENDED} == {}
        done = [row for rows in seat.board.history.values() for row in rows]
        own = ("incident.accepted", "incident.merged", "incident.plan_chosen", "order.issued", "incident.level_raised",
               "incident.verified", "incident.closed", "incident.reviewed")  # fmt: skip
        for kind in own:
            assert {row.actor for row in done if row.event.kind == kind} == {OFFICER.id}, kind
        assert sum(row.event.kind == "incident.reviewed" for row in done) == 3
