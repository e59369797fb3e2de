"""Which fields the form shows for each kind, in their order, and how each is edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.district.workshop.town import Kind, Record


@dataclass(frozen=True)
class Spec:
    """One field: its path in the record (``id`` for the unit's own), its title, and the editor it has.

    Editors: text, whole, number, place, kind, road, source, checks, amounts, codes, flag. An optional one that is empty
    is left out of the file.
    """

    path: str
    title: Any
    editor: str = "text"
    optional: bool = False
    hint: Any = ""


_ID = Spec("id", QT_TRANSLATE_NOOP("TownForm", "Code"))
_NAMES = (
    Spec("name.en", QT_TRANSLATE_NOOP("TownForm", "Name, English")),
    Spec("name.zh", QT_TRANSLATE_NOOP("TownForm", "Name, Chinese")),
)
_PLACE = QT_TRANSLATE_NOOP("TownForm", "Place")
_WHERE = QT_TRANSLATE_NOOP("TownForm", "latitude, longitude, or a place or crossing")

SPECS: Mapping[Kind, tuple[Spec, ...]] = {
    Kind.TEAM: (
        _ID,
        *_NAMES,
        Spec("kind", QT_TRANSLATE_NOOP("TownForm", "Kind"), "kind"),
        Spec("base", _PLACE, "place", hint=_WHERE),
        Spec("crew", QT_TRANSLATE_NOOP("TownForm", "Crew"), "whole"),
        Spec("vehicle", QT_TRANSLATE_NOOP("TownForm", "Vehicle")),
        Spec("shift", QT_TRANSLATE_NOOP("TownForm", "On duty"), hint=QT_TRANSLATE_NOOP("TownForm", "08:00-20:00")),
        Spec("turnout_s", QT_TRANSLATE_NOOP("TownForm", "Turnout, s"), "whole"),
        Spec("signal_limit_s", QT_TRANSLATE_NOOP("TownForm", "Silent after, s"), "whole"),
        Spec("beat", QT_TRANSLATE_NOOP("TownForm", "Road it patrols"), "road", optional=True),
        Spec("shares_crew", QT_TRANSLATE_NOOP("TownForm", "Shared crew"), optional=True),
        Spec("capabilities", QT_TRANSLATE_NOOP("TownForm", "Capabilities"), "checks"),
        Spec("carries", QT_TRANSLATE_NOOP("TownForm", "Carries"), "amounts"),
    ),
    Kind.DEPOT: (
        _ID,
        *_NAMES,
        Spec("position", _PLACE, "place", hint=_WHERE),
        Spec("loading_s", QT_TRANSLATE_NOOP("TownForm", "Loading, s"), "whole"),
        Spec("stock", QT_TRANSLATE_NOOP("TownForm", "Stock"), "amounts"),
    ),
    Kind.CAMERA: (
        _ID,
        *_NAMES,
        Spec("position", _PLACE, "place", hint=_WHERE),
        Spec("heading_deg", QT_TRANSLATE_NOOP("TownForm", "Looks to, °"), "number"),
        Spec("field_of_view_deg", QT_TRANSLATE_NOOP("TownForm", "Sees, °"), "number"),
        Spec("source", QT_TRANSLATE_NOOP("TownForm", "Picture from"), "source"),
    ),
    Kind.GRID: (
        _ID,
        Spec("en", QT_TRANSLATE_NOOP("TownForm", "Name, English")),
        Spec("zh", QT_TRANSLATE_NOOP("TownForm", "Name, Chinese")),
        Spec("leader", QT_TRANSLATE_NOOP("TownForm", "Leader's post")),
        Spec("centre", QT_TRANSLATE_NOOP("TownForm", "Centre"), "place", hint=_WHERE),
    ),
    Kind.DISTRICT: (
        *_NAMES,
        Spec("country", QT_TRANSLATE_NOOP("TownForm", "Holidays of"), optional=True,
             hint=QT_TRANSLATE_NOOP("TownForm", "country, such as CN")),
        Spec("timezone", QT_TRANSLATE_NOOP("TownForm", "Time zone")),
        Spec("codes", QT_TRANSLATE_NOOP("TownForm", "Area codes"), "codes", optional=True,
             hint=QT_TRANSLATE_NOOP("TownForm", "330105, 330106")),
        Spec("synthetic", QT_TRANSLATE_NOOP("TownForm", "For exercises only"), "flag"),
        Spec("note", QT_TRANSLATE_NOOP("TownForm", "Note"), optional=True),
    ),
}  # fmt: skip


def title(spec: Spec) -> str:
    """The field's title in the language on screen."""
    return QCoreApplication.translate("TownForm", str(spec.title))


def hint(spec: Spec) -> str:
    """What an empty field shows."""
    return QCoreApplication.translate("TownForm", str(spec.hint)) if spec.hint else ""


def value_at(record: Record, path: str) -> Any:
    """What a record has at a path; ``None`` when it has nothing there."""
    found: Any = record
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def with_value(record: Record, path: str, value: Any, *, optional: bool) -> dict[str, Any]:
    """The record with a value at a path; an empty optional one is left out."""
    first, _, rest = path.partition(".")
    if rest:
        inner = record.get(first)
        return {**record, first: with_value(inner if isinstance(inner, Mapping) else {}, rest, value, optional=False)}
    if optional and value in ("", None, []):
        return {key: kept for key, kept in record.items() if key != first}
    return {**record, first: value}
