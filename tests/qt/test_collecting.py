"""Rings of objects are taken down on the GUI thread only, whoever makes objects meanwhile."""

from __future__ import annotations

import gc
import threading
from weakref import finalize

import pytest
from PySide6.QtCore import QObject

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
    gc.enable()
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
    assert not gc.isenabled()
    Ring(gone)
    background.read(lambda: [[n] for n in range(300_000)], read.append, read.append)
    qtbot.waitUntil(lambda: bool(read))
    collecting_here.whole()
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


def test_a_whole_round_takes_what_the_short_ones_left_but_not_what_was_there_at_the_start(collecting_here):
    there, gone = [], []
    ring = Ring(there)
    gc.freeze()
    del ring
    ring = Ring(gone)
    collecting_here.whole()
    del ring
    for _ in range(3):
        collecting_here.step()
    assert (there, gone) == ([], [])
    collecting_here.whole()
    assert (len(there), len(gone)) == (0, 1)
    gc.unfreeze()


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
