"""The command line: what an officer types becomes a command, a search or a clear refusal (UX, command line)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from console.board.board import Board
from console.desk.typed import (
    PACES,
    THEMES,
    Find,
    Known,
    LayUnder,
    OnMap,
    OpenWorkshop,
    Said,
    SeeAlarms,
    SeePlans,
    SetDrill,
    SetLayout,
    SetTheme,
    ShowHelp,
    Submit,
    incident_typed,
    team_typed,
)
from console.desk.typed_map import completions as map_completions
from console.desk.typed_map import map_line, reach_line, show_line
from console.desk.typed_roads import (
    close_line,
    completions,
    open_line,
    slow_line,
    unslow_line,
    weather_line,
    weather_words,
)
from console.desk.verbs import INCIDENT_VERBS, TEAM_VERBS
from console.desk.verbs_cases import CASE_VERBS
from console.desk.verbs_duty import duty_line, roster_line
from console.errors import Refused
from console.model.words import Stage, Tier
from console.phrase import say

__all__ = [
    "PACES", "Find", "Known", "LayUnder", "OnMap", "OpenWorkshop", "Said", "SeeAlarms", "SeePlans", "SetDrill",
    "SetLayout", "SetTheme", "ShowHelp", "Submit", "complete", "parse",
]  # fmt: skip


def parse(line: str, known: Known) -> Said:
    """Read ``line``; raises :class:`console.errors.Refused` saying what is wrong with it."""
    verb, _, rest = line.strip().partition(" ")
    verb, rest = verb.lower(), rest.strip()
    if verb in _ALONE:
        return _ALONE[verb]
    if verb in _WITH_A_WORD:
        return _WITH_A_WORD[verb](rest, known)
    if verb in INCIDENT_VERBS:
        incident, words = incident_typed(verb, rest, known.board)
        return Submit(INCIDENT_VERBS[verb](incident, words, known))
    if verb in CASE_VERBS:
        incident, words = incident_typed(verb, rest, known.board)
        return Submit(CASE_VERBS[verb](incident, words, known))
    if verb in TEAM_VERBS:
        team, words = team_typed(verb, rest, known.board)
        return Submit(TEAM_VERBS[verb](team, words, known))
    raise Refused(say("command_line.unknown", text=line.strip()))


def _find(rest: str, _known: Known) -> Said:
    if not rest:
        raise Refused(say("command_line.find_what"))
    return Find(rest)


def _auto(rest: str, _known: Known) -> Said:
    if rest.lower() not in ("on", "off"):
        raise Refused(say("command_line.auto"))
    return SetDrill(officer=rest.lower() == "on")


def _pace(rest: str, _known: Known) -> Said:
    wanted = next((pace for pace in PACES if rest.lstrip("×xX") == str(pace)), None)
    if wanted is None:
        raise Refused(say("command_line.pace", paces=", ".join(map(str, PACES))))
    return SetDrill(pace=wanted)


def _inject(rest: str, _known: Known) -> Said:
    return SetDrill(inject=rest or "?")


def _help(rest: str, _known: Known) -> Said:
    verb = rest.lower()
    if verb and verb not in {*INCIDENT_VERBS, *CASE_VERBS, *TEAM_VERBS, *_WITH_A_WORD, *_ALONE}:
        raise Refused(say("command_line.unknown", text=verb))
    return ShowHelp(verb)


def _theme(rest: str, _known: Known) -> Said:
    if rest.lower() not in THEMES:
        raise Refused(say("command_line.theme"))
    return SetTheme(rest.lower())


def _layout(rest: str, _known: Known) -> Said:
    first, _, name = rest.partition(" ")
    if first == "reset" and not name:
        return SetLayout("")
    keep = first == "save"
    wanted = name.strip() if keep else rest
    if not wanted or "/" in wanted or "\\" in wanted:
        raise Refused(say("command_line.layout"))
    return SetLayout(wanted, keep=keep)


_ALONE: Mapping[str, Said] = {
    "ack": SeeAlarms(), "measure": OnMap("tool", "measure"), "plans": SeePlans(),
    "pause": SetDrill(running=False), "go": SetDrill(running=True), "district": OpenWorkshop(),
}  # fmt: skip
_WITH_A_WORD: Mapping[str, Callable[[str, Known], Said]] = {
    "f": _find, "close": close_line, "open": open_line, "slow": slow_line, "unslow": unslow_line,
    "weather": weather_line, "auto": _auto, "pace": _pace, "inject": _inject, "duty": duty_line, "roster": roster_line,
    "theme": _theme, "layout": _layout, "help": _help, "?": _help,
    "map": map_line, "show": show_line, "reach": reach_line,
}  # fmt: skip


def complete(line: str, board: Board) -> tuple[str, ...]:
    """Whole lines ``line`` can be completed to: verbs, then the incidents, teams, roads or words that suit the verb."""
    verb, space, rest = line.lstrip().partition(" ")
    if not space:
        verbs = (*(f"{word} " for word in (*INCIDENT_VERBS, *CASE_VERBS, *TEAM_VERBS, *_WITH_A_WORD)), *_ALONE)
        return tuple(word for word in verbs if word.startswith(verb) and word.strip() != "?")
    if verb in ("close", "open", "slow", "unslow"):
        return tuple(completions(verb, rest, board))
    first, second, more = rest.partition(" ")
    if verb in CASE_VERBS and second:
        return tuple(f"{verb} {first} {word}" for word in _units(verb, first, board) if word.startswith(more))
    if verb == "m" and second:
        return tuple(f"m {first} {n}" for n in _numbers("m", board) if n.startswith(more) and n != first.lstrip("#"))
    return tuple(f"{verb} {word}" for word in _words(verb, board) if word.lower().startswith(rest.lower()))


def _words(verb: str, board: Board) -> Iterable[str]:
    """What may come first after ``verb``."""
    if verb in INCIDENT_VERBS or verb in CASE_VERBS:
        return _numbers(verb, board)
    if verb == "roster":
        return list(board.district.teams)
    if verb == "out":
        return [team for team in board.district.teams if team not in board.out_of_service]
    if verb == "in":
        return sorted(board.out_of_service)
    if verb in TEAM_VERBS:
        return sorted(board.bound)
    fixed: dict[str, Sequence[str]] = {
        "auto": ["on", "off"],
        "theme": THEMES,
        "layout": ["save ", "reset"],
        "pace": [str(pace) for pace in PACES],
        "weather": weather_words(),
    }
    return _findable(board) if verb == "f" else fixed.get(verb, map_completions(verb))


def _units(verb: str, number: str, board: Board) -> list[str]:
    """What may come after the number: tiers, departments, or those that were called."""
    if verb == "give":
        return list(Tier)
    if verb == "here":
        incident = board.incidents.get(int(number)) if number.isdigit() else None
        return [d for d, called in incident.whistled.items() if called.came_at is None] if incident else []
    return sorted(board.district.departments) if verb in ("whistle", "transfer") else []


_ENDED = {
    "back": (Stage.TRANSFERRED,), "split": (Stage.MERGED,), "score": (Stage.CLOSED,),
    "reopen": (Stage.VERIFIED, Stage.CLOSED, Stage.REVIEWED),
}  # fmt: skip
"""Verbs for incidents that are at an end."""


def _numbers(verb: str, board: Board) -> list[str]:
    if verb in _ENDED:
        return [str(i.number) for i in board.incidents.values() if i.stage in _ENDED[verb]]
    return [str(i.number) for i in board.open_incidents()]


def _findable(board: Board) -> list[str]:
    names = [n for name, _ in board.district.places.values() for n in (name.en, name.zh)]
    roads = dict.fromkeys(n for s in board.district.roads.stretches for n in (s.name.en, s.name.zh) if n)
    return [*names, *roads, *board.district.teams, *board.district.grids, *board.district.cameras]
