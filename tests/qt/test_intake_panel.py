"""The ways in at the workstation: open or closed, since when and why, and what was refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.intake.feed import FeedStatus, Refusal
from console.phrase import say
from console.views import language
from tests.qt.session_builders import START
from tests.qt.test_nothing_cut import SIZES, cut


class TwoWays:
    """A folder that is open and a broker that is not."""

    def step(self) -> int:
        return 0

    def statuses(self):
        refusal = Refusal(START, "a.json, message 2", say("message.no_camera", camera="<b>C99</b>"))
        folder = FeedStatus("inbox/", True, START, None, START, 12, 3, 40, 1, 0, (refusal,))
        since = START - timedelta(minutes=5)
        trouble = say("broker.no_answer", name="10.0.0.7:1883")
        return (folder, FeedStatus("MQTT 10.0.0.7:1883", False, since, trouble, None, 0, 0, 0, 0, 7, ()))


@pytest.fixture
def seat(qtbot, a_window):
    window, _, _ = a_window
    window.link.ways_in = TwoWays().statuses()
    window.docks.toggle("intake")
    window.intake.refresh()
    return window


def rows(window):
    model = window.intake.list.model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_open_and_closed_ways_are_told_with_what_was_refused(seat):
    assert seat.top_bar.intake.text().endswith("1/2")
    assert "▲" in seat.top_bar.intake.text(), "one of two is closed: told by shape, not by colour alone"
    shown = rows(seat)
    assert shown[0] == "inbox/"
    assert "12 new" in shown[1]
    assert "<b>C99</b>" in shown[2], "a stranger's words are plain text"
    assert "7 waiting" in shown[4]


def test_without_ways_in_it_says_how_to_have_some(a_window):
    window, _, _ = a_window
    assert not window.top_bar.intake.isVisible()
    assert "--watch" in rows(window)[0]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(qtbot, seat, size, lang):
    language.set_language(lang)
    seat.resize(*size)
    seat.show()
    qtbot.waitUntil(lambda: (seat.width(), seat.height()) == size)
    seat.intake.refresh()
    qtbot.waitUntil(lambda: cut(seat) == [])
