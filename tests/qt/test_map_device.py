"""The map in a real browser engine: nothing leaves the machine, nothing runs that was only text."""

from __future__ import annotations

import json
import logging

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import QWebEnginePage
from shiboken6 import delete

from console.geo import LatLon
from console.model.places import TeamKind
from console.model.words import ResponseLevel, TeamStatus, Urgency
from console.phrase import Text
from console.views import language
from console.views.background import Background
from console.views.map.device import MapView
from console.views.map.marks import AreaMark, CameraMark, ClosureMark, DepotMark, IncidentMark, RouteMark, TeamMark
from console.views.map.scheme import MapSite
from console.views.theme import current as theme
from console.views.theme.tokens import DARK, LIGHT
from tests.qt.small_district import CENTRE, a_district, at

NASTY = '<img src="https://example.com/x.png" onerror="window.hacked=1"><script>window.hacked=1</script>'


@pytest.fixture
def site(qapp, tmp_path):
    background = Background()
    made = MapSite(a_district(road_name=Text(NASTY[:40], "登云路")), background, cache_dir=tmp_path)
    yield made
    background.shutdown()


@pytest.fixture
def view(qtbot, site):
    made = MapView(site)
    made.resize(640, 420)
    made.set_still(True)
    qtbot.addWidget(made, before_close_func=MapView.close_page)
    made.show()
    return made


def settle(qtbot, view):
    qtbot.waitUntil(lambda: view.is_settled, timeout=20_000)


def ask(qtbot, view, script):
    answer = []
    view._page.runJavaScript(f"JSON.stringify({script})", 0, answer.append)
    qtbot.waitUntil(lambda: bool(answer), timeout=10_000)
    return json.loads(answer[0] or "null")


def a_team(team="T01", place=CENTRE, status=TeamStatus.AVAILABLE, **how):
    return TeamMark(team, how.pop("label", team), TeamKind.FIRE, status, place, **how)


def an_incident(number=1024, label="Fire in a mall", place=CENTRE, urgency=Urgency.EMERGENCY, **how):
    return IncidentMark(number, label, place, ResponseLevel.III, urgency, **how)


def test_only_our_own_scheme_is_loaded_and_nothing_else_is_even_asked_for(qtbot, site, view, caplog):
    settle(qtbot, view)
    assert "map page" not in caplog.text
    assert site.gate.blocked == []
    names = sorted(url.removeprefix("console135://map/") for url in site.gate.passed)
    assert names == sorted(
        ["index.html", "leaflet.js", "qwebchannel.js", "shapes.js", "sprites.js", "labels.js", "scene.js", "crowd.js",
         "ways.js", "conditions.js", "pointing.js", "map.js", "leaflet.css", "map.css"]
    )  # fmt: skip


def test_the_pages_own_policy_refuses_a_request_to_the_outside(qtbot, view, caplog):
    settle(qtbot, view)
    with caplog.at_level(logging.WARNING):
        ask(qtbot, view, "(new Image().src = 'https://example.com/a.png', 1)")
        ask(qtbot, view, "(fetch('https://example.com/b').catch(() => 0), 1)")
        qtbot.waitUntil(lambda: caplog.text.count("Content Security Policy") >= 2)
    assert "https://example.com/a.png" in caplog.text


def test_the_gate_blocks_and_counts_what_no_policy_refuses(qtbot, site):
    page = QWebEnginePage(site.profile)
    for address in ("https://example.com/", "data:text/html,hello"):
        with qtbot.waitSignal(page.loadFinished, timeout=20_000) as loaded:
            page.load(QUrl(address))
        assert loaded.args == [False]
    delete(page)
    assert site.gate.blocked == ["https://example.com/", "data:text/html,hello"]


def test_the_page_cannot_be_sent_elsewhere(qtbot, view):
    settle(qtbot, view)
    ask(qtbot, view, "(location.href = 'https://example.com/', 1)")
    assert ask(qtbot, view, "location.href") == "console135://map/index.html"


def test_an_inline_script_without_the_nonce_does_not_run(qtbot, view):
    settle(qtbot, view)
    inject = "(() => { const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
    ask(qtbot, view, inject + " document.body.append(s); return 1; })()")
    assert ask(qtbot, view, "window.hacked || 0") == 0


def test_report_text_with_html_is_shown_as_text_and_nothing_runs(qtbot, site, view):
    view.set_incidents([an_incident(label=NASTY, selected=True)])
    view.set_teams([a_team(label=NASTY[:20], place=at(-200, 100))])
    settle(qtbot, view)
    assert ask(qtbot, view, "[...ConsoleMap.state.layers.get('incidents').values()][0].label") == f"#1024 {NASTY}"
    assert ask(qtbot, view, "document.querySelectorAll('img:not(.leaflet-tile), b').length") == 0
    assert (
        ask(qtbot, view, "document.querySelectorAll('script:not([src])').length") == 1
    )  # folium's own, with the nonce
    assert ask(qtbot, view, "window.hacked || 0") == 0
    assert site.gate.blocked == []


def test_what_was_set_before_the_page_was_ready_arrives_afterwards(qtbot, view):
    assert not view.is_ready
    view.set_teams([a_team("T01"), a_team("T02", at(100, 100))])
    view.set_teams([a_team("T02", at(100, 100)), a_team("T03", at(-100, 0))])
    settle(qtbot, view)
    assert ask(qtbot, view, "[...ConsoleMap.state.layers.get('teams').keys()]") == ["T02", "T03"]


def test_moving_one_team_of_many_sends_only_that_team(qtbot, view):
    teams = [a_team(f"T{i:02}", at(i * 10, i * 5)) for i in range(40)]
    view.set_teams(teams)
    settle(qtbot, view)
    sent = []
    view._bridge.apply.connect(sent.append)
    teams[7] = a_team("T07", at(0, -200))
    view.set_teams(teams)
    settle(qtbot, view)
    (batch,) = [json.loads(text) for text in sent]
    assert batch["layers"]["teams"]["set"] == {}
    assert batch["layers"]["teams"]["moved"][::4] == ["T07"]
    assert batch["settings"] == {}
    there = ask(qtbot, view, "ConsoleMap.state.layers.get('teams').get('T07').at")
    assert there == pytest.approx(list(at(0, -200)), abs=1e-6)


def test_the_next_batch_waits_until_the_one_before_is_on_the_screen(qtbot, view):
    settle(qtbot, view)
    sent = []
    view._bridge.apply.connect(sent.append)
    with qtbot.waitSignal(view._bridge.said_drawn, timeout=10_000):
        for step in range(20):
            view.set_teams([a_team("T01", at(step, 0))])
            view._flush()
    settle(qtbot, view)
    assert len(sent) == 2
    there = ask(qtbot, view, "ConsoleMap.state.layers.get('teams').get('T01').at")
    assert there == pytest.approx(list(at(19, 0)), abs=1e-6)


def test_in_a_crowd_of_thousands_every_team_is_drawn_and_those_at_work_are_named(qtbot, view):
    idle = [a_team(f"T{n:04}", at(n % 60 * 8 - 240, n // 60 * 8 - 140), heading_deg=40.0) for n in range(2000)]
    view.set_teams([*idle, a_team("E01", at(-260, 150), TeamStatus.EN_ROUTE, eta="1:48")])
    view.fit([at(-280, -180), at(280, 180)], asked=True)
    settle(qtbot, view)
    assert ask(qtbot, view, "ConsoleMap.scene().crowd.length") == 2001
    assert ask(qtbot, view, "ConsoleMap.labels()") == ["team:E01"]
    assert _has(view.grab().toImage(), DARK.states["available"].fill)
    with qtbot.waitSignal(view.team_clicked, timeout=10_000) as heard:
        click(qtbot, view, at(-240, -140))
    assert heard.args == ["T0000"]


def test_several_changes_in_one_turn_are_one_batch(qtbot, view):
    settle(qtbot, view)
    sent = []
    view._bridge.apply.connect(sent.append)
    view.set_teams([a_team()])
    view.set_incidents([an_incident()])
    view.fit([CENTRE, at(100, 100)], asked=True)
    settle(qtbot, view)
    assert len([1 for text in sent if json.loads(text)["layers"]]) == 1


def test_a_page_that_dies_gets_the_whole_picture_again(qtbot, view):
    view.set_teams([a_team()])
    settle(qtbot, view)
    view._page.load(view._page.url())
    with qtbot.waitSignal(view.ready, timeout=20_000):
        pass
    settle(qtbot, view)
    assert ask(qtbot, view, "[...ConsoleMap.state.layers.get('teams').keys()]") == ["T01"]


def test_labels_do_not_overlap_and_the_selected_incident_comes_first(qtbot, view):
    view.set_teams([a_team(f"T{i:02}", at(i * 6, i * 4)) for i in range(30)])
    view.set_incidents([an_incident(selected=True)])
    settle(qtbot, view)
    shown = ask(qtbot, view, "ConsoleMap.labels()")
    assert shown[0] == "incident:1024"
    assert 1 < len(shown) < 31
    script = """(() => { const t = ConsoleMap.scene().sheet.placed;
      return t.some((a, i) => t.some((b, j) => j > i &&
        a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)); })()"""
    assert ask(qtbot, view, script) is False


def test_a_click_on_a_mark_tells_which_and_elsewhere_tells_the_place(qtbot, view):
    view.set_teams([a_team("T01", at(150, 0))])
    view.set_incidents([an_incident(place=at(-150, -100))])
    view.set_cameras([CameraMark("C-1", "Gate", at(-100, 150), 90, 70)])
    view.set_depots([DepotMark("D-1", "East", at(100, -150))])
    view.fit([at(-200, -200), at(200, 200)], asked=True)
    settle(qtbot, view)
    for signal, place, said in (
        (view.team_clicked, at(150, 0), ["T01"]),
        (view.incident_clicked, at(-150, -100), [1024]),
        (view.camera_clicked, at(-100, 150), ["C-1"]),
        (view.depot_clicked, at(100, -150), ["D-1"]),
    ):
        with qtbot.waitSignal(signal, timeout=10_000) as heard:
            click(qtbot, view, place)
        assert heard.args == said
    with qtbot.waitSignal(view.place_clicked, timeout=10_000) as heard:
        click(qtbot, view, at(40, 60))
    assert LatLon(*heard.args) == pytest.approx(at(40, 60), abs=1e-4)


def click(qtbot, view, place):
    x, y = ask(qtbot, view, f"(p => [p.x, p.y])(ConsoleMap.map().latLngToContainerPoint({list(place)}))")
    script = f"""(() => {{ const box = ConsoleMap.map().getContainer();
      for (const type of ['mousedown', 'mouseup', 'click']) box.dispatchEvent(new MouseEvent(type,
        {{ bubbles: true, clientX: {x}, clientY: {y}, button: 0 }})); return 1; }})()"""
    ask(qtbot, view, script)


def test_the_view_does_not_jump_while_the_officer_moves_it(qtbot, view):
    settle(qtbot, view)
    with qtbot.waitSignal(view.user_moved, timeout=10_000):
        ask(qtbot, view, "ConsoleMap.map().getContainer().dispatchEvent(new WheelEvent('wheel', {deltaY: 0}))")
    before = ask(qtbot, view, "ConsoleMap.map().getCenter()")
    view.fit([at(300, 300), at(320, 320)])
    settle(qtbot, view)
    assert ask(qtbot, view, "ConsoleMap.map().getCenter()") == before
    view.fit([at(300, 300), at(320, 320)], asked=True)
    settle(qtbot, view)
    assert ask(qtbot, view, "ConsoleMap.map().getCenter()") != before


def test_a_chip_hides_its_layer_and_can_be_reached_with_the_keyboard(qtbot, view):
    view.set_teams([a_team()])
    settle(qtbot, view)
    chip = view._chips.chip("teams")
    assert chip.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(view.layer_toggled) as heard:
        qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert heard.args == ["teams", False]
    settle(qtbot, view)
    assert ask(qtbot, view, "ConsoleMap.labels()") == []
    view.set_layer_visible("teams", True)
    settle(qtbot, view)
    assert ask(qtbot, view, "ConsoleMap.labels()") == ["team:T01"]
    assert chip.isChecked()


def test_when_the_map_has_settled_tiles_and_marks_are_on_the_picture(qtbot, view):
    view.set_incidents([an_incident(place=at(250, 130))])
    view.set_closures([ClosureMark("dengyun-road-01", [at(-100, 40), at(50, 40)], "closed")])
    view.set_routes([RouteMark("o1", [at(60, -300), at(60, 40), at(250, 130)], "en_route")])
    settle(qtbot, view)
    image = view.grab().toImage()
    assert _has(image, DARK.danger)
    assert _has(image, DARK.states["en_route"].fill)
    assert _has(image, DARK.map.water)


def test_theme_and_language_change_the_base_map_without_a_reload(qtbot, site, view):
    settle(qtbot, view)
    theme.set_theme("light")
    language.set_language("zh")
    settle(qtbot, view)
    assert _has(view.grab().toImage(), LIGHT.map.water)
    assert site.gate.passed.count("console135://map/index.html") == 1
    assert ask(qtbot, view, "ConsoleMap.state.lang") == "zh"


def _has(image, colour):
    wanted = QColor(colour)
    spots = (QPoint(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    return any(_near(image.pixelColor(spot), wanted) for spot in spots)


def _near(a, b):
    return all(abs(x - y) <= 6 for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))


def test_an_emergency_is_named_even_where_there_is_no_room(qtbot, view):
    crowd = [a_team(f"T{x}{y}", at(x * 9, y * 9)) for x in range(-9, 10) for y in range(-9, 10)]
    view.set_teams(crowd)
    view.set_incidents([an_incident()])
    settle(qtbot, view)
    assert ask(qtbot, view, "ConsoleMap.labels()[0]") == "incident:1024"


AREA_AT = """(() => { const scene = ConsoleMap.scene(); const map = ConsoleMap.map();
const p = map.latLngToContainerPoint({place}).add(map.getPixelBounds().min).subtract(scene.groundBounds.min);
return scene.ground.getContext('2d').getImageData(Math.round(p.x), Math.round(p.y), 1, 1).data[3]; })()"""
ON_SCREEN = """(() => { const map = ConsoleMap.map(); const view = map.getContainer().getBoundingClientRect();
const box = ConsoleMap.scene().ground.getBoundingClientRect(); const bounds = ConsoleMap.scene().groundBounds;
const corner = bounds.min.subtract(map.getPixelBounds().min);
return [box.x - view.x - corner.x, box.y - view.y - corner.y]; })()"""
COUNTED = """(Scene.prototype.areas = (draw => function (...how) {
window.drawn += 1; return draw.apply(this, how); })(Scene.prototype.areas), 1)"""


def test_areas_go_with_the_map_and_are_drawn_anew_only_far_away_or_at_another_zoom(qtbot, view):
    ring = [at(x, y) for x, y in ((-80, -80), (80, -80), (80, 80), (-80, 80), (-80, -80))]
    view.set_areas([AreaMark("reach-1", [ring], "reach", minutes=1)])
    settle(qtbot, view)
    ask(qtbot, view, COUNTED)

    def drawn_after(move: str) -> int:
        ask(qtbot, view, f"(window.drawn = 0, ConsoleMap.map().{move}, 1)")
        inside, outside = (ask(qtbot, view, AREA_AT.replace("{place}", str(list(p)))) for p in (CENTRE, at(95, 95)))
        assert inside > 0
        assert outside == 0
        assert [abs(off) < 1 for off in ask(qtbot, view, ON_SCREEN)] == [True, True]
        return ask(qtbot, view, "window.drawn")

    assert drawn_after("panBy([60, -40], {animate: false})") == 0
    assert drawn_after("panBy([120, 60], {animate: false})") == 1
    assert drawn_after("panBy([-150, 0], {animate: false})") == 0
    assert drawn_after("setZoom(ConsoleMap.map().getZoom() - 0.5, {animate: false})") == 1


def test_a_map_nobody_can_drag_keeps_no_areas_beyond_its_view(qtbot, site):
    wall = MapView(site, interactive=False)
    wall.resize(640, 420)
    qtbot.addWidget(wall, before_close_func=MapView.close_page)
    wall.show()
    settle(qtbot, wall)
    assert ask(qtbot, wall, "(s => [s.ground.width, s.ground.height])(ConsoleMap.scene())") == [640, 420]
