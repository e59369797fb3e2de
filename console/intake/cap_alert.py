"""A CAP 1.1 or 1.2 alert as it stands in the message (OASIS CAP 1.2, § 3.2); nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from console.errors import Refused
from console.intake.outcome import brief, distinct
from console.phrase import Phrase, say

NAMESPACES = ("urn:oasis:names:tc:emergency:cap:1.2", "urn:oasis:names:tc:emergency:cap:1.1")
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"

STATUSES = ("Actual", "Exercise", "System", "Test", "Draft")
TYPES = ("Alert", "Update", "Cancel", "Ack", "Error")
_GRADED = {
    "urgency": ("Immediate", "Expected", "Future", "Past", "Unknown"),
    "severity": ("Extreme", "Severe", "Moderate", "Minor", "Unknown"),
    "certainty": ("Observed", "Likely", "Possible", "Unlikely", "Unknown", "Very Likely"),
}
_FORBIDDEN_IN_IDENTIFIERS = frozenset(" ,<&\t\n")


@dataclass(frozen=True, slots=True)
class CapArea:
    """Where: words, polygons and circles as written, and (name, value) geocodes."""

    description: str
    polygons: tuple[str, ...]
    circles: tuple[str, ...]
    geocodes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CapInfo:
    """What, in one language. A grade (urgency, severity, certainty) is "Unknown" when the sender left it out."""

    language: str
    categories: tuple[str, ...]
    event: str
    urgency: str
    severity: str
    certainty: str
    headline: str
    description: str
    instruction: str
    expires: datetime | None
    areas: tuple[CapArea, ...]


@dataclass(frozen=True, slots=True)
class CapAlert:
    """One alert. ``references`` are (sender, identifier) of the ones it updates or cancels."""

    identifier: str
    sender: str
    sent: datetime
    status: str
    kind: str
    scope: str
    references: tuple[tuple[str, str], ...]
    infos: tuple[CapInfo, ...]
    signed: bool
    remarks: tuple[Phrase, ...]


def alerts_in(root: Element) -> Iterator[Element]:
    """Every alert element under ``root``, wherever a wrapper (EDXL, a list) has put it.

    :class:`Refused` when there is none, naming what was found instead.
    """
    found = [e for e in root.iter() if e.tag in {f"{{{n}}}alert" for n in NAMESPACES}]
    if not found:
        raise Refused(say("cap.not_cap", found=brief(root.tag)))
    yield from found


def read_alert(element: Element) -> CapAlert:
    """One alert; :class:`Refused` when an element CAP requires is missing or has a value CAP does not know."""
    reader = _Reader(element)
    identifier, sender = reader.required("identifier"), reader.required("sender")
    if _FORBIDDEN_IN_IDENTIFIERS & set(identifier):
        raise Refused(say("cap.bad_identifier", identifier=brief(identifier)))
    sent = reader.moment("sent")
    if sent is None:
        raise Refused(say("cap.missing", element="sent"))
    status, kind = reader.one_of("status", STATUSES), reader.one_of("msgType", TYPES)
    scope = reader.one_of("scope", ("Public", "Restricted", "Private"))
    infos = tuple(_info(_Reader(e, reader.space, reader.remarks)) for e in reader.all("info"))
    signed = any(True for _ in element.iter(SIGNATURE))
    if signed:
        reader.remarks.append(say("cap.signed_unchecked"))
    references = tuple(_references(reader.text("references"), reader.remarks))
    return CapAlert(
        identifier, sender, sent, status, kind, scope, references, infos, signed, distinct(reader.remarks)
    )  # fmt: skip


class _Reader:
    """Children of one element by their CAP names; what was unusual is added to ``remarks``."""

    def __init__(self, element: Element, space: str = "", remarks: list[Phrase] | None = None) -> None:
        self.element = element
        self.space = space or element.tag[: element.tag.index("}") + 1]
        self.remarks: list[Phrase] = [] if remarks is None else remarks

    def all(self, name: str) -> list[Element]:
        return self.element.findall(f"{self.space}{name}")

    def text(self, name: str) -> str:
        found = self.element.find(f"{self.space}{name}")
        return (found.text or "").strip() if found is not None else ""

    def required(self, name: str) -> str:
        found = self.text(name)
        if not found:
            raise Refused(say("cap.missing", element=name))
        return found

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        found = self.required(name)
        if found not in known:
            raise Refused(say("cap.not_one_of", element=name, found=brief(found), known=", ".join(known)))
        return found

    def graded(self, name: str) -> str:
        """A grade; one that is left out or not CAP's is unknown, and said so: a warning is not lost for it."""
        found = self.text(name)
        if found in _GRADED[name]:
            return found
        self.remarks.append(say("cap.grade_unknown", element=name, found=brief(found) or "–"))
        return "Unknown"

    def moment(self, name: str) -> datetime | None:
        found = self.text(name)
        if not found:
            return None
        try:
            moment = datetime.fromisoformat(found)
        except ValueError:
            raise Refused(say("cap.bad_time", element=name, found=brief(found))) from None
        if moment.tzinfo is None or not 1970 <= moment.year <= 2999:
            raise Refused(say("cap.bad_time", element=name, found=brief(found)))
        return moment


def _info(reader: _Reader) -> CapInfo:
    return CapInfo(
        language=(reader.text("language") or "en-US").lower(),
        categories=tuple((e.text or "").strip() for e in reader.all("category")),
        event=reader.text("event"),
        urgency=reader.graded("urgency"),
        severity=reader.graded("severity"),
        certainty=reader.graded("certainty"),
        headline=reader.text("headline"),
        description=reader.text("description"),
        instruction=reader.text("instruction"),
        expires=reader.moment("expires"),
        areas=tuple(_area(_Reader(e, reader.space, reader.remarks)) for e in reader.all("area")),
    )


def _area(reader: _Reader) -> CapArea:
    codes = [_Reader(e, reader.space) for e in reader.all("geocode")]
    return CapArea(
        reader.text("areaDesc"),
        tuple((e.text or "").strip() for e in reader.all("polygon") if (e.text or "").strip()),
        tuple((e.text or "").strip() for e in reader.all("circle") if (e.text or "").strip()),
        tuple((code.text("valueName"), code.text("value")) for code in codes),
    )


def _references(text: str, remarks: list[Phrase]) -> Iterator[tuple[str, str]]:
    """``sender,identifier,sent`` triples divided by blanks."""
    for triple in text.split():
        parts = triple.split(",")
        if len(parts) == 3 and parts[0] and parts[1]:
            yield parts[0], parts[1]
        else:
            remarks.append(say("cap.bad_reference", found=brief(triple)))
