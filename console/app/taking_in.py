"""``intake``: files of reports into a journal, every one a case, a repeat or a named error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from console.app.wiring import Ground, load_ground, open_session
from console.app.writing import AT_ONCE, INTAKE, Became, Came, write
from console.clock import SystemClock
from console.desk.session import Session
from console.district.where import resource_dir
from console.errors import BadInput, Refused
from console.intake.cap import read_cap
from console.intake.hotline import Hotline, must_fit
from console.intake.messages import Machines, load_rules, read_messages
from console.intake.outcome import Item
from console.intake.profile import Profile, load_profile
from console.intake.safe_xml import MOST_BYTES
from console.intake.tables import Row, read_rows
from console.journal.place import Where
from console.model.commands import OpenSession
from console.model.words import Mode

TABLES = (".csv", ".tsv", ".txt", ".xlsx")


@dataclass
class Taking:
    """What came of one file."""

    name: str
    new: int = 0
    known: int = 0
    joined: int = 0
    quiet: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)

    @property
    def counted(self) -> int:
        """Every message of the file."""
        return self.new + self.known + self.joined + self.quiet + len(self.errors)

    def note(self, came: Came, lang: str) -> None:
        """Take in what came of one message."""
        self.remarks.extend((came.item.where, remark.get(lang)) for remark in came.item.remarks)
        match came.became:
            case Became.NEW:
                self.new += 1
            case Became.KNOWN:
                self.known += 1
            case Became.JOINED:
                self.joined += 1
            case Became.QUIET:
                self.quiet += 1
            case Became.REFUSED:
                self.errors.append((came.item.where, came.why.get(lang) if came.why else ""))

    def as_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "file": self.name, "messages": self.counted, "new": self.new, "known": self.known, "joined": self.joined,
            "quiet": self.quiet,
            "errors": [{"where": where, "what": what} for where, what in self.errors],
            "remarks": [{"where": where, "what": what} for where, what in self.remarks],
        }  # fmt: skip

    def as_text(self) -> str:
        """For a person: the counts, then every error where it is."""
        head = (f"{self.name}: {self.counted} messages: {self.new} new, {self.known} known already, "
                f"{self.joined} joined to an open case, {len(self.errors)} errors"
                + (f", {self.quiet} readings that ask for nothing" if self.quiet else ""))  # fmt: skip
        errors = [f"  {where}: {what}" for where, what in self.errors]
        return "\n".join([head, *errors, *(f"  {where}: note: {what}" for where, what in self.remarks)])


def take_in(
    files: list[Path], db: Where, district: Path | None, profile: Path | None, lang: str, progress: Any = None
) -> list[Taking]:
    """Take every file into the live journal at ``db``, made when there is none; ``progress`` is called per file.

    ``progress(name, items)`` gives the items back while it shows how far they are.
    """
    for file in files:
        if not file.is_file():
            raise BadInput(f"{file}: there is no such file")
    chosen = load_profile(profile or resource_dir() / "intake" / "hotline.yaml")
    ground = load_ground(district)
    session = open_live(ground, db)
    try:
        return [_one(session, file, chosen, lang, progress) for file in files]
    finally:
        session.journal.close()


def open_live(ground: Ground, db: Where) -> Session:
    """The live session on the journal at ``db``; begun when the journal is new."""
    session = open_session(ground, Mode.LIVE, SystemClock(), db, learning=False)
    try:
        session.desk.submit(
            OpenSession(Mode.LIVE, ground.district.id, ground.district.content_hash, {}), INTAKE
        )  # fmt: skip
    except Refused:
        session.journal.close()
        raise
    return session


def _one(session: Session, file: Path, profile: Profile, lang: str, progress: Any) -> Taking:
    taking = Taking(file.name)
    try:
        rules = load_rules(resource_dir() / "intake" / "machines.yaml")
        items = items_of(session, file, profile, Machines(session.district, rules))
        shown = progress(file.name, items) if progress else items
        _submit(session, iter(shown), taking, lang)
    except Refused as error:
        taking.errors.append(("file", error.reason.get(lang)))
    except OSError as error:
        taking.errors.append(("file", error.strerror or str(error)))
    return taking


def items_of(session: Session, file: Path, profile: Profile, machines: Machines) -> Iterator[Item]:
    """Every message of a file by what kind of file it is; :class:`Refused` when it is none that can be read."""
    now = session.clock.now()
    if file.suffix.lower() in TABLES:
        rows = read_rows(file)
        first = next(rows, None)
        if first is not None:
            must_fit(profile, first.cells)
        whole: Iterator[Row] = chain([first], rows) if first is not None else rows
        yield from Hotline(profile, session.district, now).items(whole)
        return
    with file.open("rb") as opened:
        raw = opened.read(MOST_BYTES + 1)
    if file.suffix.lower() == ".json":
        yield from read_messages(raw, machines, now)
    else:
        yield from read_cap(raw, session.district, session.mode, now)


def _submit(session: Session, items: Iterator[Item], taking: Taking, lang: str) -> None:
    while batch := list(islice(items, AT_ONCE)):
        for came in write(session, batch):
            taking.note(came, lang)
