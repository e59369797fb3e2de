"""``journal make``: a journal's tables, and who may do what with them."""

from __future__ import annotations

from collections.abc import Sequence

from console.journal.place import Where
from console.journal.store import Journal


def make_journal(where: Where, seats: Sequence[str], readers: Sequence[str]) -> str:
    """Make the journal or bring it up to date, and give the roles their rights; one line on what was done."""
    was_there = Journal.is_begun(where)
    journal = Journal.open(where)
    try:
        journal.grant(seats, readers)
    finally:
        journal.close()
    given = [*(f"{role} may work on it" for role in seats), *(f"{role} may look" for role in readers)]
    return "; ".join([f"journal {where}: {'was there' if was_there else 'made'}", *given])
