"""A road is picked by pointing: the nearest one, or all that a line crosses, and it is told where it lies."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from console.desk.pointed_roads import RoadFinder, choices, how_it_is
from console.geo import LatLon, to_metres
from console.model import commands as c
from console.model.places import District
from console.model.roads import RoadEdge, Roads, Slowing
from console.phrase import Text
from tests.unit.builders_district import ORIGIN, Seat, a_district, a_plan, spot
from tests.unit.district_builders import demo


def street(
    road: str, name: str, *nodes: int, kph: float = 30.0, bridge: str = "", one_way: bool = False
) -> list[RoadEdge]:
    made: list[RoadEdge] = []
    for u, v in pairwise(nodes):
        made.append(RoadEdge(u, v, road, Text(name, f"{name}街" if name else ""), "secondary", 100.0, kph, bridge))
        if not one_way:
            made.append(replace(made[-1], u=v, v=u))
    return made


@cache
def town() -> District:
    """High Street from west to east in five stretches, crossed by Mill Lane and Park Road; an unnamed way; a bridge."""
    nodes = {n: spot(100.0 * n) for n in range(6)}
    nodes |= {10: spot(100, 100), 11: spot(400, 100), 12: spot(400, -100), 13: spot(200, 100), 14: spot(600, 0)}
    edges = [
        *street("h0", "High Street", 0, 1), *street("h1", "High Street", 1, 2), *street("h2", "High Street", 2, 3),
        *street("h3", "High Street", 3, 4), *street("h4", "High Street", 4, 5, one_way=True),
        *street("mill", "Mill Lane", 1, 10), *street("park-n", "Park Road", 4, 11, kph=50),
        *street("alley", "Back Alley", 4, 12, kph=10), *street("way", "", 2, 13),
        *street("b", "High Street", 5, 14, bridge="old-bridge"),
    ]  # fmt: skip
    made = a_district(nodes, [])
    bridge = {"old-bridge": (Text("Old Bridge", "老桥"), nodes[5])}
    return replace(made, roads=Roads.of(nodes, edges), places=bridge)


def told(*roads: str) -> str:
    found = RoadFinder(town()).pointed(roads)
    return " | ".join([found.title.en, found.where.en if found.where else "-", found.name.en, found.size.en])


def test_a_stretch_is_told_by_the_named_crossings_before_and_after_it() -> None:
    assert told("h1").startswith("High Street | between Mill Lane and Park Road | High Street between Mill Lane")
    assert told("h2").startswith("High Street | between Mill Lane and Park Road")
    assert told("mill").startswith("Mill Lane | at High Street | Mill Lane at High Street | 100 m, both directions")


def test_of_several_roads_at_a_crossing_the_fastest_is_named() -> None:
    assert "Park Road" in told("h3")
    assert "Back Alley" not in told("h3")


def test_a_bridge_a_one_way_street_and_a_nameless_way_say_so() -> None:
    assert told("b") == "Old Bridge | High Street at Park Road | Old Bridge | 100 m, both directions (2 arcs)"
    assert told("h4").endswith("100 m, one way (1 arcs)")
    assert told("way").startswith("unnamed road way | ")


def test_several_stretches_have_the_names_of_their_roads_and_their_number() -> None:
    assert told("h0", "h1", "mill") == (
        "High Street, Mill Lane | - | High Street, Mill Lane (3 stretches) | 300 m, both directions (6 arcs)"
    )
    assert told("h0", "mill", "alley", "b", "way").startswith("High Street, Mill Lane, Back Alley and 2 more | -")


def test_nothing_is_found_where_no_road_is_near() -> None:
    finder = RoadFinder(town())
    assert finder.nearest(spot(50, 30), 40) == "h0"
    assert finder.nearest(spot(50, 30), 20) == ""
    assert finder.crossed(spot(-900, -900), spot(-800, -900)) == ()


def test_a_line_picks_what_it_crosses_in_its_order() -> None:
    finder = RoadFinder(town())
    assert finder.crossed(spot(50, 50), spot(450, 50)) == ("mill", "way", "park-n")
    assert finder.crossed(spot(450, 50), spot(50, 50)) == ("park-n", "way", "mill")


def test_a_district_without_roads_answers_that_there_are_none() -> None:
    finder = RoadFinder(a_district({}, []))
    assert finder.nearest(ORIGIN, 500) == ""
    assert finder.crossed(ORIGIN, spot(100)) == ()


# -- against all arcs of the demo district, one by one ---------------------------------------------------------------

CORNERS = demo().boundary
SOUTH, NORTH = min(p.lat for p in CORNERS), max(p.lat for p in CORNERS)
WEST, EAST = min(p.lon for p in CORNERS), max(p.lon for p in CORNERS)
PLACES = st.builds(LatLon, st.floats(SOUTH, NORTH), st.floats(WEST, EAST))


@cache
def finder() -> RoadFinder:
    return RoadFinder(demo())


@cache
def every_arc() -> tuple[np.ndarray, list[str]]:
    roads = demo().roads
    origin = finder()._origin
    at = [to_metres(origin, place) for place in roads.nodes.values()]
    lines = shapely.linestrings([[at[u], at[v]] for u, v in zip(roads.tail, roads.head, strict=True)])
    return lines, [roads.stretches[s].road for s in roads.stretch]


@given(PLACES, st.floats(1, 300))
def test_the_nearest_is_the_nearest_of_all(place: LatLon, within_m: float) -> None:
    lines, roads = every_arc()
    away = shapely.distance(lines, shapely.Point(to_metres(finder()._origin, place)))
    found = finder().nearest(place, within_m)
    if found:
        assert min(d for d, road in zip(away, roads, strict=True) if road == found) == pytest.approx(away.min())
        assert away.min() <= within_m
    else:
        assert away.min() > within_m - 1e-6


@given(PLACES, PLACES)
def test_a_line_finds_every_stretch_it_touches_and_no_other(start: LatLon, end: LatLon) -> None:
    lines, roads = every_arc()
    drawn = shapely.LineString([to_metres(finder()._origin, p) for p in (start, end)])
    touched = {road for road, hit in zip(roads, shapely.intersects(lines, drawn), strict=True) if hit}
    found = finder().crossed(start, end)
    assert set(found) == touched
    assert len(found) == len(set(found))


@given(st.sampled_from([s.road for s in demo().roads.stretches]))
def test_every_stretch_of_the_demo_has_a_name_for_the_journal_in_both_languages(road: str) -> None:
    pointed = finder().pointed((road,))
    assert pointed.name.en
    assert pointed.name.zh


# -- what can be done ------------------------------------------------------------------------------------------------


def a_seat() -> Seat:
    return Seat(town(), a_plan())


def test_a_closed_stretch_can_be_opened_and_a_slowed_one_be_as_usual_again() -> None:
    seat = a_seat()
    seat.do(c.CloseRoad(("h0",), Text("x"), "fire"))
    seat.do(c.SlowRoad(Slowing("works", 0.5, ("h1", "mill"), name=Text("Works", "施工")), "works"))
    can = choices(seat.board, ("h0", "h1", "h2"))
    assert can == (("h1", "h2"), ("h0",), ("h2",), ("works",))


def test_how_it_is_comes_with_since_when_and_why_and_what_else_is_meant() -> None:
    seat = a_seat()
    assert how_it_is(seat.board, ("h0",))[0][0] == "open"
    seat.do(c.CloseRoad(("h0",), Text("x"), "fire"))
    seat.do(c.SlowRoad(Slowing("works", 0.5, ("h1", "mill"), name=Text("Works", "施工")), "works"))
    assert [(kind, said.en) for kind, said in how_it_is(seat.board, ("h0", "h1"))] == [
        ("closed", "closed since 09:00: fire"), ("slowed", "50 % of the usual speed since 09:00: works"),
        ("slowed", "slowed together with the whole of Works"), ("open", "the other 1 open"),
    ]  # fmt: skip
