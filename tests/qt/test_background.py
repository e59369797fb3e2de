"""Work off the GUI thread: everything comes back, in order where it must, and never late."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QThread
from shiboken6 import delete

from console.views.background import Background, BackgroundClosed


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.shutdown()


class Outcomes:
    """Collects what came back."""

    def __init__(self):
        self.done, self.failed = [], []


def test_the_answer_comes_back_on_the_gui_thread(qtbot, background):
    seen = []

    def done(worker):
        seen.append((worker, QThread.currentThread()))

    background.read(QThread.currentThread, done, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    worker, gui = seen[0]
    assert worker != gui
    assert gui == background.thread()


def test_writes_are_done_one_after_another_in_the_order_asked(qtbot, background):
    order, threads, out = [], set(), Outcomes()

    def write(number):
        threads.add(threading.get_ident())
        order.append(number)
        return number

    for number in range(50):
        background.write(lambda n=number: write(n), out.done.append, out.failed.append)
    qtbot.waitUntil(lambda: len(out.done) == 50)
    assert order == out.done == list(range(50))
    assert len(threads) == 1


def test_an_error_in_a_read_or_write_reaches_failed(qtbot, background):
    out = Outcomes()

    def burst():
        raise ValueError("no such road")

    background.read(burst, out.done.append, out.failed.append)
    background.write(burst, out.done.append, out.failed.append)
    qtbot.waitUntil(lambda: len(out.failed) == 2)
    assert [str(e) for e in out.failed] == ["no such road"] * 2
    assert out.done == []


def test_a_write_after_a_failed_write_is_still_done(qtbot, background):
    out = Outcomes()

    def burst():
        raise OSError("disk full")

    background.write(burst, out.done.append, out.failed.append)
    background.write(lambda: "kept", out.done.append, out.failed.append)
    qtbot.waitUntil(lambda: bool(out.done))
    assert out.done == ["kept"]


def test_an_answer_asked_again_meanwhile_is_dropped(qtbot, background):
    gate, out = threading.Event(), Outcomes()

    def slow():
        gate.wait(5)
        return "old"

    background.read(slow, out.done.append, out.failed.append, tag="advice")
    background.read(lambda: "new", out.done.append, out.failed.append, tag="advice")
    gate.set()
    qtbot.waitUntil(lambda: bool(out.done))
    background.shutdown()
    assert out.done == ["new"]


def test_other_tags_and_no_tag_are_not_dropped(qtbot, background):
    out = Outcomes()
    for tag in ("a", "b", "", ""):
        background.read(lambda: "x", out.done.append, out.failed.append, tag=tag)
    qtbot.waitUntil(lambda: len(out.done) == 4)


def test_nothing_is_delivered_to_a_widget_that_is_gone(qtbot, background):
    heard = []

    class Panel(QObject):
        def done(self, value):
            heard.append(value)

    gate, panel, out = threading.Event(), Panel(), Outcomes()
    background.read(lambda: gate.wait(5), panel.done, out.failed.append)
    delete(panel)
    gate.set()
    background.read(lambda: "after", out.done.append, out.failed.append)
    qtbot.waitUntil(lambda: bool(out.done))
    assert heard == []


def test_closing_waits_for_every_write_and_delivers_it(qapp):
    background, out = Background(), Outcomes()
    for number in range(20):
        background.write(lambda n=number: n, out.done.append, out.failed.append)
    background.shutdown()
    assert out.done == list(range(20))


def test_work_asked_for_after_closing_fails_and_says_why(qapp):
    background, out = Background(), Outcomes()
    background.shutdown()
    background.write(lambda: 1, out.done.append, out.failed.append)
    background.read(lambda: 1, out.done.append, out.failed.append)
    assert out.done == []
    assert [type(e) for e in out.failed] == [BackgroundClosed] * 2
