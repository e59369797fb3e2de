"""The landmarks drawn by hand: towers, malls, parks, schools, stations, and how much ground each keeps."""

from __future__ import annotations

from dataclasses import dataclass

from console.district.demo.plane import XY
from console.phrase import Text


@dataclass(frozen=True, slots=True)
class Site:
    """A landmark: the lot round ``at`` is used for it, and is not cut smaller than ``keep_ha``."""

    id: str
    name: Text
    use: str  # towers, mall, park, school, hospital, station, plaza, works, civic
    at: XY
    keep_ha: float


def _site(id_: str, en: str, zh: str, use: str, x: float, y: float, keep_ha: float) -> Site:
    return Site(id_, Text(en, zh), use, (x, y), keep_ha)


SITES: tuple[Site, ...] = (
    _site("canal-cbd", "Canal CBD", "运河CBD", "towers", 365, 560, 4.5),
    _site("canal-tiandi", "Canal Tiandi mall", "运河天地", "mall", -75, 770, 4.0),
    _site("yuanyang-plaza", "Yuanyang Plaza", "远洋广场", "mall", 300, 180, 3.0),
    _site("gongyuan-square", "Gongyuan Square", "拱苑广场", "mall", 810, 500, 3.0),
    _site("hemu-market", "Hemu Farmers' Market", "和睦农贸市场", "mall", -640, -330, 1.2),
    _site("xiaohe-park", "Xiaohe Park", "小河公园", "park", -150, 200, 3.0),
    _site("canal-park", "Canal Culture Park", "运河文化公园", "park", 60, -860, 4.0),
    _site("hemu-park", "Hemu Park", "和睦公园", "park", -1030, -20, 3.2),
    _site("qingsha-park", "Qingsha Park", "青莎公园", "park", 1220, -160, 4.0),
    _site("daguan-park", "Daguan Park", "大关公园", "park", 560, -620, 2.6),
    _site("shixiang-green", "Shixiang Green", "石祥绿地", "park", -1090, 780, 2.2),
    _site("hemu-primary", "Hemu Primary School", "和睦小学", "school", -870, -200, 2.4),
    _site("changzheng-middle", "Changzheng Middle School", "长征中学", "school", -610, 230, 3.2),
    _site("dengyun-primary", "Dengyun Primary School", "登云小学", "school", 500, 480, 2.2),
    _site("xiawan-primary", "Xiawan Primary School", "霞湾小学", "school", -300, -350, 2.2),
    _site("daguan-middle", "Daguan Middle School", "大关中学", "school", 930, -640, 3.0),
    _site("shixiang-kindergarten", "Shixiang Kindergarten", "石祥幼儿园", "school", 1170, 760, 1.2),
    _site("canal-hospital", "Canal Hospital", "运河医院", "hospital", 720, -10, 3.4),
    _site("health-centre", "Xiaohe Community Health Centre", "小河社区卫生服务中心", "hospital", -420, -180, 1.4),
    _site("street-office", "Xiaohe Sub-district Office", "小河街道办事处", "civic", -400, 270, 1.6),
    _site("dengyun-station", "Dengyun Road Station", "登云路站", "station", 610, 410, 1.2),
    _site("hemu-station", "Hemu Station", "和睦站", "station", -730, -215, 1.0),
    _site("shangtang-station", "Shangtang Station", "上塘站", "station", 1200, -330, 1.2),
    _site("canal-square", "Canal Square", "运河广场", "plaza", 60, 590, 1.6),
    _site("bus-depot", "Yuhangtang Bus Depot", "余杭塘公交停车场", "works", -950, -980, 3.0),
    _site("canal-works", "Silk Works Park", "丝联创意园", "works", 520, -1040, 4.0),
    _site("print-works", "Hangyin Works", "杭印产业园", "works", 1200, 560, 3.2),
    _site("north-works", "Shixiang Logistics Yard", "石祥物流园", "works", -560, 1020, 4.0),
)
