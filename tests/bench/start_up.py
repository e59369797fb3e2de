"""How long a fresh process needs until a window can be used: the child that ``tests.bench.year`` starts.

``python -m tests.bench.start_up (desk|cases) JOURNAL T0`` prints the seconds from T0 (Unix time) until the window is
shown, and until what it lists is there.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path


def main() -> None:
    """Open the window unseen and say when."""
    which, journal, begun = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from console.app.starting import begin_calmly

    begin_calmly()
    from console.app.case_list import reading_session
    from console.app.desking import desk_session

    session = (desk_session if which == "desk" else reading_session)(journal, None)
    from PySide6.QtCore import QEventLoop

    from console.views.application import make_application
    from console.views.background import Background
    from console.views.cases.window import CasesWindow
    from console.views.opening import Console

    application = make_application("en")
    wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents  # a loop that spins takes from the reader
    if which == "desk":
        console = Console(session, None, ticking=False)
        console.open_workstation().show()
        shown = time.time()
        while not console.link.is_loaded:
            application.processEvents(wait)
    else:
        background = Background()
        window = CasesWindow(session, background)
        window.show()
        shown = time.time()
        while not window.model.rowCount():
            application.processEvents(wait)
    application.processEvents()
    print(f"{shown - begun:.2f} {time.time() - begun:.2f}", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
