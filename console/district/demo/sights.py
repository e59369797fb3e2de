"""Named places and cameras of the demo district."""

from __future__ import annotations

from typing import Any

from console.district.demo.land import Plot
from console.district.demo.lookup import Lookup
from console.district.demo.plane import XY, latlon
from console.district.demo.sites import SITES
from console.district.demo.sketch import STREETS

Record = dict[str, Any]

_POINTS: tuple[tuple[str, str, str, XY], ...] = (
    ("xiaohe-street", "Xiaohe Historic Street", "小河直街", (-100, 28)),
    ("xiaohe-wharf", "Xiaohe Wharf", "小河码头", (30, 30)),
    ("dengyun-station-a", "Dengyun Road Station exit A", "登云路站A口", (585, 395)),
    ("dengyun-station-b", "Dengyun Road Station exit B", "登云路站B口", (675, 398)),
    ("dengyun-station-c", "Dengyun Road Station exit C", "登云路站C口", (668, 345)),
    ("hemu-station-a", "Hemu Station exit A", "和睦站A口", (-745, -225)),
    ("hemu-station-b", "Hemu Station exit B", "和睦站B口", (-795, -265)),
    ("shangtang-station-a", "Shangtang Station exit A", "上塘站A口", (1165, -310)),
    ("hemu-primary-gate", "Hemu Primary School gate", "和睦小学校门", (-910, -230)),
    ("changzheng-middle-gate", "Changzheng Middle School gate", "长征中学校门", (-560, 160)),
    ("dengyun-primary-gate", "Dengyun Primary School gate", "登云小学校门", (470, 440)),
)
_COMPOUNDS: tuple[tuple[str, XY], ...] = (
    ("hemu-xincun", (-860, -120)), ("xiaohe-jiayuan", (-430, 0)), ("changzheng-xincun", (-600, 200)),
    ("jinchang-compound", (-620, 720)), ("shentang-compound", (-600, -980)), ("daguan-compound", (800, -620)),
    ("gongbei-compound", (650, 980)), ("hongjian-compound", (520, 150)),
)  # fmt: skip
_CROSSINGS: tuple[tuple[str, str], ...] = (
    ("Shixiang Road", "Moganshan Road"), ("Shixiang Road", "Hemu Road"), ("Shixiang Road", "Xiaohe Road"),
    ("Shixiang Road", "Lishui Road"), ("Shixiang Road", "Shaoxing Road"), ("Shixiang Road", "Shangtang Road"),
    ("Dengyun Road", "Moganshan Road"), ("Dengyun Road", "Hemu Road"), ("Dengyun Road", "Xiaohe Road"),
    ("Dengyun Road", "Lishui Road"), ("Dengyun Road", "Shaoxing Road"), ("Dengyun Road", "Shangtang Road"),
    ("Huzhou Street", "Moganshan Road"), ("Huzhou Street", "Hemu Road"), ("Huzhou Street", "Xiaohe Road"),
    ("Huzhou Street", "Lishui Road"), ("Huzhou Street", "Shaoxing Road"), ("Huzhou Street", "Shangtang Road"),
    ("Yuhangtang Road", "Hemu Road"), ("Yuhangtang Road", "Xiaohe Road"), ("Yuhangtang Road", "Shaoxing Road"),
    ("Jinchang Street", "Jinhua Road"),
)  # fmt: skip
_SIGHTS: tuple[tuple[str, str], ...] = (
    ("xiaohe-wharf", "canal"), ("canal-park", "canal"), ("canal-depot-quay", "canal"),
    ("canal-tiandi", "mall"), ("yuanyang-plaza", "mall"), ("gongyuan-square", "mall"), ("hemu-market", "mall"),
    ("canal-cbd-3", "mall"), ("hemu-underpass", "underpass"), ("shangtang-underpass", "underpass"),
    ("hemu-xincun", "compound"), ("changzheng-xincun", "compound"), ("daguan-compound", "compound"),
    ("dengyun-station-b", "plaza"), ("hemu-station-a", "plaza"), ("shangtang-station-a", "plaza"),
    ("canal-square", "plaza"), ("xiaohe-street", "street"), ("hemu-primary-gate", "street"),
)  # fmt: skip


def places(lookup: Lookup, plots: list[Plot]) -> dict[str, Record]:
    """Named places by id, as written to ``places.yaml``."""
    found: dict[str, Record] = {s.id: _place(s.name.en, s.name.zh, s.at) for s in SITES}
    towers = [p for p in plots if p.name.en.startswith("Canal CBD tower")]
    for number, tower in enumerate(towers, 1):
        middle = tower.shape.centroid
        at = (middle.x, middle.y)
        found[f"canal-cbd-{number}"] = _place(f"Canal CBD tower {number}", f"运河CBD {number}号楼", at)
    found |= {id_: _place(en, zh, at) for id_, en, zh, at in _POINTS}
    nodes = lookup.network.nodes
    hemu = nodes[lookup.crossing("Hemu Road", "Shixiang Road")]
    found["hemu-underpass"] = _place("Hemu Road underpass", "和睦路下穿通道", (hemu[0] + 4, hemu[1] - 18))
    shangtang = nodes[lookup.crossing("Shangtang Road", "Changzheng Road")]
    found["shangtang-underpass"] = _place("Shangtang Road underpass", "上塘路下穿通道", shangtang)
    found["canal-depot-quay"] = _place("Canal depot quay", "运河物资码头", (290, -650))
    for id_, at in _COMPOUNDS:
        en, zh, middle = lookup.compound(at)
        found[id_] = _place(en, zh, middle)
    for street in STREETS:
        if street.bridge:
            name = street.bridge_name
            found[street.bridge] = _place(name.en, name.zh, lookup.bridge_middle(street.bridge))
    return found


def cameras(lookup: Lookup, named: dict[str, Record]) -> dict[str, Record]:
    """The 48 cameras by id, as written to ``cameras.yaml``."""
    rows: list[Record] = []
    zh = {s.name.en: s.name.zh for s in STREETS}
    for first, second in _CROSSINGS:
        node = lookup.crossing(first, second)
        at = latlon(lookup.network.nodes[node])
        rows.append(_camera(f"{first} / {second}", f"{zh[first]}{zh[second]}口", at, lookup.looking(node), "crossing"))
    for number, street in enumerate(s for s in STREETS if s.bridge):
        place = named[street.bridge]
        rows.append(_camera(place["name"]["en"], place["name"]["zh"], place["position"], 180 * (number % 2), "canal"))
    for number, (id_, scene) in enumerate(_SIGHTS):
        place = named[id_]
        rows.append(_camera(place["name"]["en"], place["name"]["zh"], place["position"], 75 * number % 360, scene))
    return {f"C-{n:02d}": row for n, row in enumerate(rows, 1)}


def _place(en: str, zh: str, at: XY) -> Record:
    return {"name": {"en": en, "zh": zh}, "position": latlon(at)}


def _camera(en: str, zh: str, position: list[float], heading: float, scene: str) -> Record:
    field = {"crossing": 78, "mall": 84, "plaza": 84, "street": 62}.get(scene, 56)
    return {
        "name": {"en": en, "zh": zh}, "position": position, "heading_deg": int(heading), "field_of_view_deg": field,
        "source": f"simulated:{scene}",
    }  # fmt: skip
