"""The ways in (Ctrl+I): which are open, since when, what came, and what was refused last with its reason."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.intake.feed import FeedStatus
from console.views import language
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.turns import later
from console.views.wording import age, clock, only_words, tell
from console.views.workstation.rows import Row, RowList


class IntakePanel(QWidget):
    """Reads only. ``counted`` tells how many ways in are open, of how many."""

    counted = Signal(int, int)

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.list = RowList("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        link.ticked.connect(later(self.refresh))
        language.follow(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show each way in as it is now."""
        self.list.setAccessibleName(self.tr("Ways in"))
        found = self._link.ways_in
        rows = [row for way in found for row in self._rows(way)]
        none = self.tr("No way in is watched. Start the desk with --watch or --mqtt, or take files in with intake.")
        self.list.set_rows(rows or [Row("none", none, heading=True)])
        self.counted.emit(sum(way.is_open for way in found), len(found))

    def _rows(self, way: FeedStatus) -> list[Row]:
        colours, district = palette(), self._link.board.district
        since = clock(district.local(way.since))
        open_ = self.tr("open since {time}").format(time=since)
        closed = self.tr("closed since {time}").format(time=since)
        ink = colours.states["met" if way.is_open else "late"]
        state = f"{ink.glyph} {open_ if way.is_open else closed}"
        if way.trouble is not None:
            state += f": {only_words(tell(way.trouble))}"
        counts = self.tr("{new} new · {known} known or joined · {quiet} quiet · {refused} refused").format(
            new=way.new, known=way.known, quiet=way.quiet, refused=way.refused
        )
        waiting = self.tr(" · {n} waiting").format(n=way.waiting) if way.waiting else ""
        edge = "" if way.is_open else ink.fill
        rows = [
            Row(f"way|{way.name}", way.name, state, icon="report", icon_ink=ink.ink, edge=edge,
                value=self._last(way), value_ink=colours.muted, value_small=True),
            Row(f"count|{way.name}", counts + waiting, indent=1, title_ink=colours.muted),
        ]  # fmt: skip
        for n, refusal in enumerate(way.refusals):
            at = clock(district.local(refusal.at))
            rows.append(Row(f"no|{way.name}|{n}", only_words(tell(refusal.why)), only_words(refusal.where), indent=1,
                            icon="cross", icon_ink=colours.states["late"].ink, value=at,
                            value_ink=colours.muted))  # fmt: skip
        return rows

    def _last(self, way: FeedStatus) -> str:
        if way.last_at is None:
            return self.tr("nothing yet")
        seconds = max(0, int((self._link.now() - way.last_at).total_seconds()))
        return self.tr("last {age} ago").format(age=age(seconds))
