from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from console.geo import (
    LatLon,
    bearing_deg,
    between,
    distance_m,
    from_metres,
    gcj02_from_wgs84,
    inside,
    to_metres,
    wgs84_from,
    wgs84_from_bd09,
    wgs84_from_gcj02,
)

IN_CHINA = st.builds(LatLon, st.floats(18.5, 53.0), st.floats(74.0, 134.0))
ANYWHERE = st.builds(LatLon, st.floats(-85, 85), st.floats(-179, 179))
NEAR_M = st.floats(-5000, 5000)
HANGZHOU = LatLon(30.3146, 120.1398)


def bd09_from_gcj02(p: LatLon) -> LatLon:
    """The published way from GCJ-02 to BD-09, as an oracle."""
    turn = math.pi * 3000 / 180
    z = math.hypot(p.lon, p.lat) + 0.00002 * math.sin(p.lat * turn)
    theta = math.atan2(p.lat, p.lon) + 0.000003 * math.cos(p.lon * turn)
    return LatLon(z * math.sin(theta) + 0.006, z * math.cos(theta) + 0.0065)


@given(IN_CHINA)
def test_gcj02_there_and_back_is_the_same_place(place: LatLon) -> None:
    assert distance_m(wgs84_from_gcj02(gcj02_from_wgs84(place)), place) < 0.001


@given(IN_CHINA)
def test_gcj02_is_hundreds_of_metres_off_and_never_kilometres(place: LatLon) -> None:
    assert 5 < distance_m(gcj02_from_wgs84(place), place) < 1500


@given(IN_CHINA)
def test_bd09_there_and_back_is_the_same_place_to_the_width_of_a_door(place: LatLon) -> None:
    assert distance_m(wgs84_from_bd09(bd09_from_gcj02(gcj02_from_wgs84(place))), place) < 1.0


def test_known_points_of_the_published_conversion_agree() -> None:
    """Tiananmen as the public implementations of the shift give it."""
    beijing = LatLon(39.907333, 116.391083)
    assert gcj02_from_wgs84(beijing) == pytest.approx((39.908737, 116.397325), abs=2e-5)
    assert bd09_from_gcj02(gcj02_from_wgs84(beijing)) == pytest.approx((39.915071, 116.403715), abs=5e-5)


@given(ANYWHERE)
@example(LatLon(51.5, -0.1))
@example(LatLon(35.0, 138.5))
def test_outside_china_nothing_is_shifted(place: LatLon) -> None:
    if not (0.5 < place.lat < 56 and 71.5 < place.lon < 138):
        assert gcj02_from_wgs84(place) == place
        assert wgs84_from_gcj02(place) == place


def test_the_datum_names_of_the_files_are_understood_and_others_refused() -> None:
    assert wgs84_from("WGS-84", HANGZHOU) == HANGZHOU
    assert wgs84_from("GCJ-02", HANGZHOU) == wgs84_from_gcj02(HANGZHOU)
    assert wgs84_from("BD-09", HANGZHOU) == wgs84_from_bd09(HANGZHOU)
    with pytest.raises(ValueError, match=r"CGCS2000.*expected one of WGS-84, GCJ-02, BD-09"):
        wgs84_from("CGCS2000", HANGZHOU)


@given(NEAR_M, NEAR_M)
def test_metres_there_and_back_are_the_same_and_agree_with_the_distance(east: float, north: float) -> None:
    place = from_metres(HANGZHOU, east, north)
    assert to_metres(HANGZHOU, place) == pytest.approx((east, north), abs=0.001)
    assert distance_m(HANGZHOU, place) == pytest.approx(math.hypot(east, north), rel=0.002, abs=0.01)


@given(ANYWHERE, ANYWHERE)
def test_distance_is_the_same_both_ways_and_nothing_to_oneself(a: LatLon, b: LatLon) -> None:
    assert distance_m(a, b) == pytest.approx(distance_m(b, a))
    assert distance_m(a, a) == 0
    assert distance_m(a, b) <= math.pi * 6_371_009


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    assert distance_m(LatLon(30, 120), LatLon(31, 120)) == pytest.approx(111_195, rel=0.001)


@pytest.mark.parametrize(("east", "north", "wanted"), [(0, 9, 0), (9, 0, 90), (0, -9, 180), (-9, 0, 270), (9, 9, 45)])
def test_bearings_turn_clockwise_from_north(east: float, north: float, wanted: float) -> None:
    assert bearing_deg(HANGZHOU, from_metres(HANGZHOU, east, north)) == pytest.approx(wanted, abs=0.1)


@given(ANYWHERE, ANYWHERE)
@example(LatLon(0.0, 0.0), LatLon(1.0, -1e-18))
def test_a_bearing_is_never_a_full_turn(a: LatLon, b: LatLon) -> None:
    assert 0 <= bearing_deg(a, b) < 360


@given(st.floats(0, 1))
def test_a_point_between_two_others_divides_the_way(share: float) -> None:
    end = from_metres(HANGZHOU, 800, -600)
    assert distance_m(HANGZHOU, between(HANGZHOU, end, share)) == pytest.approx(1000 * share, abs=0.5)


@given(st.floats(-2, 2), st.floats(-2, 2), st.booleans())
def test_a_point_is_inside_a_square_whether_its_ring_is_closed_or_not(x: float, y: float, closed: bool) -> None:
    ring = [LatLon(-1, -1), LatLon(-1, 1), LatLon(1, 1), LatLon(1, -1)]
    if abs(abs(x) - 1) > 1e-9 and abs(abs(y) - 1) > 1e-9:
        assert inside(LatLon(y, x), [*ring, ring[0]] if closed else ring) is (abs(x) < 1 and abs(y) < 1)


def test_the_bay_of_a_bent_outline_is_outside() -> None:
    horseshoe = [LatLon(*p) for p in ((0, 0), (0, 3), (3, 3), (3, 2), (1, 2), (1, 1), (3, 1), (3, 0))]
    assert inside(LatLon(2, 0.5), horseshoe)
    assert inside(LatLon(0.5, 1.5), horseshoe)
    assert not inside(LatLon(2, 1.5), horseshoe)
