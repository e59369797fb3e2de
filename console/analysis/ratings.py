"""How well each trained capability was shown: its expectations' bands put together (HSEEP's four ratings)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.analysis.expectations import Band, Judgement
from console.model.scenario import Role, Scenario

WORTH = {Band.P: 3, Band.S: 2, Band.M: 1, Band.U: 0}
_FROM = ((Band.P, 2.5), (Band.S, 1.5), (Band.M, 0.5))


@dataclass(frozen=True, slots=True)
class Rating:
    """One capability: its band, or ``None`` when nothing of it was observed; how many of its expectations were."""

    capability: Role
    band: Band | None
    judgements: tuple[Judgement, ...]

    @property
    def observed(self) -> int:
        """How many of its expectations have a band."""
        return sum(judgement.band is not None for judgement in self.judgements)


def ratings(scenario: Scenario, judgements: Sequence[Judgement]) -> tuple[Rating, ...]:
    """Every capability of ``scenario`` rated, in the script's order.

    The mean of the bands by weight (P 3, S 2, M 1, U 0), to the nearest; never P when one of them is M or U. What
    was not observed does not count.
    """
    found = []
    for capability in scenario.capabilities:
        mine = tuple(one for one in judgements if one.expectation.capability == capability.id)
        found.append(Rating(capability, _together(mine), mine))
    return tuple(found)


def _together(judgements: Sequence[Judgement]) -> Band | None:
    banded = [(one.band, one.expectation.weight) for one in judgements if one.band is not None]
    if not banded:
        return None
    mean = sum(WORTH[band] * weight for band, weight in banded) / sum(weight for _, weight in banded)
    band = next((band for band, least in _FROM if mean >= least), Band.U)
    failed = any(one in (Band.M, Band.U) for one, _ in banded)
    return Band.S if band is Band.P and failed else band
