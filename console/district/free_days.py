"""The days on which nobody works in a country."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 2015, 2035


@dataclass(frozen=True)
class FreeDays(Container[date]):
    """The days on which nobody works in a country; looked up when first asked: the calendars take long to load."""

    country: str

    def __contains__(self, day: object) -> bool:
        return day in free_days(self.country)


@cache
def free_days(country: str) -> frozenset[date]:
    """Every day from 2015 to 2035 on which nobody works in ``country``: weekends unless moved, public holidays."""
    import holidays  # only where a deadline in working time is asked for: it takes long to import

    known = holidays.country_holidays(country, years=range(FIRST_YEAR, LAST_YEAR + 1))
    day, out = date(FIRST_YEAR, 1, 1), []
    while day.year <= LAST_YEAR:
        if not known.is_working_day(day):
            out.append(day)
        day += timedelta(days=1)
    return frozenset(out)
