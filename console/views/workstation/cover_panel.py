"""Ctrl+G: cover now and in an hour by grids and by demand, who costs most to send, and where the shift should wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.board.timeline import team_label
from console.geo import LatLon
from console.model.places import Shift
from console.views import language
from console.views.cover_watch import Covered, CoverWatch
from console.views.link import SessionLink
from console.views.theme.current import palette
from console.views.wording import tell
from console.views.workstation.rows import Row, RowList

if TYPE_CHECKING:
    from console.dispatch.cover.cover import Loss
    from console.dispatch.cover.overview import Posts
    from console.dispatch.cover.within import Share

WHOLE_SHARE = 0.995
"""From here on rounding would say everything."""
PERCENT = "\N{NO-BREAK SPACE}%"


def percent(share: float) -> str:
    """A share in whole percent; all of it only when it is."""
    return f"{99 if WHOLE_SHARE <= share < 1 else round(share * 100)}{PERCENT}"


def span(low: float, high: float) -> str:
    """From a share to another in percent, one when they are alike."""
    first, last = percent(low), percent(high)
    return last if first == last else f"{first.removesuffix(PERCENT)}–{last}"


class CoverPanel(QWidget):
    """A list in three parts. A click on a team or a post brings it into view."""

    team_chosen = Signal(str)
    place_chosen = Signal(object)

    def __init__(self, link: SessionLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.watch = CoverWatch(link, self)
        self.list = RowList("", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.clicked_row.connect(self._clicked)
        self.list.activated_row.connect(self._clicked)
        self.watch.found_anew.connect(self.refresh)
        language.follow(self.refresh)
        self.refresh()

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is on its way here."""
        return not self.isVisible() or (self.watch.found is not None and not self.watch.is_asking)

    def showEvent(self, event: QShowEvent) -> None:
        """Cover is kept up to date from now on."""
        super().showEvent(event)
        self.watch.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self.watch.watch(False)

    @Slot()
    def refresh(self, _cause: object = None) -> None:
        """Show what was found last."""
        self.list.setAccessibleName(self.tr("Cover"))
        found = self.watch.found
        if self.watch.trouble:
            said = self.tr("Cover could not be computed: {problem}").format(problem=self.watch.trouble)
            self.list.set_rows([Row("trouble", said, heading=True)])
        elif found is None:
            self.list.set_rows([Row("wait", self.tr("Cover is being computed …"), heading=True)])
        else:
            self.list.set_rows([*self._shares(found), *self._losses(found), *self._posts(found)])

    def _shares(self, found: Covered) -> list[Row]:
        """For each limit: grids now and in an hour on the right, demand below the title; then what both rest on."""
        at, ahead = f"{self._link.session.district.local(found.at):%H:%M:%S}", found.overview.ahead
        muted, heading = palette().muted, self.tr("Reached by a free team, {time}")
        rows = [Row("shares", heading.format(time=at), heading=True)]
        rows += map(self._share, found.overview.now, ahead.sure, ahead.possible)
        rows.append(Row("basis", self.tr("Demand"), tell(found.overview.basis), icon="queue", icon_ink=muted))
        if ahead.unsure:
            rows.append(Row("unsure", self.tr("In an hour"), tell(ahead.basis), icon="clock", icon_ink=muted))
        return rows

    def _share(self, now: Share, sure: Share, possible: Share) -> Row:
        later = span(sure.demand, possible.demand)
        return Row(
            f"within:{now.minutes}", self.tr("Grids within {n} min").format(n=now.minutes),
            self.tr("Demand {now}, in 1 h {later}").format(now=percent(now.demand), later=later),
            icon="grid", icon_ink=palette().accent, value=percent(now.grids),
            value_detail=self.tr("in 1 h {later}").format(later=span(sure.grids, possible.grids)),
        )  # fmt: skip

    def _losses(self, found: Covered) -> list[Row]:
        heading = Row("losses", self.tr("Opened by sending, within 3 min"), heading=True)
        rows = [self._loss(loss) for loss in found.overview.losses]
        return [heading, *(rows or [Row("no-loss", self.tr("No team alone opens a grid."))])]

    def _loss(self, loss: Loss) -> Row:
        detail = self.tr("{share} of demand").format(share=percent(loss.demand))
        grids = self.tr("grids: {n}").format(n=loss.grids)
        return Row(f"team:{loss.team}", tell(team_label(self._link.board, loss.team)), detail, icon="team",
                   icon_ink=palette().states["at_risk"].ink, value=grids, value_small=True)  # fmt: skip

    def _posts(self, found: Covered) -> list[Row]:
        if found.posts is None:
            return [Row("posts", self.tr("No shift is on duty."), heading=True)]
        posts, plan = found.posts, found.posts.plan
        gap = self.tr("proved best") if not plan.gap else self.tr("at most {gap} below the best").format(
            gap=f"{plan.gap:.1%}")  # fmt: skip
        share = self.tr("{share} of demand expected to find a free team within 3 min").format(
            share=percent(plan.expected_cover))  # fmt: skip
        rows = [Row("posts", self.tr("Where to wait: {shift}").format(shift=self._shift(posts)), heading=True),
                Row("plan", share, gap, icon="check", icon_ink=palette().muted)]  # fmt: skip
        return [*rows, *(self._post(post, teams) for post, teams in plan.posts)]

    def _shift(self, posts: Posts) -> str:
        shift: Shift = posts.shift
        return self.tr("round the clock") if shift.start == shift.end else f"{shift.start:%H:%M}–{shift.end:%H:%M}"

    def _post(self, post: str, teams: int) -> Row:
        district = self._link.session.district
        name, icon = self.tr("Grid {code}").format(code=post), "grid"
        if post in district.teams:
            name, icon = self.tr("Base of {team}").format(team=tell(team_label(self._link.board, post))), "team"
        elif post in district.depots:
            name, icon = tell(district.depots[post].name), "depot"
        value = self.tr("teams: {n}").format(n=teams)
        return Row(f"post:{post}", name, icon=icon, icon_ink=palette().accent, value=value, value_small=True)

    @Slot(str)
    def _clicked(self, row: str) -> None:
        kind, _, name = row.partition(":")
        place = self._place(name) if kind == "post" else None
        if kind == "team":
            self.team_chosen.emit(name)
        elif place is not None:
            self.place_chosen.emit(place)

    def _place(self, post: str) -> LatLon | None:
        district = self._link.session.district
        if post in district.teams:
            return district.teams[post].base
        if post in district.depots:
            return district.depots[post].position
        return district.grids[post].centre if post in district.grids else None
