"""The compact road and area files come back as written, and a damaged one is refused by name."""

from __future__ import annotations

import io
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.district.area_file import pack_areas, unpack_areas
from console.district.columns import unpack
from console.district.road_file import pack_roads, unpack_roads
from console.errors import BadDistrict
from console.geo import LatLon
from console.model.places import Area
from console.model.roads import Roads, Stretch, Turn
from console.phrase import Text

WORDS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8)


@st.composite
def networks(draw: st.DrawFn) -> Roads:
    """Any network with positions to 1e-7 degrees, lengths to the millimetre and speeds to 0.1 km/h."""
    size, stretches = draw(st.integers(2, 6)), draw(st.integers(1, 4))
    arcs = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=8))
    turns = [Turn((a, b), draw(st.booleans())) for a, (_, middle) in enumerate(arcs)
             for b, (begin, _) in enumerate(arcs) if middle == begin]  # fmt: skip

    def column(low: int, high: int, count: int, share: int) -> Any:
        return np.array(draw(st.lists(st.integers(low, high), min_size=count, max_size=count)), np.int64) / share

    ids = draw(st.lists(st.integers(-(2**60), 2**60), min_size=size, max_size=size, unique=True))
    return Roads(
        np.array(ids, np.int64), column(-(9 * 10**8), 9 * 10**8, size, 10**7),
        column(-(18 * 10**8), 18 * 10**8, size, 10**7), np.array([a for a, _ in arcs], np.int32),
        np.array([b for _, b in arcs], np.int32), column(0, stretches - 1, len(arcs), 1).astype(np.int32),
        column(1, 10**9, len(arcs), 1000), column(1, 3000, len(arcs), 10),
        column(0, 1, len(arcs), 1).astype(bool),
        tuple(Stretch(f"r{i}", Text(draw(WORDS), draw(WORDS)), draw(WORDS), draw(WORDS), draw(st.booleans()),
                      tuple(draw(st.lists(WORDS, max_size=2)))) for i in range(stretches)),
        tuple(turns),
    )  # fmt: skip


def same(a: Roads, b: Roads) -> bool:
    pairs = [(getattr(a, f.name), getattr(b, f.name)) for f in fields(Roads)]
    return all(np.array_equal(x, y) and x.dtype == y.dtype if isinstance(x, np.ndarray) else x == y for x, y in pairs)


def a_network() -> Roads:
    at = np.array([31.2, 31.3, 31.4])
    stretch = Stretch("w1", Text("High Street", "大街"), "primary", "b1", True, ("A1",))
    ends = np.array([0, 1], np.int32), np.array([1, 2], np.int32)
    metres, kph, only = np.array([100.0, 50.5]), np.array([50.0, 25.2]), np.array([False, True])
    return Roads(np.arange(3), at, at + 90, *ends, np.zeros(2, np.int32), metres, kph, only, (stretch,),
                 (Turn((0, 1), True),))  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(networks())
def test_roads_come_back_exactly_as_they_were_written(roads: Roads) -> None:
    content = pack_roads(roads)
    assert same(unpack_roads(content), roads)
    assert pack_roads(roads) == content


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_file_with_a_changed_byte_is_refused_or_unharmed(data: st.DataObject) -> None:
    content = bytearray(pack_roads(a_network()))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    try:
        found = unpack_roads(bytes(content))
    except BadDistrict:
        return
    assert same(found, a_network())


def test_a_file_cut_off_anywhere_is_refused() -> None:
    content = pack_roads(a_network())
    for size in range(0, len(content), 37):
        with pytest.raises(BadDistrict, match=r"roads\.npz"):
            unpack_roads(content[:size])


def altered(**columns: Any) -> bytes:
    """A sound archive with other columns in it."""
    held = dict(np.load(io.BytesIO(pack_roads(a_network()))))
    made = io.BytesIO()
    np.savez(made, **(held | columns))
    return made.getvalue()


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"head": np.array([1, 7], np.int32)}, "head names entry 7 of 3"),
        ({"tail": np.array([0, -1], np.int32)}, "tail names entry"),
        ({"lat": np.array([0, 0], np.int32)}, "lat has 2 entries instead of 3"),
        ({"lat": np.array([0, 0, 910_000_000], np.int32)}, "off the globe"),
        ({"length_mm": np.array([0, 5], np.int32)}, "length or speed is not positive"),
        ({"speed_dkph": np.array([-4, 5], np.int16)}, "length or speed is not positive"),
        ({"length_mm": np.array([1.0, 5.0])}, "float64"),
        ({"tail": np.zeros((2, 2), np.int32)}, "2 dimensions"),
        ({"stretch": np.array([0, 1], np.int32)}, "stretch names entry 1 of 1"),
        ({"node_ids": np.array([1, 1, 2])}, "an id is there twice"),
        ({"turn_arcs": np.array([1, 0], np.int32)}, "a turn restriction jumps"),
        ({"turn_sizes": np.array([3], np.int32)}, "do not add up"),
        ({"words": np.frombuffer(b'{"schema":2}', np.uint8)}, "schema 2"),
        ({"words": np.frombuffer(b"[]", np.uint8)}, "schema None"),
        ({"words": np.frombuffer(b"{", np.uint8)}, "damaged"),
        ({"words": np.frombuffer(b'{"schema":1,"roads":[3]}', np.uint8)}, "roads: not a table of str"),
        ({"node_ids": np.array([object()], object)}, "damaged"),
    ],
)
def test_a_file_whose_columns_do_not_fit_together_is_refused(columns: dict[str, Any], words: str) -> None:
    with pytest.raises(BadDistrict, match=r"roads\.npz") as caught:
        unpack_roads(altered(**columns))
    assert words in str(caught.value)


def test_a_column_that_is_missing_and_what_is_no_archive_are_refused() -> None:
    made = io.BytesIO()
    np.savez(made, tail=np.zeros(2, np.int32))
    for content in (made.getvalue(), b"", b"PK\x03\x04", b"once upon a time"):
        with pytest.raises(BadDistrict, match=r"roads\.npz: cut off or damaged"):
            unpack_roads(content)


def test_an_archive_that_unpacks_to_more_than_a_district_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.district.columns.MOST_BYTES", 100)
    with pytest.raises(BadDistrict, match="unpacked"):
        unpack("roads.npz", pack_roads(a_network()), {})


def an_area(kind: str, *points: tuple[float, float], name: Text = Text("")) -> Area:  # noqa: B008
    return Area(kind, tuple(LatLon(*p) for p in points), name)


def test_areas_come_back_as_they_were_written() -> None:
    areas = (
        an_area("water", (1.0, 2.0), (1.1, 2.0), (1.1, 2.1), name=Text("Lake", "湖")),
        an_area("building", (-1.5, 2.0), (1.1, -2.0), (1.1, 2.1), (1.1234567, 2.7654321)),
    )
    assert unpack_areas(pack_areas(areas)) == areas
    assert unpack_areas(pack_areas(())) == ()


def test_a_damaged_area_file_is_refused() -> None:
    content = pack_areas((an_area("water", (1.0, 2.0), (1.1, 2.0), (1.1, 2.1)),))
    held = dict(np.load(io.BytesIO(content)))
    made = io.BytesIO()
    np.savez(made, **(held | {"size": np.array([4], np.int32)}))
    for broken in (content[:-30], made.getvalue()):
        with pytest.raises(BadDistrict, match=r"areas\.npz"):
            unpack_areas(broken)


def test_roads_without_arcs_come_back_too() -> None:
    none = np.zeros(0, np.int32)
    empty = replace(a_network(), tail=none, head=none, stretch=none, length_m=np.zeros(0), speed_kph=np.zeros(0),
                    emergency_only=np.zeros(0, bool), turns=())  # fmt: skip
    assert same(unpack_roads(pack_roads(empty)), empty)
