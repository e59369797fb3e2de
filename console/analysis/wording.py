"""How a report page says things: one language, the district's local time, offsets from the start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.analysis.record import Record
from console.board.durations import m_ss
from console.board.timeline import known_or, source_label, team_label
from console.phrase import Phrase, Text, known_codes, say

NOT_KNOWN = "–"


@dataclass(frozen=True)
class Wording:
    """The words and figures of one page."""

    record: Record
    lang: str

    def t(self, value: Text | Phrase | str) -> str:
        """Anything that can be said, in the page's language."""
        return value if isinstance(value, str) else value.get(self.lang)

    def w(self, code: str, **values: object) -> str:
        """The phrase ``report.code``."""
        return say(f"report.{code}", **values).get(self.lang)

    def word(self, family: str, code: str) -> str:
        """A word of the domain, such as a stage or a verdict."""
        return self.t(known_or(family, code))

    def team(self, team: str) -> str:
        """A team's code and name."""
        return self.t(team_label(self.record.board, team))

    def actor(self, actor: str) -> str:
        """Who did it: a post, a team's code, or one of the console's own rules."""
        return self.t(say(f"report.actor.{actor}")) if f"report.actor.{actor}" in known_codes() else actor

    def source(self, source: str) -> str:
        """Where a report came from."""
        return self.t(source_label(source))

    def capability(self, capability: str) -> str:
        """What a team was sent as."""
        known = self.record.board.district.capabilities.get(capability)
        return self.t(known) if known else capability

    def clock(self, moment: datetime | None) -> str:
        """Local time of day."""
        return NOT_KNOWN if moment is None else self.record.board.district.local(moment).strftime("%H:%M:%S")

    def day(self, moment: datetime) -> str:
        """Local date and time of day."""
        return self.record.board.district.local(moment).strftime("%Y-%m-%d %H:%M:%S")

    def offset(self, moment: datetime) -> str:
        """Time since the record's start, as ``+1:05``."""
        return f"+{m_ss((moment - self.record.started_at).total_seconds())}"

    def span(self, seconds: float | None) -> str:
        """A span of time; a dash when it is not on record."""
        return NOT_KNOWN if seconds is None else m_ss(seconds)

    def signed(self, seconds: float | None) -> str:
        """A difference with its sign."""
        if seconds is None:
            return NOT_KNOWN
        return f"+{m_ss(seconds)}" if seconds > 0 else m_ss(seconds).replace("-", "−")

    def share(self, share: float | None) -> str:
        """A share in whole per cent."""
        return NOT_KNOWN if share is None else f"{share:.0%}"
