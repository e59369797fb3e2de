"""Rings of objects are taken down on the GUI thread only, whoever makes objects meanwhile."""

from __future__ import annotations

import gc
import threading
from weakref import finalize

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from console.views import collecting
from console.views.background import Background
from console.views.collecting import Collecting


class Ring:
    """Something like a closed window: it holds itself, so only a collector takes it down."""

    def __init__(self, heard):
        self.me = self
        finalize(self, lambda: heard.append(threading.get_ident()))


@pytest.fixture
def collecting_here(qapp):
    made = Collecting()
    yield made
    made.deleteLater()
    gc.disable()  # as the other tests of windows have it


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.shutdown()


def test_a_ring_is_taken_down_on_the_gui_thread_while_a_reader_makes_objects(qtbot, background, collecting_here):
    gone, read = [], []
    Ring(gone)
    background.read(lambda: [[n] for n in range(300_000)], read.append, read.append)
    qtbot.waitUntil(lambda: bool(read))
    collecting_here.settle()
    assert gone == [threading.get_ident()]


def test_few_new_objects_begin_no_round(collecting_here):
    gone = []
    collecting_here.step()
    gc.collect()
    Ring(gone)
    collecting_here.step()
    assert gone == []


def test_many_new_objects_begin_a_round(collecting_here):
    gone = []
    Ring(gone)
    kept = [[n] for n in range(2 * collecting.YOUNG)]
    collecting_here.step()
    assert len(gone) == 1
    assert len(kept) == 2 * collecting.YOUNG


def test_nothing_that_was_there_is_looked_at_again_until_the_seat_is_at_rest(collecting_here, monkeypatch):
    gone = []
    ring = Ring(gone)
    collecting_here.settle()
    del ring
    gc.collect()
    assert gone == []
    monkeypatch.setattr(collecting, "monotonic", lambda: 10 * collecting.DEEP_S + 1e9)
    collecting_here.step()
    assert len(gone) == 1


def test_a_key_puts_off_the_long_rounds(qapp, collecting_here, monkeypatch):
    gone, later = [], 10 * collecting.DEEP_S + 1e9
    ring = Ring(gone)
    collecting_here.settle()
    del ring
    monkeypatch.setattr(collecting, "monotonic", lambda: later)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    qapp.sendEvent(QObject(), key)
    collecting_here.step()
    assert gone == []


def test_a_reader_that_has_not_let_go_yet_holds_no_closed_window(qtbot, background, monkeypatch):
    """The pool lets go of what it ran in its own time, on its own thread: a window must not hang on that."""
    ran = []
    monkeypatch.setattr(background._readers, "start", lambda run, _priority: ran.append(run))

    class Panel(QObject):
        def told(self, _value):
            return

    panel = Panel()
    gone = finalize(panel, lambda: None)
    background.read(lambda: 1, panel.told, panel.told)
    reader = threading.Thread(target=ran[0])
    reader.start()
    reader.join()
    del panel
    qtbot.waitUntil(lambda: not gone.alive)
    assert len(ran) == 1
