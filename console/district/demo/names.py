"""Names for compounds and lanes, made from the streets they lie at."""

from __future__ import annotations

import math

from shapely import Point

from console.district.demo.plane import XY
from console.phrase import Text

# where a place-name is at home
_QUARTERS: tuple[tuple[str, str, XY], ...] = (
    ("Hemu", "和睦", (-850, -120)), ("Xiaohe", "小河", (-430, 20)), ("Changzheng", "长征", (-560, 240)),
    ("Dengyun", "登云", (500, 400)), ("Shixiang", "石祥", (-600, 980)), ("Jinchang", "锦昌", (-600, 690)),
    ("Xiawan", "霞湾", (-350, -400)), ("Dongjia", "董家", (600, -80)), ("Shentang", "沈塘", (-560, -960)),
    ("Beixing", "北星", (-560, 500)), ("Tongyi", "通益", (380, -620)), ("Qiaoxi", "桥西", (-80, 420)),
    ("Yinxiu", "隐秀", (-1300, 250)), ("Wenlan", "文岚", (-1050, 560)), ("Daguan", "大关", (850, -560)),
    ("Wenzhou", "温州", (1060, 200)), ("Hangyin", "杭印", (1350, 500)), ("Shangtang", "上塘", (1230, -520)),
    ("Bazhang", "八丈", (900, -960)), ("Shaoxing", "绍兴", (760, 700)), ("Qingsha", "青莎", (1250, 0)),
    ("Yunhe", "运河", (350, 700)), ("Hushu", "湖墅", (20, -820)), ("Lishui", "丽水", (330, -150)),
    ("Hongjian", "红建", (600, 220)), ("Yuhang", "余杭", (-1200, -650)), ("Gongbei", "拱北", (700, 1000)),
    ("Moganshan", "莫干", (-1150, 950)),
)  # fmt: skip
_KINDS: tuple[tuple[str, str], ...] = (
    ("Xincun", "新村"), ("Jiayuan", "佳苑"), ("Garden", "花园"), ("Apartments", "公寓"), ("Homes", "家园"),
    ("Mingyuan", "名苑"), ("East Court", "东苑"), ("West Court", "西苑"), ("North Li", "北里"), ("South Li", "南里"),
    ("Fang", "坊"), ("Yuan", "苑"), ("Terrace", "雅居"), ("Mansion", "府"),
)  # fmt: skip
_OLD_KINDS: tuple[tuple[str, str], ...] = (
    ("Li", "里"), ("Fang", "坊"), ("Old Quarter", "老街坊"), ("Granary", "粮仓"), ("Wharf", "码头"),
    ("Tea Yard", "茶埠"), ("Dyers' Yard", "染坊"), ("Bamboo Yard", "竹场"), ("Well", "井头"), ("Boat Yard", "船场"),
)  # fmt: skip


class Namer:
    """Gives every compound a name of its own; lanes count within their compound."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def compound(self, at: Point, old: bool) -> Text:
        """A fresh name for the compound round ``at``."""
        near = sorted(_QUARTERS, key=lambda q: math.dist(q[2], (at.x, at.y)))
        for en, zh, _ in near:
            for kind_en, kind_zh in _OLD_KINDS if old else _KINDS:
                if f"{en} {kind_en}" not in self._used:
                    self._used.add(f"{en} {kind_en}")
                    return Text(f"{en} {kind_en}", f"{zh}{kind_zh}")
        raise ValueError("more compounds than names")

    @staticmethod
    def lane(compound: Text, number: int) -> Text:
        """The name of the compound's lane with that number."""
        return Text(f"{compound.en} Lane {number}", f"{compound.zh}{number}弄")
