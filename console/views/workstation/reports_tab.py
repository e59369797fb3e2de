"""The tab Reports: every message about the incident, as plain text, with the source's own number beside ours."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.board.timeline import source_label, value_label
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wording import clock, only_words, tell
from console.views.workstation.rows import Row, RowList

WHOLE_REPORT = 4000
_SAID_ELSEWHERE = ("category", "local_time", "posture", "grid")


class ReportsTab(QWidget):
    """Reports first, then what is known from them."""

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.list = RowList("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show the reports of the selected incident."""
        self.list.setAccessibleName(self.tr("Reports"))
        link, incident = self._link, self._link.incident
        if incident is None:
            self.list.set_rows([])
            return
        rows = []
        for n, report in enumerate(incident.reports):
            number = f"{tell(source_label(report.source))} · {report.source_number}"
            at = clock(link.board.district.local(report.received_at))
            rows.append(Row(f"r:{n}", only_words(report.text, WHOLE_REPORT), number, icon="report",
                            icon_ink=palette().accent, value=at, value_ink=palette().muted))  # fmt: skip
        facts = link.session.facts(incident, link.now(), link.board.posture)
        rows.append(Row("known", self.tr("Known so far"), heading=True))
        for name, value in facts.items():
            kind = link.session.vocabulary.get(name)
            if kind is not None and value not in (None, (), []) and name not in _SAID_ELSEWHERE:
                words = f"{tell(kind.label)}: {tell(value_label(name, value, link.session.vocabulary))}"
                rows.append(Row(f"f:{name}", words, indent=1, icon="check", icon_ink=palette().states["met"].ink))
        self.list.set_rows(rows)
