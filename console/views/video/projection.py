"""The thread of the cameras: every player lives there, so that none of them can hold up a window."""

from __future__ import annotations

import atexit

from PySide6.QtCore import QThread

from console.views.video.film import Film


class Projection(QThread):
    """Lends films and takes them back. None is ever taken down while the thread runs: nobody else may do that."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cameras")
        self._spare: list[Film] = []
        self._lent: set[Film] = set()

    def lend(self) -> Film:
        """A film that nobody uses."""
        film = self._spare.pop() if self._spare else self._new()
        self._lent.add(film)
        return film

    def take_back(self, film: Film) -> None:
        """Have its connection closed; the next one who asks gets it."""
        film.forget()
        film.closing.emit()
        self._lent.discard(film)
        self._spare.append(film)

    def _new(self) -> Film:
        film = Film()
        film.moveToThread(self)
        if not self.isRunning():
            self.start()
            atexit.register(self.end)
        return film

    def end(self) -> None:
        """Close everything; waits."""
        for film in (*self._lent, *self._spare):
            film.wanted = False
            film.closing.emit()
        self.quit()
        self.wait()


_projection: list[Projection] = []


def projection() -> Projection:
    """The process's own."""
    if not _projection:
        _projection.append(Projection())
    return _projection[0]
