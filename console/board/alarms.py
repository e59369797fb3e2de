"""Alarms: what the board shows that an officer must see now, by rules kept in data (UX, Alarms)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from console.board.board import Board, Shelf
from console.board.roster import last_change, next_change
from console.board.sending import unreplaced
from console.board.teams import signal_age_s
from console.board.timeline import team_label
from console.board.waiting import accept_by, light_of, open_marks
from console.errors import BadInput
from console.frozen import frozen
from console.model.marks import marks_of
from console.model.plan_papers import PlanAct
from console.model.words import AlarmPriority, Light, MarkState, OrderStatus, Stage
from console.phrase import Phrase, Text, say


@frozen
class AlarmRule:
    """When ``condition`` holds, an alarm of ``priority`` stands, and ``do`` is what the officer should do."""

    condition: str
    priority: AlarmPriority
    do: Text


@frozen
class Alarm:
    """One standing alarm; ``id`` is the same on every seat. ``seen`` when an officer acknowledged it, ``shelf``
    while it is put aside.
    """

    id: str
    rule: AlarmRule
    phrase: Phrase
    since: datetime
    seen: bool
    incident: int | None = None
    shelf: Shelf | None = None

    @property
    def asks(self) -> bool:
        """Whether somebody must look at it now."""
        return not self.seen and self.shelf is None


_RANK = {priority: rank for rank, priority in enumerate(AlarmPriority)}


def alarms(board: Board, now: datetime, rules: Sequence[AlarmRule]) -> tuple[Alarm, ...]:
    """Every standing alarm: unseen before seen before shelved, high before low, oldest first."""
    found = [
        Alarm(name, rule, phrase, since, name in board.alarms_seen, incident, _shelf(board, name, now))
        for rule in rules
        for name, phrase, since, incident in CONDITIONS[rule.condition](board, now)
    ]

    def key(alarm: Alarm) -> tuple[bool, bool, int, datetime, str]:
        return alarm.shelf is not None, alarm.seen, _RANK[alarm.rule.priority], alarm.since, alarm.id

    return tuple(sorted(found, key=key))


def _shelf(board: Board, name: str, now: datetime) -> Shelf | None:
    shelf = board.alarms_shelved.get(name)
    return shelf if shelf is not None and shelf.until > now else None


Found = Iterator[tuple[str, Phrase, datetime, int | None]]
"""Id, sentence, since when, and the incident of each condition that holds."""


def _unaccepted(board: Board, now: datetime) -> Found:
    for i in board.open_incidents():
        if i.stage is Stage.REPORTED and now > accept_by(board, i):
            minutes = int((now - i.reported_at).total_seconds()) // 60
            phrase = say("alarm.unaccepted", incident=i.number, minutes=minutes)
            yield f"unaccepted:{i.number}", phrase, accept_by(board, i), i.number


def _marks(board: Board, now: datetime, state: MarkState, code: str) -> Found:
    for i in board.open_incidents():
        still_open = open_marks(i)
        for mark in marks_of(i, board.orders_of(i), now):
            if mark.state is state and mark.mark in still_open and i.t0 is not None and i.plan is not None:
                phrase = say(f"alarm.{code}", incident=i.number, mark=say(f"mark.{mark.mark.value}"))
                yield f"{code}:{i.number}:{mark.mark.value}", phrase, i.t0, i.number


def _mark_at_risk(board: Board, now: datetime) -> Found:
    for found in _marks(board, now, MarkState.AT_RISK, "mark_at_risk"):
        if found[3] is not None and board.incidents[found[3]].orders:
            yield found


def _mark_missed(board: Board, now: datetime) -> Found:
    return _marks(board, now, MarkState.MISSED, "mark_missed")


def _fallen(board: Board, status: OrderStatus, code: str) -> Found:
    for i in board.open_incidents():
        for order in unreplaced(board, i):
            if order.status is status:
                team = team_label(board, order.team)
                phrase = say(f"alarm.{code}", incident=i.number, team=team, reason=order.end_reason)
                yield f"{code}:{order.id}", phrase, order.stamps[status], i.number


def _order_silent(board: Board, _now: datetime) -> Found:
    return _fallen(board, OrderStatus.LAPSED, "order_silent")


def _order_declined(board: Board, _now: datetime) -> Found:
    return _fallen(board, OrderStatus.DECLINED, "order_declined")


def _team_silent(board: Board, now: datetime) -> Found:
    for team, order in sorted(board.bound.items()):
        known = board.district.teams[team]
        age = signal_age_s(board, known, now)
        if age is not None and age > known.signal_limit_s:
            number = board.orders[order].incident
            phrase = say("alarm.team_silent", team=team_label(board, team), incident=number, minutes=max(1, age // 60))
            yield f"team_silent:{order}", phrase, board.signals[team].at, number


def _road_closed(board: Board, _now: datetime) -> Found:
    told: set[str] = set()
    for closure in board.closed_roads.values():
        name = f"road_closed:{closure.name.en}:{closure.since.isoformat()}"
        if name not in told:
            told.add(name)
            yield name, say("alarm.road_closed", road=closure.name, reason=closure.reason), closure.since, None


def _lights(board: Board, now: datetime, light: Light, code: str) -> Found:
    for i in board.open_incidents():
        routine_runs = not i.is_emergency and i.stage is not Stage.REPORTED
        if routine_runs and light_of(board, i, now) is light:
            yield f"{code}:{i.number}", say(f"alarm.{code}", incident=i.number), i.reported_at, i.number


def _deadline_near(board: Board, now: datetime) -> Found:
    return _lights(board, now, Light.YELLOW, "deadline_near")


def _deadline_missed(board: Board, now: datetime) -> Found:
    return _lights(board, now, Light.RED, "deadline_missed")


def _hand_over_due(board: Board, now: datetime) -> Found:
    """The desk changes hands soon, or should have, and who has it has offered it to nobody."""
    duty, rules = board.duty, board.district.duty
    if not duty.officer or duty.since is None or duty.offered_to:
        return
    before = timedelta(seconds=rules.ask_before_s)
    changes = (last_change(board, now), next_change(board, now))
    due = next((d for d in changes if d is not None and duty.since < d - before <= now), None)
    if due is None:
        return
    at, since = board.district.local(due).strftime("%H:%M"), due - before
    yield f"hand_over:{due.isoformat()}", say("alarm.hand_over_due", officer=duty.officer, at=at), since, None


def _duty_offered(board: Board, now: datetime) -> Found:
    duty = board.duty
    if duty.offered_to:
        since = duty.offered_at or now
        phrase = say("alarm.duty_offered", officer=duty.offered_by, to=duty.offered_to)
        yield f"duty_offered:{since.isoformat()}", phrase, since, None


def _plan_waiting(board: Board, _now: datetime) -> Found:
    for paper in board.plan_proposals.values():
        code = "plan_waiting" if paper.act is PlanAct.PUBLISH else "plan_off_waiting"
        phrase = say(f"alarm.{code}", plan=paper.title, version=paper.version, by=paper.by)
        yield f"plan_waiting:{paper.id}", phrase, paper.at, None


CONDITIONS: Mapping[str, Callable[[Board, datetime], Found]] = {
    "unaccepted": _unaccepted,
    "mark_at_risk": _mark_at_risk,
    "mark_missed": _mark_missed,
    "order_silent": _order_silent,
    "order_declined": _order_declined,
    "team_silent": _team_silent,
    "road_closed": _road_closed,
    "deadline_near": _deadline_near,
    "deadline_missed": _deadline_missed,
    "hand_over_due": _hand_over_due,
    "duty_offered": _duty_offered,
    "plan_waiting": _plan_waiting,
}
"""Every condition a rule may name."""


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)


class _RuleDoor(BaseModel):
    model_config = ConfigDict(extra="forbid")
    condition: str
    priority: AlarmPriority
    do: _Words


def load_rules(path: Path) -> tuple[AlarmRule, ...]:
    """The rules in the YAML file ``path``; raises ``BadInput`` naming the file, the entry and what was expected."""
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        doors = TypeAdapter(list[_RuleDoor]).validate_python(content)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise BadInput(f"{path}: expected a readable YAML list of alarm rules ({problem})") from problem
    except ValidationError as problem:
        first = problem.errors()[0]
        where = " > ".join(str(part) for part in first["loc"])
        raise BadInput(f"{path}, entry {where}: {first['msg']}") from problem
    for number, door in enumerate(doors):
        if door.condition not in CONDITIONS:
            known = ", ".join(CONDITIONS)
            raise BadInput(f"{path}, entry {number} > condition: expected one of {known}, not {door.condition}")
    return tuple(AlarmRule(door.condition, door.priority, Text(door.do.en, door.do.zh)) for door in doors)
