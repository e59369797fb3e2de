"""How the controller lets a drill run, said at the seats that take part in it when it changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from console.model.lead import SILENT_AFTER, LeadState
from console.phrase import say
from console.views.drill_control import how_led
from console.views.link import SessionLink
from console.views.wording import tell
from console.views.workstation.notices import NoticeBar


class LeadNews(QObject):
    """That nobody leads stays until it is read or over; the rest is routine news and fades."""

    def __init__(self, link: SessionLink, notices: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        self._last: tuple[LeadState, bool] | None = None
        link.time_passed.connect(self._look)

    @Slot()
    def _look(self) -> None:
        drill = self._link.drill
        if drill is None or drill.lead is None:
            return
        now, before = (drill.lead.state, drill.stands), self._last
        self._last = now
        if now == before or (before is None and not drill.stands):
            return
        if drill.stands:
            left = drill.lead.state is LeadState.LEFT
            self._notices.refuse(
                tell(say("drill.lead_left") if left else say("drill.lead_silent", seconds=SILENT_AFTER))
            )
        elif drill.lead.state.is_at_work:
            self._notices.tell(how_led(drill, drill.lead))
