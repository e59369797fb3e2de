"""What becomes of plans, said at every seat: what waits for a second officer, and what counts from now on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from console.board.timeline import line_of
from console.model.events import Recorded
from console.model.plan_events import PlanApproved, PlanProposed, PlanRejected
from console.views.link import SessionLink
from console.views.wording import tell
from console.views.workstation.notices import NoticeBar


class PlanNews(QObject):
    """Routine news: it fades. A proposal also stands as an alarm until it is decided."""

    def __init__(self, link: SessionLink, notices: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices = link, notices
        link.changed.connect(self._happened)

    @Slot(object)
    def _happened(self, rows: Sequence[Recorded]) -> None:
        for row in rows:
            if isinstance(row.event, PlanProposed | PlanApproved | PlanRejected):
                said = tell(line_of(self._link.board, row, self._link.session.vocabulary))
                self._notices.tell(self.tr("{who}: {what} · Shift+F10").format(who=row.actor, what=said))
