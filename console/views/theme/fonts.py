"""Fonts: Noto Sans CJK first, the system's Chinese face otherwise; figures that do not dance."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont

FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei",
    "sans-serif",
)  # fmt: skip
CSS_FAMILIES = ", ".join(f'"{name}"' for name in FAMILIES[:-1]) + ", sans-serif"


def ui_font(px: int, bold: bool = False) -> QFont:
    """The console's face at ``px`` pixels."""
    return QFont(_face(px, bold))


@lru_cache(maxsize=64)
def _face(px: int, bold: bool) -> QFont:
    font = QFont(list(FAMILIES))
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def figure_font(px: int, bold: bool = True) -> QFont:
    """The face for times and counts: every digit has the same width."""
    font = ui_font(px, bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
