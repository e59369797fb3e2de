"""The cheapest carriers, beside every set of carriers tried in turn."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.assignment.carriers import Lack, Offer, cheapest_cover, needed

SHORT = 40


def dearer(lacks: Sequence[Lack], taken: Sequence[Offer]) -> int:
    """What a set of carriers costs when each brings all it can, what comes late being left behind where that pays."""
    total = sum(offer.above for offer in taken)
    for lack in lacks:
        loads = [offer.brings[lack.wanted] for offer in taken if lack.wanted in offer.brings]
        in_time = sum(units for units, late in loads if not late)
        ever = lack.matched_late + sum(units for units, _ in loads)
        total += 0 if in_time >= lack.units else min(lack.late if ever >= lack.units else lack.short, lack.short)
    return total


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Lack], list[Offer]]:
    some = st.integers(1, 4)
    lacks = [
        Lack(j, draw(some), draw(st.sampled_from([0, 0, 1, 3])), draw(st.integers(0, 9)), SHORT)
        for j in range(draw(st.integers(1, 3)))
    ]
    loads = st.dictionaries(st.integers(0, len(lacks) - 1), st.tuples(some, st.booleans()), min_size=1)
    offers = [Offer(draw(st.integers(0, 30)), e, draw(loads)) for e in range(draw(st.integers(0, 7)))]
    return lacks, offers


@settings(max_examples=1500, deadline=None)
@given(questions())
def test_no_set_of_carriers_is_cheaper(asked: tuple[list[Lack], list[Offer]]) -> None:
    lacks, offers = asked
    sets = (taken for count in range(len(offers) + 1) for taken in itertools.combinations(offers, count))
    assert cheapest_cover(lacks, offers).above == min(dearer(lacks, taken) for taken in sets)


def without_needless(lacks: Sequence[Lack], offers: Sequence[Offer]) -> list[Offer]:
    offers = sorted(offers, key=lambda offer: (offer.above, offer.option))
    loads = [[offer.brings.get(lack.wanted, (0, False)) for lack in lacks] for offer in offers]
    units, late = np.array(loads, np.int64).reshape(len(offers), len(lacks), 2).transpose(2, 0, 1)
    return [offers[k] for k in needed(units, late, np.array([lack.units for lack in lacks])).tolist()]


@settings(max_examples=1500, deadline=None)
@given(questions())
def test_nobody_needed_is_left_out(asked: tuple[list[Lack], list[Offer]]) -> None:
    lacks, offers = asked
    fewer = without_needless(lacks, offers)
    assert cheapest_cover(lacks, fewer).above == cheapest_cover(lacks, offers).above


def test_of_hundreds_alike_only_the_cheapest_are_needed() -> None:
    lacks = [Lack(j, 6, 0, 0, 10_000) for j in range(6)]
    offers = [Offer(100 + e, e, {j: (2, False) for j in range(6) if (e // 400) >> (j // 2) & 1}) for e in range(3200)]
    fewer = without_needless(lacks, offers)
    assert {offer.option for offer in fewer} >= {2800, 2801, 2802}
    assert len(fewer) <= 7 * 3  # of each of the seven loads so many as bring all of it
    found = cheapest_cover(lacks, fewer)
    assert found.options == (2800, 2801, 2802)
