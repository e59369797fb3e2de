"""``cover``: who is reached in time now and in an hour, what sending costs, where the shift should wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from console.analysis.past_demand import past_demand
from console.app.wiring import Ground, journal_at, unaltered
from console.board.board import Board
from console.board.fold import fold
from console.board.teams import picture
from console.clock import SystemClock
from console.dispatch.cover.demand import Demand, even_demand
from console.dispatch.cover.overview import Overview, Posts, overview, posts_for
from console.dispatch.cover.within import Share
from console.dispatch.roads.network import RoadNetwork
from console.errors import BadInput
from console.journal.place import Where
from console.model.incident import Signal
from console.model.picture import Picture

HOURS, MOST_POSTS = 24, 500


@dataclass(frozen=True)
class Covering:
    """Cover at ``at``, local time of the district."""

    at: datetime
    found: Overview
    posts: Posts | None

    def as_json(self) -> dict[str, Any]:
        """The public form (docs/json.md)."""
        ahead = self.found.ahead
        return {
            "at": self.at.isoformat(timespec="seconds"), "demand": self.found.basis.en,
            "now": _shares(self.found.now),
            "hour_ahead": {
                "sure": _shares(ahead.sure), "possible": _shares(ahead.possible), "coming": list(ahead.coming),
                "leaving": list(ahead.leaving), "unsure": list(ahead.unsure), "basis": ahead.basis.en,
            },
            "losses": [{"team": x.team, "grids": x.grids, "demand": round(x.demand, 4)} for x in self.found.losses],
            "posts": None if self.posts is None else {
                "shift": [f"{self.posts.shift.start:%H:%M}", f"{self.posts.shift.end:%H:%M}"],
                "posts": [{"post": post, "teams": teams} for post, teams in self.posts.plan.posts],
                "expected_cover": round(self.posts.plan.expected_cover, 4),
                "bound": round(self.posts.plan.bound, 4), "gap": round(self.posts.plan.gap, 6),
            },
        }  # fmt: skip

    def as_text(self) -> str:
        """The same for people."""
        ahead = self.found.ahead
        lines = [f"cover at {self.at:%Y-%m-%d %H:%M}, demand: {self.found.basis.en}", "within  grids  demand"]
        lines += [f"{s.minutes} min   {s.grids:6.1%} {s.demand:7.1%}" for s in self.found.now]
        lines.append("in an hour, sure to possible" + (f"; {ahead.basis.en}" if ahead.unsure else ""))
        for low, high in zip(ahead.sure, ahead.possible, strict=True):
            both = f"grids {low.grids:.1%} to {high.grids:.1%}, demand {low.demand:.1%} to {high.demand:.1%}"
            lines.append(f"{low.minutes} min   {both}")
        lines += [f"sending {x.team} opens {x.grids} grids, {x.demand:.1%} of demand" for x in self.found.losses]
        if self.posts is None:
            return "\n".join([*lines, "no shift is on duty"])
        shift, plan = self.posts.shift, self.posts.plan
        says = f"{plan.expected_cover:.1%} of demand expected covered within 3 min, gap {plan.gap:.2%}"
        when = "round the clock" if shift.start == shift.end else f"{shift.start:%H:%M} to {shift.end:%H:%M}"
        lines.append(f"posts for the shift {when}: {says}")
        return "\n".join([*lines, *(f"  {post}: {teams}" for post, teams in plan.posts)])


def cover_of(ground: Ground, db: Where | None, hour: int | None, posts: int | None) -> Covering:
    """Cover as a journal left it, or with every team on duty at its base when ``hour`` is given or there is none.

    Demand is that of the journal either way. :class:`BadInput` for an hour or number of posts out of bounds.
    """
    if hour is not None and not 0 <= hour < HOURS:
        raise BadInput(f"--hour: expected 0 to {HOURS - 1}, not {hour}")
    if posts is not None and not 1 <= posts <= MOST_POSTS:
        raise BadInput(f"--posts: expected 1 to {MOST_POSTS}, not {posts}")
    district, network = ground.district, RoadNetwork(ground.district.roads)
    seen, demand = _at_base(ground, hour), even_demand(sorted(district.grids))
    if db is not None:
        left, demand = _left_by(ground, db)
        seen = left if hour is None else seen
    found = overview(district, network, seen, demand)
    return Covering(district.local(seen.at), found, posts_for(district, network, seen, demand, count=posts))


def _at_base(ground: Ground, hour: int | None) -> Picture:
    """Every team at its base, now or today at a local hour."""
    now = ground.district.local(SystemClock().now())
    at = now if hour is None else now.replace(hour=hour, minute=0, second=0, microsecond=0)
    board = Board(ground.district)
    board.signals = {team.id: Signal(team.id, team.base, at) for team in ground.district.teams.values()}
    return picture(board, at)


def _left_by(ground: Ground, db: Where) -> tuple[Picture, Demand]:
    """The picture at the journal's last row, and the demand its cases teach."""
    with journal_at(db) as journal:
        unaltered(journal)
        rows = journal.read_after(0)
        if not rows:
            raise BadInput(f"--db: {db} holds nothing yet")
        board = Board(ground.district)
        for row in rows:
            fold(board, row)
        board.signals = dict(journal.last_signals())
        return picture(board, rows[-1].at), past_demand(journal, ground.district, rows[-1].at)


def _shares(found: tuple[Share, ...]) -> list[dict[str, Any]]:
    return [{"minutes": s.minutes, "grids": round(s.grids, 4), "demand": round(s.demand, 4)} for s in found]
