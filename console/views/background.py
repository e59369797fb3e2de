"""The only way to run work off the GUI thread: reads on a small pool, writes one by one, one ear."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from console.errors import StoreUnavailable

Result = TypeVar("Result")
Failed = Callable[[Exception], None]

LISTEN_S, LISTEN_AGAIN_S = 0.5, 2.0

_log = logging.getLogger(__name__)


class BackgroundClosed(RuntimeError):
    """Work was asked for after the console began to close."""


@dataclass(slots=True)
class _Job:
    """One piece of work, whom its outcome is for, and, when it is done, the outcome."""

    tag: str
    turn: int
    work: Callable[[], Any]
    deliver: Callable[[Any], None]
    failed: Failed
    value: object = None


class Background(QObject):
    """Runs work elsewhere and brings the outcome back to the thread this object lives on.

    ``done(result)`` or ``failed(error)`` is called exactly once for each piece of work, except that a read
    whose tag was asked again meanwhile is stale and dropped whole, and that a callback whose widget is gone
    is not called. Whoever is told lives on the GUI thread and ends there: the pool's thread knows a job by its
    number only, so that it is never the last to hold a closed window.
    """

    _arrived = Signal(int)

    def __init__(self, parent: QObject | None = None, readers: int = 2) -> None:
        super().__init__(parent)
        self._readers = QThreadPool(self)
        self._readers.setMaxThreadCount(readers)
        self._writer = QThreadPool(self)
        self._writer.setMaxThreadCount(1)
        self._writer.setExpiryTimeout(-1)  # one thread for good: a database connection stays on its thread
        self._follower = QThreadPool(self)
        self._follower.setMaxThreadCount(1)
        self._parting = threading.Event()
        self._turns: dict[str, int] = {}
        self._jobs: dict[int, _Job] = {}
        self._tickets = count(1)
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Failed,
        tag: str = "",
        priority: int = 0,
    ) -> None:
        """Run ``work`` on the pool. A later read with the same non-empty ``tag`` makes this one stale."""
        turn = self._turns.get(tag, 0) + 1
        if tag:
            self._turns[tag] = turn
        self._start(self._readers, work, done, failed, tag, turn, priority)

    def write(self, work: Callable[[], Result], done: Callable[[Result], None], failed: Failed) -> None:
        """Run ``work`` on the one writer thread, after every write asked for before it. Never dropped."""
        self._start(self._writer, work, done, failed, "", 0, 0)

    def follow(self, wait: Callable[[float], int], news: Callable[[int], None]) -> None:
        """Call ``news`` with every number other than 0 that ``wait(seconds)`` gives, until the console closes.

        A store that does not answer is tried again; the reads and writes of each second tell that it does not.
        """

        def run() -> None:
            while not self._closed:
                try:
                    heard = wait(LISTEN_S)
                except StoreUnavailable:
                    self._parting.wait(LISTEN_AGAIN_S)
                else:
                    if heard and not self._closed:
                        self._hand_over(news, heard)

        self._follower.start(run)

    def _hand_over(self, news: Callable[[int], None], heard: int) -> None:
        ticket = next(self._tickets)
        self._jobs[ticket] = _Job("", 0, partial(int, heard), news, _log.error, heard)
        self._arrived.emit(ticket)

    def shutdown(self) -> None:
        """Finish what was asked for, deliver the outcomes, accept nothing more. Waits."""
        self._closed = True
        self._parting.set()
        self._follower.waitForDone()
        self._writer.waitForDone()
        self._readers.clear()
        self._readers.waitForDone()
        QCoreApplication.sendPostedEvents(self)

    def _start(
        self,
        pool: QThreadPool,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Failed,
        tag: str,
        turn: int,
        priority: int,
    ) -> None:
        if self._closed:
            failed(BackgroundClosed("the console is closing; nothing more is started"))
            return

        ticket = next(self._tickets)
        self._jobs[ticket] = _Job(tag, turn, work, done, failed)

        def run() -> None:
            self._do(ticket)
            self._arrived.emit(ticket)

        pool.start(run, priority)

    def _do(self, ticket: int) -> None:
        """On the pool's thread. When this returns that thread holds nothing of the job any more."""
        job = self._jobs[ticket]
        try:
            job.value = None if self._is_stale(job) else job.work()
        except Exception as error:  # noqa: BLE001 - every error goes to ``failed``
            job.deliver, job.value = job.failed, error

    def _is_stale(self, job: _Job) -> bool:
        return bool(job.tag) and self._turns.get(job.tag) != job.turn

    @Slot(int)
    def _deliver(self, ticket: int) -> None:
        job = self._jobs.pop(ticket)
        if self._is_stale(job):
            _log.debug("stale outcome of %s dropped", job.tag)
            return
        owner = getattr(job.deliver, "__self__", None)
        if isinstance(owner, QObject) and not isValid(owner):
            return
        job.deliver(job.value)
