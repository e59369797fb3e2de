"""Reading an OpenStreetMap file: what kind of file it is, its ways and relations, and the points they need."""

from __future__ import annotations

import bz2
import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import osmium

from console.district.osm.ledger import Found, Ledger
from console.errors import BadInput

Tell = Callable[[str], None]
"""Called with the name of each step as it begins, and with nothing now and then: it may end the work by raising."""

ROAD_KEY = "highway"
AREA_KEYS = ("building", "natural", "landuse", "leisure", "waterway", "place", "amenity", "man_made", "emergency",
             "water", "railway", "shop")  # fmt: skip
POINT_KEYS = ("amenity", "emergency", "railway", "shop", "barrier", "place")
_KEYS = (ROAD_KEY, *AREA_KEYS)
_HEAD, _CHUNK = 8192, 1 << 20
_PENDING = (b"action='delete'", b'action="delete"')
STRAYS_TOLD, STRAYS_REFUSED = 0.01, 0.3
"""Shares of points without tags that no way uses."""
FEW = 10
BREATH = 20_000
"""Objects between two moments at which reading can be ended."""


class Way(NamedTuple):
    """A line of points (ids, in drawing order) with its tags."""

    refs: tuple[int, ...]
    tags: Mapping[str, str]


class Member(NamedTuple):
    """One member of a relation: ``kind`` is ``n``, ``w`` or ``r``."""

    kind: str
    ref: int
    role: str


class Relation(NamedTuple):
    """Members in order, with tags."""

    members: tuple[Member, ...]
    tags: Mapping[str, str]


@dataclass
class RawMap:
    """What the file says, by id; ``nodes`` are (latitude, longitude) as written, ``bad`` the ones off the globe.

    ``doubtful`` nodes are in the file, at two places; ``tags`` are those of nodes; ``elsewhere`` are the nodes of
    ways that are of no use here.
    """

    ways: dict[int, Way] = field(default_factory=dict)
    restrictions: dict[int, Relation] = field(default_factory=dict)
    areas: dict[int, Relation] = field(default_factory=dict)
    nodes: dict[int, tuple[float, float]] = field(default_factory=dict)
    bad: dict[int, tuple[float, float]] = field(default_factory=dict)
    tags: dict[int, Mapping[str, str]] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)
    elsewhere: set[int] = field(default_factory=set)


ItemT = TypeVar("ItemT")


class _Once(Generic[ItemT]):
    """Keeps one item for each id: the newest version; of two that differ in the same version, neither."""

    def __init__(self, ledger: Ledger, kind: str, unclear: Found) -> None:
        self._ledger, self._kind, self._unclear = ledger, kind, unclear
        self._versions: dict[int, int] = {}
        self.doubtful: set[int] = set()
        self.items: dict[int, ItemT] = {}

    def put(self, id_: int, version: int, item: ItemT) -> None:
        known = self._versions.get(id_)
        if known is None or version > known:
            if known is not None:
                self._ledger.add(Found.OTHER_VERSION, f"{self._kind} {id_}")
                self.doubtful.discard(id_)
            self._versions[id_], self.items[id_] = version, item
        elif version < known:
            self._ledger.add(Found.OTHER_VERSION, f"{self._kind} {id_}")
        elif item == self.items[id_]:
            self._ledger.add(Found.TWICE, f"{self._kind} {id_}")
        else:
            self.doubtful.add(id_)

    def settled(self) -> dict[int, ItemT]:
        for id_ in sorted(self.doubtful):
            self._ledger.add(self._unclear, f"{self._kind} {id_}")
            del self.items[id_]
        return self.items


def read_map(path: Path, ledger: Ledger, tell: Tell) -> RawMap:
    """Everything of the file that roads, bases and the map's background need, in any order of its objects.

    The file is gone through three times: relations, ways, points. Raises :class:`BadInput` when it is missing,
    cut off, damaged or no OpenStreetMap file at all.
    """
    source = _Source(path, ledger, tell)
    found = RawMap()
    tell("relations")
    _read_relations(source, found, ledger)
    wanted = {m.ref for r in (*found.restrictions.values(), *found.areas.values()) for m in r.members if m.kind == "w"}
    tell("ways")
    ways: _Once[Way] = _Once(ledger, "way", Found.WAY_UNCLEAR)
    for o in source.objects(osmium.osm.WAY):
        if o.id in wanted or any(key in o.tags for key in _KEYS):
            ways.put(o.id, o.version, Way(tuple([n.ref for n in o.nodes]), dict(o.tags)))
        else:
            found.elsewhere.update(n.ref for n in o.nodes)
    found.ways = ways.settled()
    tell("points")
    _read_points(source, found, ledger)
    return found


def _read_relations(source: _Source, found: RawMap, ledger: Ledger) -> None:
    kept: _Once[Relation] = _Once(ledger, "relation", Found.WAY_UNCLEAR)
    for o in source.objects(osmium.osm.RELATION):
        kind = o.tags.get("type", "")
        if kind.startswith("restriction") or kind == "multipolygon":
            members = tuple(Member(m.type, m.ref, m.role) for m in o.members)
            kept.put(o.id, o.version, Relation(members, dict(o.tags)))
    for id_, relation in kept.settled().items():
        where = found.areas if relation.tags["type"] == "multipolygon" else found.restrictions
        where[id_] = relation


def _read_points(source: _Source, found: RawMap, ledger: Ledger) -> None:
    needed = {ref for way in found.ways.values() for ref in way.refs}
    points: _Once[tuple[bool, float, float, Mapping[str, str]]] = _Once(ledger, "node", Found.NODE_UNCLEAR)
    count = belonging = 0
    for o in source.objects(osmium.osm.NODE):
        count += 1
        belonging += o.id in needed or len(o.tags) > 0 or o.id in found.elsewhere
        told: Mapping[str, str] = dict(o.tags) if len(o.tags) and any(key in o.tags for key in POINT_KEYS) else {}
        if told or o.id in needed:
            at = o.location
            points.put(o.id, o.version, (at.valid(), at.lat_without_check(), at.lon_without_check(), told))
    _whole(count, count - belonging, source.name, ledger)
    for id_, (valid, lat, lon, told) in points.settled().items():
        (found.nodes if valid else found.bad)[id_] = (lat, lon)
        if told:
            found.tags[id_] = told
    found.doubtful = points.doubtful


def _whole(count: int, strays: int, name: str, ledger: Ledger) -> None:
    """A file of points first, cut off between two blocks, reads without a fault; points without roads give it away."""
    if strays > max(FEW, count * STRAYS_REFUSED):
        raise BadInput(f"{name}: {strays} of {count} points belong to nothing: the file is cut off, or roads were"
                       " taken out of it; expected the whole file")  # fmt: skip
    if strays > count * STRAYS_TOLD:
        ledger.add(Found.STRAY_POINTS, f"{strays * 100 // count} %", strays)


class _Source:
    """The file with its kind known; every error of the reading library in plain words."""

    def __init__(self, path: Path, ledger: Ledger, tell: Tell) -> None:
        self._path, self._ledger, self._tell, self.name = path, ledger, tell, path.name
        self._form = _form_of(path)
        _nothing_pending(path, self._form)
        if not path.name.endswith((f".{self._form}", f".osm.{self._form}")):
            ledger.add(Found.OPENED_AS, self._form)

    def objects(self, entities: Any) -> Iterator[Any]:
        try:
            file = osmium.io.File(str(self._path), self._form)
            with osmium.io.Reader(file, osmium.osm.NOTHING) as head:
                if head.header().has_multiple_object_versions:
                    raise BadInput(f"{self._path.name}: it holds the map's history; expected one state of the map")
            o: Any
            for n, o in enumerate(osmium.FileProcessor(file, entities)):
                if n and n % BREATH == 0:
                    self._tell("")
                if o.deleted or not o.visible:
                    self._ledger.add(Found.DELETED, f"{o.type_str()}{o.id}")
                    continue
                yield o
        except (RuntimeError, ValueError, osmium.InvalidLocationError) as error:
            raise BadInput(f"{self._path.name}: {_in_words(str(error))}") from None


_CUT = ("unexpected eof", "gzip error", "bzip2 error", "no element found", "unclosed token", "uncompress")


def _in_words(said: str) -> str:
    said = said.splitlines()[0] if said else "it cannot be read"
    if any(sign in said.lower() for sign in _CUT):
        return f"the file is cut off or damaged ({said}); expected the whole file, fetch it again"
    if "coordinate" in said:
        return (f"{said}; expected degrees of latitude and longitude (WGS-84). Metres or grid figures must be"
                " converted first")  # fmt: skip
    return f"it cannot be read as OpenStreetMap data ({said}); expected .osm, .osm.gz, .osm.bz2 or .osm.pbf"


def _form_of(path: Path) -> str:
    """How to read the file, from its first bytes: ``osm``, ``osm.gz``, ``osm.bz2`` or ``pbf``."""
    if not path.is_file():
        raise BadInput(f"{path}: {'it is a folder' if path.is_dir() else 'there is no such file'};"
                       " expected a map file (.osm, .osm.gz, .osm.bz2, .osm.pbf)")  # fmt: skip
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from None
    if not head.strip():
        raise BadInput(f"{path.name}: the file is empty; expected OpenStreetMap data")
    if head[:2] == b"\x1f\x8b":
        return _packed(path, "gz")
    if head[:3] == b"BZh":
        return _packed(path, "bz2")
    return _plain(path, head)


_OPENERS: dict[str, Callable[..., Any]] = {"osm": open, "osm.gz": gzip.open, "osm.bz2": bz2.open}


def _nothing_pending(path: Path, form: str) -> None:
    """Refuse a file that an editor saved with deletions not yet carried out: the reader would take them for roads."""
    if form not in _OPENERS:
        return
    before = b""
    try:
        with _OPENERS[form](path, "rb") as file:
            while chunk := file.read(_CHUNK):
                if any(mark in before + chunk for mark in _PENDING):
                    raise BadInput(f"{path.name}: it holds deletions that were not carried out (action=delete);"
                                   " expected the map purged of them")  # fmt: skip
                before = chunk[-max(map(len, _PENDING)) :]
    except (OSError, EOFError, zlib.error):
        raise BadInput(f"{path.name}: {_in_words('uncompress')}") from None


def _packed(path: Path, ending: str) -> str:
    try:
        with _OPENERS[f"osm.{ending}"](path, "rb") as file:
            head = file.read(_HEAD)
    except (OSError, EOFError, zlib.error):
        raise BadInput(f"{path.name}: {_in_words('uncompress')}") from None
    if not head.strip():
        raise BadInput(f"{path.name}: the file is empty; expected OpenStreetMap data")
    form = _plain(path, head)
    if form == "pbf":
        raise BadInput(f"{path.name}: a .pbf file packed once more; expected it unpacked")
    return f"{form}.{ending}"


def _plain(path: Path, head: bytes) -> str:
    if b"OSMHeader" in head[:32]:
        return "pbf"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith(b"<"):
        raise BadInput(f"{path.name}: this is no OpenStreetMap file; expected .osm, .osm.gz, .osm.bz2 or .osm.pbf")
    if b"<osmChange" in text:
        raise BadInput(f"{path.name}: this is a list of changes; expected a map (an <osm> file)")
    return "osm"
