"""Tiles from files and servers: what is there is given, what is wrong is named, and nothing is asked twice."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.tile import TileType

from console.district.raster.opening import open_tiles
from console.district.raster.server import TileServer, tidy
from console.district.underlays import choose, chosen
from console.errors import BadInput, BadUnderlay
from console.model.underlay import Underlay
from tests.unit.tile_builders import VECTOR, a_pmtiles, an_mbtiles, one_colour

RED, BLUE = one_colour((200, 0, 0), 4), one_colour((0, 0, 200), 4)
TILES = {(14, 13653, 6799): RED, (14, 13653, 6800): BLUE, (15, 27306, 13598): RED}


def opened(path: Path, cache: Path | None = None):
    return open_tiles(Underlay(str(path)), cache or path.parent)


def refused(path: Path) -> BadUnderlay:
    with pytest.raises(BadUnderlay) as caught:
        opened(path)
    assert caught.value.reason.get("zh")
    return caught.value


@pytest.fixture(params=[an_mbtiles, a_pmtiles])
def made(request, tmp_path):
    return request.param(tmp_path / "town.tiles", TILES)


def test_a_file_gives_its_tiles_counted_from_the_north(made):
    tiles = opened(made)
    assert [tiles.tile(*place) for place in TILES] == list(TILES.values())
    assert tiles.tile(14, 0, 0) is None
    assert (tiles.low, tiles.high) == (14, 15)


def test_many_threads_may_ask_one_file(made):
    tiles = opened(made)
    seen: list[bytes | None] = []
    threads = [threading.Thread(target=lambda: seen.append(tiles.tile(14, 13653, 6800))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [BLUE] * 20


def test_a_cut_copy_is_named_with_its_length(made):
    content = made.read_bytes()
    made.write_bytes(content[: len(content) - 60])
    assert "is cut off" in refused(made).reason.en


@given(st.data())
def test_no_damage_makes_more_than_a_named_complaint(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("damaged")
    make = data.draw(st.sampled_from([an_mbtiles, a_pmtiles]))
    path = make(folder / "town.tiles", TILES)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, min(len(content), 1200) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    with suppress(BadUnderlay):
        tiles = opened(path)
        for place in TILES:
            tiles.tile(*place)


def test_vector_tiles_are_refused_in_words(tmp_path):
    vectors = {(14, 1, 1): VECTOR}
    by_metadata = an_mbtiles(tmp_path / "a.mbtiles", {(14, 1, 1): RED}, format="pbf")
    by_content = an_mbtiles(tmp_path / "b.mbtiles", vectors, format="png")
    archive = a_pmtiles(tmp_path / "c.pmtiles", vectors, TileType.MVT)
    for path in (by_metadata, by_content, archive):
        assert refused(path).reason.en == f"{path.name} holds vector tiles; the map takes pictures (png, jpg or webp)"


def test_what_is_no_tile_file_is_named(tmp_path):
    empty = an_mbtiles(tmp_path / "empty.mbtiles", {})
    words = tmp_path / "地图.mbtiles"
    words.write_text("这不是地图", encoding="utf-8")
    old = tmp_path / "old.pmtiles"
    old.write_bytes(b"PMTiles\x02" + b"\x00" * 200)
    assert refused(empty).reason.en == "empty.mbtiles holds no tiles"
    assert "neither an MBTiles nor a PMTiles" in refused(words).reason.en
    assert "version 2" in refused(old).reason.en
    assert "cannot be read" in refused(tmp_path / "missing.mbtiles").reason.en
    assert "cannot be read" in refused(tmp_path).reason.en


@pytest.mark.parametrize(
    "address", ["http://h/{z}/{x}.png", "ftp://h/{z}/{x}/{y}.png", "http://h/{z}/{x}/{y}/{-y}", "http:///{z}/{x}/{y}",
                "http://h/{z}/{x}/{y}/{key}"],
)  # fmt: skip
def test_an_address_without_its_places_is_refused(tmp_path, address):
    with pytest.raises(BadUnderlay, match="no tile server"):
        open_tiles(Underlay(address), tmp_path)


class _Answers(BaseHTTPRequestHandler):
    asked: list[str]
    answer: tuple[int, bytes]

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        code, content = type(self).answer
        self.send_response(code)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Silent."""


@contextmanager
def a_server(code: int, content: bytes) -> Iterator[tuple[str, list[str]]]:
    """A tile server that always answers the same: its address, and what it was asked."""
    handler = type("Answers", (_Answers,), {"asked": [], "answer": (code, content)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", handler.asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_server_is_asked_once_and_then_the_disk(tmp_path):
    with a_server(200, RED) as (address, asked):
        for _ in range(2):
            tiles = TileServer(address + "/{z}/{x}/{-y}.png?key=secret", tmp_path)
            assert tiles.tile(14, 13653, 6799) == RED
        assert asked == ["/14/13653/9584.png?key=secret"]
    assert tiles.tile(14, 13653, 6799) == RED  # the server is gone
    assert "secret" not in tiles.name


def test_where_the_server_has_nothing_it_is_not_asked_again(tmp_path):
    with a_server(404, b"") as (address, asked):
        tiles = TileServer(address + "/{z}/{x}/{y}", tmp_path)
        assert [tiles.tile(14, 1, 1), tiles.tile(14, 1, 1)] == [None, None]
        assert len(asked) == 1


@pytest.mark.parametrize(("code", "content", "said"), [
    (500, b"", "HTTP 500"), (200, b"<html>sign in</html>", "no picture"), (200, VECTOR, "vector tiles"),
])  # fmt: skip
def test_a_server_that_errs_is_named_and_left_alone_for_a_while(tmp_path, code, content, said):
    with a_server(code, content) as (address, asked):
        tiles = TileServer(address + "/{z}/{x}/{y}?key=secret", tmp_path)
        for _ in range(3):
            with pytest.raises(BadUnderlay, match=said) as caught:
                tiles.tile(14, 1, 1)
            assert "secret" not in caught.value.reason.en
        assert len(asked) == 1


def test_a_server_that_never_answers_is_given_up(tmp_path):
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        tiles = TileServer(f"http://127.0.0.1:{deaf.getsockname()[1]}/{{z}}/{{x}}/{{y}}", tmp_path, timeout_s=0.2)
        with pytest.raises(BadUnderlay, match="gives no tiles"):
            tiles.tile(14, 1, 1)


def test_of_the_tiles_kept_the_oldest_go_when_they_are_too_many(tmp_path):
    for n in range(6):
        (tmp_path / f"{n}").write_bytes(b"x" * 100)
        os.utime(tmp_path / f"{n}", (1000 + n, 1000 + n))
    tidy(tmp_path, 250)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["4", "5"]


def test_a_choice_is_kept_for_its_district_alone(tmp_path):
    file, usual = tmp_path / "kept" / "underlay.yaml", Underlay("/maps/usual.mbtiles")
    assert chosen(file, "xiaohe", usual) == usual
    own = Underlay("http://h/{z}/{x}/{y}", "GCJ-02", 0.5, "测绘")
    choose(file, "xiaohe", own)
    choose(file, "elsewhere", None)
    assert chosen(file, "xiaohe", usual) == own
    assert chosen(file, "elsewhere", usual) is None
    assert chosen(file, "third", usual) == usual


def test_a_wrong_file_of_choices_is_named(tmp_path):
    file = tmp_path / "underlay.yaml"
    file.write_text("xiaohe: {source: a.mbtiles, datum: CGCS}", encoding="utf-8")
    with pytest.raises(BadInput, match=r"underlay\.yaml: xiaohe\.datum"):
        chosen(file, "xiaohe", None)
