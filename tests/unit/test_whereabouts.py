"""Where teams are, in columns: what is kept from the moment before makes no difference to what is said."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from console.dispatch.whereabouts import Following
from console.geo import LatLon

SPOTS = [LatLon(30.0 + n / 100, 117.0 - n / 50) for n in range(6)]
MOMENTS = st.lists(st.lists(st.sampled_from(SPOTS), max_size=5), max_size=6)


@given(MOMENTS)
def test_each_moment_is_told_as_if_it_were_the_first(moments: list[list[LatLon]]) -> None:
    following, before = Following(), list[LatLon]()
    for places in moments:
        found = following.of(places, [None] * len(places))
        assert np.array_equal(found.at, np.array(places, float).reshape(-1, 2).T)
        if len(before) == len(places):
            assert list(found.new) == [here for there, here in zip(before, places, strict=True) if here is not there]
        else:
            assert list(found.new) == places
        before = places


def test_while_nobody_moves_or_turns_the_places_are_the_very_same_objects() -> None:
    following, still, turned = Following(), [None, None], [None, 90.0]
    first, again = (following.of(list(SPOTS[:2]), list(still)) for _ in range(2))
    assert (again.places is first.places, again.headings is first.headings, again.at is first.at) == (True,) * 3
    after = following.of(list(SPOTS[:2]), turned)
    assert after.headings == turned
    assert after.headings is not first.headings
