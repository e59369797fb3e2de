"""Names on the map in both of the console's languages, and every other name people may type."""

from __future__ import annotations

import re
from collections.abc import Mapping

from console.phrase import Text

LONGEST = 120
_CHINESE = ("name:zh-Hans", "name:zh-CN", "name:zh_CN", "name:zh")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")  # kana, hangul: Han letters beside them are not Chinese
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_FURTHER = ("ref", "alt_name", "short_name", "official_name", "loc_name", "old_name", "int_name", "nat_name")


def clean(value: str) -> str:
    """A name without control letters, on one line, cut at :data:`LONGEST`."""
    return " ".join(_UNSEEN.sub(" ", value).split())[:LONGEST]


def text_of(tags: Mapping[str, str]) -> Text:
    """The English and the Chinese name; a road without a name goes by its number, or has none."""
    plain = clean(tags.get("name", ""))
    chinese = bool(_HAN.search(plain)) and not _OTHER_SCRIPT.search(plain)
    english = clean(tags.get("name:en", "")) or ("" if chinese else plain)
    zh = next((clean(tags[key]) for key in _CHINESE if tags.get(key)), "") or (plain if chinese else "")
    if not english and not zh:
        return Text(clean(tags.get("ref", "").replace(";", " / ")))
    return Text(english, zh)


def aliases_of(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Every further name and number, each once, in the order of the file."""
    shown = text_of(tags)
    found: dict[str, None] = {}
    for key, value in tags.items():
        if key in _FURTHER or key == "name" or re.match(r"name(:[A-Za-z-]{2,12}|_\d)$", key):
            found |= {clean(part): None for part in value.split(";")}
    return tuple(name for name in found if name and name not in (shown.en, shown.zh))
