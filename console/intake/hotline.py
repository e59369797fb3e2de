"""Hotline tickets of a 12345- or 12319-style table: every row becomes a report or a named error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from console.errors import Refused
from console.geo import LatLon, wgs84_from
from console.intake.outcome import Item, brief, shortened
from console.intake.profile import Profile
from console.intake.tables import Row
from console.model.commands import ReportIncident
from console.model.place_finder import PlaceFinder
from console.model.places import District
from console.phrase import Phrase, say


class Hotline:
    """Reads rows of one table. A number that comes again with other words is an error; with the same words, nothing."""

    def __init__(self, profile: Profile, district: District, now: datetime) -> None:
        self._profile, self._district, self._now = profile, district, now
        self._finder = PlaceFinder(district)
        self._seen: dict[str, tuple[int, str]] = {}
        self._codes = _category_words(profile, district)

    def items(self, rows: Iterable[Row]) -> Iterator[Item]:
        """One item per row, in order."""
        for row in rows:
            try:
                yield self._item(row)
            except Refused as error:
                yield Item(f"row {row.number}", refused=error.reason)

    def _item(self, row: Row) -> Item:
        if row.too_many:
            raise Refused(say("hotline.too_many_cells", count=row.too_many))
        columns = self._profile.columns
        number, text = self._cell(row, columns.number), shortened(self._cell(row, columns.text))
        if not number:
            raise Refused(say("hotline.empty", column=columns.number[0]))
        before = self._seen.setdefault(number, (row.number, text))
        if before[0] != row.number and before[1] != text:
            raise Refused(say("hotline.number_twice", number=brief(number), row=before[0]))
        remarks: list[Phrase] = []
        written = self._cell(row, columns.category)
        category = self._codes.get(written.lower(), "")
        if written and not category:
            remarks.append(say("hotline.category_unknown", category=brief(written)))
            text = text or written
        if not text and not category:
            raise Refused(say("hotline.empty", column=columns.text[0]))
        place = self._cell(row, columns.place)
        position = self._position(row) or self._finder.position_in(place) or self._finder.position_in(text)
        return Item(f"row {row.number}", ReportIncident(
            self._profile.source, number, text, self._moment(row), category, brief(place, 200), position
        ), remarks=tuple(remarks))  # fmt: skip

    def _moment(self, row: Row) -> datetime:
        written = self._cell(row, self._profile.columns.occurred_at)
        if not written:
            return self._now
        moment = self._profile.moment(written, self._district.timezone)
        if moment is None:
            raise Refused(say("hotline.bad_time", found=brief(written)))
        if moment > self._now:
            raise Refused(say("hotline.time_ahead", found=brief(written)))
        return moment

    def _position(self, row: Row) -> LatLon | None:
        columns = self._profile.columns
        written = self._cell(row, columns.lat), self._cell(row, columns.lon)
        if not any(written):
            return None
        try:
            lat, lon = (float(part) for part in written)
        except ValueError:
            raise Refused(say("hotline.bad_position", found=brief(" ".join(written)))) from None
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise Refused(say("hotline.bad_position", found=brief(" ".join(written))))
        return wgs84_from(self._profile.datum, LatLon(lat, lon))

    @staticmethod
    def _cell(row: Row, headings: tuple[str, ...]) -> str:
        return next((row.cells[heading] for heading in headings if row.cells.get(heading)), "")


def _category_words(profile: Profile, district: District) -> dict[str, str]:
    """What a source may call an item: its own words from the profile, our codes, our names."""
    words: dict[str, str] = {}
    for code, item in district.catalogue.items():
        words |= {code.lower(): code, item.name.en.lower(): code, item.name.zh.lower(): code}
    words |= {theirs.lower(): code for theirs, code in profile.categories.items() if code in district.catalogue}
    return {word: code for word, code in words.items() if word}


def must_fit(profile: Profile, headings: Iterable[str]) -> None:
    """:class:`Refused` when a table lacks the columns a report cannot do without, naming what was looked for."""
    there = set(headings)
    for wanted in (profile.columns.number, profile.columns.text):
        if not there & set(wanted):
            raise Refused(
                say("hotline.no_column", wanted=", ".join(wanted), found=brief(", ".join(sorted(there)), 200))
            )
