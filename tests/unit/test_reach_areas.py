from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from console.dispatch.outline import Band, outlines
from console.dispatch.reach_areas import (
    Departure,
    ReachArea,
    areas_from,
    areas_of_free_teams,
    areas_towards,
)
from console.dispatch.roads.network import RoadNetwork
from console.errors import NoRoute
from console.geo import LatLon, between, distance_m, to_metres
from console.model.roads import USUAL, Conditions, Roads
from tests.unit.builders_district import ORIGIN, Road, a_picture, a_team, one_street, silent, spot
from tests.unit.builders_roads import conditions_on, nets, places_on, some_roads
from tests.unit.district_builders import demo

STEP_M = 8.0
HAIR_S = 0.05
"""Places given in degrees lie some micrometres beside their road; walking there takes some milliseconds."""


def in_metres(area: ReachArea) -> shapely.MultiPolygon:
    polygons = []
    for rings in area.polygons:
        shell, *holes = ([to_metres(ORIGIN, point) for point in ring] for ring in rings)
        polygons.append(shapely.Polygon(shell, holes))
    return shapely.MultiPolygon(polygons)


def points_on(roads: Roads, step_m: float = STEP_M) -> tuple[list[LatLon], list[str]]:
    """Points along every road and the stretch each is on."""
    points, stretches = [], []
    for edge in roads.edges:
        a, b = roads.nodes[edge.u], roads.nodes[edge.v]
        steps = max(1, round(distance_m(a, b) / step_m))
        points += [between(a, b, n / steps) for n in range(steps + 1)]
        stretches += [edge.road] * (steps + 1)
    return points, stretches


def usable(roads: Roads, conditions: Conditions, emergency: bool) -> set[str]:
    return {e.road for e in roads.edges if e.road not in conditions.closed and (emergency or not e.emergency_only)}


def agrees(area: ReachArea, points: Sequence[LatLon], seconds: np.ndarray, drivable: Sequence[bool]) -> None:
    """Points in time lie inside; points inside are in time, or near one that is."""
    at = np.array([to_metres(ORIGIN, point) for point in points])
    inside = shapely.contains_xy(in_metres(area), at[:, 0], at[:, 1])
    in_time = np.array(drivable) & (seconds <= area.limit_s)
    surely = np.array(drivable) & (seconds <= area.limit_s - HAIR_S)
    assert inside[surely].all()
    if inside.any():
        assert in_time.any()
        gaps = np.hypot(*(at[inside][:, None] - at[in_time][None]).transpose(2, 0, 1)).min(axis=1)
        assert gaps.max() <= area.tolerance_m + STEP_M


@settings(max_examples=60)
@given(st.data())
def test_the_area_towards_a_place_holds_the_road_points_from_which_it_is_reached_in_time_and_no_others(
    data: st.DataObject,
) -> None:
    roads = data.draw(nets())
    conditions, emergency = data.draw(conditions_on(roads)), data.draw(st.booleans())
    place = data.draw(places_on(roads))
    network, limits = RoadNetwork(roads), (10, 40, 120)
    try:
        areas = areas_towards(network, place, conditions, limits, emergency)
    except NoRoute:
        assert not usable(roads, conditions, emergency) or data.draw(st.just(True))
        return
    points, stretches = points_on(roads)
    open_ = usable(roads, conditions, emergency)
    starts = network.starts(points, conditions, emergency)
    seconds = network.seconds_from(starts, network.towards(place, conditions, 120, emergency))
    for area in areas:
        agrees(area, points, seconds, [road in open_ for road in stretches])


@settings(max_examples=25)
@given(st.data())
def test_the_area_from_several_teams_holds_the_road_points_that_one_of_them_reaches_in_time(
    data: st.DataObject,
) -> None:
    roads = data.draw(nets())
    conditions = data.draw(conditions_on(roads))
    sets_out = st.builds(Departure, places_on(roads), st.sampled_from([0.0, 7.5, 30.0, 90.0]), st.booleans())
    departures = data.draw(st.lists(sets_out, max_size=3))
    network = RoadNetwork(roads)
    points, stretches = points_on(roads, 40.0)
    seconds = np.array([min([arrives(network, d, p, conditions) for d in departures], default=np.inf) for p in points])
    emergency = any(departure.emergency for departure in departures)
    open_ = usable(roads, conditions, emergency)
    for area in areas_from(network, departures, conditions, (15, 60)):
        at = np.array([to_metres(ORIGIN, point) for point in points])
        inside = shapely.contains_xy(in_metres(area), at[:, 0], at[:, 1])
        surely = np.array([road in open_ for road in stretches]) & (seconds <= area.limit_s - HAIR_S)
        assert inside[surely].all()
        assert bool(area.polygons) or not departures or not surely.any()


def arrives(network: RoadNetwork, departure: Departure, at: LatLon, conditions: Conditions) -> float:
    try:
        reach = network.towards(at, conditions, 120, departure.emergency)
        return departure.delay_s + network.way(departure.place, reach)[0]
    except NoRoute:
        return np.inf
