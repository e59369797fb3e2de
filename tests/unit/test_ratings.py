from __future__ import annotations

from dataclasses import replace

import pytest

from console.analysis.expectations import Band, Judgement, Verdict
from console.analysis.ratings import Rating, ratings
from console.model.scenario import Role
from console.phrase import Text
from tests.unit.builders import a_scenario, an_expectation

P, S, M, U = Band


def rated(*bands: tuple[Band | None, int]) -> Rating:
    judgements = [
        Judgement(an_expectation(weight=weight, capability="speed"), Verdict.MET, None, (), 0, None, band)
        for band, weight in bands
    ]
    scenario = replace(a_scenario(an_expectation()), capabilities=(Role("speed", Text("Speed", "速度")),))
    (rating,) = ratings(scenario, judgements)
    return rating


@pytest.mark.parametrize(
    ("bands", "together"),
    [
        ([(P, 1), (P, 2)], P), ([(P, 1), (S, 1)], P), ([(P, 1), (S, 2)], S), ([(P, 9), (U, 1)], S),
        ([(P, 1), (U, 1)], S), ([(S, 1), (U, 2)], M), ([(U, 1)], U), ([(M, 1), (U, 3)], U), ([(P, 1), (None, 9)], P),
    ],
)  # fmt: skip
def test_a_capability_is_the_mean_of_its_bands_and_never_perfect_when_one_failed(
    bands: list[tuple[Band | None, int]], together: Band
) -> None:
    assert rated(*bands).band is together


def test_a_capability_of_which_nothing_was_observed_has_no_rating() -> None:
    nothing = rated((None, 3))
    assert (nothing.band, nothing.observed) == (None, 0)
