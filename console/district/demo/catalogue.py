"""Departments and the catalogue of 11 classes and 118 items, read from the table beside this module."""

from __future__ import annotations

from importlib import resources
from typing import Any

Record = dict[str, Any]

DEPARTMENTS: tuple[tuple[str, str, str, str], ...] = (
    ("emergency_office", "Emergency Management Station", "应急管理站", "street"),
    ("fire_brigade", "Fire and Rescue Station", "消防救援站", "district"),
    ("police", "Police Station", "派出所", "street"),
    ("traffic_police", "Traffic Police Squadron", "交警中队", "district"),
    ("enforcement", "Administrative Enforcement Team", "综合行政执法队", "street"),
    ("market_supervision", "Market Regulation Office", "市场监管所", "street"),
    ("ecology", "Ecology and Environment Office", "生态环境所", "district"),
    ("urban_works", "Urban Works Office", "市政园林所", "street"),
    ("water_bureau", "Water Board", "水务站", "district"),
    ("gas_company", "Gas Company", "燃气公司", "district"),
    ("power_company", "Power Supply Company", "供电公司", "district"),
    ("lift_centre", "Lift Emergency Centre", "电梯应急处置中心", "district"),
    ("health", "Community Health Centre", "社区卫生服务中心", "street"),
    ("civil_affairs", "Civil Affairs Office", "民生服务办", "street"),
    ("housing", "Housing Office", "房管站", "street"),
    ("sub_district_office", "Grid Governance Office", "网格治理办", "street"),
    ("urban_management", "Urban Management Bureau", "城市管理局", "district"),
    ("transport", "Transport Bureau", "交通运输局", "district"),
    ("education", "Education Office", "教育办", "district"),
    ("co_governance", "Co-governance Brigade", "共治大队", "street"),
)

_STANDARDS: dict[str, tuple[str, str]] = {
    "fire_out": ("Fire out, no re-ignition in 30 minutes, people accounted for, cause noted",
                 "明火扑灭，三十分钟无复燃，人员清点无误，原因已记录"),
    "cause_found": ("Cause found and removed, place shown safe by a reading or photo",
                    "原因查明并消除，有读数或照片证明安全"),
    "way_clear": ("Way clear along its full width, photo before and after", "通道全宽畅通，前后照片齐全"),
    "repaired": ("Repaired and working, photo after repair", "修复并恢复使用，有修复后照片"),
    "corrected": ("Corrected on the spot or by the date set, second visit passed",
                  "当场或限期整改到位，复查通过"),
    "gas_safe": ("Supply shut or repaired, gas reading below 10 % LEL in all rooms",
                 "已关断或修复，各房间读数低于爆炸下限百分之十"),
    "people_safe": ("Person safe and handed to family, hospital or shelter",
                    "人员安全，已移交家属、医院或救助站"),
    "supply_back": ("Supply restored to every household concerned", "受影响住户全部恢复供应"),
    "made_safe": ("Danger fenced off or removed, road or building released by the responsible unit",
                  "险情已隔离或排除，责任单位确认可通行或使用"),
    "water_gone": ("No standing water above 5 cm, drains running, traffic restored",
                   "积水低于五厘米，排水通畅，交通恢复"),
    "water_clean": ("Source stopped, surface clean, sample taken and within limits", "污染源切断，水面清洁，采样达标"),
    "clean": ("Place clean, photo before and after", "现场清洁，前后照片齐全"),
    "crowd_gone": ("Density below 2 people per square metre and no one hurt", "密度低于每平方米二人，无人受伤"),
    "mediated": ("Parties heard, agreement or next step in writing", "双方已约谈，协议或后续步骤书面留存"),
    "calm": ("Quiet on the second visit, complainant told", "复查平静，已告知投诉人"),
    "handed_over": ("Handed over with the receipt of the unit in charge", "已移交并取得主管单位回执"),
}  # fmt: skip


def departments() -> dict[str, Record]:
    """The departments as written to ``departments.yaml``."""
    return {id_: {"name": {"en": en, "zh": zh}, "tier": tier} for id_, en, zh, tier in DEPARTMENTS}


def catalogue() -> dict[str, Record]:
    """The items as written to ``catalogue.yaml``."""
    table = (resources.files("console.district.demo") / "catalogue.psv").read_text(encoding="utf-8")
    rows = [line.split("|") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[0]: _item(row) for row in rows}


def _item(row: list[str]) -> Record:
    _, class_code, en, zh, department, tier, urgency, hours, standard, itself, words_en, words_zh = row
    standard_en, standard_zh = _STANDARDS[standard]
    return {
        "class": class_code,
        "name": {"en": en, "zh": zh},
        "department": department,
        "tier": tier,
        "urgency": urgency,
        "deadline_s": int(hours) * 3600,
        "standard": {"en": standard_en, "zh": standard_zh},
        "may_dispatch_itself": itself == "yes",
        "keywords": [w.strip() for w in [*words_en.split(","), *words_zh.split(",")]],
    }
