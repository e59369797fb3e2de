"""The command line: what an officer types becomes a command, a search or a clear refusal (UX, command line)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from console.board.board import Board
from console.board.do_now import accept_command, next_level
from console.board.sending import issue_as_recommended
from console.errors import Refused
from console.model import commands as c
from console.model.incident import Incident, Order
from console.model.plan import Plan
from console.model.recommendation import Recommendation
from console.phrase import say


@dataclass(frozen=True, slots=True)
class Known:
    """What a typed line is read against."""

    board: Board
    recommendations: Mapping[int, Recommendation] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    proposed: Mapping[int, str] = field(default_factory=dict)  # incident -> catalogue code its words point to


@dataclass(frozen=True, slots=True)
class Submit:
    """The line asks the desk for this."""

    command: c.Command


@dataclass(frozen=True, slots=True)
class Find:
    """The line looks for something on the map."""

    text: str


@dataclass(frozen=True, slots=True)
class SeeAlarms:
    """The line acknowledges the alarm on top."""


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """The line asks what can be typed."""


Said = Submit | Find | SeeAlarms | ShowHelp


def parse(line: str, known: Known) -> Said:
    """Read ``line``; raises :class:`console.errors.Refused` saying what is wrong with it."""
    verb, _, rest = line.strip().partition(" ")
    rest = rest.strip()
    match verb.lower():
        case "help" | "?":
            return ShowHelp()
        case "ack":
            return SeeAlarms()
        case "f":
            if not rest:
                raise Refused(say("command_line.find_what"))
            return Find(rest)
        case word if word in _INCIDENT_VERBS:
            return Submit(_INCIDENT_VERBS[word](_incident(word, rest, known.board), known))
        case word if word in _TEAM_VERBS:
            return Submit(_TEAM_VERBS[word](_order(word, rest, known.board)))
    raise Refused(say("command_line.unknown", text=line.strip()))


def complete(line: str, board: Board) -> tuple[str, ...]:
    """Whole lines ``line`` can be completed to: verbs, then open incidents or teams with an open order."""
    verb, space, rest = line.lstrip().partition(" ")
    if not space:
        verbs = (*(f"{word} " for word in (*_INCIDENT_VERBS, *_TEAM_VERBS, "f")), "ack", "help")
        return tuple(word for word in verbs if word.startswith(verb))
    if verb in _INCIDENT_VERBS:
        numbers = (str(i.number) for i in board.open_incidents())
        return tuple(f"{verb} {number}" for number in numbers if number.startswith(rest))
    if verb in _TEAM_VERBS:
        return tuple(f"{verb} {team}" for team in sorted(board.bound) if team.lower().startswith(rest.lower()))
    if verb == "f":
        return tuple(f"f {name}" for name in _findable(board) if name.lower().startswith(rest.lower()))
    return ()


def _findable(board: Board) -> list[str]:
    names = [n for name, _ in board.district.places.values() for n in (name.en, name.zh)]
    return [*names, *board.district.teams, *board.district.grids, *board.district.cameras]


def _incident(verb: str, typed: str, board: Board) -> Incident:
    digits = typed.partition(" ")[0].lstrip("#")
    if not (digits.isascii() and digits.isdigit()):
        raise Refused(say("command_line.number", verb=verb))
    incident = board.incidents.get(int(digits))
    if incident is None:
        raise Refused(say("command_line.no_incident", number=digits))
    return incident


def _order(verb: str, typed: str, board: Board) -> Order:
    if not typed:
        raise Refused(say("command_line.team", verb=verb))
    team = next((t for t in board.district.teams if t.lower() == typed.lower()), None)
    if team is None:
        raise Refused(say("command_line.no_team", team=typed))
    order = board.order_of_team(team)
    if order is None:
        raise Refused(say("command_line.no_order", team=team))
    return order


def _dispatch(incident: Incident, known: Known) -> c.Command:
    offered = known.recommendations.get(incident.number)
    if offered is None or not offered.new_fills:
        raise Refused(say("command_line.nothing_to_send", number=incident.number))
    return issue_as_recommended(known.board, offered)


def _accept(incident: Incident, known: Known) -> c.Command:
    command = accept_command(known.board, incident, known.proposed.get(incident.number, ""))
    if command is None:
        raise Refused(say("desk.category_needed", incident=incident.number))
    return command


def _raise(incident: Incident, known: Known) -> c.Command:
    plan = known.plans.get(incident.plan.plan) if incident.plan else None
    if incident.plan is None or plan is None:
        raise Refused(say("command_line.no_plan", number=incident.number))
    level = next_level(plan, incident.plan.level)
    if level is None:
        raise Refused(say("command_line.no_higher", number=incident.number))
    return c.RaiseLevel(incident.number, plan, level, "by the officer")


def _close(incident: Incident, _known: Known) -> c.Command:
    return c.CloseIncident(incident.number, "standard met")


def _on_scene(order: Order) -> c.Command:
    return c.ArriveOnScene(order.id)


def _acknowledged(order: Order) -> c.Command:
    return c.AcknowledgeOrder(order.id)


_INCIDENT_VERBS: Mapping[str, Callable[[Incident, Known], c.Command]] = {
    "d": _dispatch,
    "a": _accept,
    "r": _raise,
    "c": _close,
}
_TEAM_VERBS: Mapping[str, Callable[[Order], c.Command]] = {"on": _on_scene, "ok": _acknowledged}
