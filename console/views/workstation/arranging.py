"""``layout``: where the panels stand, kept by each officer under names and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.desk.command_line import SetLayout
from console.phrase import say
from console.views.look import back_in_place, keep_place, kept_places
from console.views.wording import tell

if TYPE_CHECKING:
    from console.views.workstation.window import WorkstationWindow


class Arranging(QObject):
    """The typed layouts of one workstation window."""

    def __init__(self, window: WorkstationWindow) -> None:
        super().__init__(window)
        self._window = window
        window.command_line.layout_asked.connect(self.arrange)

    @Slot(object)
    def arrange(self, wanted: SetLayout) -> None:
        """Keep the present arrangement, put a kept one back, or put everything where it was at first."""
        window = self._window
        if wanted.keep:
            keep_place(window, wanted.name)
            window.notices.tell(tell(say("command_line.layout_kept", name=wanted.name)))
        elif not wanted.name:
            window.docks.reset()
        elif not back_in_place(window, wanted.name):
            known = [name for name in kept_places(window.link.actor.id) if name != "last"]
            code = "command_line.no_layout" if known else "command_line.no_layout_yet"
            given = {"known": ", ".join(known)} if known else {}
            window.notices.refuse(tell(say(code, name=wanted.name, **given)))
