"""What every team is doing now: derived from roster, open order and last signal, never set by hand (DOMAIN § 2)."""

from __future__ import annotations

from datetime import datetime

from console.board.board import Board
from console.board.conditions import conditions
from console.board.roster import call_in_s, changes_at, on_duty
from console.board.wear import FRESH, Wear, wear
from console.geo import LatLon
from console.model.picture import Picture, TeamNow
from console.model.places import Team
from console.model.words import OrderStatus, TeamStatus
from console.phrase import Phrase, say

MOVING_KPH = 5.0

_BY_ORDER = {
    OrderStatus.ISSUED: TeamStatus.RESERVED,
    OrderStatus.DELIVERED: TeamStatus.NOTIFIED,
    OrderStatus.ACKNOWLEDGED: TeamStatus.ACKNOWLEDGED,
    OrderStatus.EN_ROUTE: TeamStatus.EN_ROUTE,
    OrderStatus.ON_SCENE: TeamStatus.ON_SCENE,
}


def signal_age_s(board: Board, team: Team, now: datetime) -> int | None:
    """Seconds since the team was last heard; ``None`` when it never was."""
    signal = board.signals.get(team.id)
    return None if signal is None else max(0, int((now - signal.at).total_seconds()))


def team_status(board: Board, team: Team, now: datetime) -> TeamStatus:
    """The status of ``team`` at ``now``. Silence beyond its limit is UNKNOWN, whatever it was doing."""
    if team.id in board.out_of_service:
        return TeamStatus.OUT_OF_SERVICE
    order = board.order_of_team(team.id)
    if order is None and team.id not in board.returning and not on_duty(board, team, now):
        return TeamStatus.OFF_DUTY
    age = signal_age_s(board, team, now)
    if age is None or age > team.signal_limit_s:
        return TeamStatus.UNKNOWN
    if order is not None:
        return _BY_ORDER[order.status]
    return TeamStatus.RETURNING if team.id in board.returning else TeamStatus.AVAILABLE


def _silent_since_order(board: Board, team: Team) -> Phrase | None:
    """A team that let an order lapse and was not heard since is not trusted to answer the next one."""
    lapsed, signal = board.unanswered.get(team.id), board.signals.get(team.id)
    if lapsed is None or (signal is not None and signal.at > board.orders[lapsed].issued_at):
        return None
    return say("dispatch.silent_since_order", order=lapsed)


def crew_is_out_with(board: Board, team: Team) -> str:
    """The team that has taken the crew ``team`` shares out on an order; empty when nobody has."""
    mates = board.district.crew_mates.get(team.id, ())
    return next((mate for mate in mates if mate in board.bound), "")


def may_be_called_in(board: Board, team: Team, status: TeamStatus) -> bool:
    """Whether a team that is off duty can be sent all the same: the posture is EMERGENCY and its kind is callable."""
    return status is TeamStatus.OFF_DUTY and call_in_s(board, team) is not None


def _until(code: str, board: Board, team: Team, now: datetime) -> Phrase:
    """Why a team off duty cannot go, with when it comes back; a roster may not say."""
    back = changes_at(board, team, now)
    return say(f"{code}_long") if back is None else say(code, until=board.district.local(back).strftime("%H:%M"))


def _why_not(
    board: Board, team: Team, status: TeamStatus, now: datetime, rests_until: datetime | None
) -> Phrase | None:
    if status.is_free or may_be_called_in(board, team, status):
        mate = crew_is_out_with(board, team)
        if mate:
            return say("dispatch.crew_out", team=mate)
        if rests_until is not None:
            return say("dispatch.resting", until=board.district.local(rests_until).strftime("%H:%M"))
        if team.id in board.returning and not on_duty(board, team, now):
            return _until("dispatch.shift_over", board, team, now)
        return _silent_since_order(board, team)
    if status is TeamStatus.OFF_DUTY:
        return _until("dispatch.off_duty", board, team, now)
    if status is TeamStatus.OUT_OF_SERVICE:
        return say("dispatch.out_of_service", reason=board.out_of_service[team.id])
    if status is TeamStatus.UNKNOWN:
        age = signal_age_s(board, team, now)
        return say("dispatch.never_heard") if age is None else say("dispatch.silent", minutes=max(1, age // 60))
    order = board.order_of_team(team.id)
    assert order is not None, "a team that is neither free nor away is bound by an order"
    return say("dispatch.busy", incident=order.incident, status=say(f"team.{status.value}"))


def team_now(board: Board, team: Team, now: datetime, worn: Wear = FRESH) -> TeamNow:
    """One team with status, last position and why it cannot go, if it cannot; ``worn`` is its work so far."""
    status = team_status(board, team, now)
    signal = board.signals.get(team.id)
    called_in = may_be_called_in(board, team, status)
    return TeamNow(
        team=board.district.called_in[team.id] if called_in else team,
        status=status,
        position=signal.position if signal else LatLon(*team.base),
        position_age_s=signal_age_s(board, team, now),
        moving=bool(signal and signal.speed_kph > MOVING_KPH),
        order=board.order_of_team(team.id),
        why_not=_why_not(board, team, status, now, worn.rests_until),
        heading_deg=signal.heading_deg if signal else None,
        worked_s=worn.worked_s,
        on_duty=not called_in and status is not TeamStatus.OFF_DUTY,
        turns=board.roster.get(team.id, ()),
    )


def picture(board: Board, now: datetime) -> Picture:
    """A snapshot of everything a recommendation needs, safe to hand to another thread."""
    worn = wear(board, now)
    return Picture(
        seq=board.seq,
        at=now,
        incidents={i.number: i for i in board.incidents.values() if i.is_open},
        orders=dict(board.orders),
        teams={team.id: team_now(board, team, now, worn.get(team.id, FRESH)) for team in board.district.teams.values()},
        stock=dict(board.stock),
        conditions=conditions(board, now),
    )
