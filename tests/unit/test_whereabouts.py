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
        found = following.of(places)
        assert np.array_equal(found.at, np.array(places, float).reshape(-1, 2).T)
        if len(before) == len(places):
            assert found.new == [here for there, here in zip(before, places, strict=True) if here is not there]
        else:
            assert found.new == places
        before = places
