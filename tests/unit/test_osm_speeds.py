"""Limits as maps write them, and the usual speeds of a region."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.district.osm.speeds import Unreadable, limit_of, region_at, region_called, region_names
from console.district.osm.zones import zone_at
from console.errors import BadInput
from console.geo import LatLon
from tests.unit.osm_builders import a_street, findings


@pytest.mark.parametrize(
    ("value", "kph"),
    [
        ("50", 50.0), ("30 mph", 48.3), ("30mph", 48.3), ("60 km/h", 60.0), ("50;30", 30.0), ("27.5", 27.5),
        ("walk", 7.0), ("CN:urban", 50.0), ("RO:urban", 50.0), ("RO:urban;RO:rural", 50.0), ("RU:urban", 60.0),
        ("DE:living_street", 7.0), ("DE:zone:30", 30.0), ("DE:zone30", 30.0), ("GB:nsl_single", 97.0), ("2", 5.0),
        ("none", None), ("signals", None), ("", None), ("none;50", 50.0),
    ],
)  # fmt: skip
def test_a_limit_is_read_as_it_is_written(value: str, kph: float | None) -> None:
    assert limit_of({"maxspeed": value}, "forward") == (None if kph is None else pytest.approx(kph, abs=0.05))


@pytest.mark.parametrize("value", ["fast", "-20", "0", "1000000", "50 furlongs", "CN:moon", "5,5", "DE:urban:30"])
def test_a_limit_that_says_nothing_is_not_guessed(value: str) -> None:
    with pytest.raises(Unreadable):
        limit_of({"maxspeed": value}, "forward")


def test_a_limit_for_one_direction_counts_there_only() -> None:
    tags = {"maxspeed": "50", "maxspeed:backward": "30"}
    assert (limit_of(tags, "forward"), limit_of(tags, "backward")) == (50.0, 30.0)


def test_a_road_with_its_own_limit_keeps_its_class_s_share_of_it(tmp_path: Path) -> None:
    town = a_street(**{"highway": "primary", "maxspeed:forward": "40", "maxspeed:backward": "60"})
    roads, _ = town.read(tmp_path, "china")
    ids = town.ids(roads)
    speeds = {(ids[a], ids[b]): s for a, b, s in zip(roads.tail, roads.head, roads.speed_kph, strict=True)}
    assert (speeds[1, 2], speeds[2, 1]) == (28.0, 42.0)


def test_an_unreadable_limit_gives_the_usual_speed_and_is_reported(tmp_path: Path) -> None:
    roads, report = a_street(maxspeed="brisk").read(tmp_path, "us")
    assert set(roads.speed_kph.tolist()) == {30.0}
    assert findings(report) == {"speed_unreadable": 2}
    assert "brisk" in report.findings[0].en


@pytest.mark.parametrize(
    ("name", "lat", "lon", "region", "zone"),
    [
        ("Shanghai", 31.23, 121.47, "china", "Asia/Shanghai"), ("Hangzhou", 30.3, 120.1, "china", "Asia/Shanghai"),
        ("Kashgar", 39.47, 75.99, "china", "Asia/Shanghai"), ("Harbin", 45.8, 126.5, "china", "Asia/Shanghai"),
        ("Columbus", 39.96, -83.0, "us", "America/New_York"), ("Baltimore", 39.28, -76.6, "us", "America/New_York"),
        ("San Francisco", 37.78, -122.4, "us", "America/Los_Angeles"), ("Denver", 39.74, -105, "us", "America/Denver"),
        ("Phoenix", 33.45, -112.07, "us", "America/Phoenix"), ("Chicago", 41.88, -87.6, "us", "America/Chicago"),
        ("Paris", 48.85, 2.35, "europe", "Europe/Paris"), ("Seoul", 37.57, 126.98, "default", "Asia/Seoul"),
        ("Hanoi", 21.03, 105.85, "default", "Asia/Vientiane"), ("Taipei", 25.03, 121.56, "default", "Asia/Taipei"),
        ("Vladivostok", 43.12, 131.9, "default", "Asia/Vladivostok"), ("Sydney", -33.87, 151.2, "default",
                                                                         "Australia/Sydney"),
    ],
)  # fmt: skip
def test_region_and_time_zone_are_guessed_from_the_position(
    name: str, lat: float, lon: float, region: str, zone: str
) -> None:
    found = region_at(LatLon(lat, lon))
    assert (found.id, zone_at(LatLon(lat, lon), found)) == (region, zone)


def test_every_region_has_a_slower_usual_speed_than_limit_for_every_class() -> None:
    classes = set(region_called("default").usual_kph)
    for name in region_names():
        region = region_called(name)
        assert set(region.usual_kph) == classes
        assert all(0 < region.usual_kph[kind] < region.limit_kph[kind] for kind in classes), name


def test_an_unknown_region_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(BadInput, match=r"'atlantis'; expected one of china, default, europe, us"):
        region_called("atlantis")
