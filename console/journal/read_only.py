"""A journal looked at as it was: what came later is not there, and nothing can be written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NoReturn, Self

from console.errors import Refused
from console.journal.place import Address, Where, place_of
from console.journal.server_store import ServerStore
from console.journal.store import WAIT_MS, Journal, Store
from console.model.events import Recorded
from console.model.incident import Signal
from console.model.lead import Lead
from console.phrase import say


class PastJournal(Journal):
    """Rows up to ``seq`` and signals up to ``moment``, which whoever moves through time sets.

    The query tables (lists, figures) hold what is so today; ask a journal made of the rows up to then for those.
    Every way of writing raises :class:`Refused`; a server is asked to refuse it as well.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.seq = 0
        self.moment: datetime | None = None

    @classmethod
    def open(cls, where: str | Where, *, wait_ms: int = WAIT_MS) -> Self:
        """The journal at a path or on a server; on a server nothing is made or brought up to date."""
        place = place_of(where)
        if not isinstance(place, Address):
            return super().open(place, wait_ms=wait_ms)
        store = ServerStore(place, wait_ms, read_only=True)
        try:
            store.must_be_current()
        except BaseException:
            store.close()
            raise
        return cls(store)

    def look_at(self, seq: int, moment: datetime) -> None:
        """Let everything after row ``seq`` and ``moment`` not be there."""
        self.seq, self.moment = seq, moment

    def read_after(self, seq: int, limit: int | None = None) -> list[Recorded]:
        """As of the moment looked at."""
        return self.between(seq, self.seq)[:limit]

    def incident_history(self, number: int) -> list[Recorded]:
        """As of the moment looked at."""
        return [row for row in super().incident_history(number) if row.seq <= self.seq]

    def last_signals(self) -> dict[str, Signal]:
        """As of the moment looked at."""
        return self.signals_at(self.moment) if self.moment is not None else super().last_signals()

    def writing(self) -> NoReturn:
        """Refused."""
        raise Refused(say("replay.read_only"))

    def add_tracks(self, _signals: Iterable[Signal]) -> NoReturn:
        """Refused."""
        raise Refused(say("replay.read_only"))

    def take_lead(self, _seat: str, _at: datetime) -> NoReturn:
        """Refused."""
        raise Refused(say("replay.read_only"))

    def keep_lead(self, _lead: Lead) -> NoReturn:
        """Refused."""
        raise Refused(say("replay.read_only"))

    def settle(self) -> None:
        """There is nothing to keep in order: it is only read."""
