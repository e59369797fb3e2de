"""Python's collector of rings, held to the GUI thread and to moments when nobody waits for it.

Left alone it runs on whatever thread makes the next object. On a reader's thread it may find a closed window with its
page of the web engine, and to take one down there ends the process; on the GUI thread a whole round over the half a
million objects of a started console takes a third of a second. So it is switched off, and this object does its
rounds: small ones by the clock, whole ones over what is new only, and one over everything when the seat is at rest.
"""

from __future__ import annotations

import gc
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

LOOK_EVERY_MS = 250
STARTED_MS = 10_000
"""When the first window stands and what was made for it is here to stay."""
YOUNG, MIDDLE, OLD = 4_000, 12, 20
"""New objects that begin a round, rounds after which the next goes one generation further, and those once more."""
REST_S = 20.0
"""Without a key or a click for so long, nobody is kept waiting by a round over everything new."""
DEEP_S = 1_800.0
"""Seconds between two rounds over everything there is, at rest."""

_INPUT = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin)


class Collecting(QObject):
    """Collects rings on the thread it lives on, and nowhere else, as long as it lives.

    ``step`` does what is due; ``settle`` leaves out of all later rounds but the deep ones what is there now.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._touched = self._deep = monotonic()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.step)
        self._timer.start()
        QTimer.singleShot(STARTED_MS, self, gc.freeze)
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is at work; nothing is kept from anybody."""
        if event.type() in _INPUT:
            self._touched = monotonic()
        return super().eventFilter(watched, event)

    def step(self) -> None:
        """The round that is due now, if one is."""
        young, middle, old = gc.get_count()
        now = monotonic()
        at_rest = now - self._touched >= REST_S
        if at_rest and now - self._deep >= DEEP_S:
            self._deep = now
            gc.unfreeze()
            self.settle()
        elif at_rest and old >= OLD:
            self.settle()
        elif young >= YOUNG:
            gc.collect(1 if middle >= MIDDLE else 0)

    def settle(self) -> None:
        """A whole round, after which what is left counts as here to stay."""
        gc.collect()
        gc.freeze()
