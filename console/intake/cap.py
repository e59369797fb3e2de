"""CAP alerts at the door: what the desk is asked to do about each, or why nothing (DOMAIN § 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

from console.errors import Refused
from console.geo import LatLon
from console.intake.cap_alert import CapAlert, CapArea, CapInfo, alerts_in, read_alert
from console.intake.cap_area import scene_of, touches
from console.intake.outcome import Item, brief, distinct, shortened
from console.intake.safe_xml import read_xml
from console.model.commands import Command, ReportIncident, WithdrawReport
from console.model.places import District
from console.model.words import Mode
from console.phrase import Phrase, say

WARNING = {"Extreme": "red", "Severe": "orange", "Moderate": "yellow", "Minor": "blue"}
"""The warning colour of a weather alert by its severity, as China's CAP profile pairs them."""

_STATUS_FOR = {Mode.LIVE: "Actual", Mode.DRILL: "Exercise"}


def read_cap(raw: bytes, district: District, mode: Mode, now: datetime) -> list[Item]:
    """Every alert in ``raw``, in its order. A file that holds no alert at all is one refused item."""
    try:
        found = list(alerts_in(read_xml(raw)))
    except Refused as error:
        return [Item("1", refused=error.reason)]
    return [_item(n, element, district, mode, now) for n, element in enumerate(found, 1)]


def _item(n: int, element: Element, district: District, mode: Mode, now: datetime) -> Item:
    try:
        alert = read_alert(element)
    except Refused as error:
        return Item(str(n), refused=error.reason)
    where = f"{n} ({brief(alert.identifier)})"
    try:
        remarks: list[Phrase] = [*alert.remarks]
        command = _command(alert, district, mode, now, remarks)
    except Refused as error:
        return Item(where, refused=error.reason, remarks=alert.remarks)
    return Item(where, command, remarks=distinct(remarks))


def _command(alert: CapAlert, district: District, mode: Mode, now: datetime, remarks: list[Phrase]) -> Command:
    if alert.status != _STATUS_FOR[mode]:
        raise Refused(say("cap.status_not_ours", status=alert.status, wanted=_STATUS_FOR[mode]))
    if alert.kind in ("Ack", "Error"):
        raise Refused(say("cap.not_an_alert", kind=alert.kind))
    if alert.kind == "Cancel":
        return _withdrawal(alert)
    infos = _in_one_language(alert.infos)
    if not infos:
        raise Refused(say("cap.says_nothing"))
    expires = [info.expires for info in infos]
    ended = [moment for moment in expires if moment is not None and moment <= now]
    if len(ended) == len(expires):
        raise Refused(say("cap.expired", at=max(ended).isoformat()))
    current = [info for info in infos if info.expires is None or info.expires > now]
    return _report(alert, current, district, remarks)


def _report(alert: CapAlert, infos: list[CapInfo], district: District, remarks: list[Phrase]) -> ReportIncident:
    areas = [area for info in infos for area in info.areas]
    places = "; ".join(dict.fromkeys(area.description for area in areas if area.description))
    scene, reaches = _where(areas, district, remarks)
    if reaches is False:
        raise Refused(say("cap.elsewhere", place=brief(places) or "–", district=district.name))
    if reaches is None:
        remarks.append(say("cap.area_unknown", place=brief(places) or "–"))
    severity = next((s for s in WARNING if any(i.severity == s and "Met" in i.categories for i in infos)), None)
    return ReportIncident(
        source=source_of(alert.sender), source_number=alert.identifier, text=shortened(_words(infos)),
        occurred_at=alert.sent, place=brief(places, 200), position=scene,
        facts={"warning": WARNING[severity]} if severity else {},
        evidence=("signature:unchecked",) if alert.signed else (),
        follows=tuple((source_of(sender), number) for sender, number in alert.references),
    )  # fmt: skip


def _where(areas: list[CapArea], district: District, remarks: list[Phrase]) -> tuple[LatLon | None, bool | None]:
    """Where to send somebody, and whether the district is concerned; an area that cannot be read loses no warning."""
    try:
        return scene_of(areas, district), touches(areas, district)
    except Refused as error:
        remarks.append(error.reason)
        return None, None


def _withdrawal(alert: CapAlert) -> WithdrawReport:
    if not alert.references:
        raise Refused(say("cap.cancels_nothing"))
    reason = "; ".join(dict.fromkeys(i.headline or i.description for i in _in_one_language(alert.infos))).strip()
    numbers = tuple((source_of(sender), number) for sender, number in alert.references)
    return WithdrawReport(numbers, shortened(reason) or f"CAP Cancel {brief(alert.identifier)}")


def source_of(sender: str) -> str:
    """The source's name in the journal."""
    return f"cap:{sender}"


def _in_one_language(infos: tuple[CapInfo, ...]) -> list[CapInfo]:
    """The infos in Chinese if there are any, else in English, else in the first one's language."""
    for wanted in ("zh", "en", *(info.language for info in infos[:1])):
        chosen = [info for info in infos if info.language.startswith(wanted)]
        if chosen:
            return chosen
    return []


def _words(infos: list[CapInfo]) -> str:
    return "\n".join(dict.fromkeys(line for info in infos for line in _lines(info) if line))


def _lines(info: CapInfo) -> Iterator[str]:
    yield info.headline
    yield info.event
    yield info.description
    yield info.instruction
