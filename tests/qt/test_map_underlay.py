"""Tiles beneath the map lie where the earth says, whatever datum they were drawn in, and the map outlives them."""

from __future__ import annotations

import dataclasses
import itertools
import math

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage

from console.district.raster.opening import open_tiles
from console.geo import LatLon, distance_m, wgs84_to
from console.model.underlay import Underlay
from console.views.background import Background
from console.views.map.device import MapView
from console.views.map.scheme import MapSite
from console.views.map.underlay import UnderTiles, in_tiles, onto_tile, source_corners, tile_corner
from tests.qt.small_district import CENTRE, a_district
from tests.unit.tile_builders import a_pmtiles, an_mbtiles, one_colour, png

GREY, RED = (90, 90, 90), (220, 30, 30)
SPOT = 4  # pixels from the middle of the red spot to its edge
HANGZHOU, BEIJING, COLUMBUS = LatLon(30.3175, 120.1365), LatLon(39.9073, 116.3911), LatLon(39.9612, -82.9988)


def a_spot_at(place: LatLon, zoom: int) -> dict[tuple[int, int, int], bytes]:
    """Nine grey tiles with a red spot where ``place`` is on their own lattice."""
    x, y = in_tiles(place, zoom)
    tiles = {}
    for i, j in itertools.product((-1, 0, 1), repeat=2):
        column, row = math.floor(x) + i, math.floor(y) + j
        across, down = (x - column) * 256, (y - row) * 256
        near = [[math.hypot(c + 0.5 - across, r + 0.5 - down) < SPOT for c in range(256)] for r in range(256)]
        tiles[zoom, column, row] = png([[RED if hit else GREY for hit in line] for line in near])
    return tiles


def red_middle(tiles: UnderTiles, place: LatLon, zoom: int) -> LatLon:
    """Where the middle of all red pixels lies, in the tiles around ``place`` as the map gets them."""
    x, y = (math.floor(n) for n in in_tiles(place, zoom))
    seen = []
    for i, j in itertools.product((-1, 0, 1), repeat=2):
        image = QImage.fromData(tiles.tile(zoom, x + i, y + j))
        step = 256 / image.width()
        seen += [
            (x + i + (c + 0.5) * step / 256, y + j + (r + 0.5) * step / 256)
            for c in range(image.width()) for r in range(image.height()) if image.pixelColor(c, r).red() > 160
        ]  # fmt: skip
    return tile_corner(zoom, sum(c for c, _ in seen) / len(seen), sum(r for _, r in seen) / len(seen))


@pytest.mark.parametrize("make", [an_mbtiles, a_pmtiles])
@pytest.mark.parametrize("datum", ["WGS-84", "GCJ-02", "BD-09"])
@pytest.mark.parametrize("place", [HANGZHOU, BEIJING, COLUMBUS])
def test_a_place_drawn_in_any_datum_is_shown_where_it_is_on_earth(tmp_path, make, datum, place):
    drawn = wgs84_to(datum, place)
    path = make(tmp_path / "town.tiles", a_spot_at(drawn, 16))
    tiles = UnderTiles(Underlay(str(path), datum), open_tiles(Underlay(str(path), datum), tmp_path))
    metre_px = 2.39 * math.cos(math.radians(place.lat))  # metres of a pixel at zoom 16
    assert distance_m(red_middle(tiles, place, 16), place) < metre_px
    if datum != "WGS-84" and place is not COLUMBUS:
        assert distance_m(drawn, place) > 100 * metre_px  # without the shift it would be streets away


@pytest.mark.parametrize(
    ("datum", "from_zoom", "most_px"), [("GCJ-02", 12, 0.25), ("BD-09", 12, 2), ("BD-09", 15, 0.5)]
)
@pytest.mark.parametrize("place", [HANGZHOU, BEIJING])
def test_over_one_tile_its_corners_say_the_shift_well_enough(datum, from_zoom, most_px, place):
    for zoom in range(from_zoom, 20):
        x, y = (math.floor(n) for n in in_tiles(place, zoom))
        whole = onto_tile(source_corners(datum, zoom, x, y, zoom))
        for across, down in itertools.product((0.0, 0.25, 0.5, 0.75, 1.0), repeat=2):
            true = QPointF(*in_tiles(wgs84_to(datum, tile_corner(zoom, x + across, y + down)), zoom))
            drawn = whole.map(true)
            assert math.dist((drawn.x(), drawn.y()), (across * 256, down * 256)) < most_px


def test_beyond_the_finest_zoom_the_last_one_is_enlarged_and_before_the_first_nothing_is_shown(tmp_path):
    path = an_mbtiles(tmp_path / "a.mbtiles", a_spot_at(CENTRE, 15))
    tiles = UnderTiles(Underlay(str(path)), open_tiles(Underlay(str(path)), tmp_path))
    assert distance_m(red_middle(tiles, CENTRE, 18), CENTRE) < 3
    x, y = (math.floor(n) for n in in_tiles(CENTRE, 14))
    assert QImage.fromData(tiles.tile(14, x, y)).pixelColor(0, 0).alpha() == 0


BLUE = (20, 40, 250)


def blue_tiles(zooms=range(12, 18)):
    """Tiles of one colour around the little district."""
    found = {}
    for zoom in zooms:
        x, y = (math.floor(n) for n in in_tiles(CENTRE, zoom))
        around = itertools.product(range(-4, 5), repeat=2)
        found |= {(zoom, x + i, y + j): one_colour(BLUE, 8) for i, j in around}
    return found


@pytest.fixture
def on_map(qtbot, tmp_path):
    """A map over an underlay, or over none: what is asked for, the site and everything the site complained of."""
    background = Background()
    sites = []

    def show(underlay):
        district = dataclasses.replace(a_district(), underlay=underlay)
        site = MapSite(district, background, cache_dir=tmp_path / "cache", choices=tmp_path / "underlay.yaml")
        sites.append(site)
        said = []
        site.under.failed.connect(said.append)
        site.under.told.connect(said.append)
        view = MapView(site)
        view.resize(640, 420)
        view.set_still(True)
        qtbot.addWidget(view, before_close_func=MapView.close_page)
        view.show()
        return view, site, said

    yield show
    for site in sites:
        site.under.shutdown()
    background.shutdown()


def blueness(view) -> float:
    image = view.grab().toImage()
    spots = [image.pixelColor(x, y) for x in range(8, 632, 8) for y in range(60, 400, 8)]
    return sum(c.blue() > c.red() + 100 and c.blue() > c.green() + 70 for c in spots) / len(spots)


def settle(qtbot, view):
    qtbot.waitUntil(lambda: view.is_settled, timeout=20_000)


def test_the_districts_own_underlay_lies_beneath_its_roads(qtbot, tmp_path, on_map):
    path = a_pmtiles(tmp_path / "town.pmtiles", blue_tiles())
    view, site, said = on_map(Underlay(str(path), strength=1.0))
    qtbot.waitUntil(lambda: site.under.tiles is not None)
    settle(qtbot, view)
    qtbot.waitUntil(lambda: blueness(view) > 0.6, timeout=10_000)
    assert blueness(view) < 1  # its roads are drawn over it
    assert said == []
    assert site.gate.blocked == []


def test_an_underlay_chosen_later_is_shown_kept_and_put_away_again(qtbot, tmp_path, on_map):
    path = an_mbtiles(tmp_path / "town.mbtiles", blue_tiles())
    view, site, said = on_map(None)
    settle(qtbot, view)
    assert blueness(view) < 0.05
    site.under.use(Underlay(str(path), strength=1.0))
    qtbot.waitUntil(lambda: blueness(view) > 0.6, timeout=10_000)
    assert said[0].en == "Beneath the map: town.mbtiles, WGS-84, zoom 12 to 17"
    qtbot.waitUntil((tmp_path / "underlay.yaml").exists)
    _again, other, _ = on_map(None)
    qtbot.waitUntil(lambda: other.under.tiles is not None)
    site.under.use(None)
    qtbot.waitUntil(lambda: blueness(view) < 0.05, timeout=10_000)


@pytest.mark.parametrize("wrong", ["missing.mbtiles", "cut.mbtiles", "http://127.0.0.1:9/{z}/{x}/{y}.png"])
def test_a_broken_underlay_is_said_once_and_the_painted_map_stays(qtbot, tmp_path, on_map, wrong):
    whole = an_mbtiles(tmp_path / "whole.mbtiles", blue_tiles()).read_bytes()
    (tmp_path / "cut.mbtiles").write_bytes(whole[:-5000])
    source = wrong if wrong.startswith("http") else str(tmp_path / wrong)
    view, site, said = on_map(Underlay(source))
    qtbot.waitUntil(lambda: len(said) == 1, timeout=10_000)
    settle(qtbot, view)
    assert len(said) == 1
    assert "ainted map stays" in said[0].en
    assert site.gate.blocked == []  # a server is asked by the console, never by the page
    assert view.grab().toImage().pixelColor(320, 210) != QColor("#000000")
