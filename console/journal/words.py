"""Words as the index of words keeps them: each Chinese sign on its own, so that any run of signs can be found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_SIGN = re.compile(r"([\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_WORD = re.compile(r"[\w]+", re.UNICODE)

MOST_WORDS, LONGEST_WORD, MOST_SIGNS = 16_000, 300, 150_000
"""What PostgreSQL keeps of one report: its vectors end at 16,383 places and a million bytes."""


def searchable(text: str) -> str:
    """``text`` with a blank around every Chinese sign, full-width letters made plain."""
    return _SIGN.sub(r" \1 ", unicodedata.normalize("NFKC", text))


def query_of(typed: str) -> str:
    """SQLite's query for what somebody typed: every run of it must stand there, in order; empty for no word at all."""
    quoted = ['"' + " ".join(words) + '"' for words in _runs(typed)]
    return " AND ".join(part if _SIGN.search(part) else f"{part}*" for part in quoted)


def _runs(typed: str) -> list[list[str]]:
    runs = (_WORD.findall(searchable(run)) for run in typed.split())
    return [words for words in runs if words]


def vector_of(text: str) -> str:
    """PostgreSQL's vector of a report's ``text``: its words with their places, as far as there is room."""
    listed: list[str] = []
    room = MOST_SIGNS
    for place, word in enumerate(_plain_words(searchable(text)), 1):
        room -= len(word)
        if place > MOST_WORDS or room < 0:
            break
        listed.append(f"'{word}':{place}")
    return " ".join(listed)


def vector_query_of(typed: str) -> str:
    """The same question as :func:`query_of` in PostgreSQL's words."""
    runs = []
    for words in map(" ".join, _runs(typed)):
        plain = [f"'{word}'" for word in _plain_words(words)]
        if not plain:
            return ""
        runs.append(" <-> ".join(plain) + ("" if _SIGN.search(words) else ":*"))
    return " & ".join(f"({run})" for run in runs)


def _plain_words(text: str) -> Iterator[str]:
    """Letters and digits as SQLite's index has them: small, without accents, anything else between two words."""
    word = ""
    for sign in f"{text} ":
        kind = unicodedata.category(sign)
        if kind[0] in "LN" or kind == "Co":
            parts = unicodedata.normalize("NFD", sign)
            word += (parts[0] if len(parts) > 1 and unicodedata.combining(parts[1]) else sign).lower()
        elif kind[0] != "M" and word:
            yield word[:LONGEST_WORD]
            word = ""
