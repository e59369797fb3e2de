"""An evening gone by in a file, and what looks back at it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from console.analysis.replay.past import Past, open_past
from console.journal.read_only import PastJournal
from console.model.events import SessionOpened
from tests.qt.session_builders import FakeDrill, a_fire, a_session, district, plans, vocabulary


def an_evening(file: Path) -> Path:
    """A fire of three minutes with its tracks, in ``file``."""
    session = a_session(file)
    drill = FakeDrill(session)
    a_fire(session, drill)
    for _ in range(16):
        drill.run(10)
        session.journal.add_tracks(drill.signals().values())
    session.journal.close()
    return file


def a_past(file: Path, since: datetime | None = None, until: datetime | None = None) -> Past:
    """The evening in ``file`` as a replay reads it."""
    journal = PastJournal.open(file)
    opened = journal.between(0, 1)[0].event
    assert isinstance(opened, SessionOpened)
    return open_past(journal, opened, district(), plans(), dict(vocabulary()), since, until)
