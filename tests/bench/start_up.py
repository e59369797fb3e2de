"""How long a fresh process needs until a window can be used: the child that ``tests.bench.year`` starts.

``python -m tests.bench.start_up (desk|cases) JOURNAL T0`` prints the seconds from T0 (Unix time) until the window is
shown, and until what it lists is there.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QEventLoop


def main() -> None:
    """Open the window unseen and say when."""
    which, journal, begun = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from console.app.starting import begin_calmly, look_for_no_rings

    begin_calmly()
    look_for_no_rings()
    shown = (desk if which == "desk" else cases)(journal)
    print(f"{shown - begun:.2f} {time.time() - begun:.2f}", flush=True)
    os._exit(0)


def desk(journal: Path) -> float:
    """The workstation, as ``desk`` opens it; when it was shown."""
    from console.app.desking import desk_session

    session = desk_session(journal, None)
    from console.views.application import make_application
    from console.views.opening import Console

    application = make_application("en")
    console = Console(session, None, ticking=False)
    window = console.open_workstation()
    window.show()
    shown = time.time()
    link, listed = console.link, window.queue.model
    while not link.is_loaded or listed.rowCount() < len(link.board.open_incidents()):
        application.processEvents(waiting())
    application.processEvents()
    return shown


def cases(journal: Path) -> float:
    """The list of cases, as ``cases`` opens it; when it was shown."""
    from console.app.case_list import reading_session

    session = reading_session(journal, None)
    from console.views.application import make_application
    from console.views.background import Background
    from console.views.cases.window import CasesWindow

    application = make_application("en")
    window = CasesWindow(session, Background())
    window.show()
    shown = time.time()
    while not window.model.rowCount():
        application.processEvents(waiting())
    application.processEvents()
    return shown


def waiting() -> QEventLoop.ProcessEventsFlag:
    """Sleep until something happens: a loop that spins takes from the reader."""
    from PySide6.QtCore import QEventLoop

    return QEventLoop.ProcessEventsFlag.WaitForMoreEvents


if __name__ == "__main__":
    main()
