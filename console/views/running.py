"""Running the windows until the last one is closed, and keeping what a start after a fall needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from console.views.look import back_in_place, keep_place
from console.views.opening import Console

KEEP_EVERY_MS = 20_000
SETTLE_AFTER_MS = 60_000
"""When nobody waits for the first window any more."""


def run_until_closed(application: QApplication, console: Console, at_end: Callable[[], object]) -> int:
    """Show what is open until the last window closes, then do ``at_end`` with the journal still open; the exit code."""
    if console.workstation is not None:
        back_in_place(console.workstation)
    pulse = QTimer(interval=250)  # lets Python see Ctrl+C
    pulse.timeout.connect(_breathe)
    pulse.start()
    QTimer.singleShot(SETTLE_AFTER_MS, console.settle)
    keeping = QTimer(interval=KEEP_EVERY_MS)
    keeping.timeout.connect(partial(_keep, console))
    keeping.start()
    if console.workstation is not None:
        console.workstation.map_tools.remember()
    try:
        code = application.exec()
        console.rest()
        at_end()
    finally:
        console.close()
    return code


def _keep(console: Console) -> None:
    """Remember where things stand, for a start after a fall."""
    if console.workstation is not None and console.workstation.isVisible():
        keep_place(console.workstation)


def _breathe() -> None:
    return
