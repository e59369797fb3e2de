"""Teams, depots and cameras as tables: rows of a stranger's file become records, records become rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from console.district.osm.names import clean
from console.district.workshop.fields import Rules, wrong_fields, wrong_id
from console.district.workshop.proposed import proposed
from console.district.workshop.town import PLACED_BY, Kind, Record, Town
from console.geo import LatLon, distance_m, wgs84_from
from console.model.places import District, TeamKind
from console.phrase import Phrase, say

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "code", "no", "编号", "代码", "编码"),
    "name": ("name", "title", "名称", "队名", "队伍", "队伍名称", "库名", "仓库", "点位名称", "点位"),
    "name_en": ("name_en", "english", "英文名", "英文名称", "英文"),
    "name_zh": ("name_zh", "chinese", "中文名", "中文名称", "中文"),
    "lat": ("lat", "latitude", "纬度", "北纬"),
    "lon": ("lon", "lng", "long", "longitude", "经度", "东经"),
    "kind": ("kind", "type", "类型", "类别", "队伍类型", "队伍类别"),
    "capabilities": ("capabilities", "capability", "skills", "能力", "处置能力"),
    "crew": ("crew", "people", "人数", "编制", "人员数"),
    "vehicle": ("vehicle", "车辆", "车型"),
    "shift": ("shift", "hours", "班次", "值班时间", "在岗时间"),
    "turnout_s": ("turnout_s", "turnout", "出动时间", "出动秒数"),
    "signal_limit_s": ("signal_limit_s", "失联秒数", "信号时限"),
    "carries": ("carries", "carried", "携带", "携带物资", "随车物资"),
    "beat": ("beat", "road", "责任路段", "路段"),
    "shares_crew": ("shares_crew", "共用人员", "合编"),
    "stock": ("stock", "materials", "库存", "物资", "物资清单"),
    "loading_s": ("loading_s", "loading", "装载秒数", "装载时间"),
    "heading_deg": ("heading_deg", "heading", "direction", "朝向", "方位角", "方向"),
    "field_of_view_deg": ("field_of_view_deg", "fov", "视场角", "视角"),
    "source": ("source", "url", "address", "视频源", "视频地址", "地址", "流地址"),
}
_SHARED = ("id", "name", "name_en", "name_zh", "lat", "lon")
COLUMNS: Mapping[Kind, tuple[str, ...]] = {
    Kind.TEAM: (*_SHARED, "kind", "capabilities", "crew", "vehicle", "shift", "turnout_s", "signal_limit_s", "carries",
                "beat", "shares_crew"),
    Kind.DEPOT: (*_SHARED, "stock", "loading_s"),
    Kind.CAMERA: (*_SHARED, "heading_deg", "field_of_view_deg", "source"),
}  # fmt: skip
"""The columns each kind has; those not given take the usual value."""
SAME_M = 0.2
_WHOLE = ("crew", "turnout_s", "signal_limit_s", "loading_s")
_DECIMAL = ("heading_deg", "field_of_view_deg")
_APART = re.compile(r"[;；、|，,/]\s*")
_AMOUNT = re.compile(r"(?P<what>.+?)\s*[:：=×xX*＊]?\s*(?P<n>\d+)\s*\D{0,3}")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass
class TableRead:
    """What came of a table: records by id, what is wrong by row, and the headings nobody knows."""

    records: dict[str, Record] = field(default_factory=dict)
    refused: list[tuple[int, str, Phrase]] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class TableReader:
    """Reads rows of one kind; positions are in ``datum`` and become those of the files."""

    def __init__(self, kind: Kind, town: Town, district: District, datum: str) -> None:
        self._kind, self._town, self._datum = kind, town, datum
        self._rules = Rules.of(district, town.datum)
        self._number = 1  # of the next row without a code
        self._can = _by_word({code: (code, t.en, t.zh) for code, t in district.capabilities.items()})
        self._goods = _by_word({code: (code, m.name.en, m.name.zh) for code, m in district.materials.items()})
        self._kinds = _by_word({k.value: (k.value, *say(f"team_kind.{k.value}").both) for k in TeamKind})
        roads = [s.name for s in district.roads.stretches if s.name.en]
        self._roads = {word.lower(): name.en for name in roads for word in (name.en, name.zh) if word}

    def read(self, rows: Iterable[tuple[int, Mapping[str, str]]]) -> TableRead:
        """The rows, each with its number in the file."""
        made = TableRead()
        for n, (number, cells) in enumerate(rows):
            if n == 0:
                self._head(made, list(cells))
            if made.missing:
                break
            named = ((_column(heading), cell) for heading, cell in cells.items())
            self._row(made, number, {column: _tidy(column, cell) for column, cell in named})
        return made

    def _head(self, made: TableRead, headings: Sequence[str]) -> None:
        known = COLUMNS[self._kind]
        there = {_column(heading) for heading in headings}
        made.unknown = tuple(h for h in headings if h.strip() and _column(h) not in known)
        named = there & {"name", "name_en", "name_zh", "id"}
        made.missing = (*(() if named else ("name",)), *(c for c in ("lat", "lon") if c not in there))

    def _row(self, made: TableRead, number: int, cells: Mapping[str, str]) -> None:
        id_ = cells.get("id") or self._free(made)
        problem = wrong_id(id_, made.records)
        if problem is not None:
            made.refused.append((number, "id", problem))
            return
        record, wrong = self._record(id_, cells)
        found = {**(wrong_fields(self._kind, record, self._rules) if not wrong else {}), **wrong}
        if found:
            made.refused += [(number, _column_of(path), said) for path, said in found.items()]
        else:
            made.records[id_] = record

    def _free(self, made: TableRead) -> str:
        prefix = {Kind.TEAM: "T", Kind.DEPOT: "D", Kind.CAMERA: "C-"}[self._kind]
        while (id_ := f"{prefix}{self._number:02d}") in made.records or id_ in self._town.of(self._kind):
            self._number += 1
        return id_

    def _record(self, id_: str, cells: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Phrase]]:
        wrong: dict[str, Phrase] = {}
        place = self._place(cells, wrong)
        given: dict[str, Any] = {}
        for column in COLUMNS[self._kind][len(_SHARED) :]:
            if cells.get(column):
                given[column] = self._value(column, cells[column], wrong)
        usual = dict(self._town.of(self._kind).get(id_) or proposed(self._kind, id_, given.get("kind")))
        at = self._as_it_was(id_, place)
        return {**usual, "name": _name(cells, usual), PLACED_BY[self._kind]: at, **given}, wrong

    def _as_it_was(self, id_: str, place: list[float] | None) -> list[float] | None:
        """The place a unit has already, where the table's is no other: a tenth of a metre apart by rounding."""
        before = self._town.of(self._kind).get(id_, {}).get(PLACED_BY[self._kind])
        here, there = self._town.as_wgs84(place), self._town.as_wgs84(before)
        return before if here and there and distance_m(here, there) < SAME_M else place

    def _place(self, cells: Mapping[str, str], wrong: dict[str, Phrase]) -> list[float] | None:
        found = [_number(cells.get(column, "")) for column in ("lat", "lon")]
        for column, value, most in zip(("lat", "lon"), found, (90, 180), strict=True):
            if value is None or abs(value) > most:
                wrong[column] = say("workshop.wrong.degrees", value=cells.get(column, "")[:20], most=most)
        if wrong or found[0] is None or found[1] is None:
            return None
        return self._town.written(wgs84_from(self._datum, LatLon(found[0], found[1])))

    def _value(self, column: str, text: str, wrong: dict[str, Phrase]) -> Any:
        if column in _WHOLE or column in _DECIMAL:
            value = _number(text)
            return text if value is None else int(value) if column in _WHOLE and value == int(value) else value
        if column == "kind":
            return self._kinds.get(text.lower(), text)
        if column == "capabilities":
            return [self._can.get(word.lower(), word) for word in _APART.split(text) if word.strip()]
        if column in ("carries", "stock"):
            return self._amounts(column, text, wrong)
        if column == "beat":
            return self._roads.get(text.lower(), text)
        return unicodedata.normalize("NFKC", text).replace("—", "-").replace("~", "-") if column == "shift" else text

    def _amounts(self, column: str, text: str, wrong: dict[str, Phrase]) -> dict[str, int]:
        found: dict[str, int] = {}
        for part in (part.strip() for part in _APART.split(text) if part.strip()):
            said = _AMOUNT.fullmatch(part)
            code = self._goods.get(said["what"].strip(" :：").lower()) if said else None
            if said is None or code is None:
                wrong[column] = say("workshop.wrong.amount", part=part[:30])
            else:
                found[code] = found.get(code, 0) + int(said["n"])
        return found


def _by_word(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word.lower(): code for code, every in words.items() for word in every if word}


def _column(heading: str) -> str:
    plain = unicodedata.normalize("NFKC", heading).strip().lower().split("(")[0].strip().replace(" ", "_")
    return next((name for name, words in HEADINGS.items() if plain in words), plain)


def _tidy(column: str, cell: str) -> str:
    """A cell on one line; a name without letters that are not seen."""
    return clean(cell) if column.startswith("name") else " ".join(cell.split())


def _column_of(path: str) -> str:
    """The column a field came from."""
    first = path.split(".", maxsplit=1)[0]
    return {"base": "lat", "position": "lat"}.get(first, "name" if first == "name" else first)


def _number(text: str) -> float | None:
    try:
        value = float(unicodedata.normalize("NFKC", text).strip().rstrip("°"))
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None


def _name(cells: Mapping[str, str], usual: Record) -> dict[str, str]:
    plain = cells.get("name", "")
    chinese = bool(_HAN.search(plain))
    zh = cells.get("name_zh") or (plain if chinese else "")
    en = cells.get("name_en") or ("" if chinese else plain) or zh
    return {"en": en, "zh": zh} if en else dict(usual["name"])


def rows_of(kind: Kind, town: Town) -> list[list[str]]:
    """The table of one kind with its headings; positions in WGS-84. Read again, it gives the same records."""
    columns = [column for column in COLUMNS[kind] if column != "name"]
    return [columns, *([_cell(town, kind, id_, column) for column in columns] for id_ in town.of(kind))]


def _cell(town: Town, kind: Kind, id_: str, column: str) -> str:
    record = town.of(kind)[id_]
    if column in ("lat", "lon"):
        at = town.where(kind, id_)
        return "" if at is None else f"{getattr(at, column):.6f}"
    value = {"id": id_, "name_en": record["name"].get("en", ""), "name_zh": record["name"].get("zh", "")}.get(
        column, record.get(column)
    )  # fmt: skip
    if isinstance(value, Mapping):
        return "; ".join(f"{code}: {amount}" for code, amount in value.items())
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
