"""The look as data: palettes, state colours with shape and word, type scale and spacing (UX, Look)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.model.words import MarkState, TeamStatus

TYPE_PX = (12, 14, 16, 20, 28, 44)
SMALL, BODY, LARGE, TITLE, FIGURE, HUGE = TYPE_PX
GRID_PX = 4
RADIUS_PX = 6


@dataclass(frozen=True, slots=True)
class StateInk:
    """How one state looks: ``fill`` for marks, ``ink`` for words, a shape and a word beside the colour."""

    fill: str
    ink: str
    glyph: str
    shape: str  # name of an icon
    word: str  # English source string, see state_word()


@dataclass(frozen=True, slots=True)
class MapInk:
    """Colours of the painted base map."""

    ground: str
    outside: str
    plaza: str
    green: str
    green_edge: str
    water: str
    water_edge: str
    building: str
    building_edge: str
    road_casing: str
    arterial: str
    secondary: str
    alley: str
    bridge: str
    grid: str
    boundary: str
    name: str
    area_name: str
    water_name: str
    halo: str


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme. ``primary`` is the ground of the main button, ``on_primary`` the text on it."""

    name: str
    ground: str
    panel: str
    raised: str
    hover: str
    line: str
    text: str
    muted: str
    accent: str
    primary: str
    primary_hover: str
    on_primary: str
    danger: str
    danger_ink: str
    emergency: str
    on_emergency: str
    exercise: str
    exercise_ground: str
    overlay: str  # ground of pills over video and map
    states: Mapping[str, StateInk]
    map: MapInk


_WORDS = (  # state, glyph, shape, English word
    ("available", "●", "state-full", QT_TRANSLATE_NOOP("State", "available")),
    ("reserved", "○", "state-ring", QT_TRANSLATE_NOOP("State", "reserved")),
    ("notified", "◐", "state-half-left", QT_TRANSLATE_NOOP("State", "notified")),
    ("acknowledged", "◑", "state-half-right", QT_TRANSLATE_NOOP("State", "acknowledged")),
    ("en_route", "▶", "state-arrow", QT_TRANSLATE_NOOP("State", "en route")),
    ("on_scene", "■", "state-square", QT_TRANSLATE_NOOP("State", "on scene")),
    ("returning", "◀", "state-arrow-back", QT_TRANSLATE_NOOP("State", "returning")),
    ("off_duty", "–", "state-dash", QT_TRANSLATE_NOOP("State", "off duty")),
    ("out_of_service", "×", "cross", QT_TRANSLATE_NOOP("State", "out of service")),
    ("unknown", "?", "question", QT_TRANSLATE_NOOP("State", "no signal")),
    ("late", "▲", "state-triangle", QT_TRANSLATE_NOOP("State", "late")),
    ("at_risk", "△", "state-triangle-open", QT_TRANSLATE_NOOP("State", "at risk")),
    ("met", "✓", "check", QT_TRANSLATE_NOOP("State", "met")),
)


def _states(fills: Mapping[str, str], inks: Mapping[str, str]) -> dict[str, StateInk]:
    return {
        key: StateInk(fills[key], inks.get(key, fills[key]), glyph, shape, str(word))
        for key, glyph, shape, word in _WORDS
    }


_DARK_FILLS = {
    "available": "#2BB68A", "reserved": "#9FB4CC", "notified": "#E69F00", "acknowledged": "#F0E442",
    "en_route": "#56B4E9", "on_scene": "#CC79A7", "returning": "#8CA0B8", "off_duty": "#7A8699",
    "out_of_service": "#7A8699", "unknown": "#7A8699", "late": "#D55E00", "at_risk": "#E69F00", "met": "#2BB68A",
}  # fmt: skip
_DARK_INKS = {"unknown": "#93A0B4", "off_duty": "#93A0B4", "out_of_service": "#93A0B4", "late": "#FF8A3D",
              "on_scene": "#DA8DB8"}  # fmt: skip
_LIGHT_FILLS = {
    "available": "#12805E", "reserved": "#5A6B80", "notified": "#B97A00", "acknowledged": "#B5A600",
    "en_route": "#1B7FBD", "on_scene": "#A94B80", "returning": "#64748B", "off_duty": "#64748B",
    "out_of_service": "#64748B", "unknown": "#64748B", "late": "#C25200", "at_risk": "#B97A00", "met": "#12805E",
}  # fmt: skip
_LIGHT_INKS = {"available": "#0B6B4D", "notified": "#855400", "acknowledged": "#6B6000", "en_route": "#12659A",
               "on_scene": "#93386C", "late": "#A84300", "at_risk": "#855400", "met": "#0B6B4D", "reserved": "#4A5A6E",
               "returning": "#4D5C70", "off_duty": "#4D5C70", "out_of_service": "#4D5C70",
               "unknown": "#4D5C70"}  # fmt: skip

DARK = Palette(
    name="dark", ground="#0E1420", panel="#151D2B", raised="#1C2636", hover="#22304A", line="#2A374B",
    text="#E6EDF5", muted="#8CA0B8", accent="#4DA3FF", primary="#1F6FD6", primary_hover="#1A61BF",
    on_primary="#FFFFFF", danger="#FF5A52", danger_ink="#FF7B73", emergency="#7F1D1D", on_emergency="#FFFFFF",
    exercise="#F0E442", exercise_ground="#2B2708", overlay="#0B111B",
    states=_states(_DARK_FILLS, _DARK_INKS),
    map=MapInk(
        ground="#121B29", outside="#0C121D", plaza="#1A2534", green="#15302B", green_edge="#1B3D35",
        water="#123550", water_edge="#1E5478", building="#1D293B", building_edge="#283850", road_casing="#0D1420",
        arterial="#3A4D69", secondary="#2E3E57", alley="#243247", bridge="#5B7496", grid="#4C6488",
        boundary="#4DA3FF", name="#A3B5CC", area_name="#8297B0", water_name="#6CA9D6", halo="#101826",
    ),
)  # fmt: skip
LIGHT = Palette(
    name="light", ground="#F3F5F8", panel="#FFFFFF", raised="#E9EEF4", hover="#DCE5EF", line="#C3CEDB",
    text="#152131", muted="#4C5C70", accent="#0B62B8", primary="#1463C4", primary_hover="#0F55AB",
    on_primary="#FFFFFF", danger="#C62828", danger_ink="#B3201F", emergency="#B3201F", on_emergency="#FFFFFF",
    exercise="#5C5200", exercise_ground="#FFF6B8", overlay="#FFFFFF",
    states=_states(_LIGHT_FILLS, _LIGHT_INKS),
    map=MapInk(
        ground="#ECEFF3", outside="#DDE3EA", plaza="#E3E2DB", green="#CFE5CC", green_edge="#B5D3B1",
        water="#B4D8EE", water_edge="#8CBEDD", building="#DAE0E7", building_edge="#C4CDD8", road_casing="#C2CAD4",
        arterial="#FFFFFF", secondary="#FFFFFF", alley="#F8FAFB", bridge="#8796A8", grid="#8FA3BA",
        boundary="#0B62B8", name="#3F4E61", area_name="#55657A", water_name="#23668F", halo="#F6F8FA",
    ),
)  # fmt: skip
PALETTES: Mapping[str, Palette] = {"dark": DARK, "light": LIGHT}

_MARK_STATES = {
    MarkState.NOT_RUNNING: "off_duty",
    MarkState.RUNNING: "en_route",
    MarkState.AT_RISK: "at_risk",
    MarkState.MET: "met",
    MarkState.MISSED: "late",
}


def team_ink(palette: Palette, status: TeamStatus) -> StateInk:
    """How a team of this status looks."""
    return palette.states[status.value]


def mark_ink(palette: Palette, state: MarkState) -> StateInk:
    """How a 1/3/5 mark of this state looks."""
    return palette.states[_MARK_STATES[state]]


def state_word(ink: StateInk) -> str:
    """The state's word in the language on screen."""
    return QCoreApplication.translate("State", ink.word)


def text_pairs(palette: Palette) -> list[tuple[str, str]]:
    """Every (text colour, ground colour) pair widgets may use; a test holds each to 4.5:1."""
    grounds = (palette.ground, palette.panel, palette.raised)
    inks = [palette.text, palette.muted, palette.accent, palette.danger_ink, *(s.ink for s in palette.states.values())]
    pairs = [(ink, ground) for ink in inks for ground in (*grounds, palette.overlay)]
    pairs += [(palette.on_primary, palette.primary), (palette.on_primary, palette.primary_hover)]
    pairs += [(palette.on_emergency, palette.emergency), (palette.exercise, palette.exercise_ground)]
    pairs += [(palette.text, palette.hover)]
    tones = palette.map
    pairs += [(tones.name, tones.halo), (tones.area_name, tones.halo), (tones.water_name, tones.halo)]
    return pairs


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """Contrast of two ``#rrggbb`` colours, 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
