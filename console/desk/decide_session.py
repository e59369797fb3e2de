"""Decisions about the session, the centre's posture, teams' service and alarms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from console.board.board import Board
from console.desk.ground import must_say
from console.errors import Refused
from console.model import commands as c
from console.model import events as e
from console.model.incident import Actor
from console.model.words import Mode
from console.phrase import say


def _open(command: c.OpenSession, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    wanted = e.SessionOpened(
        command.mode, command.district, command.district_hash, command.plan_hashes,
        command.scenario, command.scenario_hash, command.seed,
    )  # fmt: skip
    session = board.session
    if session is None:
        if board.seq:
            raise Refused(say("desk.journal_without_session"))
        return [e.Pending(None, wanted)]
    if session.mode is not wanted.mode:
        raise Refused(say("desk.other_mode", mode=say(f"mode.{session.mode.value}")))
    if session.mode is Mode.DRILL and session != wanted:
        raise Refused(say("desk.other_drill", scenario=session.scenario, seed=session.seed))
    if session.district != wanted.district:
        raise Refused(say("desk.other_district", district=session.district))
    changed = session != wanted  # the district's or the plans' files were edited since: pin the new hashes
    return [e.Pending(None, wanted)] if changed else []


def _posture(command: c.SetPosture, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    if command.posture is board.posture:
        return []
    return [e.Pending(None, e.PostureSet(command.posture, command.reason))]


def _inject(command: c.PlayInject, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    if board.session is None or board.session.mode is not Mode.DRILL:
        raise Refused(say("desk.drill_only"))
    if command.inject in board.injects:
        return []
    return [e.Pending(None, e.DrillInjected(command.inject, command.note, command.effect))]


def _take_out(command: c.TakeTeamOut, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    must_say(command.reason)
    _known_team(board, command.team)
    if command.team in board.out_of_service:
        return []
    return [e.Pending(None, e.TeamOutOfService(command.team, command.reason))]


def _bring_back(command: c.BringTeamBack, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    _known_team(board, command.team)
    return [e.Pending(None, e.TeamInService(command.team))] if command.team in board.out_of_service else []


LONGEST_SHELF = timedelta(hours=8)
LONGEST_ROSTER = timedelta(days=400)
MOST_TURNS = 50_000


def _change_roster(command: c.ChangeRoster, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    if len(command.turns) > MOST_TURNS:
        raise Refused(say("desk.roster_large", most=MOST_TURNS))
    roads = {edge.name.en for edge in board.district.roads.stretches if edge.name.en}
    for turn in command.turns:
        _known_team(board, turn.team)
        if not turn.start < turn.end or turn.end - now > LONGEST_ROSTER:
            raise Refused(say("desk.roster_times", team=turn.team, most=LONGEST_ROSTER.days))
        if turn.road and turn.road not in roads:
            raise Refused(say("desk.roster_road", team=turn.team, road=turn.road))
    turns = tuple(turn for turn in command.turns if turn.end > now)
    return [e.Pending(None, e.RosterChanged(turns))] if turns else []


def _known_team(board: Board, team: str) -> None:
    if team not in board.district.teams:
        raise Refused(say("desk.no_team", team=team))


def _see_alarm(command: c.AcknowledgeAlarm, board: Board, _by: Actor, _now: datetime) -> list[e.Pending]:
    return [] if command.alarm in board.alarms_seen else [e.Pending(None, e.AlarmAcknowledged(command.alarm))]


def _shelve_alarm(command: c.ShelveAlarm, board: Board, _by: Actor, now: datetime) -> list[e.Pending]:
    if command.until <= now:
        standing = command.alarm in board.alarms_shelved
        return [e.Pending(None, e.AlarmShelved(command.alarm, now, command.reason))] if standing else []
    must_say(command.reason)
    if command.until - now > LONGEST_SHELF:
        raise Refused(say("desk.shelf_long", most=int(LONGEST_SHELF.total_seconds()) // 3600))
    return [e.Pending(None, e.AlarmShelved(command.alarm, command.until, command.reason))]


SESSION_DECISIONS: dict[type[c.Command], Callable[[Any, Board, Actor, datetime], list[e.Pending]]] = {
    c.OpenSession: _open,
    c.SetPosture: _posture,
    c.PlayInject: _inject,
    c.TakeTeamOut: _take_out,
    c.BringTeamBack: _bring_back,
    c.ChangeRoster: _change_roster,
    c.AcknowledgeAlarm: _see_alarm,
    c.ShelveAlarm: _shelve_alarm,
}
