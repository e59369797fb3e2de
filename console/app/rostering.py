"""``roster``: a roster from a file into the live journal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.app.taking_in import open_live
from console.app.wiring import load_ground
from console.app.writing import INTAKE
from console.errors import BadInput, Refused
from console.intake.roster_file import read_roster
from console.intake.tables import read_rows
from console.journal.place import Where
from console.model.commands import ChangeRoster


@dataclass(frozen=True)
class Rostered:
    """What came of a roster file."""

    name: str
    turns: int
    teams: int
    errors: tuple[tuple[int, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The public form."""
        errors = [{"row": row, "what": what} for row, what in self.errors]
        return {"file": self.name, "turns": self.turns, "teams": self.teams, "errors": errors}

    def as_text(self) -> str:
        """For a person: the counts, then every error with its row."""
        head = f"{self.name}: {self.turns} turns of {self.teams} teams, {len(self.errors)} errors"
        return "\n".join([head, *(f"  row {row}: {what}" for row, what in self.errors)])


def take_roster(file: Path, db: Where, district: Path | None, lang: str) -> Rostered:
    """Let the roster in ``file`` count in the journal at ``db``; rows that are wrong are left out and named."""
    if not file.is_file():
        raise BadInput(f"{file}: there is no such file")
    ground = load_ground(district)
    try:
        found = read_roster(read_rows(file), ground.district)
    except Refused as refused:
        raise BadInput(f"{file.name}: {refused.reason.get(lang)}") from refused
    session = open_live(ground, db)
    try:
        if found.turns:
            session.desk.submit(ChangeRoster(found.turns), INTAKE)
    except Refused as refused:
        raise BadInput(f"{file.name}: {refused.reason.get(lang)}") from refused
    finally:
        session.journal.close()
    turns = [turn for turn in found.turns if turn.on_duty]
    errors = tuple((row, reason.get(lang)) for row, reason in found.refused)
    return Rostered(file.name, len(turns), len({turn.team for turn in found.turns}), errors)
