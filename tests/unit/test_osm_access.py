"""Who may drive a way, in which direction, and past which barrier, as the map's tags say."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.district.osm.access import Passage, barrier_passage, passages
from tests.unit.osm_builders import Town, a_street, findings

NOBODY, EMERGENCY, ALL = Passage.NOBODY, Passage.EMERGENCY, Passage.ALL
Tags = dict[str, str]


@pytest.mark.parametrize(
    ("tags", "open_for"),
    [
        ({"highway": "residential"}, ALL),
        ({"highway": "service", "service": "driveway"}, ALL),
        ({"highway": "residential", "access": "destination"}, ALL),
        ({"highway": "residential", "access": "private"}, NOBODY),
        ({"highway": "residential", "access": "private", "emergency": "yes"}, EMERGENCY),
        ({"highway": "residential", "motor_vehicle": "no"}, NOBODY),
        ({"highway": "residential", "vehicle": "no", "emergency": "designated"}, EMERGENCY),
        ({"highway": "residential", "access": "no", "motor_vehicle": "yes"}, ALL),
        ({"highway": "residential", "vehicle": "yes", "motorcar": "no"}, NOBODY),
        ({"highway": "service", "access": "no", "bus": "yes"}, EMERGENCY),
        ({"highway": "service", "motor_vehicle": "psv"}, EMERGENCY),
        ({"highway": "service", "service": "emergency_access"}, EMERGENCY),
        ({"highway": "busway"}, EMERGENCY),
        ({"highway": "pedestrian"}, EMERGENCY),
        ({"highway": "pedestrian", "motor_vehicle": "no"}, EMERGENCY),
        ({"highway": "pedestrian", "motor_vehicle": "destination"}, ALL),
        ({"highway": "pedestrian", "motor_vehicle": "delivery"}, EMERGENCY),
        ({"highway": "pedestrian", "access": "no"}, NOBODY),
        ({"highway": "pedestrian", "emergency": "no"}, NOBODY),
        ({"highway": "footway"}, NOBODY),
        ({"highway": "footway", "access": "yes"}, NOBODY),
        ({"highway": "footway", "emergency": "yes"}, EMERGENCY),
        ({"highway": "cycleway", "motor_vehicle": "yes"}, ALL),
        ({"highway": "track"}, NOBODY),
        ({"highway": "track", "tracktype": "grade1"}, ALL),
        ({"highway": "track", "surface": "asphalt", "access": "private"}, NOBODY),
        ({"highway": "residential", "access": "unknown"}, ALL),
        ({"highway": "residential", "access": "full moon"}, NOBODY),
        ({"highway": "residential", "abandoned": "yes"}, NOBODY),
        ({"highway": "track", "tracktype": "grade2", "smoothness": "impassable"}, NOBODY),
        ({"highway": "steps", "emergency": "yes"}, NOBODY),
        ({"highway": "construction", "motor_vehicle": "yes"}, NOBODY),
    ],
)
def test_access_tags_open_a_way_to_all_to_emergency_vehicles_or_to_nobody(tags: Tags, open_for: Passage) -> None:
    assert passages(tags) == (open_for, open_for)


@pytest.mark.parametrize(
    ("tags", "forward", "backward"),
    [
        ({}, ALL, ALL),
        ({"oneway": "yes"}, ALL, NOBODY),
        ({"oneway": "true"}, ALL, NOBODY),
        ({"oneway": "1"}, ALL, NOBODY),
        ({"oneway": "-1"}, NOBODY, ALL),
        ({"oneway": "reverse"}, NOBODY, ALL),
        ({"oneway": "no", "junction": "roundabout"}, ALL, ALL),
        ({"junction": "roundabout"}, ALL, NOBODY),
        ({"junction": "circular"}, ALL, NOBODY),
        ({"highway": "motorway"}, ALL, NOBODY),
        ({"highway": "motorway_link"}, ALL, NOBODY),
        ({"highway": "motorway_link", "oneway": "no"}, ALL, ALL),
        ({"highway": "trunk"}, ALL, ALL),
        ({"oneway": "yes", "oneway:motor_vehicle": "no"}, ALL, ALL),
        ({"oneway:vehicle": "yes"}, ALL, NOBODY),
        ({"oneway": "yes", "oneway:bicycle": "no"}, ALL, NOBODY),
        ({"oneway": "yes", "oneway:emergency": "no"}, ALL, EMERGENCY),
        ({"oneway": "yes", "oneway:bus": "no"}, ALL, EMERGENCY),
        ({"oneway": "-1", "busway:left": "opposite_lane"}, EMERGENCY, ALL),
        ({"oneway": "reversible"}, NOBODY, NOBODY),
        ({"oneway": "perhaps"}, NOBODY, NOBODY),
        ({"motor_vehicle:backward": "no"}, ALL, NOBODY),
        ({"access:forward": "no", "emergency": "yes"}, EMERGENCY, ALL),
    ],
)
def test_one_way_tags_say_in_which_direction_a_road_is_driven(tags: Tags, forward: Passage, backward: Passage) -> None:
    assert passages({"highway": "residential", **tags}) == (forward, backward)


@pytest.mark.parametrize(
    ("tags", "open_for"),
    [
        ({"barrier": "bollard"}, NOBODY),
        ({"barrier": "bollard", "bollard": "rising"}, EMERGENCY),
        ({"barrier": "bollard", "access": "yes"}, NOBODY),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, ALL),
        ({"barrier": "bollard", "emergency": "yes"}, EMERGENCY),
        ({"barrier": "block"}, NOBODY),
        ({"barrier": "something new"}, NOBODY),
        ({"barrier": "gate"}, EMERGENCY),
        ({"barrier": "gate", "access": "yes"}, ALL),
        ({"barrier": "gate", "access": "private"}, EMERGENCY),
        ({"barrier": "gate", "access": "no"}, NOBODY),
        ({"barrier": "gate", "access": "no", "emergency": "designated"}, EMERGENCY),
        ({"barrier": "gate", "locked": "yes"}, NOBODY),
        ({"barrier": "gate", "emergency": "no"}, NOBODY),
        ({"barrier": "lift_gate"}, ALL),
        ({"barrier": "lift_gate", "access": "private"}, EMERGENCY),
        ({"barrier": "toll_booth"}, ALL),
        ({"barrier": "cattle_grid"}, ALL),
        ({"barrier": "bus_trap"}, EMERGENCY),
    ],
)
def test_barriers_are_passed_by_all_by_emergency_vehicles_or_by_nobody(tags: Tags, open_for: Passage) -> None:
    assert barrier_passage(tags) == open_for


def with_barrier(**tags: str) -> Town:
    """A street of three points with a barrier on the middle one, where a side street begins."""
    town = Town().node(1, 0).node(2, 100, **tags).node(3, 200).node(4, 100, 100)
    return town.way(10, [1, 2, 3]).way(11, [4, 2])


def test_a_bollard_cuts_every_road_through_it(tmp_path: Path) -> None:
    town = with_barrier(barrier="bollard")
    roads, report = town.read(tmp_path)
    assert not any(town.drives(roads, a, b, emergency=True) for a, b in ((1, 3), (3, 1), (1, 4), (4, 3)))
    assert findings(report) == {"barrier": 1, "barrier_crossing": 1}
    assert float(roads.length_m.max()) == pytest.approx(99, abs=0.1)


def test_a_gate_lets_only_emergency_vehicles_through(tmp_path: Path) -> None:
    town = with_barrier(barrier="gate")
    roads, report = town.read(tmp_path)
    assert town.drives(roads, 1, 3, emergency=True)
    assert town.drives(roads, 4, 1, emergency=True)
    assert not town.drives(roads, 1, 3, emergency=False)
    assert findings(report) == {"gate": 1}
    assert float(roads.length_m[roads.emergency_only].max()) == pytest.approx(1, abs=0.02)
    assert {s.road for s in roads.stretches} == {"w10.1", "w10.2", "w11"}


def test_an_open_barrier_changes_nothing(tmp_path: Path) -> None:
    town = with_barrier(barrier="toll_booth")
    roads, report = town.read(tmp_path)
    assert town.arcs(roads) == {(1, 2), (2, 1), (2, 3), (3, 2), (2, 4), (4, 2)}
    assert not roads.emergency_only.any()
    assert findings(report) == {}


def test_a_barrier_closer_than_two_metres_to_the_next_point_still_cuts(tmp_path: Path) -> None:
    town = Town().node(1, 0).node(2, 0.6, barrier="bollard").node(3, 1.2).way(10, [1, 2, 3])
    roads, _ = town.read(tmp_path)
    assert not town.drives(roads, 1, 3, emergency=True)
    assert float(roads.length_m.min()) == pytest.approx(0.4, abs=0.02)


def test_a_reversible_road_is_left_out_and_reported(tmp_path: Path) -> None:
    town = a_street().way(11, [1, 3], {"oneway": "reversible"})
    roads, report = town.read(tmp_path)
    assert (1, 3) not in town.arcs(roads)
    assert findings(report) == {"direction_unsure": 1}


def test_rules_by_the_hour_and_limits_of_size_are_reported(tmp_path: Path) -> None:
    town = a_street(maxheight="2.2").way(11, [1, 3], {"access:conditional": "no @ (07:00-09:00)"})
    _, report = town.read(tmp_path)
    assert findings(report) == {"by_the_hour": 1, "size_limit": 1}


def test_the_edge_of_a_square_is_no_road(tmp_path: Path) -> None:
    town = a_street().node(5, 50, 50).way(11, [1, 3, 5, 1], {"highway": "pedestrian", "area": "yes"})
    assert (1, 3) not in town.arcs(town.read(tmp_path)[0])
