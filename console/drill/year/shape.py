"""What a year looks like: how often each source, item, hour and season, and how cases go (DOMAIN § 1, Baohe).

The shares are set by hand after the figures published for such centres: most cases are routine and settled by the
grid, hotlines and cameras bring the most, about one in eight is a repeat, 99.9 % come to their end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from random import Random

from console.model.places import CatalogueItem, District
from console.model.words import Urgency

SOURCES: Mapping[str, float] = {
    "hotline-12345": 0.34, "grid": 0.22, "camera": 0.17, "hotline-12319": 0.12, "citizen": 0.08, "police-110": 0.04,
    "sensor": 0.02, "officer": 0.01,
}  # fmt: skip
HOURS: Mapping[str, tuple[int, ...]] = {
    "": (2, 1, 1, 1, 1, 2, 4, 8, 12, 14, 13, 11, 8, 9, 12, 12, 11, 10, 9, 9, 8, 6, 4, 3),
    "camera": (3, 2, 2, 2, 3, 5, 8, 10, 11, 11, 10, 10, 10, 10, 10, 10, 11, 12, 12, 11, 9, 7, 5, 4),
    "grid": (0, 0, 0, 0, 0, 0, 1, 4, 12, 15, 14, 8, 4, 10, 14, 13, 9, 4, 2, 1, 1, 0, 0, 0),
    "police-110": (8, 7, 6, 4, 3, 3, 4, 5, 6, 6, 6, 6, 7, 6, 6, 6, 7, 8, 9, 11, 13, 13, 12, 10),
}
SEASONS: Mapping[str, tuple[float, ...]] = {
    "water": (0.6, 0.6, 0.8, 1.0, 1.2, 2.4, 2.2, 2.0, 1.4, 0.8, 0.6, 0.6),
    "weather": (2.0, 1.5, 0.7, 0.6, 0.7, 1.0, 2.0, 2.2, 1.5, 0.6, 0.6, 1.4),
    "order": (0.7, 0.7, 0.9, 1.0, 1.2, 1.4, 1.5, 1.5, 1.2, 1.0, 0.8, 0.7),
    "market": (1.0, 0.8, 1.0, 1.0, 1.0, 1.2, 1.3, 1.2, 1.0, 1.0, 1.0, 1.0),
}
CLASSES: Mapping[str, float] = {"city": 10.0, "traffic": 5.0, "order": 3.0, "market": 2.0, "housing": 1.5, "water": 1.2}
WEEKEND = 0.78
MONTHS = (0.92, 0.7, 0.96, 1.0, 1.04, 1.1, 1.16, 1.14, 1.06, 0.98, 0.96, 0.94)
"""How busy each month is: quiet around the Spring Festival, busy in the hot months."""
DAY_SPREAD = 0.09
"""How far one day differs from another by chance (standard deviation)."""
EMERGENCY = 0.012
"""How much an emergency item weighs beside a routine one."""

REPEATED, REJECTED, RETURNED, REOPENED, TRANSFERRED, NEVER_ENDED = 0.12, 0.03, 0.04, 0.008, 0.01, 0.001
LATE = 0.05
"""Share of cases whose unit takes longer than it has."""

SCORES: tuple[float, ...] = (0.02, 0.03, 0.09, 0.31, 0.55)
"""How often a reporter gives 1 to 5."""

OPENINGS = ("", "您好，", "市民反映，", "来电人称", "巡查发现", "", "居民投诉：")
ENDINGS = (
    "", "，请尽快处理", "，已经好几天了", "，影响出行", "，老人小孩不方便", "，之前反映过一次", "，希望有人来看看",
    "，晚上更严重",
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """The weights for one district's catalogue."""

    items: tuple[CatalogueItem, ...]
    monthly: tuple[tuple[float, ...], ...]  # cumulative item weights of each month

    @classmethod
    def of(cls, district: District, chance: Random) -> Shape:
        """Items weighed by class, urgency and a rank drawn once: a few make most of the cases."""
        items = tuple(district.catalogue.values())
        ranks = list(range(1, len(items) + 1))
        chance.shuffle(ranks)
        base = [
            CLASSES.get(item.class_code, 1.0)
            * (EMERGENCY if item.urgency is Urgency.EMERGENCY else 1.0)
            / rank**0.7
            for item, rank in zip(items, ranks, strict=True)
        ]  # fmt: skip
        months = tuple(
            tuple(accumulate(w * SEASONS.get(i.class_code, (1.0,) * 12)[m] for i, w in zip(items, base, strict=True)))
            for m in range(12)
        )
        return cls(items, months)

    def item(self, month: int, chance: Random) -> CatalogueItem:
        """An item of ``month`` (1 to 12)."""
        return chance.choices(self.items, cum_weights=self.monthly[month - 1])[0]


def busy(day: date, chance: Random) -> float:
    """How many cases ``day`` has beside others."""
    usual = MONTHS[day.month - 1] * (WEEKEND if day.weekday() >= 5 else 1.0)
    return usual * max(0.3, chance.gauss(1.0, DAY_SPREAD))


def words_of(item: CatalogueItem, place: str, chance: Random) -> str:
    """What a reporter says of ``item`` at ``place``."""
    said = item.name.zh or item.name.en
    usual = [word for word in item.keywords if not word.isascii() and "+" not in word]
    detail = f"，{chance.choice(usual)}" if usual and chance.random() < 0.5 else ""
    number = f"{chance.randint(1, 60)}号" if chance.random() < 0.4 else ""
    return f"{chance.choice(OPENINGS)}{place}{number}{said}{detail}{chance.choice(ENDINGS)}"
