"""How a fire, standing water and a crowd grow: simple models, pure functions of time and of who works on them.

Each is stepped every :data:`STEP_S` seconds; ``crews`` says how many teams work during a step. They are stated, not
fitted: good for a drill in which coming sooner and with more helps, no forecast of a real fire, flood or crowd.

- Fire: heat release grows as ``alpha · t²`` (the design fires of NFPA 72 and ISO 24678-5, alpha in kW/s²) up to
  ``most_kw``; a working crew takes ``crew_kw_s`` kW away each second. So with s = sqrt(kW):
  ``ds/dt = sqrt(alpha) − crews · crew_kw_s / 2s``. After ``fuel_s`` seconds it burns down by itself in ten minutes.
- Water: ``d(cm)/dt = rises (for rises_for_s) − drains − crews · pump``, from 0 to ``most_cm``.
- Crowd: ``d(people)/dt = arrive (for arrive_for_s) − leave − crews · crew``; told as people per square metre.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from console.model.scenario import InjectKind

STEP_S = 5
BURNS_DOWN_S = 600.0
DRY_CM = 5.0  # water below this is no hindrance
LOOSE_PER_M2 = 1.0  # a crowd below this walks freely
ALPHA = {"slow": 0.00293, "medium": 0.01172, "fast": 0.0469, "ultrafast": 0.1876}
"""kW/s²: the four design fires of NFPA 72, annex B, and ISO 24678-5."""

CAPABILITIES = {
    InjectKind.FIRE: frozenset({"fire_attack"}),
    InjectKind.WATER: frozenset({"pumping"}),
    InjectKind.CROWD: frozenset({"crowd_control", "public_order"}),
}
"""Who counts as working on each."""


@dataclass(frozen=True, slots=True)
class Grown:
    """How far it has come: kW, cm, or people per square metre; the most it ever was; and whether it is over."""

    level: float
    peak: float
    over: bool = False


def begun(kind: InjectKind, effect: Mapping[str, Any]) -> Grown:
    """As it is when it is injected."""
    if kind is InjectKind.WATER:
        return Grown(effect["from_cm"], effect["from_cm"])
    if kind is InjectKind.CROWD:
        density = effect["people"] / effect["area_m2"]
        return Grown(density, density)
    return Grown(0.0, 0.0)


def stepped(kind: InjectKind, effect: Mapping[str, Any], before: Grown, step: int, crews: int) -> Grown:
    """One step further: from ``step`` · :data:`STEP_S` seconds after the inject on, with ``crews`` working.

    What is over stays over.
    """
    if before.over:
        return before
    level, over = _RULES[kind](effect, before.level, step * STEP_S, crews)
    return Grown(level, max(before.peak, level), over)


def _fire(effect: Mapping[str, Any], kw: float, at_s: int, crews: int) -> tuple[float, bool]:
    root = math.sqrt(kw)
    if at_s >= effect["fuel_s"]:
        kw = max(0.0, kw - effect["most_kw"] * STEP_S / BURNS_DOWN_S)
        return kw, kw <= 0
    root += STEP_S * math.sqrt(ALPHA[effect["growth"]])
    if crews:
        root -= STEP_S * crews * effect["crew_kw_s"] / (2 * max(root, 1.0))
    kw = min(max(root, 0.0) ** 2, effect["most_kw"])
    return kw, crews > 0 and root <= 0


def _water(effect: Mapping[str, Any], cm: float, at_s: int, crews: int) -> tuple[float, bool]:
    rising = at_s < effect["rises_for_s"]
    change = (effect["rises_cm_h"] if rising else 0.0) - effect["drains_cm_h"] - crews * effect["pump_cm_h"]
    cm = min(max(cm + change * STEP_S / 3600, 0.0), effect["most_cm"])
    return cm, not rising and cm < DRY_CM


def _crowd(effect: Mapping[str, Any], density: float, at_s: int, crews: int) -> tuple[float, bool]:
    arriving = at_s < effect["arrive_for_s"]
    change = (effect["arrive_per_min"] if arriving else 0.0) - effect["leave_per_min"] - crews * effect["crew_per_min"]
    density = max(density + change * STEP_S / 60 / effect["area_m2"], 0.0)
    return density, not arriving and density < LOOSE_PER_M2


_RULES = {InjectKind.FIRE: _fire, InjectKind.WATER: _water, InjectKind.CROWD: _crowd}

_FLAMES_KW, _FULL_FLAMES_KW, _FULL_SMOKE_KW, _SMOKE_KW = 100.0, 4000.0, 2500.0, 20.0
_FULL_CROWD_PER_M2 = 5.0


def shown(kind: InjectKind, grown: Grown) -> dict[str, float]:
    """What a camera in front of it shows: shares from 0 to 1, water in cm."""
    if kind is InjectKind.WATER:
        return {"water_cm": grown.level}
    if kind is InjectKind.CROWD:
        return {"crowd": min(1.0, grown.level / _FULL_CROWD_PER_M2)}
    smoke = 0.15 if grown.over or grown.level > _SMOKE_KW else 0.0
    return {"smoke": min(1.0, smoke + grown.level / _FULL_SMOKE_KW), "flames": min(1.0, grown.level / _FULL_FLAMES_KW)}


def known(kind: InjectKind, grown: Grown) -> dict[str, Any]:
    """What somebody who stands there can say, by fact: depth to 5 cm, density to half a person."""
    if kind is InjectKind.WATER:
        return {"water_depth_cm": round(grown.level / 5) * 5}
    if kind is InjectKind.CROWD:
        return {"people_per_m2": round(grown.level * 2) / 2}
    return {"smoke_visible": grown.level > _SMOKE_KW, "flames_visible": grown.level > _FLAMES_KW}
