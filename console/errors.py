"""The few named errors of the console. Each message is one a person can act on."""

from __future__ import annotations

from console.phrase import Phrase


class ConsoleError(Exception):
    """Base of every error the console raises on purpose."""


class Refused(ConsoleError):
    """A command the desk does not accept now; ``reason`` says why in both languages."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.en)
        self.reason = reason


class NoRoute(ConsoleError):
    """The road network has no way from one place to the other."""


class BadInput(ConsoleError):
    """A file or message that cannot be used; the text names what, where and what was expected."""


class BadPlan(BadInput):
    """An emergency plan file that cannot be used."""


class BadDistrict(BadInput):
    """A district folder that cannot be used."""


class BadScenario(BadInput):
    """A drill scenario that cannot be used."""


class BadUnderlay(BadInput):
    """A source of map tiles that cannot be used; ``reason`` says why in both languages."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.en)
        self.reason = reason


class StoreUnavailable(ConsoleError):
    """The journal cannot be opened, read or written; nothing was recorded."""


class JournalAltered(ConsoleError):
    """The hash chain of the journal does not hold; the text names the first bad row."""
