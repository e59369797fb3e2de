"""The district check names traps, far-off things, idle teams, dead cameras and empty shifts."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from console.district.check import check_district
from console.geo import LatLon
from console.model.places import District, Shift
from console.model.roads import RoadEdge, Roads
from console.phrase import Text
from tests.unit.district_builders import demo


def codes(district: District) -> list[str]:
    return [finding.code.rsplit(".", 1)[1] for finding in check_district(district)]


def with_road(*arcs: tuple[int, int]) -> District:
    """The demo with nodes 90001 and 90002 and these arcs added."""
    district = demo()
    near = district.roads.nodes[1]
    extra = dict.fromkeys((90001, 90002), near)
    edges = tuple(RoadEdge(u, v, f"x-{u}-{v}", Text("New Road"), "alley", 50.0, 15.0) for u, v in arcs)
    return replace(district, roads=Roads.of({**district.roads.nodes, **extra}, (*district.roads.edges, *edges)))


def with_team(team: str, **changes: Any) -> District:
    district = demo()
    return replace(district, teams={**district.teams, team: replace(district.teams[team], **changes)})


def test_a_part_with_no_connection_is_an_island() -> None:
    findings = check_district(with_road((90001, 90002), (90002, 90001)))
    assert [f.code for f in findings] == ["district.check.island"]
    assert "2 road nodes near node 90001 (New Road)" in findings[0].en


def test_a_road_that_can_be_entered_and_not_left_is_a_trap() -> None:
    assert codes(with_road((1, 90001), (90001, 90002), (90002, 90001))) == ["trap"]


def test_a_district_without_roads_says_so() -> None:
    assert codes(replace(demo(), roads=Roads.of(demo().roads.nodes, ())))[0] == "no_roads"


def test_a_grid_centre_a_base_and_a_depot_far_from_roads_are_named() -> None:
    district = demo()
    away = LatLon(30.34, 120.135)
    moved = replace(
        with_team("F01", base=away),
        grids={**district.grids, "XH-001": replace(district.grids["XH-001"], centre=away)},
        depots={**district.depots, "D01": replace(district.depots["D01"], position=away)},
    )
    assert codes(moved) == ["grid_far", "team_far", "depot_far"]


def test_a_team_that_can_do_nothing_is_named() -> None:
    findings = check_district(with_team("G01", capabilities=frozenset()))
    assert [f.get("zh") for f in findings] == ["队伍G01和睦网格响应队没有任何能力，预案无法调用"]


def test_a_camera_nobody_can_play_is_named() -> None:
    district = demo()
    cameras = dict(district.cameras)
    cameras["C-01"] = replace(cameras["C-01"], source="gopher:x")
    cameras["C-02"] = replace(cameras["C-02"], source="simulated:moon")
    cameras["C-03"] = replace(cameras["C-03"], source="rtsp://127.0.0.1/1")
    assert codes(replace(district, cameras=cameras)) == ["camera_source", "camera_scene"]


def test_hours_without_a_capability_are_named_over_midnight_too() -> None:
    findings = check_district(with_team("N02", shift=Shift(time(8), time(20))))
    assert [f.en for f in findings] == ["Nobody with the capability Lift release is on duty at 20:00–08:00"]
    findings = check_district(with_team("N03", shift=Shift(time(22), time(6))))
    assert [f.en for f in findings] == ["Nobody with the capability Power repair is on duty at 06:00–22:00"]
