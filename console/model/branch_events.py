"""The event that says where a what-if began; registered with the others by :mod:`console.model.events`."""

from __future__ import annotations

from datetime import datetime

from console.frozen import frozen
from console.model.event_base import Event, named


@named("session.branched")
@frozen
class SessionBranched(Event):
    """The journal goes on from a row of another one: what comes before that moment is a copy of it.

    ``source_hash`` is the hash of the other journal's row ``source_seq``, which stands for everything up to it.
    Of a long journal only what still ran then was copied; ``stock`` is by how much everything else had changed what
    depots and teams hold, as (depot or team, item, pieces), and ``last_number`` the last incident's.
    """

    source: str  # its file's name
    source_hash: str
    source_seq: int
    moment: datetime
    was_drill: bool
    stock: tuple[tuple[str, str, int], ...] = ()
    last_number: int = 0
    change: str = ""  # what was decided to be different, as canonical JSON; empty: nothing
