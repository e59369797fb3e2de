"""What came of one message at the door: a command for the desk, or a reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.model.commands import Command
from console.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Item:
    """One message, row or alert. ``where`` finds it again in its source; a command or a refusal is set, or
    neither for a reading that asks for nothing.

    ``remarks`` say what was unusual about a message that was taken all the same.
    """

    where: str
    command: Command | None = None
    refused: Phrase | None = None
    remarks: tuple[Phrase, ...] = ()


LONGEST_TEXT = 8000
"""Characters of one report's words that are kept."""


def shortened(text: str) -> str:
    """``text`` without blanks around it and no longer than a report may be; a cut is visible."""
    bare = text.strip()
    return bare if len(bare) <= LONGEST_TEXT else bare[: LONGEST_TEXT - 1] + "…"


def brief(value: object, most: int = 60) -> str:
    """A value as it is quoted in a message: one line, never long."""
    shown = " ".join(str(value).split())
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def distinct(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Each remark once, in order."""
    kept: list[Phrase] = []
    for phrase in phrases:
        if phrase not in kept:
            kept.append(phrase)
    return tuple(kept)
