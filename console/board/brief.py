"""The brief of a hand-over (交班), written from the board: running clocks, open promises, what is out of service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from console.board.board import Board
from console.board.case_lines import departments_label, local_minute
from console.board.lights import stage_clock
from console.board.timeline import category_label, roads_label
from console.model.incident import Incident
from console.model.words import Light
from console.phrase import Phrase, say

MOST_LINES = 40


def brief_of(board: Board, lang: str) -> str:
    """The brief as one text, a line each; at most 40 lines, and then how many more there are."""
    lines = [line.get(lang) for line in _lines(board)]
    shown = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        shown.append(say("brief.more", count=len(lines) - MOST_LINES).get(lang))
    return "\n".join(shown) or say("brief.nothing").get(lang)


def _lines(board: Board) -> Iterator[Phrase]:
    now = board.at
    if now is None:
        return
    opened = board.open_incidents()
    yield say("brief.counts", open=len(opened), emergencies=sum(i.is_emergency for i in opened))
    for incident in sorted(opened, key=_gravest_first):
        if incident.is_emergency:
            yield _line("brief.emergency", board, incident, local_minute(board, incident.t0 or incident.reported_at))
    for incident in opened:
        yield from _promises(board, incident, now)
    for team, reason in sorted(board.out_of_service.items()):
        yield say("brief.out", team=team, reason=reason)
    if board.closed_roads:
        yield say("brief.roads", roads=roads_label(board, sorted(board.closed_roads)))


def _promises(board: Board, incident: Incident, now: datetime) -> Iterator[Phrase]:
    """What is late or nearly so, and who has been called and has not come."""
    clock = stage_clock(board, incident, now)
    if clock is not None and clock.light is not Light.GREEN:
        yield _line("brief.late" if clock.light is Light.RED else "brief.soon", board, incident,
                    local_minute(board, clock.due_at))  # fmt: skip
    missing = [department for department, called in incident.whistled.items() if called.came_at is None]
    if missing:
        yield say("brief.whistle", number=incident.number, departments=departments_label(board, missing))


def _line(code: str, board: Board, incident: Incident, at: str) -> Phrase:
    place = board.district.place_name(incident.place)
    stage = say(f"stage.{incident.stage.value}")
    return say(code, number=incident.number, category=category_label(board, incident.category), place=place, at=at,
               stage=stage)  # fmt: skip


def _gravest_first(incident: Incident) -> tuple[int, int]:
    return -incident.severity.weight, incident.number
