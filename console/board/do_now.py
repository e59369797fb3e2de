"""Do now: the one ordered list of what plan and clocks ask of the officer for one incident (UX, Do now)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from console.board.board import Board
from console.board.sending import FELL_AWAY, issue_as_recommended, unreplaced
from console.board.timeline import category_label, known_or, team_label
from console.model import commands as c
from console.model.facts import FactKind
from console.model.incident import Incident
from console.model.marks import marks_of
from console.model.plan import Plan, PlanAnswer, Step
from console.model.recommendation import Recommendation
from console.model.words import LEVELS, Answer, Mark, MarkState, OrderStatus, ResponseLevel, Stage
from console.phrase import Phrase, Text, say

SILENT_AFTER_S = 30
"""An order nobody acknowledged for this long asks for a call by radio, before it lapses at 60 s."""

OFFICER = "duty_officer"
"""The owner of those steps of a response flow that the seat itself does."""

MOST_QUESTIONS = 4
"""A caller is asked no more than this at once; the most telling first."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do. ``command`` does it; without one it opens a question (``ask_fact``) or only informs."""

    code: str
    phrase: Phrase
    command: c.Command | None = None
    key: str = ""
    urgent: bool = False
    ask_fact: str = ""


class Advice(NamedTuple):
    """What is known besides the board: the recommendation, the plans' answers, the plans and the words of facts."""

    recommendation: Recommendation | None = None
    answers: Sequence[PlanAnswer] = ()
    plans: Mapping[str, Plan] = {}
    vocabulary: Mapping[str, FactKind] = {}
    category: str = ""  # the catalogue item the words of an unclassified report point to


def do_now(board: Board, incident: Incident, advice: Advice, now: datetime) -> tuple[Todo, ...]:
    """Everything to do for ``incident`` at ``now``, the most pressing first; one key for the first of each kind."""
    if incident.stage is Stage.REPORTED:
        unsure = () if incident.category or not advice.category else (Todo("classify", say("do_now.other_category")),)
        asks = _asks(incident, advice) if incident.category else ()
        return _keyed([_accept(board, incident, advice), *unsure, *asks])
    if incident.stage is Stage.VERIFIED:
        return _keyed([_close(incident)])
    if incident.stage is Stage.CLOSED:
        return (Todo("review", say("do_now.review")),)
    if not incident.is_open:
        return ()
    own, others = _steps(board, incident, now, own=True), _steps(board, incident, now, own=False)
    todos = [
        *_plan(incident, advice),
        *_send(board, incident, advice),
        *_raise(board, incident, advice, now),
        *_silent(board, incident, now),
        *_verify(board, incident),
        *own,
        *_notify(board, incident),
        *_asks(incident, advice),
        *others,
    ]
    return _keyed(sorted(todos, key=_urgent_first))


def _urgent_first(todo: Todo) -> bool:
    return not todo.urgent


def primary(todos: Iterable[Todo]) -> Todo | None:
    """What the big button does: the first entry that a command settles."""
    return next((todo for todo in todos if todo.command is not None), None)


_KEYS = {"accept": "F4", "plan": "F10", "send": "F6", "send_next": "F6", "raise": "F7", "notify": "F8"}


def _keyed(todos: Iterable[Todo]) -> tuple[Todo, ...]:
    given: set[str] = set()
    keyed = []
    for todo in todos:
        key = _KEYS.get(todo.code, "")
        fresh = key if key not in given else ""
        given.add(key)
        keyed.append(Todo(todo.code, todo.phrase, todo.command, fresh, todo.urgent, todo.ask_fact))
    return tuple(keyed)


def accept_command(board: Board, incident: Incident, proposed: str) -> c.AcceptIncident | None:
    """Accept with the category of the report or the ``proposed`` one, as urgent as its item says."""
    item = board.district.catalogue.get(incident.category or proposed)
    return c.AcceptIncident(incident.number, item.urgency, item.code) if item else None


def _accept(board: Board, incident: Incident, advice: Advice) -> Todo:
    command = accept_command(board, incident, advice.category)
    if command is None:
        return Todo("classify", say("do_now.accept_unsure"), urgent=True)
    urgency = say(f"urgency.{command.urgency.value}")
    phrase = say("do_now.accept", urgency=urgency, category=category_label(board, command.category))
    return Todo("accept", phrase, command, urgent=True)


def _plan(incident: Incident, advice: Advice) -> Iterator[Todo]:
    if incident.plan is not None or incident.orders or not advice.answers:
        return
    best = advice.answers[0]
    plan = advice.plans.get(best.plan)
    if plan is None or best.answer is Answer.NO:
        return
    sure = best.answer is Answer.YES and best.level is not None
    level = best.level if best.level is not None else plan.levels[0].level
    code = "do_now.confirm_plan" if sure else "do_now.confirm_plan_if"
    phrase = say(code, plan=best.title, level=say(f"level.{level.value}"))
    command = c.ChoosePlan(incident.number, plan, level, tuple(advice.answers))
    yield Todo("plan", phrase, command, urgent=incident.is_emergency)


def _send(board: Board, incident: Incident, advice: Advice) -> Iterator[Todo]:
    offered = advice.recommendation
    if offered is None or incident.plan is None:
        return
    teams = ", ".join(fill.team for _, fill in offered.new_fills)
    gone = [order for order in unreplaced(board, incident) if order.status is not OrderStatus.CANCELLED]
    if teams and gone:
        phrase = say("do_now.send_next", team=gone[-1].team, teams=teams)
        yield Todo("send_next", phrase, issue_as_recommended(board, offered), urgent=True)
    elif teams:
        yield Todo("send", say("do_now.send", teams=teams), issue_as_recommended(board, offered), urgent=True)
    if offered.short:
        yield Todo("short", say("do_now.send_alone", count=offered.short), urgent=True)


def next_level(plan: Plan, level: ResponseLevel) -> ResponseLevel | None:
    """The next higher level ``plan`` has above ``level``."""
    has = {spec.level for spec in plan.levels}
    return next((above for above in LEVELS[level.rank :] if above in has), None)


def _raise(board: Board, incident: Incident, advice: Advice, now: datetime) -> Iterator[Todo]:
    plan = advice.plans.get(incident.plan.plan) if incident.plan else None
    if plan is None or incident.plan is None:
        return
    answer = next((a for a in advice.answers if a.plan == plan.id), None)
    if answer and answer.level and answer.level.rank > incident.plan.level.rank:
        phrase = say("do_now.raise", level=say(f"level.{answer.level.value}"))
        command = c.RaiseLevel(incident.number, plan, answer.level, "conditions hold")
        yield Todo("raise", phrase, command, urgent=True)
        return
    mark, above = _mark_in_danger(board, incident, now), next_level(plan, incident.plan.level)
    everybody_sent = bool(incident.orders) and not (advice.recommendation and advice.recommendation.new_fills)
    if mark and above and everybody_sent:
        level = say(f"level.{above.value}")
        phrase = say("do_now.reinforce", mark=say(f"mark.{mark.value}"), level=level)
        yield Todo("raise", phrase, c.RaiseLevel(incident.number, plan, above, f"{mark.value} at risk"))


def _mark_in_danger(board: Board, incident: Incident, now: datetime) -> Mark | None:
    for mark in marks_of(incident, board.orders_of(incident), now):
        waiting = mark.mark is not Mark.START and mark.mark not in incident.mark_met
        if waiting and mark.state in (MarkState.AT_RISK, MarkState.MISSED):
            return mark.mark
    return None


def _silent(board: Board, incident: Incident, now: datetime) -> Iterator[Todo]:
    for order in board.orders_of(incident):
        waited = int((now - order.issued_at).total_seconds())
        if order.status in (OrderStatus.ISSUED, OrderStatus.DELIVERED) and waited >= SILENT_AFTER_S:
            phrase = say("do_now.call_silent", team=team_label(board, order.team), seconds=waited)
            yield Todo("silent", phrase, urgent=True)


def _asks(incident: Incident, advice: Advice) -> Iterator[Todo]:
    """The facts the plan in force, or the most likely ones, wait for; each once."""
    wanted: dict[str, None] = {}
    for answer in advice.answers:
        mine = incident.plan is not None and answer.plan == incident.plan.plan
        if mine or (incident.plan is None and answer.answer is not Answer.NO):
            wanted |= dict.fromkeys(answer.ask)
    for fact in list(wanted)[:MOST_QUESTIONS]:
        kind = advice.vocabulary.get(fact)
        if kind is not None:
            yield Todo("ask", say("do_now.ask", question=kind.question), ask_fact=fact)


def _elapsed_s(incident: Incident, now: datetime) -> float:
    return (now - (incident.t0 or incident.reported_at)).total_seconds()


def _notify(board: Board, incident: Incident) -> Iterator[Todo]:
    item = board.district.catalogue.get(incident.category)
    responsible = (item.department,) if item and incident.plan is None else ()
    for department in incident.plan.notify if incident.plan else responsible:
        if department not in incident.notified:
            known = board.district.departments.get(department)
            phrase = say("do_now.notify", department=known.name if known else department)
            yield Todo("notify", phrase, c.NotifyDepartment(incident.number, department))


def owner_label(board: Board, owner: str) -> Text | Phrase | str:
    """Who a step of the response flow is for."""
    if owner.startswith("department:"):
        known = board.district.departments.get(owner.removeprefix("department:"))
        return known.name if known else owner
    return known_or("owner", owner)


def _steps(board: Board, incident: Incident, now: datetime, *, own: bool) -> Iterator[Todo]:
    """The officer's own steps, or those of the others, by the time they are due."""

    def due(step: Step) -> int:
        return step.due_s

    for step in sorted(incident.plan.steps if incident.plan else (), key=due):
        if step.id not in incident.steps_done and (step.owner == OFFICER) is own:
            late = own and _elapsed_s(incident, now) > step.due_s
            code = "do_now.own_step" if own else "do_now.step"
            phrase = say(code, step=step.text, owner=owner_label(board, step.owner))
            yield Todo("step", phrase, c.CheckStep(incident.number, step.id), urgent=late)


def _verify(board: Board, incident: Incident) -> Iterator[Todo]:
    orders = board.orders_of(incident)
    worked = any(order.status not in FELL_AWAY for order in orders)
    if incident.stage is Stage.HANDLING and worked and not any(order.status.is_open for order in orders):
        item = board.district.catalogue.get(incident.category)
        phrase = say("do_now.verify", standard=item.standard if item else "-")
        yield Todo("verify", phrase, c.VerifyIncident(incident.number, True, "standard met"), urgent=True)


def _close(incident: Incident) -> Todo:
    return Todo("close", say("do_now.close"), c.CloseIncident(incident.number, "standard met"), urgent=True)
