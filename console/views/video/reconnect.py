"""One queue that brings lost cameras back and closes those nobody watches any more, one at a time.

So a dead server is not asked by all tiles at once, and nine connections that end do not hold up the windows together.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

_LONGEST_MS = 4000
_TICK_MS = 250


class ReconnectQueue(QObject):
    """Calls one waiting source per tick when its turn comes; each failure doubles its wait, up to 4 s."""

    def __init__(self, parent: QObject | None = None, first_wait_ms: int = 1000) -> None:
        super().__init__(parent)
        self._first_wait_ms = first_wait_ms
        self._clock = QElapsedTimer()
        self._clock.start()
        self._due: dict[str, tuple[int, Callable[[], None]]] = {}
        self._tries: dict[str, int] = {}
        self._leaving: dict[str, Callable[[], None]] = {}
        self._ticking = QTimer(self, interval=min(_TICK_MS, max(first_wait_ms, 1)))
        self._ticking.timeout.connect(self._tick)

    def ask(self, key: str, reconnect: Callable[[], None]) -> None:
        """Have ``reconnect`` called in its turn; asked again before that changes nothing."""
        if key in self._due:
            return
        tries = self._tries.get(key, 0)
        self._tries[key] = tries + 1
        self._due[key] = (self._clock.elapsed() + self.wait_ms(tries), reconnect)
        self._ticking.start()

    def wait_ms(self, tries: int) -> int:
        """How long to wait after this many failures."""
        return int(min(self._first_wait_ms * 2 ** min(tries, 10), _LONGEST_MS))

    def came_back(self, key: str) -> None:
        """The source gives frames again: its next failure starts from the short wait."""
        self._tries.pop(key, None)
        self._due.pop(key, None)

    def forget(self, key: str) -> None:
        """The source is no longer wanted."""
        self.came_back(key)

    def close(self, key: str, close: Callable[[], None]) -> None:
        """The source is no longer watched: have its connection closed in its turn."""
        self._leaving[key] = close
        self._ticking.start()

    def keep(self, key: str) -> bool:
        """It is watched again; whether its connection is still there."""
        return self._leaving.pop(key, None) is not None

    def close_all(self) -> None:
        """Close now whatever waits for it."""
        while self._leaving:
            self._leaving.popitem()[1]()

    def _tick(self) -> None:
        if self._leaving:
            self._leaving.pop(next(iter(self._leaving)))()
        else:
            self._reconnect_one()
        if not self._due and not self._leaving:
            self._ticking.stop()

    def _reconnect_one(self) -> None:
        ready = [key for key, (due, _call) in self._due.items() if due <= self._clock.elapsed()]
        if ready:
            key = min(ready, key=self._due_at)
            _due, reconnect = self._due.pop(key)
            reconnect()

    def _due_at(self, key: str) -> int:
        return self._due[key][0]
