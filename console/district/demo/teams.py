"""The teams of the demo district, their shifts and bases, and the posts that belong to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from console.district.demo.plane import XY

EARLY, LATE, NIGHT, ALWAYS = "06:00-14:00", "14:00-22:00", "22:00-06:00", "00:00-00:00"
DAY, EVENING = "08:00-20:00", "20:00-08:00"
_CREW = ("crowd_control", "cordon", "traffic_control", "evacuation", "information")
_GRID = ("evacuation", "information", "welfare", "search", "mediation")
_ENFORCE = ("cordon", "enforcement", "crowd_control", "public_order")
_CREW_KIT = {"2020101": 2, "2020103": 8, "2030101": 1, "2020107": 2, "2010204": 1}
_FIRE_KIT = {"1020101": 8, "1020201": 4, "1020202": 2, "1010101": 10, "1010102": 2, "1020301": 4, "1020203": 1}
_CARE_KIT = {"1030101": 3, "1030102": 1, "1030103": 1, "1030104": 2, "1030106": 1}


@dataclass(frozen=True, slots=True)
class Roster:
    """One team before its base is put on a road node."""

    id: str
    en: str
    zh: str
    kind: str
    crew: int
    vehicle: str
    shift: str
    turnout_s: int
    at: XY
    can: tuple[str, ...]
    carries: dict[str, int] = field(default_factory=dict)
    beat: str = ""
    signal_limit_s: int = 180


def _crew(number: int, beat: str, zh: str, shift: str, crew: int, at: XY) -> Roster:
    return Roster(f"R{number:02d}", f"{beat} crew", f"{zh}共治岗", "co_governance", crew, "patrol cart", shift, 30, at,
                  _CREW, _CREW_KIT, beat)  # fmt: skip


def _squad(number: int, en: str, zh: str, at: XY) -> Roster:
    return Roster(f"G{number:02d}", f"{en} grid squad", f"{zh}网格响应队", "grid", 4, "e-bikes", ALWAYS, 45, at,
                  _GRID, {"2030101": 1, "1030101": 1, "2030103": 4}, "", 300)  # fmt: skip


def _enforcers(number: int, shift: str, at: XY) -> Roster:
    return Roster(f"E{number:02d}", f"Enforcement unit {number}", f"综合执法{number}组", "enforcement", 4,
                  "enforcement van", shift, 60, at, _ENFORCE, {"2020101": 3, "2010204": 4, "1010501": 2})  # fmt: skip


def _traffic(number: int, shift: str, at: XY) -> Roster:
    return Roster(f"T{number:02d}", f"Traffic unit {number}", f"交通疏导{number}组", "traffic", 2, "motorcycles", shift,
                  30, at, ("traffic_control", "cordon"), {"2020103": 10, "2020104": 4})  # fmt: skip


def _works(number: int, shift: str, at: XY, can: tuple[str, ...], carries: dict[str, int]) -> Roster:
    return Roster(f"U{number:02d}", f"Urban works {number}", f"市政抢修{number}组", "urban_works", 5, "works truck",
                  shift, 90, at, can, carries, "", 300)  # fmt: skip


def _fire(number: int, en: str, zh: str, turnout_s: int, at: XY) -> Roster:
    return Roster(f"F{number:02d}", f"{en} micro fire station", f"{zh}微型消防站", "fire", 6, "mini fire truck", ALWAYS,
                  turnout_s, at, ("fire_attack", "evacuation"), _FIRE_KIT)  # fmt: skip


CREWS: tuple[Roster, ...] = (
    _crew(1, "Dengyun Road", "登云路", EARLY, 5, (-380, 360)),
    _crew(2, "Lishui Road", "丽水路", EARLY, 4, (170, 200)),
    _crew(3, "Huzhou Street", "湖州街", EARLY, 4, (-320, -260)),
    _crew(4, "Hemu Road", "和睦路", EARLY, 4, (-700, 250)),
    _crew(5, "Jinchang Street", "锦昌街", LATE, 5, (-150, 650)),
    _crew(6, "Shaoxing Road", "绍兴路", LATE, 4, (640, 120)),
    _crew(7, "Xiaohe Road", "小河路", LATE, 4, (-250, -450)),
    _crew(8, "Tangping Road", "塘萍路", LATE, 4, (-500, 300)),
    _crew(9, "Changzheng Road", "长征路", NIGHT, 4, (-250, 110)),
    _crew(10, "Moganshan Road", "莫干山路", NIGHT, 4, (-1120, 0)),
    _crew(11, "Daguan Road", "大关路", NIGHT, 4, (500, -500)),
    _crew(12, "Jinhua Road", "金华路", NIGHT, 4, (450, 350)),
)

SQUADS: tuple[Roster, ...] = (
    _squad(1, "Hemu", "和睦", (-440, -90)), _squad(2, "Xiaohe", "小河", (-180, 120)),
    _squad(3, "Beixing", "北星", (-320, 350)), _squad(4, "Huzhou", "湖州", (-130, -200)),
    _squad(5, "Qiaoxi", "桥西", (-30, 60)), _squad(6, "Hongjian", "红建", (260, 240)),
    _squad(7, "Dongjia", "董家", (380, -240)), _squad(8, "Xiawan", "霞湾", (-310, -430)),
)  # fmt: skip

FIRE: tuple[Roster, ...] = (
    _fire(1, "Tangping", "塘萍", 40, (-450, 300)),
    _fire(2, "Hemu", "和睦", 45, (-480, -190)),
    Roster("F03", "Xiaohe micro fire station", "小河微型消防站", "fire", 6, "mini fire truck", ALWAYS, 40, (-300, 60),
           ("fire_attack", "evacuation", "heavy_rescue", "hazmat_recon"),
           {**_FIRE_KIT, "3040101": 1, "3040102": 1, "2010101": 2, "1010201": 2, "3040104": 1}),
    _fire(4, "Hongjian", "红建", 40, (320, 330)),
    _fire(5, "Dongjia", "董家", 45, (550, -100)),
    _fire(6, "Lishui", "丽水", 45, (210, -350)),
)  # fmt: skip

OTHERS: tuple[Roster, ...] = (
    _enforcers(1, EARLY, (-200, 150)), _enforcers(2, EARLY, (420, 210)),
    _enforcers(3, LATE, (-200, 150)), _enforcers(4, NIGHT, (120, 280)),
    _traffic(1, EARLY, (-380, 440)), _traffic(2, LATE, (300, -80)), _traffic(3, NIGHT, (-340, 170)),
    Roster("K01", "Market inspection day unit", "市场监管日班组", "market", 2, "car", DAY, 90, (-450, 250),
           ("market_inspection", "enforcement"), {"2010105": 1}),
    Roster("K02", "Market inspection night unit", "市场监管夜班组", "market", 2, "car", EVENING, 90, (-450, 250),
           ("market_inspection", "enforcement"), {"2010105": 1}),
    Roster("V01", "Environment day unit", "生态环境日班组", "environment", 2, "sampling van", DAY, 75, (130, -480),
           ("water_sampling", "environment_inspection", "river_boom"), {"2010103": 1, "2010104": 1, "3020201": 60}),
    Roster("V02", "Environment night unit", "生态环境夜班组", "environment", 2, "sampling van", EVENING, 90,
           (130, -480), ("water_sampling", "environment_inspection"), {"2010103": 1, "2010104": 1, "2010106": 1}),
    _works(1, EARLY, (-480, -480), ("pumping", "flood_barrier", "drain_clearing", "urban_repair"),
           {"3010101": 1, "3010201": 60, "3010301": 2, "2020103": 10}),
    _works(2, EARLY, (590, 280), ("tree_clearing", "urban_repair", "flood_barrier"),
           {"3040201": 2, "3040202": 1, "3010302": 2, "2020103": 10}),
    _works(3, LATE, (-480, -480), ("pumping", "drain_clearing", "tree_clearing", "urban_repair"),
           {"3010101": 1, "3040201": 1, "3010301": 2, "2020103": 10}),
    _works(4, ALWAYS, (460, -280), ("pumping", "flood_barrier", "drain_clearing", "tree_clearing", "urban_repair"),
           {"3010101": 1, "3010201": 80, "3040201": 1, "3010302": 1, "2020103": 10}),
    Roster("M01", "Canal Hospital medical post", "运河医院急救点", "medical", 3, "ambulance", ALWAYS, 45, (700, 20),
           ("first_aid", "ambulance"), _CARE_KIT),
    Roster("M02", "Health centre medical post", "卫生服务中心急救点", "medical", 3, "ambulance", ALWAYS, 50,
           (-420, -200), ("first_aid", "ambulance"), _CARE_KIT),
    Roster("N01", "Gas repair crew", "燃气抢修组", "engineering", 3, "gas repair van", ALWAYS, 60, (-150, 420),
           ("gas_isolation", "hazmat_recon"), {"2010101": 3, "2010102": 1, "3030103": 1, "3030105": 2}),
    Roster("N02", "Lift release crew", "电梯救援组", "engineering", 2, "service van", ALWAYS, 60, (330, 420),
           ("lift_release", "heavy_rescue"), {"3040103": 1, "3040104": 1}),
    Roster("N03", "Power repair crew", "电力抢修组", "engineering", 3, "bucket truck", ALWAYS, 75, (430, -20),
           ("power_repair",), {"1010303": 3, "4010101": 1, "4010103": 2}),
    Roster("N04", "Drainage pump truck", "排涝泵车组", "engineering", 4, "pump truck", ALWAYS, 75, (-350, -280),
           ("pumping", "water_rescue"), {"3010101": 2, "3010104": 6, "1010203": 4}),
    Roster("L01", "Logistics day unit", "后勤保障日班组", "logistics", 3, "light truck", DAY, 90, (-400, 240),
           ("logistics", "welfare"), {"4020201": 96, "4020202": 48}),
    Roster("L02", "Logistics night unit", "后勤保障夜班组", "logistics", 2, "light truck", EVENING, 120, (-400, 240),
           ("logistics",), {"4020201": 48, "4010105": 6}),
    Roster("C01", "Command vehicle", "现场指挥车", "logistics", 3, "command vehicle", ALWAYS, 60, (-390, 290),
           ("command_post", "information"), {"2010203": 1, "2030105": 1, "2030103": 10, "2030104": 1}),
    Roster("W01", "Canal water rescue", "运河水上救援队", "engineering", 5, "boat trailer", ALWAYS, 60, (175, -600),
           ("water_rescue", "search", "river_boom"),
           {"3020101": 1, "1010401": 10, "3020102": 2, "3020103": 4, "3020201": 40}, "", 300),
)  # fmt: skip

TEAMS: tuple[Roster, ...] = (*CREWS, *SQUADS, *FIRE, *OTHERS)
