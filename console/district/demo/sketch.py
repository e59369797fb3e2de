"""The hand-drawn part of the demo district: boundary, waters, streets and sites, in board metres."""

from __future__ import annotations

from dataclasses import dataclass

from shapely import LineString, Polygon

from console.district.demo.plane import XY, smooth
from console.phrase import Text

BOUNDARY: tuple[XY, ...] = (
    (-1470, 1020), (-900, 1105), (-250, 1150), (420, 1125), (1000, 1105), (1480, 1040), (1430, 500), (1480, -100),
    (1425, -700), (1375, -1050), (700, -1125), (150, -1150), (-500, -1075), (-1050, -1105), (-1470, -970),
    (-1430, -300), (-1490, 400),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Water:
    """A river or canal: its middle line and full width."""

    id: str
    name: Text
    width_m: float
    line: tuple[XY, ...]

    def surface(self) -> Polygon:
        """The water's polygon."""
        shape = smooth(self.line).buffer(self.width_m / 2, cap_style="flat")
        return Polygon(shape.exterior)


CANAL = Water(
    "canal", Text("Grand Canal", "大运河"), 70,
    ((360, 1500), (340, 1150), (300, 900), (150, 520), (70, 170), (125, -200), (255, -560), (240, -900), (150, -1500)),
)  # fmt: skip
XIAOHE = Water(
    "xiaohe", Text("Xiaohe Creek", "小河"), 20,
    ((-1800, -160), (-1300, -150), (-1030, -80), (-720, -10), (-350, -95), (-100, -25), (80, -70)),
)  # fmt: skip
YUHANGTANG = Water(
    "yuhangtang", Text("Yuhangtang River", "余杭塘河"), 34,
    ((-1800, -420), (-1300, -530), (-1050, -580), (-650, -500), (-250, -590), (60, -610), (250, -590)),
)  # fmt: skip
HONGJIAN = Water(
    "hongjian", Text("Hongjian Creek", "红建河"), 18,
    ((1800, 230), (1320, 270), (1040, 215), (760, 265), (520, 225), (300, 275), (95, 255)),
)  # fmt: skip
WATERS = (CANAL, XIAOHE, YUHANGTANG, HONGJIAN)


_UNNAMED = Text("")


@dataclass(frozen=True, slots=True)
class Street:
    """One named street. One-way streets run in the order of their points."""

    name: Text
    road_class: str
    points: tuple[XY, ...]
    one_way: bool = False
    bridge: str = ""  # id of the bridge where it crosses the canal
    bridge_name: Text = _UNNAMED

    def line(self) -> LineString:
        """The street's smooth middle line."""
        return smooth(self.points)


def _arterial(en: str, zh: str, *points: XY, bridge: tuple[str, str, str] = ("", "", "")) -> Street:
    return Street(Text(en, zh), "arterial", points, False, bridge[0], Text(bridge[1], bridge[2]))


def _secondary(
    en: str, zh: str, *points: XY, one_way: bool = False, bridge: tuple[str, str, str] = ("", "", "")
) -> Street:
    return Street(Text(en, zh), "secondary", points, one_way, bridge[0], Text(bridge[1], bridge[2]))


def _alley(en: str, zh: str, *points: XY) -> Street:
    return Street(Text(en, zh), "alley", points)


STREETS: tuple[Street, ...] = (
    _arterial("Moganshan Road", "莫干山路", (-1235, 1300), (-1180, 700), (-1115, 200), (-1150, -300), (-1060, -800),
              (-1045, -1300)),
    _arterial("Hemu Road", "和睦路", (-800, 1300), (-765, 900), (-690, 350), (-770, -150), (-700, -620), (-640, -1300)),
    _arterial("Xiaohe Road", "小河路", (-60, 1300), (-110, 900), (-235, 560), (-300, 200), (-250, -200), (-95, -560),
              (-130, -900), (-220, -1300)),
    _arterial("Lishui Road", "丽水路", (440, 1300), (388, 930), (245, 540), (152, 200), (195, -120), (285, -330),
              (265, -430), (150, -465), (-125, -480),
              bridge=("lishui-bridge", "Lishui Road Bridge", "丽水路桥")),
    _arterial("Shaoxing Road", "绍兴路", (770, 1300), (725, 850), (645, 380), (600, -150), (690, -620), (650, -1300)),
    _arterial("Shangtang Road", "上塘路", (1010, 1300), (1085, 800), (1155, 350), (1120, -150), (1180, -650),
              (1260, -1300)),
    _arterial("Shixiang Road", "石祥路", (-1700, 810), (-900, 895), (-200, 945), (300, 915), (900, 860), (1700, 950),
              bridge=("shixiang-bridge", "Shixiang Bridge", "石祥大桥")),
    _arterial("Dengyun Road", "登云路", (-1700, 450), (-1100, 370), (-600, 335), (-200, 400), (110, 418), (600, 365),
              (1100, 420), (1700, 370), bridge=("dengyun-bridge", "Dengyun Bridge", "登云大桥")),
    _arterial("Huzhou Street", "湖州街", (-1700, -370), (-1000, -300), (-500, -255), (0, -235), (200, -250),
              (600, -205), (1100, -285), (1700, -230), bridge=("huzhou-bridge", "Huzhou Street Bridge", "湖州街桥")),
    _arterial("Yuhangtang Road", "余杭塘路", (-1700, -620), (-1100, -730), (-650, -655), (-250, -735), (100, -770),
              (400, -790), (800, -805), (1200, -725), (1700, -760),
              bridge=("yuhangtang-bridge", "Yuhangtang Bridge", "余杭塘桥")),
    _secondary("Yinxiu Road", "隐秀路", (-1350, 1300), (-1320, 840), (-1345, 400), (-1290, 0), (-1325, -340),
               (-1280, -700), (-1300, -1300)),
    _secondary("Wenlan Street", "文岚街", (-985, 888), (-945, 640), (-915, 352), (-960, 60), (-930, -292),
               (-880, -490), (-890, -690), (-850, -1095)),
    _secondary("Tangping Road", "塘萍路", (-450, 930), (-505, 650), (-490, 345), (-545, 130), (-510, -256)),
    _secondary("Qinfeng Road", "勤丰路", (-480, -254), (-455, -480), (-430, -690), (-470, -900), (-420, -1090)),
    _secondary("Jinhua Road", "金华路", (545, 890), (475, 640), (415, 390), (395, 110), (430, -220), (455, -500),
               (430, -792), (400, -1150)),
    _secondary("Taizhou Road", "台州路", (905, -790), (870, -520), (850, -250), (835, -60), (850, 150), (890, 395),
               (885, 640), (930, 862), one_way=True),
    _secondary("Wenzhou Road", "温州路", (1020, 865), (985, 640), (1005, 410), (960, 150), (965, -60), (985, -270),
               (1010, -520), (1040, -770), one_way=True),
    _secondary("Hangyin Road", "杭印路", (1290, 915), (1270, 640), (1310, 400), (1285, 80), (1320, -250), (1290, -740)),
    _secondary("Jinchang Street", "锦昌街", (-1322, 620), (-945, 640), (-505, 650), (-215, 665), (200, 652), (475, 640),
               (885, 620), (1270, 640), bridge=("jinchang-bridge", "Jinchang Bridge", "锦昌桥")),
    _secondary("Kangning Street", "康宁街", (-930, 555), (-720, 560), (-500, 570), (-205, 574), one_way=True),
    _secondary("Beixing Street", "北星街", (-230, 484), (-495, 480), (-705, 462), (-925, 458), one_way=True),
    _secondary("Changzheng Road", "长征路", (-1300, 180), (-1115, 165), (-950, 130), (-720, 150), (-545, 130),
               (-302, 110), (60, 112), (152, 110), (395, 105), (625, 75), (850, 90), (965, 70), (1150, 95),
               (1285, 80), bridge=("changzheng-bridge", "Changzheng Bridge", "长征桥")),
    _secondary("Dongjia Street", "董家街", (193, -75), (410, -60), (606, -70), (835, -60), (965, -90), (1122, -85)),
    _secondary("Daguan Road", "大关路", (272, -395), (330, -475), (455, -500), (665, -505), (870, -520),
               (1010, -500), (1165, -520), (1300, -490)),
    _secondary("Xiawan Street", "霞湾街", (-1310, -425), (-1125, -440), (-900, -420), (-725, -390), (-455, -440),
               (-125, -480)),
    _secondary("Shentang Street", "沈塘街", (-1290, -900), (-1055, -905), (-870, -890), (-675, -885), (-470, -900),
               (-130, -925), (60, -950), (160, -955)),
    _secondary("Bazhang Street", "八丈街", (300, -955), (425, -960), (655, -970), (1225, -935)),
    _secondary("Qiaoxi Street", "桥西街", (222, 925), (65, 520), (-10, 170), (-20, 112)),
    _secondary("Hushu Street", "湖墅街", (150, -465), (178, -560), (165, -770), (160, -900), (60, -1150)),
    _secondary("Tongyi Road", "通益路", (322, -470), (330, -620), (325, -790), (300, -960)),
    _alley("Xiaohe Historic Street", "小河直街", (-275, 20), (-150, 25), (-60, 32), (-5, 5), (-20, 112)),
    _alley("Xiaohe Bank Lane", "小河沿", (-262, -140), (-150, -75), (-70, -85), (25, -125), (60, -238)),
    _alley("Zhu'ertan Lane", "珠儿潭巷", (-100, -236), (-85, -160), (-70, -85)),
)  # fmt: skip
