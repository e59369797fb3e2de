"""A store that answers slowly, said once when it begins to be felt and once when it is over."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from console.views.asking import SLOW_MS
from console.views.link import SessionLink
from console.views.workstation.notices import NoticeBar


class SlowNews(QObject):
    """Routine news: it fades. Meanwhile the bar on top counts the seconds."""

    def __init__(self, link: SessionLink, notices: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._notices, self._is_slow = link, notices, False
        link.ticked.connect(self._look)
        link.pending_changed.connect(self._look)

    @Slot()
    def _look(self, _now: object = None) -> None:
        asking = self._link.asking
        waits = asking.waits_ms(self._link.now()) >= SLOW_MS
        if waits and not self._is_slow:
            self._is_slow = True
            self._notices.tell(
                self.tr(
                    "The store answers slowly. What you asked for is kept and recorded in its order: go on working."
                )
            )
        elif self._is_slow and not asking and (asking.took_ms or 0) < SLOW_MS:
            self._is_slow = False
            self._notices.tell(self.tr("The store answers as usual again."))
