"""Cover for the windows, computed off the GUI thread while somebody looks: now, in an hour, and where to wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from console.board.teams import picture
from console.desk.session import Session
from console.model.picture import Picture
from console.views.link import SessionLink

if TYPE_CHECKING:
    from console.dispatch.cover.demand import Demand
    from console.dispatch.cover.overview import Overview, Posts


@dataclass(frozen=True, slots=True)
class Covered:
    """What was found of one picture; ``posts_hold_for`` is what the posts depend on, so that they are kept."""

    at: datetime
    demand: Demand
    overview: Overview
    posts: Posts | None
    posts_hold_for: object


class CoverWatch(QObject):
    """Renewed with the advice while ``watched``. Demand is learned from the journal once, at the first look."""

    found_anew = Signal()

    def __init__(self, link: SessionLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.found: Covered | None = None
        self.trouble = ""
        self.is_watched, self.is_asking = False, False
        link.advised.connect(self.ask)

    def watch(self, watched: bool) -> None:
        """Begin or stop to keep cover up to date."""
        self.is_watched = watched
        if watched:
            self.ask()

    @Slot()
    def ask(self) -> None:
        """Compute cover anew, unless nobody looks or it is being computed."""
        if not self.is_watched or self.is_asking or not self._link.is_loaded:
            return
        self.is_asking = True
        work = partial(look, self._link.session, picture(self._link.board, self._link.now()), self.found)
        self._link.background.read(work, self._take, self._failed)

    @Slot(object)
    def _take(self, found: Covered) -> None:
        self.is_asking, self.trouble, self.found = False, "", found
        self.found_anew.emit()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.is_asking, self.trouble = False, str(error)
        self.found_anew.emit()


def look(session: Session, snapshot: Picture, before: Covered | None) -> Covered:
    """Cover of a snapshot; demand, and posts for the same shift and roads, are taken over from ``before``."""
    from console.analysis.past_demand import past_demand  # nothing of it is needed before somebody looks
    from console.dispatch.arrival_times.learned import as_learned
    from console.dispatch.cover.overview import overview, posts_for
    from console.dispatch.cover.shift_posts import shift_at

    district, network, learned = session.district, session.network, session.learned
    snapshot = as_learned(snapshot, district, network.roads, learned)
    demand = before.demand if before is not None else past_demand(session.journal, district, snapshot.at)
    holds = (shift_at(district, district.local(snapshot.at).time()), snapshot.conditions)
    kept = before is not None and before.posts_hold_for == holds
    posts = before.posts if before is not None and kept else posts_for(district, network, snapshot, demand, learned)
    return Covered(snapshot.at, demand, overview(district, network, snapshot, demand, learned), posts, holds)
