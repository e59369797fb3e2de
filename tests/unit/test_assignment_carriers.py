"""The cheapest carriers, beside every set of carriers tried in turn."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.assignment.carriers import Lack, Offer, cheapest_cover

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


def test_a_hundred_alike_cost_no_more_looks_than_a_few() -> None:
    lacks = [Lack(j, 6, 0, 0, 10_000) for j in range(6)]
    offers = [Offer(100 + e, e, {j: (2, False) for j in range(6) if (e // 40) >> (j // 2) & 1}) for e in range(40, 320)]
    found = cheapest_cover(lacks, offers)
    assert found.above == 380 + 381 + 382
    assert found.options == (280, 281, 282)
