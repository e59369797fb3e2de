"""How one source's table is read: which heading is which, how it writes times, in which datum its positions are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from console.district.settings import load_settings

Headings = Annotated[tuple[str, ...], Field(max_length=40)]


class Columns(BaseModel):
    """The headings each field may stand under, the first that is there counts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: Annotated[tuple[str, ...], Field(min_length=1)]
    text: Annotated[tuple[str, ...], Field(min_length=1)]
    occurred_at: Headings = ()
    category: Headings = ()
    place: Headings = ()
    lat: Headings = ()
    lon: Headings = ()


class Profile(BaseModel):
    """One source's table. ``categories`` pairs the source's own words with codes of the catalogue."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Annotated[str, Field(min_length=1, max_length=60)]
    columns: Columns
    datum: Literal["WGS-84", "GCJ-02", "BD-09"] = "WGS-84"
    times: tuple[str, ...] = ()
    categories: dict[str, str] = {}

    def moment(self, text: str, timezone: str) -> datetime | None:
        """The moment written as ``text``, local time unless it names its zone; ``None`` when it cannot be read."""
        found = _iso(text)
        if found is None:
            found = next((m for m in (_parsed(text, form) for form in self.times) if m is not None), None)
        if found is None or not 1970 <= found.year <= 2999:
            return None
        return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(timezone))


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parsed(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - the district's zone is put in by the caller
    except ValueError:
        return None


def load_profile(path: Path) -> Profile:
    """The profile in ``path``; :class:`console.errors.BadInput` names the field that is wrong."""
    return load_settings(path, Profile)
