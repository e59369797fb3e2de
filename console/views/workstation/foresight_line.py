"""Misses foreseen: which need will be late or empty, and what would help, in time gained."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.model.recommendation import Cure, Foreseen, Recommendation
from console.views.theme.current import palette
from console.views.wording import m_ss, tell
from console.views.workstation.rows import Row

translate = QCoreApplication.translate


def foresight_rows(offered: Recommendation) -> list[Row]:
    """A line for every need that will miss its limit, and one for every cure, the one that gains most first."""
    rows = []
    for miss in offered.foreseen:
        rows.append(_miss(miss))
        rows += [_cure(miss, n, cure) for n, cure in enumerate(miss.cures)]
    if not offered.proved:
        said = translate("Foresight", "So many places at once that a better answer is not ruled out")
        rows.append(Row("not-proved", said, icon="question", icon_ink=palette().states["at_risk"].ink))
    return rows


def _miss(miss: Foreseen) -> Row:
    ink = palette().states["at_risk"].ink
    limit = m_ss(max(0, miss.limit_s))
    if miss.expected_s is None:
        value = translate("Foresight", "nobody / {limit}").format(limit=limit)
    else:
        value = f"{m_ss(miss.expected_s)} / {limit}"
    detail = "" if miss.cures else translate("Foresight", "Nothing known would help; say so upwards.")
    title = translate("Foresight", "▲ Will be missed: {need}").format(need=tell(miss.title))
    return Row(f"miss:{miss.need}", title, detail, icon="clock", icon_ink=ink, value=value, value_ink=ink)


def _cure(miss: Foreseen, number: int, cure: Cure) -> Row:
    if cure.arrives_s is None:
        value = translate("Foresight", "time unknown")
    elif cure.gained_s is None:
        value = translate("Foresight", "there in {time}").format(time=m_ss(cure.arrives_s))
    else:
        value = translate("Foresight", "{time} sooner").format(time=m_ss(cure.gained_s))
    return Row(f"cure:{miss.need}:{number}", tell(cure.what), indent=1, value=value, value_small=True)
