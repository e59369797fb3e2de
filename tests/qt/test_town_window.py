"""The district workshop: a town made from a map by the keyboard alone, changed, checked, saved and worked with."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.app.asking import advise, read_incident
from console.app.drills import open_drill
from console.app.folders import districts_dir
from console.app.towning import Workshops, shelf
from console.app.wiring import load_ground
from console.district.load import load_district
from console.district.osm.folder import Wanted, import_map
from console.district.workshop.folder import open_town
from console.district.workshop.town import Kind
from console.drill.anywhere import FIRST_LOOK
from console.geo import LatLon, distance_m
from console.views.town.window import CHECK, IMPORT, PLACE, USE, TownWindow
from console.views.video.feed import FeedState
from tests.unit.test_workshop_model import a_map, at


@pytest.fixture(autouse=True)
def _own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def made(qtbot):
    """Makes windows, and stops them at the end."""
    windows = []

    def make():
        window = TownWindow(shelf())
        windows.append(window)
        window.resize(1366, 768)
        window.show()
        return window

    yield make
    for window in windows:
        window.shutdown()
        window.hide()
        window.deleteLater()


@pytest.fixture
def old_town(tmp_path) -> Path:
    folder = districts_dir() / "old-town"
    import_map(Wanted(a_map().write(tmp_path), "old-town", folder), _quiet)
    return folder


KEPT = []
"""Consoles whose map profile must not go while Chromium still runs."""


def _quiet(_step: str) -> None:
    return


def opened(qtbot, window, folder, step=PLACE):
    window.open(folder, step)
    until(qtbot, lambda: window.work.opened is not None and not window.work.is_busy)
    return window.work


def keys(qtbot, text: str = "", *then) -> None:
    """Type where the keyboard is."""
    if text:
        qtbot.keyClicks(QApplication.focusWidget(), text)
    for key in then:
        qtbot.keyClick(QApplication.focusWidget(), key)


def press(qtbot, window, key, *modifiers) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(QApplication.focusWidget() or window, key, held)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def until(qtbot, true) -> None:
    """Wait, also on a machine that has much else to do."""
    qtbot.waitUntil(true, timeout=30_000)


def focused(qtbot, widget) -> None:
    until(qtbot, lambda: QApplication.focusWidget() is widget)


def a_fire_at(place: LatLon) -> dict:
    return {
        "category": "fire.commercial", "position": list(place), "facts": {"flames_visible": True, "trapped": 2},
    }  # fmt: skip


def test_a_town_is_made_from_a_map_by_the_keyboard_alone_and_worked_with(qtbot, made, tmp_path):
    source = a_map().write(tmp_path, "new-town.osm")
    window = made()
    window.activateWindow()
    focused(qtbot, window.bring_in.path)
    keys(qtbot, str(source))
    assert window.bring_in.name.text() == "new-town"
    keys(qtbot, "", Qt.Key.Key_Return)
    until(qtbot, lambda: window.work.opened is not None and not window.bring_in.importing.is_running)
    assert window.left.currentIndex() == IMPORT
    assert "1 junctions" in window.bring_in.counts.text()
    focused(qtbot, window.bring_in.go_on)
    keys(qtbot, "", Qt.Key.Key_Space)
    assert window.left.currentIndex() == PLACE

    def place(tab: int, where: str) -> None:
        window.place.list.tabs.setFocus()
        while window.place.list.tabs.currentIndex() != tab:
            keys(qtbot, "", Qt.Key.Key_Right)
        press(qtbot, window, Qt.Key.Key_N, CTRL)
        focused(qtbot, window.where.line)
        keys(qtbot, where, Qt.Key.Key_Return)

    place(0, "Renmin Road and Heping Road")
    focused(qtbot, window.form.editors["name.en"])
    press(qtbot, window, Qt.Key.Key_A, CTRL)
    keys(qtbot, "South gate crew", Qt.Key.Key_Return)
    new = window.work.id
    assert window.work.town.teams[new]["name"]["en"] == "South gate crew"
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert window.work.town.teams[new]["name"]["en"] == f"Team {new}"
    press(qtbot, window, Qt.Key.Key_Y, CTRL)
    assert window.work.town.teams[new]["name"]["en"] == "South gate crew"
    assert distance_m(window.work.town.where(Kind.TEAM, new), at(200)) < 1
    place(2, f"{at(190).lat:.6f}, {at(190).lon:.6f}")
    until(qtbot, lambda: window.work.town.cameras != {})
    press(qtbot, window, Qt.Key.Key_3, ALT)
    until(qtbot, lambda: window.check.problems is not None and not window.check.is_checking)
    assert not any(problem.grave for problem in window.check.problems)
    press(qtbot, window, Qt.Key.Key_4, ALT)
    focused(qtbot, window.use.name)
    with qtbot.waitSignal(window.use_asked) as asked:
        window.use.use.setFocus()
        keys(qtbot, "", Qt.Key.Key_Space)
    assert asked.args == ["new-town"]
    ground = load_ground(Path("new-town"))
    assert list(ground.district.cameras) == ["C-01"]
    found = advise(read_incident(json.dumps(a_fire_at(at(210))), "fire", ground), ground)
    assert new in {fill.team for row in found.needs for fill in row.filled}
    assert not window.work.shop.is_changed


def test_the_workstation_runs_on_it_and_shows_the_new_camera(qtbot, made, old_town):
    window = made()
    work = opened(qtbot, window, old_town)
    window.place.add(Kind.CAMERA)
    window.where.take(at(150))
    window.use.save_it()
    until(qtbot, lambda: not work.is_busy and not work.shop.is_changed)
    drill = open_drill(load_ground(Path("old-town")), FIRST_LOOK, 7, ":memory:", officer=True, cameras=True)
    from console.views.opening import Console

    console = Console(drill.session, drill, ticking=False)
    station = console.open_workstation()
    station.show()
    until(qtbot, lambda: console.link.is_loaded)
    station.video.cameras.feed("C-01").source.start()
    until(qtbot, lambda: station.video.cameras.states(["C-01"])["C-01"].state is FeedState.LIVE)
    console.close()
    KEPT.append(console)
    station.hide()
    station.deleteLater()


def test_every_change_is_undone_with_ctrl_z_and_done_again_with_ctrl_y(qtbot, made, old_town):
    window = made()
    work = opened(qtbot, window, old_town)
    before = work.town
    window.place.add(Kind.TEAM)
    window.where.take(at(100))
    added = work.town
    work.choose(Kind.TEAM, "F01")
    window.place.list.delete_chosen()
    assert "F01" not in work.town.teams
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert work.town == added
    assert work.id == "F01"
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert work.town == before
    press(qtbot, window, Qt.Key.Key_Y, CTRL)
    assert work.town == added


def test_a_click_on_the_map_places_and_moves(qtbot, made, old_town):
    window = made()
    work = opened(qtbot, window, old_town)
    window.place.list.add.click()
    assert window.map.tool.isChecked()
    window.map.pointed.emit(at(100))
    new = work.id
    assert not window.map.tool.isChecked()
    press(qtbot, window, Qt.Key.Key_M, CTRL)
    window.map.pointed.emit(at(120, 5))
    assert distance_m(work.town.where(Kind.TEAM, new), at(120, 5)) < 0.5
    press(qtbot, window, Qt.Key.Key_M, CTRL)
    work.choose(Kind.TEAM, "F01")
    window.map.pointed.emit(at(140, 5))  # what was asked about is moved, whatever is looked at meanwhile
    assert distance_m(work.town.where(Kind.TEAM, new), at(140, 5)) < 0.5
    press(qtbot, window, Qt.Key.Key_M, CTRL)
    window.go(CHECK)
    assert window.where.isHidden()
    assert not window.map.tool.isChecked()


def test_a_wrong_field_is_told_at_the_field_and_kept_and_the_check_leads_to_it(qtbot, made, old_town):
    window = made()
    work = opened(qtbot, window, old_town)
    work.choose(Kind.TEAM, "F01")
    crew = window.form.editors["crew"]
    crew.setFocus()
    press(qtbot, window, Qt.Key.Key_A, CTRL)
    keys(qtbot, "many", Qt.Key.Key_Return)
    assert work.town.teams["F01"]["crew"] == "many"
    assert "whole number" in window.form._wrong["crew"].text()
    work.choose(Kind.TEAM, "G001")
    window.recheck()
    until(qtbot, lambda: window.check.problems is not None and not window.check.is_checking)
    assert window.check.problems[0].grave
    window.check.list.itemActivated.emit(window.check.list.item(0))
    assert (work.kind, work.id) == (Kind.TEAM, "F01")
    focused(qtbot, crew)
    window.save()
    until(qtbot, lambda: not work.is_busy)
    assert "F01.crew" in window.steps.said.text()
    assert load_district(old_town).teams["F01"].crew == 5


def test_a_field_that_is_only_visited_changes_nothing(qtbot, made, old_town):
    about = old_town / "district.yaml"
    text = about.read_text(encoding="utf-8")
    about.write_text(text[: text.index("note:")] + 'note: "two\\nlines,  wide"\n', encoding="utf-8")
    window = made()
    work = opened(qtbot, window, old_town)
    work.choose(Kind.DISTRICT, "old-town")
    for editor in window.form.editors.values():
        editor.setFocus()
    work.choose(Kind.TEAM, "F01")
    for editor in window.form.editors.values():
        editor.setFocus()
    window.place.list.table.setFocus()
    assert work.town == work.shop.saved


def test_what_a_plan_lacks_leads_to_where_it_can_be_added(qtbot, made, old_town):
    window = made()
    work = opened(qtbot, window, old_town)
    work.choose(Kind.DEPOT, "D01")
    window.place.list.delete_chosen()
    window.recheck()
    until(qtbot, lambda: window.check.problems is not None and not window.check.is_checking)
    row = next(n for n, p in enumerate(window.check.problems) if p.said.code == "plan.check.stock_short")
    window.check.list.itemActivated.emit(window.check.list.item(row))
    assert window.left.currentIndex() == PLACE
    assert window.place.list.kind is Kind.DEPOT


def test_a_grid_is_outlined_corner_by_corner(qtbot, made, old_town):
    window = made()
    work = opened(qtbot, window, old_town)
    window.place.add(Kind.GRID)
    for east, north in ((0, 0), (100, 0), (100, 100)):
        window.where.take(at(east, north))
    window.where.close_it.click()
    assert len(work.town.ring(work.id)) == 3
    assert (work.kind, window.where.isHidden()) == (Kind.GRID, True)


def test_a_table_is_shown_before_it_is_taken_in_as_one_change(qtbot, made, old_town, tmp_path):
    window = made()
    work = opened(qtbot, window, old_town)
    table = tmp_path / "cameras.csv"
    rows = [f"{n},南门{n},{at(n * 20).lat},{at(n * 20).lon}" for n in range(1, 4)]
    table.write_text("\n".join(["编号,名称,纬度,经度", *rows, "9,坏,很北,东"]), encoding="gb18030")
    before = work.town
    window.place.list.tabs.setCurrentIndex(2)
    window.place.list.take_in.click()
    panel = window.place.table
    panel.path.setText(str(table))
    panel.read()
    until(qtbot, lambda: panel.found is not None)
    assert panel.take.text() == "Take in 3"
    assert "row 5" in panel.rows.item(0).text()
    panel.take.click()
    assert list(work.town.cameras) == ["1", "2", "3"]
    work.undo()
    assert work.town == before


def test_what_is_exported_is_taken_in_again_without_a_change(qtbot, made, old_town, tmp_path):
    window = made()
    work = opened(qtbot, window, old_town)
    for tab, name in ((0, "teams.csv"), (1, "depots.csv"), (3, "grids.geojson")):
        window.place.list.tabs.setCurrentIndex(tab)
        window.place.export_to(tmp_path / name)
        until(qtbot, (tmp_path / name).is_file)
        until(qtbot, lambda: "Written" in window.steps.said.text())
        before, panel = work.town, window.place.table
        window.place.list.take_in.click()
        panel.path.setText(str(tmp_path / name))
        panel.read()
        until(qtbot, lambda panel=panel: panel.found is not None)
        assert panel.found.refused == []
        panel.take.click()
        assert work.town == before


@pytest.mark.parametrize("what", ["missing", "empty", "text", "cut", "no roads"])
def test_a_file_that_is_no_map_is_told_and_leaves_nothing(qtbot, made, tmp_path, what):
    path = tmp_path / "bad.osm.gz"
    good = gzip.compress(a_map().text.encode())
    content = {"empty": b"", "text": b"hello", "cut": good[: len(good) // 2],
               "no roads": gzip.compress(b'<osm version="0.6"></osm>')}  # fmt: skip
    if what != "missing":
        path.write_bytes(content[what])
    window = made()
    window.bring_in.path.setText(str(path))
    window.bring_in.name.setText("bad")
    window.bring_in.begin()
    until(qtbot, lambda: not window.bring_in.importing.is_running)
    assert "Nothing was imported" in window.bring_in.wrong.text()
    assert list(districts_dir().glob("*")) + list(districts_dir().glob(".*")) == []
    assert window.work.opened is None


def test_an_import_that_is_cancelled_leaves_nothing(qtbot, made, tmp_path):
    window = made()
    importing = window.bring_in.importing
    window.bring_in.path.setText(str(a_map().write(tmp_path)))
    window.bring_in.name.setText("never")
    with qtbot.waitSignal(importing.ended):
        window.bring_in.begin()
        importing.stop()
    assert "Cancelled" in window.bring_in.wrong.text()
    assert list(districts_dir().glob("*")) + list(districts_dir().glob(".*")) == []


def test_unsaved_work_is_offered_again_after_a_crash(qtbot, made, old_town):
    window = made()
    work = opened(qtbot, window, old_town)
    window.place.add(Kind.TEAM)
    window.where.take(at(100))
    town = work.town
    draft = shelf().draft(old_town)
    until(qtbot, draft.is_file)
    window.shutdown()
    again = made()
    opened(qtbot, again, old_town)
    until(qtbot, again.steps.draft_bar.isVisible)
    again.steps.restore.click()
    assert again.work.town == town
    assert not again.steps.draft_bar.isVisible()
    again.use.save_it()
    until(qtbot, lambda: not again.work.is_busy and not draft.exists())
    assert open_town(old_town).town == town


def test_two_windows_on_one_district_lose_nothing_of_each_other(qtbot, made, old_town):
    windows = [made(), made()]
    towns = []
    for n, window in enumerate(windows):
        work = opened(qtbot, window, old_town)
        assert not window.steps.draft_bar.isVisible(), "the other one is still at work on its own"
        window.place.add(Kind.TEAM)
        window.where.take(at(100 + n))
        towns.append(work.town)
        until(qtbot, lambda n=n: len(list(shelf().drafts.glob("*.json"))) == n + 1)
    until(qtbot, lambda: "Another window" in windows[1].steps.said.text())
    assert windows[0].steps.said.text() == ""
    for window in windows:
        window.shutdown()
    for town in reversed(towns):
        again = made()
        opened(qtbot, again, old_town)
        until(qtbot, again.steps.draft_bar.isVisible)
        again.steps.restore.click()
        assert again.work.town == town
        again.steps.show_message("", False)


def test_unsaved_work_that_was_not_answered_is_not_written_over(qtbot, made, old_town):
    window = made()
    opened(qtbot, window, old_town)
    window.place.add(Kind.TEAM)
    window.where.take(at(100))
    before = window.work.town
    until(qtbot, shelf().draft(old_town).is_file)
    window.shutdown()
    again = made()
    work = opened(qtbot, again, old_town)
    until(qtbot, again.steps.draft_bar.isVisible)
    again.place.add(Kind.TEAM)
    again.where.take(at(200))
    until(qtbot, lambda: len(list(shelf().drafts.glob("*.json"))) == 2)
    again.steps.restore.click()
    assert work.town == before
    until(qtbot, lambda: len(list(shelf().drafts.glob("*.json"))) == 1)


def test_somebody_elses_change_is_not_written_over(qtbot, made, old_town):
    window = made()
    work = opened(qtbot, window, old_town)
    window.place.add(Kind.TEAM)
    window.where.take(at(100))
    teams = old_town / "teams.yaml"
    teams.write_text(teams.read_text(encoding="utf-8") + "# theirs\n", encoding="utf-8")
    window.save()
    until(qtbot, lambda: not work.is_busy)
    assert "changed by somebody else" in window.steps.said.text()
    assert work.shop.is_changed
    window.go(USE)
    window.use.name.setText("ours")
    window.save()
    until(qtbot, lambda: not work.is_busy and not work.shop.is_changed)
    assert load_district(districts_dir() / "ours").id == "ours"
    assert "# theirs" in teams.read_text(encoding="utf-8")


def test_the_demo_is_saved_under_another_name_only(qtbot, made):
    window = made()
    work = opened(qtbot, window, shelf().shipped)
    window.save()
    assert window.left.currentIndex() == USE
    assert not window.use.save.isEnabled()
    window.use.name.setText("xiaohe")
    assert "shipped demo" in window.use.wrong.text()
    window.use.name.setText("copy")
    window.use.save_it()
    until(qtbot, lambda: not work.is_busy and work.folder == districts_dir() / "copy")
    assert load_district(districts_dir() / "copy").id == "copy"


def test_steps_need_a_district(qtbot, made):
    window = made()
    for step in (PLACE, CHECK, USE):
        window.go(step)
        assert window.left.currentIndex() == IMPORT
    assert "Import or open" in window.steps.said.text()


def test_saved_and_used_a_workstation_opens_on_it(qtbot, old_town):
    workshops = Workshops()
    window = workshops.open()
    window.use_asked.emit("old-town")
    until(qtbot, lambda: len(workshops.begun) == 1)
    station = workshops.begun[0].workstation
    assert station.isVisible()
    assert station.link.session.district.id == "old-town"
    KEPT.extend(workshops.begun)
    workshops.close()
    station.hide()
    window.hide()


def test_the_workstation_leads_to_the_workshop(a_window):
    window, _, _ = a_window
    asked = []
    window.town_asked.connect(lambda: asked.append("town"))
    window.command_line.edit.setText("district")
    window.command_line.run()
    assert asked == ["town"]
