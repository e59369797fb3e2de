"""A roster kept as a table (CSV or XLSX): which crew mans which team on which day, from when until when.

Headings: ``date``/日期, ``team``/队伍, ``from``/起, ``until``/止, ``crew``/班组, ``road``/路段. On a day that the
file names for a team it works what the file says for that day and nothing else; a row without times is a day off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from console.errors import Refused
from console.intake.outcome import brief
from console.intake.tables import Row
from console.model.duty import Turn
from console.model.places import District
from console.phrase import Phrase, say

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "日期"), "team": ("team", "队伍"), "from": ("from", "起"), "until": ("until", "止"),
    "crew": ("crew", "班组"), "road": ("road", "路段"),
}  # fmt: skip
_NEEDED = ("date", "team", "from", "until")
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]00:00(?::00)?)?")
_TIME = re.compile(r"(\d{1,2})[:：](\d{2})(?::00)?")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RosterRead:
    """``turns`` in the order in which they must be entered, and why rows were left out, each with its row."""

    turns: tuple[Turn, ...]
    refused: tuple[tuple[int, Phrase], ...]


def read_roster(rows: Iterable[Row], district: District) -> RosterRead:
    """Read the rows of a roster; :class:`Refused` when a heading is missing."""
    days: dict[tuple[str, date], None] = {}
    turns: list[Turn] = []
    refused: list[tuple[int, Phrase]] = []
    reader = _Reader(district)
    for row in _checked(rows):
        try:
            team, day, turn = reader.read(row)
        except Refused as error:
            refused.append((row.number, error.reason))
            continue
        days[team, day] = None
        if turn is not None:
            turns.append(turn)
    whole = [Turn(team, midnight(day, reader.zone), midnight(day + DAY, reader.zone), False) for team, day in days]
    return RosterRead((*whole, *turns), tuple(refused))


def midnight(day: date, zone: tzinfo) -> datetime:
    """When ``day`` begins in ``zone``."""
    return datetime.combine(day, time(), zone)


def _checked(rows: Iterable[Row]) -> Iterator[Row]:
    for n, row in enumerate(rows):
        if n == 0:
            known = {heading.strip().lower() for heading in row.cells}
            missing = [HEADINGS[name][0] for name in _NEEDED if not known.intersection(HEADINGS[name])]
            if missing:
                raise Refused(say("roster.headings", missing=", ".join(missing)))
        yield row


class _Reader:
    def __init__(self, district: District) -> None:
        self.zone = ZoneInfo(district.timezone)
        self._teams = {team.lower(): team for team in district.teams}
        self._teams |= {name: t.id for t in district.teams.values() for name in (t.name.en.lower(), t.name.zh)}
        names = [stretch.name for stretch in district.roads.stretches if stretch.name.en]
        self._roads = {word: name.en for name in names for word in (name.en.lower(), name.zh) if word}

    def read(self, row: Row) -> tuple[str, date, Turn | None]:
        """The team and the day of a row, and its turn; ``None`` for a day off."""
        cells = {heading.strip().lower(): cell.strip() for heading, cell in row.cells.items()}
        said = {name: next((cells[h] for h in heads if cells.get(h)), "") for name, heads in HEADINGS.items()}
        team = self._teams.get(said["team"].lower()) or self._teams.get(said["team"])
        if team is None:
            raise Refused(say("roster.team", team=brief(said["team"])))
        day = _day(said["date"])
        road = self._roads.get(said["road"].lower(), self._roads.get(said["road"], "")) if said["road"] else ""
        if said["road"] and not road:
            raise Refused(say("roster.road", road=brief(said["road"])))
        if not said["from"] and not said["until"]:
            return team, day, None
        start, end = (datetime.combine(day, _clock(said[name]), self.zone) for name in ("from", "until"))
        return team, day, Turn(team, start, end if end > start else end + DAY, True, said["crew"][:80], road)


def _day(text: str) -> date:
    found = _DATE.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else date.fromisoformat(text)
    except ValueError:
        raise Refused(say("roster.date", date=brief(text))) from None


def _clock(text: str) -> time:
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 24 or int(found[2]) > 59 or (int(found[1]) == 24 and int(found[2])):
        raise Refused(say("roster.time", time=brief(text)))
    return time(int(found[1]) % 24, int(found[2]))
