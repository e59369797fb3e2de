"""Python's collector of rings, held to the GUI thread and to what was made since the start.

Left alone it runs on whatever thread makes the next object. On a reader's thread it may find a closed window with its
page of the web engine, and to take one down there ends the process; on the GUI thread a whole round over the half a
million objects of a started console takes a third of a second. So it is switched off, and this object does its
rounds by the clock, over what came after the start.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 250
STARTED_MS = 10_000
"""When the first window stands and what was made for it is here to stay."""
WHOLE_EVERY_MS = 1_800_000
YOUNG, MIDDLE = 4_000, 12
"""New objects that begin a round, and rounds after which the next one takes in what those left."""


class Collecting(QObject):
    """Collects rings on the thread it lives on, and nowhere else, as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what was imported and read before the first window is looked through by no round
        QTimer.singleShot(STARTED_MS, self, gc.freeze)
        self._rounds = [QTimer(self, interval=LOOK_EVERY_MS), QTimer(self, interval=WHOLE_EVERY_MS)]
        for timer, collect in zip(self._rounds, (self.step, self.whole), strict=True):
            timer.timeout.connect(collect)
            timer.start()

    def step(self) -> None:
        """A short round, when there is enough that is new."""
        young, middle, _ = gc.get_count()
        if young >= YOUNG:
            gc.collect(1 if middle >= MIDDLE else 0)

    def whole(self) -> None:
        """A round over everything since the start."""
        gc.collect()
