"""What the forms of a script have in common: names, spans of time, reasons."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

SECONDS_PER_UNIT = (3600, 60, 1)
LONGEST_WAIT_S = 86_400

Words = Annotated[str, Field(min_length=1, max_length=2000)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Seconds = Annotated[int, Field(ge=1, le=LONGEST_WAIT_S)]
Scalar = bool | int | float | str | list[str] | None


def seconds_of(text: str) -> int:
    """Seconds of ``HH:MM:SS``; ``ValueError`` naming the form otherwise."""
    parts = text.split(":")
    if len(parts) != len(SECONDS_PER_UNIT) or not all(re.fullmatch("[0-9]{1,5}", part) for part in parts):
        raise ValueError(f"expected HH:MM:SS, not {text[:40]!r}")
    return sum(int(part) * unit for part, unit in zip(parts, SECONDS_PER_UNIT, strict=True))


def a_span(text: str) -> str:
    """``text`` when it is a span of time, as a validator."""
    seconds_of(text)
    return text


class Strict(BaseModel):
    """A form that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid")


class NameDoor(Strict):
    """A bilingual text."""

    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)


class Reasoned(Strict):
    """Something done with a reason, which may not be empty."""

    reason: Words

    @field_validator("reason")
    @classmethod
    def _said(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("expected some words")
        return value
