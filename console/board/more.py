"""More actions: what an officer may do with an incident although neither plan nor clock asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from console.board.board import Board
from console.board.case_lines import department_label
from console.board.do_now import next_level, reopen_todo
from console.board.timeline import category_label, source_label, team_label
from console.board.todo import Advice, Todo
from console.model import commands as c
from console.model.incident import Incident
from console.model.plan import plan_of
from console.model.words import STAGE_NEXT, Stage, Tier
from console.phrase import say

MOST_OTHERS = 6
"""No more open incidents than this are offered for joining; ``m`` on the command line takes any."""


def more_actions(board: Board, incident: Incident, advice: Advice) -> tuple[Todo, ...]:
    """Everything of this kind that is possible now, the mildest first."""
    return (
        *_raise(incident, advice),
        *_cancel(board, incident),
        *_join(board, incident),
        *_send_back(board, incident),
        *_pass_up(board, incident),
        *_undo(board, incident),
        *_separate(incident),
        *_reject(board, incident),
        *([reopen_todo(incident)] if incident.stage in (Stage.VERIFIED, Stage.CLOSED, Stage.REVIEWED) else ()),
    )


def _raise(incident: Incident, advice: Advice) -> Iterator[Todo]:
    plan = plan_of(advice.plans, incident.plan) if incident.is_open else None
    level = next_level(plan, incident.plan.level) if plan and incident.plan else None
    if plan is not None and level is not None:
        words = say("do_now.officer_reason")
        command = c.RaiseLevel(incident.number, plan, level, words.en)
        phrase = say("more.raise", level=say(f"level.{level.value}"))
        yield Todo("raise", phrase, command, asks=say("do_now.why_raise"), words=words, secondary=True)


def _cancel(board: Board, incident: Incident) -> Iterator[Todo]:
    for order in board.orders_of(incident):
        if order.status.is_open:
            phrase = say("more.cancel", team=team_label(board, order.team), status=say(f"order.{order.status.value}"))
            command = c.CancelOrder(order.id, "")
            yield Todo("cancel", phrase, command, asks=say("do_now.why_cancel", team=order.team), secondary=True)


def _bound(board: Board, incident: Incident) -> bool:
    return any(order.status.is_open for order in board.orders_of(incident))


def _join(board: Board, incident: Incident) -> Iterator[Todo]:
    if Stage.MERGED not in STAGE_NEXT[incident.stage] or _bound(board, incident):
        return
    others = [other for other in board.open_incidents() if other.number != incident.number]
    for other in others[:MOST_OTHERS]:
        phrase = say("more.join", into=other.number, category=category_label(board, other.category))
        yield Todo("merge", phrase, c.MergeIncident(incident.number, other.number), secondary=True)


def _send_back(board: Board, incident: Incident) -> Iterator[Todo]:
    settled = incident.handling is not None and bool(incident.handling.handled_by)
    worked = incident.stage is Stage.HANDLING and (settled or (incident.orders and incident.handling is None))
    if worked and not _bound(board, incident):
        command = c.VerifyIncident(incident.number, False, "")
        yield Todo("fail", say("more.fail"), command, asks=say("do_now.why_fail"), secondary=True)


def _pass_up(board: Board, incident: Incident) -> Iterator[Todo]:
    """To the unit its item names, one tier further up than it is."""
    item = board.district.catalogue.get(incident.category)
    given = incident.handling is not None and incident.stage in (Stage.DISPATCHED, Stage.HANDLING)
    if item is None or not given or incident.tier is Tier.DISTRICT:
        return
    tier = incident.tier.above
    phrase = say("more.up", unit=department_label(board, item.department), tier=say(f"tier.{tier.value}"))
    command = c.AssignHandling(incident.number, tier, item.department)
    yield Todo("up", phrase, command, asks=say("more.why_up"), secondary=True)


def _undo(board: Board, incident: Incident) -> Iterator[Todo]:
    if incident.merged_into is not None:
        yield Todo("split", say("more.split", into=incident.merged_into), c.UndoMerge(incident.number), secondary=True)
    if incident.stage is Stage.TRANSFERRED and incident.transferred_to is not None:
        phrase = say("more.back", to=department_label(board, incident.transferred_to[0]))
        command = c.TakeBackIncident(incident.number, "")
        yield Todo("back", phrase, command, asks=say("more.why_back"), secondary=True)


def _separate(incident: Incident) -> Iterator[Todo]:
    """The report that joined last may be an incident of its own."""
    if incident.is_open and len(incident.reports) > 1:
        last = incident.reports[-1]
        phrase = say("more.separate", source=source_label(last.source), number=last.source_number)
        command = c.SeparateReport(incident.number, last.source, last.source_number)
        yield Todo("separate", phrase, command, secondary=True)


def _reject(board: Board, incident: Incident) -> Iterator[Todo]:
    if Stage.REJECTED in STAGE_NEXT[incident.stage] and not _bound(board, incident):
        command = c.RejectIncident(incident.number, "")
        yield Todo("reject", say("more.reject"), command, asks=say("do_now.why_reject"), secondary=True)
