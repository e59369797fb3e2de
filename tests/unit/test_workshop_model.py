"""The workshop's model: what is changed can be undone, what is not changed stays as it was written, saving is whole."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.district.load import load_district
from console.district.osm.folder import Wanted, import_map
from console.district.workshop.changes import Workshop, differences
from console.district.workshop.checking import examine
from console.district.workshop.drafts import DraftKeeper, forget, left
from console.district.workshop.fields import Rules, wrong_fields
from console.district.workshop.folder import CHANGED, Opened, open_town, texts_of, written
from console.district.workshop.kept_yaml import rewritten
from console.district.workshop.proposed import proposed
from console.district.workshop.saving import ChangedMeanwhile, save
from console.district.workshop.shelf import Shelf
from console.district.workshop.town import Kind, Town, free_id, moved, renamed, with_unit, without
from console.errors import BadDistrict, StoreUnavailable
from console.geo import LatLon, bd09_from_wgs84, distance_m, from_metres, wgs84_from, wgs84_from_bd09, wgs84_to
from console.phrase import say
from tests.unit.osm_builders import HERE, OSM_FOLDER
from tests.unit.osm_builders import Town as MapOf

ADDED = say("workshop.did.add", id="T01")


def a_map() -> MapOf:
    """Two roads that cross, with a fire station beside them."""
    return (
        MapOf().row(5).way(10, [1, 2, 3, 4, 5], {"name": "人民路", "name:en": "Renmin Road", "highway": "primary"})
        .node(21, 200, -200).node(22, 200, 200)
        .way(11, [21, 3, 22], {"name": "和平路", "name:en": "Heping Road", "highway": "secondary"})
        .node(31, 210, 20, amenity="fire_station", name="一号站")
    )  # fmt: skip


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    import_map(Wanted(a_map().write(tmp_path), "old-town", tmp_path / "old-town"), _quiet)
    return open_town(tmp_path / "old-town")


def _quiet(_step: str) -> None:
    return


def at(east_m: float, north_m: float = 0.0) -> LatLon:
    return from_metres(HERE, east_m, north_m)


def with_a_team(town: Town, id_: str = "T01", east_m: float = 100.0) -> Town:
    return with_unit(town, Kind.TEAM, id_, {**proposed(Kind.TEAM, id_), "base": town.written(at(east_m))})


def test_what_is_not_changed_is_not_written(opened: Opened) -> None:
    assert written(opened, opened.town).files == {}
    assert not Workshop(opened.town).is_changed


def test_a_new_team_is_in_the_district_after_saving(opened: Opened) -> None:
    saved = save(opened, with_a_team(opened.town), opened.folder)
    team = load_district(opened.folder).teams["T01"]
    assert distance_m(team.base, at(100)) < 0.2
    assert saved.hash_before != saved.hash_after == load_district(opened.folder).content_hash
    assert [said.code for said in saved.changes] == ["workshop.changed.team"]
    assert sorted(p.name for p in opened.folder.parent.glob(".*")) == []


def test_every_change_is_undone_and_done_again(opened: Opened) -> None:
    shop = Workshop(opened.town)
    steps = [with_a_team(opened.town)]
    steps.append(moved(steps[-1], Kind.TEAM, "T01", at(200)))
    steps.append(renamed(steps[-1], Kind.TEAM, "T01", "T77"))
    steps.append(without(steps[-1], Kind.TEAM, "T77"))
    for step in steps:
        assert shop.change(ADDED, step)
    for before in [*reversed(steps[:-1]), opened.town]:
        assert shop.undo() is not None
        assert shop.town == before
    assert shop.undo() is None
    for after in steps:
        assert shop.redo() is not None
        assert shop.town == after
    assert shop.redo() is None


def test_a_change_after_undoing_forgets_what_was_ahead(opened: Opened) -> None:
    shop = Workshop(opened.town)
    shop.change(ADDED, with_a_team(opened.town))
    shop.undo()
    shop.change(ADDED, with_a_team(opened.town, "T02"))
    assert shop.redo() is None
    assert not shop.change(ADDED, shop.town)


def test_posts_follow_a_renamed_grid_and_lose_a_deleted_one() -> None:
    town = Town({"id": "x"}, grids={"A": {}}, people=({"id": "P", "role": "adviser", "grid": "A", "team": ""},))
    assert renamed(town, Kind.GRID, "A", "B").people[0]["grid"] == "B"
    assert without(town, Kind.GRID, "A").people[0]["grid"] == ""
    assert town.people[0]["grid"] == "A"


def test_a_free_id_is_nobodys() -> None:
    assert free_id(Town({"id": "x"}, teams={"T02": {}}), Kind.TEAM) == "T03"


def test_saving_under_another_name_gives_the_district_its_own_id(opened: Opened) -> None:
    made = save(opened, opened.town, opened.folder.with_name("new-town")).opened
    assert (made.district.id, load_district(opened.folder).id) == ("new-town", "old-town")
    with pytest.raises(BadDistrict, match="already"):
        save(opened, opened.town, opened.folder.with_name("new-town"))


def test_a_folder_somebody_else_wrote_is_not_written_over(opened: Opened) -> None:
    teams = opened.folder / "teams.yaml"
    teams.write_text(teams.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    with pytest.raises(ChangedMeanwhile, match=r"teams\.yaml"):
        save(opened, with_a_team(opened.town), opened.folder)
    assert "# by hand" in teams.read_text(encoding="utf-8")


def test_a_town_that_could_not_be_opened_is_not_saved(opened: Opened) -> None:
    broken = with_unit(opened.town, Kind.TEAM, "T01", {**proposed(Kind.TEAM, "T01"), "base": [95, 0]})
    before = texts_of(opened.folder)
    with pytest.raises(BadDistrict, match="T01"):
        save(opened, broken, opened.folder)
    assert texts_of(opened.folder) == before
    assert list(opened.folder.parent.glob(".*")) == []


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_disk_that_refuses_leaves_the_old_district(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    usual, calls = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == fails_at:
            raise OSError(28, "No space left on device")
        return usual(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    before = load_district(opened.folder).content_hash
    with pytest.raises(StoreUnavailable, match="nothing was changed"):
        save(opened, with_a_team(opened.town), opened.folder)
    assert load_district(opened.folder).content_hash == before


def test_comments_and_other_files_of_a_hand_edited_folder_stay(opened: Opened) -> None:
    teams = opened.folder / "teams.yaml"
    text = teams.read_text(encoding="utf-8").replace("crew: 5", "crew: 5  # two on nights", 1)
    teams.write_text(text + "\n# --- added in May\n", encoding="utf-8")
    (opened.folder / "notes.txt").write_text("ours", encoding="utf-8")
    read = open_town(opened.folder)
    changed = with_a_team(moved(read.town, Kind.TEAM, "F01", at(120)))
    assert written(read, changed).lost == ()
    save(read, changed, read.folder)
    after = teams.read_text(encoding="utf-8")
    assert "crew: 5  # two on nights\n" in after
    assert "# --- added in May" in after
    assert (opened.folder / "notes.txt").read_text(encoding="utf-8") == "ours"


YAML = """\
# head
A:  # the first
  name: {en: One, zh: 一}
  # people
  crew: 4  # four
  carries:
    # masks
    '1010101': 3
# about B
B: {crew: 1}

# about C
C:
  crew: 2
# end
"""
READ = {
    "A": {"name": {"en": "One", "zh": "一"}, "crew": 4, "carries": {"1010101": 3}},
    "B": {"crew": 1},
    "C": {"crew": 2},
}


def test_only_the_changed_field_is_written_anew() -> None:
    made = rewritten(YAML, {**READ, "A": {**READ["A"], "crew": 5}})
    assert made.text == YAML.replace("crew: 4", "crew: 5")
    assert made.lost == ()


def test_comments_that_go_are_named() -> None:
    made = rewritten(YAML, {"A": {**READ["A"], "carries": {"1010101": 4}}, "C": READ["C"]})
    assert made.lost == ("# masks", "# about B")
    assert "# about C\nC:\n  crew: 2\n# end\n" in made.text


def test_the_last_entry_that_goes_leaves_a_file_that_can_be_read(opened: Opened) -> None:
    made = save(opened, without(opened.town, Kind.DEPOT, "D01"), opened.folder).opened
    assert made.district.depots == {}
    again = save(made, with_unit(made.town, Kind.DEPOT, "D01", opened.town.depots["D01"]), made.folder).opened
    assert again.town == opened.town


def test_windows_lines_stay_windows_lines() -> None:
    made = rewritten(YAML.replace("\n", "\r\n"), {**READ, "D": {"crew": 9}})
    assert "\n" not in made.text.replace("\r\n", "")


WORDS = st.characters(exclude_categories=["C", "Zl", "Zp"])
records = st.dictionaries(
    st.text("ABCDEF123", min_size=1, max_size=3),
    st.dictionaries(
        st.sampled_from(["name", "crew", "vehicle", "carries"]),
        st.one_of(
            st.integers(-5, 5),
            st.text(WORDS, max_size=12),
            st.dictionaries(st.text("ab#: ", max_size=4), st.integers()),
        ),
        min_size=1,
    ),
)


@given(records, records)
def test_whatever_is_changed_the_file_reads_as_the_records(before, after) -> None:
    from console.district.demo.write import as_block
    from console.district.files import as_yaml

    made = rewritten(f"# head\n{as_block(before)}", after)
    assert {str(k): v for k, v in as_yaml("", made.text).items()} == after


@given(st.sampled_from(["WGS-84", "GCJ-02", "BD-09"]), st.floats(18, 53), st.floats(75, 134))
def test_a_place_goes_into_a_datum_and_back(datum: str, lat: float, lon: float) -> None:
    place = LatLon(lat, lon)
    assert distance_m(wgs84_from(datum, wgs84_to(datum, place)), place) < 0.01
    assert distance_m(wgs84_from_bd09(bd09_from_wgs84(place)), place) < 0.01


def test_a_place_is_written_in_the_datum_of_the_files() -> None:
    town = with_unit(Town({"id": "x", "datum": "GCJ-02"}), Kind.CAMERA, "C", {"position": [0, 0]})
    put = moved(town, Kind.CAMERA, "C", at(50))
    where = put.where(Kind.CAMERA, "C")
    assert where is not None
    assert distance_m(where, at(50)) < 0.2
    assert distance_m(LatLon(*put.cameras["C"]["position"]), at(50)) > 100


def test_wrong_fields_are_named_in_both_languages(opened: Opened) -> None:
    rules = Rules.of(opened.district, opened.town.datum)
    good = {**proposed(Kind.TEAM, "T01"), "base": opened.town.written(at(0))}
    assert wrong_fields(Kind.TEAM, good, rules) == {}
    bad = {
        **good, "crew": 0, "shift": "early", "base": [0, 0], "capabilities": ["magic"], "carries": {"9999999": 1},
        "beat": "Nowhere", "name": {"en": ""},
    }  # fmt: skip
    found = wrong_fields(Kind.TEAM, bad, rules)
    assert set(found) == {"crew", "shift", "base", "capabilities", "carries", "beat", "name.en"}
    assert all(said.get("zh") for said in found.values())
    assert set(wrong_fields(Kind.DISTRICT, {**opened.town.about, "country": "ZZ", "timezone": "Mars"}, rules)) == {
        "country", "timezone",
    }  # fmt: skip


def test_each_finding_of_the_check_leads_to_its_thing(opened: Opened) -> None:
    lost = with_a_team(opened.town, "T01", -1500)
    idle = with_unit(lost, Kind.TEAM, "F01", {**lost.teams["F01"], "capabilities": []})
    _, problems = examine(opened, idle)
    led = {(p.kind, p.id, p.field) for p in problems}
    assert {(Kind.TEAM, "T01", "base"), (Kind.TEAM, "F01", "capabilities")} <= led
    broken = with_unit(
        idle, Kind.CAMERA, "C-01", {**proposed(Kind.CAMERA, "C-01"), "position": list(at(0)), "source": ""}
    )
    district, problems = examine(opened, broken)
    assert district is None
    assert [(p.kind, p.id, p.field, p.grave) for p in problems] == [(Kind.CAMERA, "C-01", "source", True)]


def test_the_check_says_what_the_command_says(opened: Opened) -> None:
    from console.app.asking import findings
    from console.app.wiring import load_ground

    _, problems = examine(opened, opened.town)
    assert sorted(p.said.en for p in problems) == sorted(findings(load_ground(opened.folder)))


AT = datetime(2026, 3, 2, tzinfo=UTC)


def test_a_draft_survives_and_is_gone_after_saving(opened: Opened, tmp_path: Path) -> None:
    path, keeper = tmp_path / "drafts" / "old-town.json", DraftKeeper(tmp_path / "drafts" / "old-town.json")
    town = with_a_team(opened.town)
    assert not keeper.keep(opened, town, AT), "nobody else works on it"
    assert left(path, opened) is None, "its own window is still open"
    keeper.release()
    found = left(path, opened)
    assert found is not None
    assert (found.town, found.at, found.stale) == (town, AT, False)
    assert left(path, save(opened, town, opened.folder).opened) is None
    forget(found)
    assert left(path, opened) is None


def test_windows_on_one_district_keep_a_draft_each_and_the_newest_that_was_left_is_offered(
    opened: Opened, tmp_path: Path
) -> None:
    path = tmp_path / "old-town.json"
    first, second = DraftKeeper(path), DraftKeeper(path)
    one, other = with_a_team(opened.town), without(opened.town, Kind.DEPOT, "D01")
    assert not first.keep(opened, one, AT + timedelta(minutes=1))
    assert second.keep(opened, other, AT), "it is told that somebody else works on it"
    assert not second.keep(opened, other, AT), "once"
    first.release()
    second.release()
    third = DraftKeeper(path)
    third.keep(opened, moved(opened.town, Kind.TEAM, "F01", at(9)), AT + timedelta(minutes=2))
    newest = left(path, opened)
    assert newest is not None
    assert newest.town == one
    third.take_over(newest, opened, newest.town, AT)
    older = left(path, opened)
    assert older is not None
    assert older.town == other, "what was left first is offered when the newer one is dealt with"
    third.forget()
    third.release()
    forget(older)
    assert left(path, opened) is None


def test_a_district_elsewhere_with_a_like_name_has_no_share_in_it(opened: Opened, tmp_path: Path) -> None:
    elsewhere = DraftKeeper(tmp_path / "old-town.2-abc.json")
    elsewhere.keep(opened, with_a_team(opened.town), AT)
    elsewhere.release()
    assert left(tmp_path / "old-town.json", opened) is None


def test_a_draft_of_other_files_says_so_and_a_broken_one_counts_as_none(opened: Opened, tmp_path: Path) -> None:
    path, keeper = tmp_path / "old-town.json", DraftKeeper(tmp_path / "old-town.json")
    keeper.keep(opened, with_a_team(opened.town), AT)
    keeper.release()
    found = left(path, replace(opened, district=replace(opened.district, content_hash="other")))
    assert found is not None
    assert found.stale
    for text in ("", "{", json.dumps({"hash": "x"}), "[]"):
        path.write_text(text, encoding="utf-8")
        assert left(path, opened) is None


def test_where_files_cannot_be_locked_a_draft_is_kept_and_none_is_written_over(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("console.district.workshop.drafts.fcntl.flock", refuse)
    path = tmp_path / "old-town.json"
    towns = with_a_team(opened.town), without(opened.town, Kind.DEPOT, "D01")
    for n, town in enumerate(towns):
        keeper = DraftKeeper(path)
        assert not keeper.keep(opened, town, AT + timedelta(minutes=n))
        keeper.release()
    newest = left(path, opened)
    assert newest is not None
    forget(newest)
    older = left(path, opened)
    assert older is not None
    assert (newest.town, older.town) == (towns[1], towns[0])


def test_a_place_that_cannot_be_written_is_told(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file where the folder should be", encoding="utf-8")
    path = tmp_path / "drafts" / "old-town.json"
    assert left(path, opened) is None
    with pytest.raises(StoreUnavailable, match="drafts"):
        DraftKeeper(path).keep(opened, with_a_team(opened.town), AT)


def test_names_of_new_districts(tmp_path: Path) -> None:
    (tmp_path / "districts" / "there").mkdir(parents=True)
    (tmp_path / "districts" / "there" / "district.yaml").touch()
    shelf = Shelf(tmp_path / "districts", tmp_path / "drafts", Path("xiaohe"))
    wrong = {name: shelf.wrong_name(name, shelf.taken()) for name in ("a b", "xiaohe", "there", "新城", "")}
    assert [name for name, said in wrong.items() if said is None] == ["新城"]
    assert shelf.names() == ["xiaohe", "there"]
    drafts_of = {shelf.draft(place / "there") for place in (tmp_path / "districts", tmp_path, tmp_path / "x")}
    assert len(drafts_of) == 3


def test_differences_are_counted(opened: Opened) -> None:
    changed = without(with_a_team(moved(opened.town, Kind.TEAM, "F01", at(9))), Kind.DEPOT, "D01")
    assert [said.en for said in differences(opened.town, changed)] == [
        "Teams: 1 new, 1 changed, 0 removed", "Depots: 0 new, 0 changed, 1 removed",
    ]  # fmt: skip
    assert set(written(opened, changed).files) <= set(CHANGED)


@pytest.mark.parametrize("datum", ["GCJ-02", "BD-09"])
def test_a_unit_placed_in_a_district_of_another_datum_is_where_it_was_placed(opened: Opened, datum: str) -> None:
    about = opened.folder / "district.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("WGS-84", datum), encoding="utf-8")
    read = open_town(opened.folder)
    made = save(read, with_a_team(read.town), read.folder).opened
    assert distance_m(made.district.teams["T01"].base, at(100)) < 0.3


SHANGHAI = OSM_FOLDER / "shanghai.osm.gz"


@pytest.mark.skipif(not SHANGHAI.is_file(), reason="the map is not on this machine")
def test_a_real_town_gets_a_team_and_a_camera_without_a_file_being_edited(tmp_path: Path) -> None:
    folder = tmp_path / "shanghai"
    import_map(Wanted(SHANGHAI, "shanghai", folder), _quiet)
    read = open_town(folder)
    centre = next(iter(read.district.grids.values())).centre
    team = {**proposed(Kind.TEAM, "T01", "fire"), "base": read.town.written(centre)}
    camera = {**proposed(Kind.CAMERA, "C-01"), "position": read.town.written(centre)}
    town = with_unit(with_unit(read.town, Kind.TEAM, "T01", team), Kind.CAMERA, "C-01", camera)
    district, problems = examine(read, town)
    assert district is not None
    assert not any(problem.id in ("T01", "C-01") for problem in problems)
    made = save(read, town, folder).opened
    assert distance_m(made.district.cameras["C-01"].position, centre) < 0.2
    assert made.town == town
