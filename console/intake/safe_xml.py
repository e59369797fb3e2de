"""XML from strangers: no document type, no entities, no outside references, no more than a message needs."""

from __future__ import annotations

import codecs
import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from console.errors import Refused
from console.phrase import say

MOST_BYTES = 4_000_000
MOST_ELEMENTS = 100_000
MOST_DEPTH = 64

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_xml(raw: bytes) -> Element:
    """The root element of ``raw``; :class:`console.errors.Refused` says what is wrong with it, and where."""
    if len(raw) > MOST_BYTES:
        raise Refused(say("intake.too_large", limit=MOST_BYTES // 1_000_000))
    if not raw.strip():
        raise Refused(say("intake.empty"))
    try:
        root: Element = fromstring(_text(raw).lstrip(), forbid_dtd=True)
    except DefusedXmlException:
        raise Refused(say("intake.xml_entities")) from None
    except ParseError as error:
        line, column = error.position
        raise Refused(
            say("intake.xml_broken", line=line, column=column + 1, problem=str(error).split(":")[0])
        ) from None
    except (ValueError, RecursionError) as error:
        raise Refused(say("intake.xml_broken", line=1, column=1, problem=str(error)[:80])) from None
    _not_monstrous(root)
    return root


def _text(raw: bytes) -> str:
    name = next((codec for bom, codec in _BOMS if raw.startswith(bom)), "")
    if not name:
        declared = _DECLARED.match(raw)
        name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        return raw.decode(name)
    except LookupError:
        raise Refused(say("intake.encoding_unknown", encoding=name)) from None
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise Refused(say("intake.encoding_wrong", encoding=name, byte=at)) from None


def _not_monstrous(root: Element) -> None:
    """Refuse a tree that is deeper or larger than any real message."""
    count, level = 0, [root]
    for depth in range(MOST_DEPTH + 1):
        count += len(level)
        if count > MOST_ELEMENTS:
            raise Refused(say("intake.xml_monstrous", limit=MOST_ELEMENTS))
        if not level:
            return
        if depth < MOST_DEPTH:
            level = [child for element in level for child in element]
    raise Refused(say("intake.xml_deep", limit=MOST_DEPTH))
