"""Command line verbs of the map: what lies beneath it, which layers it shows, what is measured on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.desk.typed import Known, LayUnder, OnMap, Said
from console.errors import Refused
from console.model.underlay import Underlay
from console.phrase import say

LAYERS = ("teams", "trails", "cameras", "depots", "reach", "cover", "grids", "load", "light", "heat")
"""What ``show`` shows or hides; ``load`` and ``light`` colour the grids."""
REACHES = ("case", "free", "point")
"""Whose 1, 3 and 5 minutes are shown: around the selected case, of all free teams, from a point."""
_DATUMS = {"wgs84": "WGS-84", "gcj02": "GCJ-02", "bd09": "BD-09"}


def map_line(rest: str, _known: Known) -> Said:
    """``map FILE-or-ADDRESS [gcj02|bd09|wgs84]``; ``map off``. A path may have spaces in it."""
    if rest.lower() == "off":
        return LayUnder(None)
    source, _, last = rest.rpartition(" ")
    datum = _DATUMS.get(last.lower().replace("-", ""))
    if datum is None:
        source, datum = rest, "WGS-84"
    if not source.strip():
        raise Refused(say("command_line.map"))
    return LayUnder(Underlay(source.strip(), datum))


def show_line(rest: str, _known: Known) -> Said:
    """``show heat`` shows a layer, and hides it the next time."""
    return OnMap("show", _one_of("show", rest, LAYERS))


def reach_line(rest: str, _known: Known) -> Said:
    """``reach case``, ``reach free``, ``reach point``."""
    return OnMap("reach", _one_of("reach", rest, REACHES))


def completions(verb: str) -> Sequence[str]:
    """What may come after ``verb``."""
    return _AFTER.get(verb, ())


def _one_of(verb: str, word: str, known: Sequence[str]) -> str:
    if word.lower() not in known:
        raise Refused(say("command_line.tool", verb=verb, known=", ".join(known)))
    return word.lower()


_AFTER: Mapping[str, Sequence[str]] = {"show": LAYERS, "reach": REACHES, "map": ("off",)}
