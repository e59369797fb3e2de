from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.outline import Band, outlines
from console.dispatch.reach_areas import Departure, ReachArea, areas_from, areas_of_free_teams, areas_towards
from console.dispatch.roads.network import RoadNetwork, Snap
from console.errors import NoRoute
from console.geo import LatLon, between, distance_m, to_metres
from console.model.roads import Conditions, Roads, Turn
from tests.unit.builders_district import ORIGIN, Road, a_picture, a_team, one_street, silent, spot
from tests.unit.builders_roads import Oracle, arc, conditions_on, ms_on, nets, places_on, snapped, some_roads
from tests.unit.district_builders import demo

STEP_M = 30.0
HAIR_MS = 5
"""Times are whole milliseconds, rounded up part by part."""


class Sample(NamedTuple):
    """A point on an arc that may be driven."""

    arc: int
    share: float
    place: LatLon


def samples(roads: Roads, conditions: Conditions, emergency: bool) -> Iterator[Sample]:
    for number, ms in enumerate(ms_on(roads, conditions, emergency)):
        if ms is not None:
            edge = roads.edges[number]
            a, b = roads.nodes[edge.u], roads.nodes[edge.v]
            steps = max(2, round(distance_m(a, b) / STEP_M))
            yield from (Sample(number, n / steps, between(a, b, n / steps)) for n in range(1, steps))


def on_arc(sample: Sample, other: Snap) -> Snap:
    """The sample as a place to start from or to end at, driving its very arc."""
    if sample.arc == other.arc:
        return Snap(other.roads, other.piece, other.arc, other.back, sample.share, 0, backward=False)
    if sample.arc == other.back:
        return Snap(other.roads, other.piece, other.arc, other.back, 1 - sample.share, 0, onward=False)
    return Snap(other.roads, -2, sample.arc, -1, sample.share, 0)


def polygons(area: ReachArea) -> shapely.MultiPolygon:
    found = []
    for rings in area.polygons:
        shell, *holes = ([to_metres(ORIGIN, point) for point in ring] for ring in rings)
        found.append(shapely.Polygon(shell, holes))
    return shapely.MultiPolygon(found)


def agrees(area: ReachArea, points: list[Sample], ms: list[float], ends: list[LatLon]) -> None:
    """Points in time lie inside; points inside are in time or near one that is (``ends`` are where it all begins)."""
    at = np.array([to_metres(ORIGIN, sample.place) for sample in points]).reshape(-1, 2)
    inside = shapely.contains_xy(polygons(area), at[:, 0], at[:, 1])
    limit_ms = area.limit_s * 1000
    assert inside[np.array(ms) <= limit_ms - HAIR_MS].all()
    in_time = np.vstack([at[np.array(ms) <= limit_ms + HAIR_MS], *(np.array([to_metres(ORIGIN, p)]) for p in ends)])
    for point in at[inside]:
        assert np.hypot(*(in_time - point).T).min() <= area.tolerance_m + STEP_M


def place_of(snap: Snap) -> LatLon:
    return between(snap.roads.nodes[snap.edge.u], snap.roads.nodes[snap.edge.v], snap.share)


@settings(max_examples=25)
@given(st.data())
def test_the_area_towards_a_place_is_where_it_can_be_reached_from_in_time(data: st.DataObject) -> None:
    roads = data.draw(nets())
    conditions, emergency = data.draw(conditions_on(roads)), data.draw(st.booleans())
    place, network, limits = data.draw(places_on(roads)), RoadNetwork(roads), (20, 60)
    target = snapped(network, place, conditions, emergency)
    if target is None:
        with pytest.raises(NoRoute):
            areas_towards(network, place, conditions, limits, emergency)
        return
    points, oracle = list(samples(roads, conditions, emergency)), Oracle(roads, conditions, emergency)
    ms = [oracle.ms(on_arc(sample, target), target) for sample in points]
    for area in areas_towards(network, place, conditions, limits, emergency):
        agrees(area, points, ms, [place_of(target)])


@settings(max_examples=25)
@given(st.data())
def test_the_area_from_several_departures_is_what_one_of_them_reaches_in_time(data: st.DataObject) -> None:
    roads = data.draw(nets())
    conditions, network = data.draw(conditions_on(roads)), RoadNetwork(roads)
    sets_out = st.builds(Departure, places_on(roads), st.sampled_from([0.0, 7.5, 30.0]), st.booleans())
    departures = data.draw(st.lists(sets_out, max_size=2))
    points = list(samples(roads, conditions, True))
    ms, ends = [np.inf] * len(points), []
    for departure in departures:
        start = snapped(network, departure.place, conditions, departure.emergency)
        if start is not None:
            ends.append(place_of(start))
            oracle, own = Oracle(roads, conditions, departure.emergency), ms_on(roads, conditions, departure.emergency)
            late = departure.delay_s * 1000
            there = [np.inf if own[p.arc] is None else late + oracle.ms(start, on_arc(p, start)) for p in points]
            ms = [min(pair) for pair in zip(ms, there, strict=True)]
    for area in areas_from(network, departures, conditions, (20, 60)):
        agrees(area, points, ms, ends)
        assert area.polygons or not any(m <= area.limit_s * 1000 for m in ms)


# -- by hand ------------------------------------------------------------------------------------------------------


def width_and_height(area: ReachArea) -> tuple[float, float]:
    west, south, east, north = polygons(area).bounds
    return east - west, north - south


def test_on_a_straight_street_the_areas_are_ribbons_as_long_as_the_minutes() -> None:
    network = RoadNetwork(one_street().roads)
    one, three, five = areas_towards(network, spot(120.0))
    for area, metres in ((one, 1200), (three, 3600), (five, 5880)):  # 10 m/s each way; the street ends at 3 km
        length, width = width_and_height(area)
        assert length == pytest.approx(metres + 60, abs=15)
        assert width == pytest.approx(60, abs=12)
    assert 1200 / 12_000 < one.road_share < 1680 / 12_000  # both directions of 6 km, and some turn round


def test_a_one_way_street_is_reached_from_its_beginning_only_and_leads_to_its_end_only() -> None:
    nodes = {n: spot(500.0 * n) for n in range(-4, 5)}
    network = RoadNetwork(some_roads(nodes, [Road(a, b, one_way=True) for a, b in pairwise(sorted(nodes))]))
    (towards,), (away,) = (
        areas_towards(network, spot(100.0), limits_s=(60,)),
        areas_from(network, [Departure(spot(100.0), 10.0)], limits_s=(60,)),
    )
    assert polygons(towards).bounds[0::2] == pytest.approx((-530, 130), abs=12)
    assert polygons(away).bounds[0::2] == pytest.approx((70, 630), abs=12)


def test_a_forbidden_turn_keeps_the_road_before_it_out_of_the_area_except_for_emergency_vehicles() -> None:
    """Northwards from the crossing of a street, 25 s away; nobody coming from the west may turn left there."""
    nodes = {0: spot(-500), 1: spot(0), 2: spot(500), 3: spot(0, 500)}
    plain = some_roads(nodes, [Road(0, 1), Road(1, 2), Road(1, 3)])
    network = RoadNetwork(replace(plain, turns=(Turn((arc(plain, 0, 1), arc(plain, 1, 3))),)))
    for emergency, west in ((False, -30), (True, -180)):
        (area,) = areas_towards(network, spot(0, 250), limits_s=(40,), emergency=emergency)
        assert polygons(area).bounds[0::2] == pytest.approx((west, 180), abs=12)


def test_a_large_block_without_roads_is_a_hole() -> None:
    nodes = {0: spot(0), 1: spot(600), 2: spot(600, 600), 3: spot(0, 600)}
    square = [Road(0, 1), Road(1, 2), Road(2, 3), Road(3, 0)]
    (area,) = areas_towards(RoadNetwork(some_roads(nodes, square)), spot(0), limits_s=(300,))
    (rings,) = area.polygons
    assert len(rings) == 2
    assert not polygons(area).contains(shapely.Point(300, 300))


def test_a_small_block_is_filled_unless_a_road_that_is_not_reached_runs_through_it() -> None:
    nodes = {0: spot(0), 1: spot(220), 2: spot(220, 220), 3: spot(0, 220)}
    square = [Road(0, 1), Road(1, 2), Road(2, 3), Road(3, 0)]
    (plain,) = areas_towards(RoadNetwork(some_roads(nodes, square)), spot(0), limits_s=(300,))
    assert [len(rings) for rings in plain.polygons] == [1]
    crossed = RoadNetwork(some_roads(nodes, [*square, Road(0, 2, road="ACROSS")]))
    (area,) = areas_towards(crossed, spot(0), Conditions(frozenset({"ACROSS"})), limits_s=(300,))
    assert not polygons(area).contains(shapely.Point(110, 110))


def test_a_closed_road_is_not_part_of_the_area() -> None:
    network = RoadNetwork(one_street().roads)
    (area,) = areas_towards(network, spot(-200), Conditions(frozenset({"R0-1"})), limits_s=(300,))
    assert polygons(area).bounds[2] == pytest.approx(30, abs=12)


def test_far_from_any_road_nothing_is_reached() -> None:
    network = RoadNetwork(one_street().roads)
    with pytest.raises(NoRoute):
        areas_towards(network, spot(0, 2000))
    (area,) = areas_from(network, [Departure(spot(0, 2000), 0.0)], limits_s=(300,))
    assert (area.polygons, area.rings, area.road_share) == ((), (), 0.0)


def test_the_area_of_the_free_teams_counts_their_turnout_and_leaves_the_silent_out() -> None:
    ready, lost = a_team("A", spot(-1000), turnout_s=60), a_team("B", spot(2000))
    street = one_street([ready, lost])
    areas = areas_of_free_teams(street, RoadNetwork(street.roads), a_picture(street, teams={"B": silent(lost)}))
    assert [area.limit_s for area in areas] == [60, 180, 300]
    assert polygons(areas[1]).bounds[0::2] == pytest.approx((-2230, 230), abs=12)


def test_the_longer_area_holds_the_shorter_on_the_demo_district() -> None:
    district = demo()
    network = RoadNetwork(district.roads)
    areas = areas_towards(network, district.places["canal-cbd-3"][1])
    for shorter, longer in pairwise(areas):
        assert shorter.road_share < longer.road_share
        assert polygons(longer).buffer(longer.tolerance_m).contains(polygons(shorter))
    assert all(polygon.is_valid for area in areas for polygon in polygons(area).geoms)


# -- outlines -----------------------------------------------------------------------------------------------------

BAND = Band(20.0, 8.0, 4.0, 3000.0)
POINTS = st.tuples(st.integers(0, 400), st.integers(0, 400))
PIECES = st.lists(st.tuples(POINTS, POINTS).map(lambda p: (*p[0], *p[1])), min_size=1, max_size=12)


@settings(max_examples=40)
@given(PIECES, st.integers(0, 2**32 - 1))
def test_an_outline_holds_its_pieces_and_nothing_farther_than_its_tolerance(
    rows: list[tuple[int, int, int, int]], seed: int
) -> None:
    pieces = np.array(rows, float)
    areas, tolerance_m = outlines(pieces, pieces[:0], BAND)
    lines = shapely.MultiLineString([[(x0, y0), (x1, y1)] for x0, y0, x1, y1 in rows])
    around, whole = lines.buffer(tolerance_m), shapely.union_all(areas)
    small = [shapely.Polygon(ring) for part in shapely.get_parts(around) for ring in part.interiors]
    assert all(area.is_valid for area in areas)
    assert whole.covers(lines)
    for x, y in np.random.default_rng(seed).uniform(-60, 460, (200, 2)):
        point = shapely.Point(x, y)
        if whole.contains(point):
            assert around.contains(point) or any(h.contains(point) and h.area <= BAND.fill_m2 for h in small)
        else:
            assert lines.distance(point) >= BAND.width_m - BAND.cell_m * 2**0.5 - BAND.simplify_m - 0.1


def test_a_very_large_outline_is_coarser_and_says_so() -> None:
    pieces = np.array([[0.0, 0.0, 150_000.0, 0.0], [0.0, 0.0, 0.0, 150_000.0]])
    areas, tolerance_m = outlines(pieces, pieces[:0], Band())
    assert tolerance_m > 2 * Band().tolerance_m
    assert areas[0].covers(shapely.MultiLineString([[(0, 0), (150_000, 0)], [(0, 0), (0, 150_000)]]))


def test_a_band_too_narrow_for_its_lattice_is_refused() -> None:
    with pytest.raises(ValueError, match="wider"):
        Band(15.0, 10.0, 5.0)
