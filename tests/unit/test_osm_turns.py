"""Turn restrictions of a map as turns over arcs, one hand-made case each, and those that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.osm_builders import Town, findings


def a_junction(**south: str) -> Town:
    """Four arms at point 5: west 1 (way 101), east 2 (102), north 3 (103), south 4 (104, with the tags given)."""
    town = Town().node(5, 0).node(1, -100).node(2, 100).node(3, 0, 100).node(4, 0, -100)
    town.way(101, [1, 5]).way(102, [5, 2]).way(103, [5, 3])
    return town.way(104, [4, 5], south)


def a_dual_carriageway() -> Town:
    """One-way east 1-2-3 (ways 201, 202), one-way west 13-12-11 (203, 204), a link 2-12 between them (205)."""
    town = Town().row(3).row(3, north_m=20, first=11)
    one = {"oneway": "yes"}
    town.way(201, [1, 2], one).way(202, [2, 3], one).way(203, [13, 12], one).way(204, [12, 11], one)
    return town.way(205, [2, 12])


def test_a_forbidden_turn_is_the_two_arcs_it_is_made_of(tmp_path: Path) -> None:
    town = a_junction().no_turn(1, "no_left_turn", 101, 5, 103)
    roads, report = town.read(tmp_path)
    assert town.turns(roads) == {(1, 5, 3): False}
    assert (report.restrictions, report.restrictions_used, findings(report)) == (1, 1, {})


def test_the_only_way_on_is_marked_as_such(tmp_path: Path) -> None:
    town = a_junction().no_turn(1, "only_straight_on", 101, 5, 102)
    assert town.turns(town.read(tmp_path)[0]) == {(1, 5, 2): True}


def test_turning_about_at_a_crossing_is_forbidden_for_the_road_named(tmp_path: Path) -> None:
    town = a_junction().no_turn(1, "no_u_turn", 101, 5, 101)
    assert town.turns(town.read(tmp_path)[0]) == {(1, 5, 1): False}


def test_turning_about_in_the_middle_of_a_road_is_forbidden_from_both_sides(tmp_path: Path) -> None:
    town = Town().row(3).way(10, [1, 2, 3]).no_turn(1, "no_u_turn", 10, 2, 10)
    assert town.turns(town.read(tmp_path)[0]) == {(1, 2, 1): False, (3, 2, 3): False}


def test_a_turn_by_way_of_a_link_names_every_arc(tmp_path: Path) -> None:
    town = a_dual_carriageway().no_turn(1, "no_u_turn", 201, 205, 204, via_kind="way")
    assert town.turns(town.read(tmp_path)[0]) == {(1, 2, 12, 11): False}


def test_several_ways_in_between_are_followed_in_order(tmp_path: Path) -> None:
    town = Town().row(6).way(1, [1, 2]).way(2, [2, 3]).way(3, [4, 3]).way(4, [4, 5, 6])
    members = [("way", 1, "from"), ("way", 2, "via"), ("way", 3, "via"), ("way", 4, "to")]
    town.relation(9, members, {"type": "restriction", "restriction": "no_straight_on"})
    assert town.turns(town.read(tmp_path)[0]) == {(1, 2, 3, 4, 5): False}


def test_a_way_in_between_may_go_on_round_a_ring(tmp_path: Path) -> None:
    town = Town().node(1, 0).node(2, 50, 50).node(3, 100, 0).node(4, 50, -50).node(5, -100).node(6, 50, 150)
    town.node(7, 50, -150).way(30, [3, 4, 1, 2, 3], {"junction": "roundabout"}).way(31, [5, 1]).way(32, [2, 6])
    town.way(33, [4, 7]).no_turn(8, "no_left_turn", 31, 30, 32, via_kind="way")
    town.no_turn(9, "no_right_turn", 31, 30, 33, via_kind="way")
    assert town.turns(town.read(tmp_path)[0]) == {(5, 1, 2, 6): False, (5, 1, 2, 3, 4, 7): False}


def test_no_entry_counts_for_every_road_it_names(tmp_path: Path) -> None:
    members = [("way", 101, "from"), ("way", 102, "from"), ("node", 5, "via"), ("way", 103, "to")]
    town = a_junction().relation(1, members, {"type": "restriction", "restriction": "no_entry"})
    assert town.turns(town.read(tmp_path)[0]) == {(1, 5, 3): False, (2, 5, 3): False}


def test_no_exit_counts_for_every_road_it_names(tmp_path: Path) -> None:
    members = [("way", 101, "from"), ("node", 5, "via"), ("way", 103, "to"), ("way", 104, "to")]
    town = a_junction().relation(1, members, {"type": "restriction", "restriction": "no_exit"})
    assert town.turns(town.read(tmp_path)[0]) == {(1, 5, 3): False, (1, 5, 4): False}


def test_a_road_that_passes_the_crossing_one_way_is_plain_enough(tmp_path: Path) -> None:
    town = Town().row(3).node(4, 100, 100).way(10, [1, 2, 3], {"oneway": "yes"}).way(11, [2, 4])
    town.no_turn(1, "no_left_turn", 10, 2, 11)
    assert town.turns(town.read(tmp_path)[0]) == {(1, 2, 4): False}


def test_a_restriction_that_excepts_emergency_vehicles_stays_for_the_others(tmp_path: Path) -> None:
    town = a_junction().no_turn(1, "no_left_turn", 101, 5, 103, **{"except": "emergency;psv"})
    assert town.turns(town.read(tmp_path)[0]) == {(1, 5, 3): False}


def test_a_restriction_for_cars_alone_counts(tmp_path: Path) -> None:
    members = [("way", 101, "from"), ("node", 5, "via"), ("way", 103, "to")]
    tags = {"type": "restriction", "restriction:motorcar": "no_left_turn"}
    town = a_junction().relation(1, members, tags)
    assert town.turns(town.read(tmp_path)[0]) == {(1, 5, 3): False}


def test_the_same_restriction_twice_is_one_turn(tmp_path: Path) -> None:
    town = a_junction().no_turn(1, "no_left_turn", 101, 5, 103).no_turn(2, "no_left_turn", 101, 5, 103)
    roads, report = town.read(tmp_path)
    assert (len(roads.turns), report.restrictions_used) == (1, 2)


def test_a_restriction_at_a_gate_still_names_arcs_that_follow_each_other(tmp_path: Path) -> None:
    town = Town().node(1, -100).node(5, 0, barrier="gate").node(2, 100).node(3, 0, 100)
    town.way(101, [1, 5]).way(102, [5, 2]).way(103, [5, 3]).no_turn(1, "no_left_turn", 101, 5, 103)
    roads, _ = town.read(tmp_path)
    (turn,) = roads.turns
    assert roads.head[turn.arcs[0]] == roads.tail[turn.arcs[1]]
    assert town.turns(roads) == {(0, 5, 0): False}


MEMBERS = [("way", 101, "from"), ("node", 5, "via"), ("way", 103, "to")]
NO_LEFT = {"type": "restriction", "restriction": "no_left_turn"}


@pytest.mark.parametrize(
    ("members", "tags", "kind"),
    [
        ([("way", 999, "from"), *MEMBERS[1:]], NO_LEFT, "turn_member_missing"),
        ([MEMBERS[0], ("node", 999, "via"), MEMBERS[2]], NO_LEFT, "turn_member_missing"),
        (MEMBERS[:2], NO_LEFT, "turn_member_missing"),
        ([MEMBERS[0], MEMBERS[2]], NO_LEFT, "turn_member_missing"),
        ([("node", 1, "from"), *MEMBERS[1:]], NO_LEFT, "turn_member_unknown"),
        ([MEMBERS[0], ("relation", 7, "via"), MEMBERS[2]], NO_LEFT, "turn_member_unknown"),
        ([MEMBERS[0], MEMBERS[1], ("way", 105, "to")], NO_LEFT, "turn_not_driven"),
        ([MEMBERS[0], ("node", 1, "via"), MEMBERS[2]], NO_LEFT, "turn_unclear"),
        ([*MEMBERS, ("way", 102, "from")], NO_LEFT, "turn_unclear"),
        ([*MEMBERS, ("node", 1, "via")], NO_LEFT, "turn_unclear"),
        ([("way", 106, "from"), ("node", 5, "via"), ("way", 101, "to")], NO_LEFT, "turn_unclear"),
        ([("way", 101, "from"), ("node", 5, "via"), ("way", 104, "to")], NO_LEFT, "turn_needless"),
        ([("way", 104, "from"), ("node", 5, "via"), ("way", 104, "to")],
         {"type": "restriction", "restriction": "no_u_turn"}, "turn_needless"),
        ([("way", 101, "from"), ("node", 5, "via"), ("way", 104, "to")],
         {"type": "restriction", "restriction": "only_right_turn"}, "turn_unclear"),
        (MEMBERS, {"type": "restriction", "restriction:conditional": "no_left_turn @ (07:00-09:00)"},
         "turn_conditional"),
        (MEMBERS, NO_LEFT | {"hour_on": "07:00", "hour_off": "09:00"}, "turn_conditional"),
        (MEMBERS, {"type": "restriction", "restriction:hgv": "no_left_turn"}, "turn_other_vehicles"),
        (MEMBERS, NO_LEFT | {"type": "restriction:hgv"}, "turn_other_vehicles"),
        (MEMBERS, NO_LEFT | {"type": "restriction:conditional"}, "turn_conditional"),
        (MEMBERS, NO_LEFT | {"except": "motorcar"}, "turn_exempt"),
        (MEMBERS, {"type": "restriction", "restriction": "no_left_turn_on_red"}, "turn_kind"),
        (MEMBERS, {"type": "restriction"}, "turn_kind"),
    ],
)  # fmt: skip
def test_a_restriction_that_cannot_be_used_is_counted_with_its_reason(
    tmp_path: Path, members: list[tuple[str, int, str]], tags: dict[str, str], kind: str
) -> None:
    """Way 104 is one-way towards the crossing, 105 a footpath, 106 a road through the crossing."""
    town = a_junction(oneway="yes").node(6, -70, -70).node(7, 70, 70)
    town.way(105, [5, 6], {"highway": "footway"}).way(106, [6, 5, 7]).relation(1, members, tags)
    roads, report = town.read(tmp_path)
    assert roads.turns == ()
    assert (findings(report), report.restrictions_used) == ({kind: 1}, 0)
