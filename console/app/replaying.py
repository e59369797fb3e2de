"""``replay``: a journal opened for looking back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from console.analysis.replay.past import Past, open_past
from console.app.wiring import CHECKED_AT_START, Ground, unaltered
from console.errors import BadInput
from console.journal.place import Where
from console.journal.read_only import PastJournal
from console.journal.store import Journal
from console.model.branch_events import SessionBranched
from console.model.events import SessionOpened
from console.model.places import District

BEFORE, AFTER = timedelta(minutes=1), timedelta(minutes=2)
"""What is shown of the time around one incident."""
TIME_ONLY = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")


@contextmanager
def past_journal(db: Where, option: str = "--db") -> Iterator[PastJournal]:
    """The journal at ``db``, to be read only; closed when what is done with it fails."""
    if not Journal.is_begun(db):
        raise BadInput(f"{option}: there is no journal at {db}")
    journal = PastJournal.open(db)
    try:
        unaltered(journal, CHECKED_AT_START)
        yield journal
    except BaseException:
        journal.close()
        raise


def past_of(db: Where, ground: Ground, since: str = "", until: str = "", option: str = "--db") -> Past:
    """The period of the journal at ``db``; :class:`BadInput` names the option that is wrong."""
    from console.drill.branch.change import district_of  # a desk starts without drills

    with past_journal(db, option) as journal:
        opened = opening_of(journal, ground.district, option)
        span = journal.span()
        day = span[0] if span else None
        begins = moment_of(since, "--from", ground.district, day)
        ends = moment_of(until, "--until", ground.district, day)
        district = district_of(_change_of(journal), ground.district)
        return open_past(journal, opened, district, ground.shelf, ground.vocabulary, begins, ends)


def _change_of(journal: PastJournal) -> str:
    """What a what-if's journal says is different; empty for any other."""
    return next((row.event.change for row in journal.between(0, 2) if isinstance(row.event, SessionBranched)), "")


def opening_of(journal: Journal, district: District, option: str = "--db") -> SessionOpened:
    """What a journal's session is; :class:`BadInput` when it has none or belongs to another district."""
    first = journal.between(0, 1)
    opened = first[0].event if first else None
    if not isinstance(opened, SessionOpened):
        raise BadInput(f"{option}: {journal.place} holds no session")
    if opened.district != district.id:
        raise BadInput(f"{option}: {journal.place} belongs to district {opened.district!r}; name it with --district")
    return opened


def moment_of(text: str, option: str, district: District, day: datetime | None = None) -> datetime | None:
    """A moment as typed: a date with a time in the district's zone, or a time alone on ``day``; ``None`` when empty."""
    if not text:
        return None
    try:
        if day is not None and TIME_ONLY.fullmatch(text):
            padded = text if len(text.split(":", maxsplit=1)[0]) == 2 else f"0{text}"
            local = district.local(day)
            return datetime.combine(local.date(), time.fromisoformat(padded), local.tzinfo)
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            f"{option}: expected YYYY-MM-DDTHH:MM:SS, or HH:MM:SS on the first day, not {text[:40]!r}"
        ) from error
    return found if found.tzinfo is not None else found.replace(tzinfo=ZoneInfo(district.timezone))


def span_of_incident(db: Where, ground: Ground, number: int) -> tuple[str, str]:
    """The time of one incident and a little around it, as typed; :class:`BadInput` when there is none."""
    with past_journal(db) as journal:
        rows = Journal.incident_history(journal, number)
        if not rows:
            raise BadInput(f"--incident: there is no incident {number} in {db}")
        since, until = rows[0].at - BEFORE, max(row.at for row in rows) + AFTER
        local = ground.district.local
        journal.close()
        return local(since).isoformat(), local(until).isoformat()
