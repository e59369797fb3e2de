"""The parts of a line of YAML that get an ink of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

LONGEST = 2000
"""Characters of one line that are looked at."""

_PARTS = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*"|'[^']*')|(?P<comment>(?:^|(?<=\s))\#.*)|(?P<key>[\w-]+(?=:(?:\s|$)))"""
    r"""|(?P<number>(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-]))"""
)


class Part(StrEnum):
    """What a part of a line is."""

    KEY = "key"
    COMMENT = "comment"
    QUOTED = "quoted"
    NUMBER = "number"


def parts_of(line: str) -> Iterator[tuple[int, int, Part]]:
    """Start, length in UTF-16 units and kind of each part, from left to right."""
    looked = line[:LONGEST]
    wide = any(ord(sign) > 0xFFFF for sign in looked)
    for found in _PARTS.finditer(looked):
        start, end = found.span()
        if wide:
            start, end = (len(looked[:n].encode("utf-16-le")) // 2 for n in (start, end))
        yield start, end - start, Part(found.lastgroup or "")
