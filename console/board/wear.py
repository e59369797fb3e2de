"""How long each team has worked lately, and whose rest is due (DOMAIN § 5.2, fairness and rest)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from console.board.board import Board
from console.model.words import OrderStatus

USUAL_WINDOW_S = 12 * 3600
"""Work is counted over this long when the district has no rest rule."""


class Wear(NamedTuple):
    """Seconds a team was bound by orders it took up, within the window; ``rests_until`` when its rest is due."""

    worked_s: int
    rests_until: datetime | None


FRESH = Wear(0, None)


def wear(board: Board, now: datetime) -> dict[str, Wear]:
    """The wear of every team that worked within the window; a team that is not named is fresh."""
    rule = board.district.rest
    begins = now - timedelta(seconds=rule.window_s if rule else USUAL_WINDOW_S)
    worked: dict[str, float] = {}
    last: dict[str, datetime] = {}
    for order in board.orders.values():
        taken_up = order.stamps.get(OrderStatus.ACKNOWLEDGED)
        if taken_up is None:
            continue
        ended = now if order.status.is_open else order.stamps[order.status]
        if ended > begins:
            worked[order.team] = worked.get(order.team, 0.0) + (ended - max(begins, taken_up)).total_seconds()
            last[order.team] = max(last.get(order.team, ended), ended)
    found = {}
    for team, seconds in worked.items():
        until = last[team] + timedelta(seconds=rule.rest_s) if rule and seconds >= rule.after_s else None
        found[team] = Wear(int(seconds), until if until is not None and until > now else None)
    return found
