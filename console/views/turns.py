"""What follows from news is shown in turns of the event loop, so that no news holds up the GUI thread for long.

What is seen in the window in use comes first, the other windows after it, each in a turn of its own, then panels that
are put away; a window that is hidden while another one is in use waits until it is shown. The same work asked for
several times before its turn is done once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from weakref import WeakMethod, ref

from PySide6.QtCore import QDeadlineTimer, QElapsedTimer, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

SLICE_MS = 8
"""A turn goes on with the work of the same window for so long."""
BESIDE_MS = 100
"""What is not seen in the window in use waits so long once nothing else is at hand: the window in use is painted first.

It is counted from when the event that asked for it is over, however long that took.
"""
SHOWN_MS = 10
"""How soon it is seen whether the last turn is over, by work that waits for it."""
LOOK_AGAIN_MS = 250
"""How soon a window that was shown by other means than :func:`catch_up` is noticed."""


class _Work(NamedTuple):
    method: WeakMethod[Callable[[], object]]
    of: ref[QObject]

    @property
    def part(self) -> QWidget | None:
        """The part of a window it is for; ``None`` when that is gone."""
        part = self.of()
        while part is not None and isValid(part):
            if isinstance(part, QWidget):
                return part
            part = part.parent()
        return None

    @property
    def window(self) -> QWidget | None:
        """The window it is for; ``None`` when that is gone."""
        part = self.part
        return part.window() if part is not None else None


class Turns(QObject):
    """Work that waits, in the order in which it was asked for first. One is enough for a process."""

    rested = Signal()  # nothing waits any more that anybody could see

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[tuple[int, Any], _Work] = {}
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._turn)
        self._over = QTimer(self, singleShot=True, interval=0)
        self._over.timeout.connect(self._beside)
        self._alone = QDeadlineTimer(0)  # until then only what is seen in the window in use is done
        self._is_kept_back = False  # nothing else was begun since that was set: it cannot be put off for ever

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits but what windows nobody sees will show."""
        return self._first() is None

    def waits_for(self, window: QWidget) -> bool:
        """Whether something waits that is seen in this window."""
        parts = [work.part for work in self._waiting.values()]
        return any(part is not None and part.window() is window and _is_seen(part) for part in parts)

    def later(self, method: Callable[[], object], *, unless_used: bool = False) -> Callable[..., None]:
        """A slot that asks for the method of a widget, or of a part of one, whatever the signal carries.

        With ``unless_used`` it is called at once where it is seen in the window in use.
        """
        part = method.__self__  # type: ignore[attr-defined]
        key = id(part), method.__func__  # type: ignore[attr-defined]
        work = _Work(WeakMethod(method), ref(part))

        def ask(*_signal: object) -> None:
            seen, wanted = work.part, work.method()
            if seen is None or wanted is None:
                return
            is_first = _urgency(seen) == _USED
            if unless_used and is_first:
                self._waiting.pop(key, None)
                wanted()
                return
            self._waiting.setdefault(key, work)
            if is_first:
                self._next.start(0)
            elif not self._over.isActive():
                self._over.start()

        return ask

    @Slot()
    def _beside(self) -> None:
        if not self._is_kept_back:
            self._is_kept_back = True
            self._alone.setRemainingTime(BESIDE_MS)
        if not self._next.isActive() or self._next.remainingTime() > BESIDE_MS:
            self._next.start(self._alone.remainingTime())

    def catch_up(self, window: QWidget) -> None:
        """Do now what waits for a window that is about to be shown."""
        while (key := next((key for key, work in self._waiting.items() if work.window is window), None)) is not None:
            self._do(key)

    @Slot()
    def _turn(self) -> None:
        clock, window = QElapsedTimer(), None
        clock.start()
        try:
            while (key := self._first()) is not None:
                own = self._waiting[key].window
                if (window is not None and (own is not window or clock.elapsed() >= SLICE_MS)) or self._wait_for(key):
                    break
                window = own
                self._do(key)
        finally:
            first = self._first()
            idle = first is None
            if self._waiting:
                self._next.start(LOOK_AGAIN_MS if first is None else self._wait_for(first))
            if idle and window is not None:
                self.rested.emit()

    def _first(self) -> tuple[int, Any] | None:
        """What is done next, if anything is; what waits for windows that are gone is forgotten."""
        parts = {key: work.part for key, work in self._waiting.items()}
        self._waiting = {key: work for key, work in self._waiting.items() if parts[key] is not None}
        urgencies = {key: _urgency(part) for key, part in parts.items() if part is not None}
        first = min(urgencies, key=urgencies.__getitem__, default=None)
        return first if first is not None and urgencies[first] < _HIDDEN else None

    def _wait_for(self, key: tuple[int, Any]) -> int:
        """Milliseconds until this may be done."""
        part = self._waiting[key].part
        return 0 if part is None or _urgency(part) == _USED else max(0, self._alone.remainingTime())

    def _do(self, key: tuple[int, Any]) -> None:
        work = self._waiting.pop(key, None)
        part, method = (work.part, work.method()) if work is not None else (None, None)
        if part is not None and _urgency(part) != _USED:
            self._is_kept_back = False
        if method is not None:
            method()


_USED, _BESIDE, _AWAY, _HIDDEN = range(4)


def _urgency(part: QWidget) -> int:
    window, used = part.window(), QApplication.activeWindow()
    is_used = used is None or used is window or used.parentWidget() is window
    if not is_used and not window.isVisible():
        return _HIDDEN
    if not _is_seen(part):
        return _AWAY
    return _USED if is_used else _BESIDE


def _is_seen(part: QWidget) -> bool:
    """Whether it is not put away in its window."""
    return part.isWindow() or part.isVisibleTo(part.window())


_turns: list[Turns] = []


def turns() -> Turns:
    """The process's own."""
    if not _turns or not isValid(_turns[0]):
        _turns[:] = [Turns()]
    return _turns[0]


def later(method: Callable[[], object], *, unless_used: bool = False) -> Callable[..., None]:
    """See :meth:`Turns.later`."""
    return turns().later(method, unless_used=unless_used)


def once_shown(owner: QObject, begin: Callable[[], object]) -> Callable[..., None]:
    """A slot after which ``begin`` is called once nothing waits to be shown, if it and ``owner`` are there still.

    A thread that computes takes from the one that paints: it holds Python's lock for up to a millisecond each time.
    """
    part = getattr(begin, "__self__", None)

    def look() -> None:
        if isinstance(part, QObject) and not isValid(part):
            return
        if turns().is_idle:
            begin()
        else:
            QTimer.singleShot(SHOWN_MS, owner, look)

    def ask(*_signal: object) -> None:
        QTimer.singleShot(SHOWN_MS, owner, look)

    return ask
