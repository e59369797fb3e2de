"""Do now: the one ordered list of what plan and clocks ask of the officer for one incident (UX, Do now)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from console.board.board import Board
from console.board.case_todos import case_todos
from console.board.durations import m_ss
from console.board.sending import FELL_AWAY, issue_as_recommended, unreplaced
from console.board.timeline import category_label, known_or, team_label
from console.board.todo import Advice, Todo
from console.model import commands as c
from console.model.incident import Incident
from console.model.marks import marks_of
from console.model.plan import Plan, Step, plan_of
from console.model.words import LEVELS, Answer, Mark, MarkState, OrderStatus, ResponseLevel, Stage
from console.phrase import Phrase, Text, say

SILENT_AFTER_S = 30
"""An order nobody acknowledged for this long asks for a call by radio, before it lapses at 60 s."""

OFFICER = "duty_officer"
"""The owner of those steps of a response flow that the seat itself does."""

MOST_QUESTIONS = 4
"""A caller is asked no more than this at once; the most telling first."""


def do_now(board: Board, incident: Incident, advice: Advice, now: datetime) -> tuple[Todo, ...]:
    """Everything to do for ``incident`` at ``now``, the most pressing first; one key for the first of each kind."""
    if incident.stage is Stage.REPORTED:
        unsure = () if incident.category or not advice.category else (Todo("classify", say("do_now.other_category")),)
        asks = _asks(incident, advice) if incident.category else ()
        loop = case_todos(board, incident, now)
        return _keyed([*_join(board, incident, advice), *loop, _accept(board, incident, advice), *unsure, *asks])
    if incident.stage is Stage.VERIFIED:
        return _keyed([*case_todos(board, incident, now), _close(incident)])
    if incident.stage is Stage.CLOSED:
        return (*case_todos(board, incident, now), Todo("review", say("do_now.review")), reopen_todo(incident))
    if not incident.is_open:
        return (reopen_todo(incident),) if incident.stage is Stage.REVIEWED else ()
    own, others = _steps(board, incident, now, own=True), _steps(board, incident, now, own=False)
    todos = [
        *_plan(incident, advice),
        *_send(board, incident, advice),
        *_raise(board, incident, advice, now),
        *_silent(board, incident, now),
        *case_todos(board, incident, now),
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
    """What the big button does: the first entry that a command settles, or that asks what the command needs."""
    asked = ("classify", "review")
    return next((t for t in todos if not t.secondary and (t.command is not None or t.code in asked)), None)


_KEYS = {
    "merge": "Ctrl+J", "accept": "F4", "plan": "F10", "send": "F6", "send_next": "F6", "raise": "F7", "notify": "F8",
}  # fmt: skip


def _keyed(todos: Iterable[Todo]) -> tuple[Todo, ...]:
    given: set[str] = set()
    keyed = []
    for todo in todos:
        key = _KEYS.get(todo.code, "")
        fresh = key if key not in given else ""
        given.add(key)
        keyed.append(replace(todo, key=fresh))
    return tuple(keyed)


def _join(board: Board, incident: Incident, advice: Advice) -> Iterator[Todo]:
    """The likeliest open incident that this report repeats; an older report is never offered to a younger one."""
    for like in advice.repeats:
        into = board.incidents.get(like.incident)
        if into is not None and into.is_open and into.number < incident.number:
            phrase = say(
                "do_now.merge", into=into.number, metres=round(like.distance_m), apart=m_ss(like.apart_s),
                share=round(100 * like.score),
            )  # fmt: skip
            yield Todo("merge", phrase, c.MergeIncident(incident.number, into.number), urgent=True)
            return


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
    if offered.short and offered.nowhere is not None:
        yield Todo("short", say("do_now.no_way", why=offered.nowhere, count=offered.short), urgent=True)
    elif offered.short:
        yield Todo("short", say("do_now.send_alone", count=offered.short), urgent=True)


def next_level(plan: Plan, level: ResponseLevel) -> ResponseLevel | None:
    """The next higher level ``plan`` has above ``level``."""
    has = {spec.level for spec in plan.levels}
    return next((above for above in LEVELS[level.rank :] if above in has), None)


def _raise(board: Board, incident: Incident, advice: Advice, now: datetime) -> Iterator[Todo]:
    plan = plan_of(advice.plans, incident.plan)
    if plan is None or incident.plan is None:
        return
    answer = next((a for a in advice.answers if a.plan == plan.id), None)
    if answer and answer.level and answer.level.rank > incident.plan.level.rank:
        phrase = say("do_now.raise", level=say(f"level.{answer.level.value}"))
        words = say("do_now.raise_reason")
        yield _raise_todo(c.RaiseLevel(incident.number, plan, answer.level, ""), phrase, words, True)
        return
    mark, above = _mark_in_danger(board, incident, now), next_level(plan, incident.plan.level)
    everybody_sent = bool(incident.orders) and not (advice.recommendation and advice.recommendation.new_fills)
    if mark and above and everybody_sent:
        level = say(f"level.{above.value}")
        named = say(f"mark.{mark.value}")
        phrase, words = say("do_now.reinforce", mark=named, level=level), say("do_now.reinforce_reason", mark=named)
        yield _raise_todo(c.RaiseLevel(incident.number, plan, above, ""), phrase, words, False)


def _raise_todo(command: c.RaiseLevel, phrase: Phrase, words: Phrase, urgent: bool) -> Todo:
    command = replace(command, reason=words.en)
    return Todo("raise", phrase, command, urgent=urgent, asks=say("do_now.why_raise"), words=words)


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
    if incident.handling is not None:
        worked = bool(incident.handling.handled_by)
    if incident.stage is Stage.HANDLING and worked and not any(order.status.is_open for order in orders):
        item = board.district.catalogue.get(incident.category)
        phrase = say("do_now.verify", standard=item.standard if item else "-")
        words = say("do_now.verify_note")
        command = c.VerifyIncident(incident.number, True, words.en)
        yield Todo("verify", phrase, command, urgent=True, asks=say("do_now.ask_seen"), words=words)


def _close(incident: Incident) -> Todo:
    words = say("do_now.close_summary")
    command = c.CloseIncident(incident.number, words.en)
    return Todo("close", say("do_now.close"), command, urgent=True, asks=say("do_now.ask_summary"), words=words)


def reopen_todo(incident: Incident) -> Todo:
    """Send a case that was verified or closed back to the field (复核回退); the reason is asked for."""
    command = c.ReopenIncident(incident.number, "")
    return Todo("reopen", say("do_now.reopen"), command, asks=say("do_now.why_reopen"), secondary=True)
