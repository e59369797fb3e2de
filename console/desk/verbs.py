"""The verbs of the command line that begin with an incident or a team, each giving one command."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from console.board.do_now import accept_command, next_level
from console.board.sending import issue_as_recommended
from console.desk.typed import Known, incident_typed, order_of
from console.errors import Refused
from console.model import commands as c
from console.model.incident import Incident
from console.model.plan import plan_of
from console.phrase import say


def _dispatch(incident: Incident, _rest: str, known: Known) -> c.Command:
    offered = known.recommendations.get(incident.number)
    if offered is None or not offered.new_fills:
        raise Refused(say("command_line.nothing_to_send", number=incident.number))
    return issue_as_recommended(known.board, offered)


def _accept(incident: Incident, _rest: str, known: Known) -> c.Command:
    command = accept_command(known.board, incident, known.proposed.get(incident.number, ""))
    if command is None:
        raise Refused(say("desk.category_needed", incident=incident.number))
    return command


def _raise(incident: Incident, rest: str, known: Known) -> c.Command:
    plan = plan_of(known.plans, incident.plan)
    if incident.plan is None or plan is None:
        raise Refused(say("command_line.no_plan", number=incident.number))
    level = next_level(plan, incident.plan.level)
    if level is None:
        raise Refused(say("command_line.no_higher", number=incident.number))
    return c.RaiseLevel(incident.number, plan, level, _said(rest, "do_now.officer_reason", known))


def _verify(incident: Incident, rest: str, known: Known) -> c.Command:
    return c.VerifyIncident(incident.number, True, _said(rest, "do_now.verify_note", known))


def _fail(incident: Incident, rest: str, _known: Known) -> c.Command:
    return c.VerifyIncident(incident.number, False, _reason("fail", incident, rest))


def _close(incident: Incident, rest: str, known: Known) -> c.Command:
    return c.CloseIncident(incident.number, _said(rest, "do_now.close_summary", known))


def _review(incident: Incident, rest: str, _known: Known) -> c.Command:
    score, _, remarks = rest.partition(" ")
    if score not in ("1", "2", "3", "4", "5"):
        raise Refused(say("command_line.score"))
    return c.ReviewIncident(incident.number, int(score), remarks.strip())


def _merge(incident: Incident, rest: str, known: Known) -> c.Command:
    if not rest:
        raise Refused(say("command_line.two_numbers"))
    into, _ = incident_typed("m", rest, known.board)
    return c.MergeIncident(incident.number, into.number)


def _reject(incident: Incident, rest: str, _known: Known) -> c.Command:
    return c.RejectIncident(incident.number, _reason("x", incident, rest))


def _reopen(incident: Incident, rest: str, _known: Known) -> c.Command:
    return c.ReopenIncident(incident.number, _reason("reopen", incident, rest))


def _said(rest: str, code: str, known: Known) -> str:
    return rest or say(code).get(known.lang)


def _reason(verb: str, incident: Incident, rest: str) -> str:
    if not rest:
        raise Refused(say("command_line.reason", verb=verb, what=incident.number))
    return rest


def _team_reason(verb: str, team: str, rest: str) -> str:
    if not rest:
        raise Refused(say("command_line.team_reason", verb=verb, team=team))
    return rest


def _on_scene(team: str, _rest: str, known: Known) -> c.Command:
    return c.ArriveOnScene(order_of(team, known.board).id)


def _acknowledged(team: str, _rest: str, known: Known) -> c.Command:
    return c.AcknowledgeOrder(order_of(team, known.board).id)


def _declined(team: str, rest: str, known: Known) -> c.Command:
    return c.DeclineOrder(order_of(team, known.board).id, _team_reason("no", team, rest))


def _cancelled(team: str, rest: str, known: Known) -> c.Command:
    return c.CancelOrder(order_of(team, known.board).id, _team_reason("cancel", team, rest))


def _out(team: str, rest: str, known: Known) -> c.Command:
    if team in known.board.out_of_service:
        raise Refused(say("command_line.out_already", team=team))
    return c.TakeTeamOut(team, _team_reason("out", team, rest))


def _in(team: str, _rest: str, known: Known) -> c.Command:
    if team not in known.board.out_of_service:
        raise Refused(say("command_line.in_already", team=team))
    return c.BringTeamBack(team)


INCIDENT_VERBS: Mapping[str, Callable[[Incident, str, Known], c.Command]] = {
    "d": _dispatch, "a": _accept, "r": _raise, "v": _verify, "fail": _fail, "c": _close, "score": _review,
    "m": _merge, "x": _reject, "reopen": _reopen,
}  # fmt: skip
TEAM_VERBS: Mapping[str, Callable[[str, str, Known], c.Command]] = {
    "on": _on_scene, "ok": _acknowledged, "no": _declined, "cancel": _cancelled, "out": _out, "in": _in,
}  # fmt: skip
