"""Words as the full-text index keeps them: each Chinese sign on its own, so that any run of signs can be found."""

from __future__ import annotations

import re
import unicodedata

_SIGN = re.compile(r"([\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_WORD = re.compile(r"[\w]+", re.UNICODE)


def searchable(text: str) -> str:
    """``text`` with a blank around every Chinese sign, full-width letters made plain."""
    return _SIGN.sub(r" \1 ", unicodedata.normalize("NFKC", text))


def query_of(typed: str) -> str:
    """The index query for what somebody typed: every run of it must stand there, in order; empty for no word at all."""
    runs = [_WORD.findall(searchable(run)) for run in typed.split()]
    quoted = ['"' + " ".join(words) + '"' for words in runs if words]
    return " AND ".join(part if _SIGN.search(part) else f"{part}*" for part in quoted)
