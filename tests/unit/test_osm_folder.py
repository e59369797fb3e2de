"""A map becomes a district folder that opens: stations, grids, places, and nothing half when it fails."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from console.district.load import load_district
from console.district.osm.background import MOST
from console.district.osm.folder import REPORT, STEPS, Wanted, import_map
from console.district.osm.reporting import ImportReport
from console.district.osm.roads import read_roads
from console.errors import BadDistrict, BadInput
from console.geo import LatLon, distance_m
from console.model.places import District, TeamKind
from console.phrase import Text
from tests.unit.osm_builders import HERE, OSM_FOLDER, Town


def closed(town: Town, id_: int, east: float, north: float, **tags: str) -> Town:
    """A square of 40 m drawn as an outline."""
    corners = [id_ * 10 + i for i in range(4)]
    for corner, (x, y) in zip(corners, ((0, 0), (40, 0), (40, 40), (0, 40)), strict=True):
        town.node(corner, east + x, north + y)
    inside = "".join(f'<nd ref="{ref}"/>' for ref in (*corners, corners[0]))
    return town.raw(
        f'<way id="{id_}">{inside}' + "".join(f'<tag k="{k}" v="{v}"/>' for k, v in tags.items()) + "</way>"
    )


def a_town() -> Town:
    """A main street of 2 km, a side street, an island far from both, stations, water, green, houses."""
    town = Town().row(21, 97).node(31, 1067, 600).node(32, 1067, 900).node(41, 500, 1500).node(42, 560, 1500)
    main = {"highway": "primary", "name": "人民路", "name:en": "People's Road"}
    town.way(1, list(range(1, 22)), main).way(2, [12, 31, 32], {"highway": "secondary", "name": "Side Street"})
    town.way(3, [41, 42], {"highway": "service"})
    town.node(51, 300, 30, amenity="fire_station", name="Station One").node(52, 320, 40, amenity="fire_station")
    town.node(53, 1500, 30, amenity="police").node(54, 510, 1505, amenity="hospital", name="Island Hospital")
    town.node(55, 900, 20, emergency="fire_hydrant").node(56, 800, 20, amenity="school", name="第一小学")
    closed(town, 60, 700, 40, amenity="hospital", name="仁爱医院", building="yes")
    closed(town, 61, 1100, 40, natural="water", name="Pond")
    closed(town, 62, 1200, 40, leisure="park")
    closed(town, 63, 1300, 40, building="yes")
    return closed(town, 64, 1400, 40, place="square")


def imported(tmp: Path, town: Town | None = None, **changes: object) -> tuple[District, ImportReport]:
    source = (town or a_town()).write(tmp)
    wanted = replace(Wanted(source, "paper", tmp / "districts" / "paper"), **changes)  # type: ignore[arg-type]
    report = import_map(wanted, lambda _: None)
    return load_district(wanted.folder), report


def told(report: ImportReport) -> list[str]:
    return [line.code.rsplit(".", 1)[1] for line in report.lines]


def test_the_folder_opens_with_the_roads_as_they_were_read(tmp_path: Path) -> None:
    district, report = imported(tmp_path)
    roads, _ = read_roads(tmp_path / "town.osm")
    assert district.roads.stretches == roads.stretches
    assert district.roads.length_m.tolist() == roads.length_m.tolist()
    assert (district.roads.lat.tolist(), district.roads.lon.tolist()) == (roads.lat.tolist(), roads.lon.tolist())
    assert (district.id, district.synthetic, district.timezone) == ("paper", True, "Asia/Shanghai")
    assert district.cameras == {}
    assert district.people == ()
    assert len(district.catalogue) == 118
    assert report.figures["arcs"] == len(roads.tail)


def test_a_team_is_proposed_for_every_station_on_a_road(tmp_path: Path) -> None:
    district, report = imported(tmp_path)
    stations = {id_: team for id_, team in district.teams.items() if team.kind is not TeamKind.GRID}
    kinds = {id_: (team.kind, team.name) for id_, team in stations.items()}
    assert kinds == {
        "F01": (TeamKind.FIRE, Text("Station One (proposed)", "Station One（建议）")),
        "H01": (TeamKind.MEDICAL, Text("仁爱医院 (proposed)", "仁爱医院（建议）")),
        "P01": (TeamKind.ENFORCEMENT, Text("Police station 1 (proposed)", "派出所1（建议）")),
    }
    nodes = set(zip(district.roads.lat.tolist(), district.roads.lon.tolist(), strict=True))
    assert all(tuple(team.base) in nodes for team in stations.values())
    assert len(district.teams) > len(stations), "a grid response team is proposed for every few grids"
    assert district.depots["D01"].position == district.teams["F01"].base
    assert "(proposed)" in district.depots["D01"].name.en
    assert (report.figures["fire"], report.figures["hospital"], report.figures["hydrants"]) == (1, 2, 1)
    (lost,) = [line for line in report.lines if line.code.endswith("base_far")]
    assert "1 (first: Island Hospital)" in lost.en


def test_a_named_point_in_a_nameless_outline_is_one_station(tmp_path: Path) -> None:
    town = closed(a_town(), 65, 1700, 30, amenity="fire_station").node(57, 1720, 60, amenity="fire_station", name="Two")
    district, report = imported(tmp_path, town)
    assert report.figures["fire"] == 2
    assert {team.name.en for team in district.teams.values() if team.kind is TeamKind.FIRE} == {
        "Station One (proposed)", "Two (proposed)",
    }  # fmt: skip


def test_a_town_without_stations_says_so(tmp_path: Path) -> None:
    district, report = imported(tmp_path, Town().row(3).way(1, [1, 2, 3]))
    assert {team.kind for team in district.teams.values()} == {TeamKind.GRID}
    assert district.depots == {}
    assert "no_bases" in told(report)


def test_grids_lie_where_the_roads_are_with_their_centres_on_one(tmp_path: Path) -> None:
    district, report = imported(tmp_path)
    nodes = [LatLon(*at) for at in zip(district.roads.lat.tolist(), district.roads.lon.tolist(), strict=True)]
    assert set(district.grids) == {"R01C01", "R01C02", "R01C03", "R01C04", "R02C03"}
    for grid in district.grids.values():
        assert "proposed" in grid.name.en
        assert "建议" in grid.name.zh
        assert min(distance_m(grid.centre, node) for node in nodes) < 0.2
        assert distance_m(grid.ring[0], grid.ring[1]) == pytest.approx(500, abs=1)
    assert report.figures["grids"] == len(district.grids)
    assert "People's Road" in district.grids["R01C01"].name.en
    assert "人民路" in district.grids["R01C01"].name.zh


def test_the_background_has_water_green_squares_and_houses(tmp_path: Path) -> None:
    district, _ = imported(tmp_path)
    assert [area.kind for area in district.areas] == ["green", "water", "plaza", "building", "building"]
    assert [area.name for area in district.areas if area.kind == "water"] == [Text("Pond")]
    assert {len(area.ring) for area in district.areas} == {4}


def test_only_the_largest_areas_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOST, "building", 1)
    district, report = imported(tmp_path)
    assert [area.kind for area in district.areas].count("building") == 1
    (over,) = [line for line in report.lines if line.code.endswith("areas_over")]
    assert over.values == {"count": 1, "examples": "building"}


def test_a_lake_of_several_ways_is_one_area(tmp_path: Path) -> None:
    town = a_town()
    for id_, at in enumerate(((600, 100), (700, 100), (700, 200), (600, 200)), 701):
        town.node(id_, *at)
    for id_, refs in ((71, (701, 702, 703)), (72, (703, 704, 701))):
        town.raw(f'<way id="{id_}">' + "".join(f'<nd ref="{r}"/>' for r in refs) + "</way>")
    members = [("way", 71, "outer"), ("way", 72, "outer")]
    town.relation(80, members, {"type": "multipolygon", "natural": "water", "name": "West Lake"})
    town.relation(81, [("way", 71, "outer")], {"type": "multipolygon", "natural": "water", "name": "Half Lake"})
    district, report = imported(tmp_path, town)
    lakes = {area.name.en: len(area.ring) for area in district.areas if area.kind == "water"}
    assert lakes == {"West Lake": 4, "Pond": 4}
    assert "area_broken" in told(report)


def test_places_are_the_sites_and_the_crossings_of_large_roads(tmp_path: Path) -> None:
    district, _ = imported(tmp_path)
    names = {name.get("zh") for name, _ in district.places.values()}
    assert names == {"Station One", "仁爱医院", "Island Hospital", "第一小学", "人民路与Side Street路口"}


def test_a_named_bridge_is_a_place_under_its_own_number(tmp_path: Path) -> None:
    town = a_town().way(9, [32, 21], {"bridge": "yes", "bridge:name": "登云桥"})
    district, _ = imported(tmp_path, town)
    assert district.places["b9"][0].zh == "登云桥"
    assert {s.bridge for s in district.roads.stretches} == {"", "b9"}


def test_the_report_says_the_same_as_the_check_and_lies_in_the_folder(tmp_path: Path) -> None:
    _, report = imported(tmp_path)
    island = [line for line in report.lines if line.code == "district.check.island"]
    assert [line.values["count"] for line in island] == [2]
    text = (tmp_path / "districts" / "paper" / REPORT).read_text(encoding="utf-8")
    assert island[0].en in text
    assert island[0].get("zh") in text


def test_region_and_time_zone_can_be_given(tmp_path: Path) -> None:
    district, report = imported(tmp_path, region="us", timezone="America/Denver")
    assert (report.roads.region.id, district.timezone) == ("us", "America/Denver")
    assert [line.values["how"].code for line in report.lines if "how" in line.values] == ["district.import.given"] * 2
    _, guessed = imported(tmp_path, replace=True)
    assert [line.values["how"].code for line in guessed.lines if "how" in line.values] == [
        "district.import.guessed"
    ] * 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"datum": "WGS-72"}, "--datum: there is no datum 'WGS-72'"),
        ({"timezone": "Mars/Base"}, "--timezone: there is no 'Mars/Base'"),
        ({"region": "atlantis"}, "--region: there is no region 'atlantis'"),
    ],
)
def test_wrong_words_are_refused_before_anything_is_written(
    tmp_path: Path, changes: dict[str, str], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        imported(tmp_path, **changes)
    assert not (tmp_path / "districts").exists()


def test_a_district_that_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    first, _ = imported(tmp_path)
    with pytest.raises(BadInput, match="it is there already; expected another name, or --replace"):
        imported(tmp_path)
    assert load_district(tmp_path / "districts" / "paper").content_hash == first.content_hash
    second, _ = imported(tmp_path, Town().row(3).way(1, [1, 2, 3]), replace=True)
    assert len(second.roads.tail) == 4
    assert [path.name for path in (tmp_path / "districts").iterdir()] == ["paper"]


def test_a_folder_that_is_no_district_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(BadInput, match="it is no district folder"):
        imported(tmp_path, folder=tmp_path / "letters", replace=True)
    assert (tmp_path / "letters" / "dear.txt").read_text(encoding="utf-8") == "keep me"


@pytest.mark.parametrize("step", STEPS)
def test_an_import_that_is_interrupted_leaves_the_old_district_and_nothing_half(tmp_path: Path, step: str) -> None:
    old, _ = imported(tmp_path)

    def stop(now: str) -> None:
        if now == step:
            raise KeyboardInterrupt

    wanted = Wanted(a_town().write(tmp_path), "paper", tmp_path / "districts" / "paper", replace=True)
    with pytest.raises(KeyboardInterrupt):
        import_map(wanted, stop)
    assert load_district(wanted.folder).content_hash == old.content_hash
    assert [path.name for path in wanted.folder.parent.iterdir()] == ["paper"]


def test_a_district_that_cannot_be_put_in_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, _ = imported(tmp_path)
    usual = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name.startswith(".paper-"):
            raise OSError("the disk is full")
        return usual(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="the disk is full"):
        imported(tmp_path, Town().row(3).way(1, [1, 2, 3]), replace=True)
    assert load_district(tmp_path / "districts" / "paper").content_hash == old.content_hash
    assert [path.name for path in (tmp_path / "districts").iterdir()] == ["paper"]


def test_the_same_map_gives_the_same_district_byte_for_byte(tmp_path: Path) -> None:
    first, _ = imported(tmp_path)
    second, _ = imported(tmp_path, folder=tmp_path / "again")
    assert first.content_hash == second.content_hash
    assert first.content_hash != imported(tmp_path, folder=tmp_path / "us", region="us")[0].content_hash


def test_names_that_look_like_markup_are_kept_as_words(tmp_path: Path) -> None:
    odd = "&amp;x: [&quot;*a&quot;, {b}] # - %d 'q' &lt;b&gt; \U0001f692"
    town = a_town().raw(f'<node id="99" lat="{HERE.lat}" lon="{HERE.lon}"><tag k="amenity" v="police"/>'
                        f'<tag k="name" v="{odd}"/></node>')  # fmt: skip
    district, report = imported(tmp_path, town)
    plain = "&x: [\"*a\", {b}] # - %d 'q' <b> \U0001f692"
    assert plain in {name.en for name, _ in district.places.values()}
    assert f"{plain} (proposed)" in {team.name.en for team in district.teams.values()}
    assert all(line.en for line in report.lines)


def test_compact_and_written_roads_side_by_side_are_refused(tmp_path: Path) -> None:
    imported(tmp_path)
    folder = tmp_path / "districts" / "paper"
    (folder / "edges.csv").write_text("road\n", encoding="utf-8")
    with pytest.raises(BadDistrict, match=r"roads\.npz and edges\.csv: both are there"):
        load_district(folder)


def test_a_damaged_road_file_is_named(tmp_path: Path) -> None:
    imported(tmp_path)
    path = tmp_path / "districts" / "paper" / "roads.npz"
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(BadDistrict, match=r"roads\.npz: cut off or damaged"):
        load_district(path.parent)


def test_the_stations_of_a_real_town_are_found(tmp_path: Path) -> None:
    source = OSM_FOLDER / "baltimore.osm.pbf"
    if not source.is_file():
        pytest.skip(f"no baltimore.osm.pbf in {OSM_FOLDER}")
    report = import_map(Wanted(source, "baltimore", tmp_path / "baltimore"), lambda _: None)
    district = load_district(tmp_path / "baltimore")
    assert (report.figures["fire"], report.figures["police"], report.figures["hydrants"]) == (10, 5, 3)
    assert 7 <= report.figures["hospital"] <= 10
    assert sum(1 for team in district.teams.values() if team.kind is TeamKind.FIRE) == 10
    assert {area.kind for area in district.areas} == {"water", "green", "plaza", "building"}
    assert district.timezone == "America/New_York"


def test_the_steps_told_are_the_steps_announced(tmp_path: Path) -> None:
    steps: list[str] = []
    import_map(Wanted(a_town().write(tmp_path), "paper", tmp_path / "paper"), steps.append)
    assert tuple(steps) == STEPS
