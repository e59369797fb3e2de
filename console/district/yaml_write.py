"""Writes plain values as YAML on one line, the way the shipped plans are written."""

from __future__ import annotations

import json
import re
from typing import Any

from console.district.marked_yaml import plain_word

_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()+-]|[\u3001-\u303f\uff01-\uff60\u00b7])*")
"""Words that mean themselves wherever they stand: nothing that YAML could take for a mark of its own."""


def written(value: Any) -> str:
    """``value`` on one line, read back by the console as exactly that."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(str(key))}: {written(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(written(part) for part in value) + "]"
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value == value.strip() and plain_word(value) == value
        return value if plain else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)
