"""Base tiles: painted from the district alone, kept on disk, safe to ask from any thread."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QImage

from console.views.map.ground import Ground, metre_px, world_px
from console.views.map.names import place_names
from console.views.map.tiles import TileKey, TileStore
from console.views.theme.tokens import DARK, PALETTES
from tests.qt.small_district import CENTRE, a_district, at

ZOOM = 16


def key_at(place, theme="dark", lang="en", zoom=ZOOM):
    x, y = world_px(place, zoom)
    return TileKey(theme, lang, zoom, int(x // 256), int(y // 256))


def pixel(store, place, **how):
    key = key_at(place, **how)
    image = QImage.fromData(store.tile(key))
    x, y = world_px(place, key.zoom)
    return image.pixelColor(int((x - key.x * 256) * 2), int((y - key.y * 256) * 2)).name()


@pytest.fixture
def store(qapp, tmp_path):
    return TileStore(a_district(), tmp_path)


@pytest.mark.parametrize("theme", sorted(PALETTES))
def test_roads_water_and_green_have_their_colours(store, theme):
    ink = PALETTES[theme].map
    assert pixel(store, at(250, 275), theme=theme) == QColor(ink.green).name()
    assert pixel(store, at(-175, 150), theme=theme) == QColor(ink.water).name()
    assert pixel(store, at(400, 40), theme=theme) == QColor(ink.arterial).name()


def test_a_tile_is_512_pixels_for_256_map_pixels(store):
    image = QImage.fromData(store.tile(key_at(CENTRE)))
    assert (image.width(), image.height()) == (512, 512)


def test_the_same_tile_is_painted_the_same_way(qapp, tmp_path):
    first = TileStore(a_district(), tmp_path / "a").tile(key_at(CENTRE))
    assert TileStore(a_district(), tmp_path / "b").tile(key_at(CENTRE)) == first


def test_a_painted_tile_is_read_from_disk_the_next_time(qapp, tmp_path):
    key = key_at(CENTRE)
    TileStore(a_district(), tmp_path).tile(key)
    (file,) = tmp_path.rglob("*.png")
    file.write_bytes(b"from disk")
    assert TileStore(a_district(), tmp_path).tile(key) == b"from disk"


def test_a_changed_district_does_not_show_old_tiles(qapp, tmp_path):
    key = key_at(CENTRE)
    TileStore(a_district(), tmp_path).tile(key)
    for file in tmp_path.rglob("*.png"):
        file.write_bytes(b"old")
    assert TileStore(a_district("fedcba9876543210"), tmp_path).tile(key) != b"old"


def test_a_cache_that_cannot_be_written_is_done_without(qapp, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert TileStore(a_district(), blocked).tile(key_at(CENTRE)).startswith(b"\x89PNG")


def test_languages_give_different_names(store):
    key = key_at(at(-300, 40))
    assert store.tile(key) != store.tile(dataclasses.replace(key, lang="zh"))


def test_a_tile_far_away_is_plain_ground_under_the_veil(store):
    image = QImage.fromData(store.tile(TileKey("dark", "en", ZOOM, 1, 1)))
    assert {image.pixelColor(x, y).name() for x in (5, 250, 500) for y in (5, 250, 500)} == {
        image.pixelColor(100, 100).name()
    }


def test_many_threads_may_ask_at_once(store):
    x, y = key_at(CENTRE).x, key_at(CENTRE).y
    keys = [TileKey("dark", "en", ZOOM, x + i % 2, y + i % 3) for i in range(24)]
    with ThreadPoolExecutor(6) as pool:
        tiles = list(pool.map(store.tile, keys))
    assert all(tile == store.tile(key) for tile, key in zip(tiles, keys, strict=True))


@pytest.mark.parametrize(
    "path",
    [
        "tiles/dark/en/16/1/1.jpg", "tiles/pink/en/16/1/1.png", "tiles/dark/fr/16/1/1.png", "tiles/dark/en/16/x/1.png",
        "tiles/dark/en/9/1/1.png", "tiles/dark/en/30/1/1.png", "tiles/dark/en/16/70000/1.png",
        "tiles/dark/en/16/-1/1.png", "tiles/../../etc/passwd", "tiles/dark/en/16/²/1.png", "",
    ],
)  # fmt: skip
def test_an_address_that_is_no_tile_is_none(path):
    assert TileKey.parse(path) is None


def test_an_address_gives_its_key():
    assert TileKey.parse("tiles/light/zh/15/27325/13547.png") == TileKey("light", "zh", 15, 27325, 13547)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("zoom", [14, 15, 16, 17, 18])
def test_names_never_lie_on_each_other(qapp, zoom, lang):
    names = place_names(Ground(a_district()), zoom, lang, (0, 0))
    assert names
    strips = [name.letters.strip.buffer(name.letters.height / 2) for name in names]
    assert not [1 for i, a in enumerate(strips) for b in strips[i + 1 :] if a.intersects(b)]


def test_a_long_road_repeats_its_name_but_not_densely(qapp):
    ground = Ground(a_district())
    roads = [n for n in place_names(ground, 17, "en", (0, 0)) if n.role == "road" and _is_level(n)]
    lefts = sorted(n.letters.bounds.left() for n in roads)
    assert len(lefts) == round(900 * metre_px(CENTRE.lat, 17) / 460)
    assert all(b - a > 200 for a, b in pairwise(lefts))


def _is_level(name):
    return name.letters.bounds.width() > name.letters.bounds.height()


def test_both_directions_of_a_road_are_painted_once(qapp):
    assert len(Ground(a_district()).roads) == 2


def test_the_colours_are_the_tokens(store):
    assert pixel(store, at(330, 330)) == QColor(DARK.map.ground).name()
