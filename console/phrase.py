"""Sentences made below the windows, kept as code and values so that each reader gets its own language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from importlib import resources
from typing import Any

from console.frozen import frozen

LANGUAGES = ("en", "zh")


@frozen
class Text:
    """One name or sentence in English and Simplified Chinese."""

    en: str
    zh: str = ""

    def get(self, lang: str) -> str:
        """The text in ``lang`` (``en`` or ``zh``); the other language when that one is empty."""
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)

    def __str__(self) -> str:
        return self.en or self.zh


_ENTRY = re.compile(r"^([\w.]+):(.*(?:\n[ \t]+.*)*)", re.MULTILINE)


@cache
def _written() -> Mapping[str, str]:
    """What stands behind each code, not read yet: a start uses a few dozen of more than a thousand."""
    text = (resources.files("console") / "phrases.yaml").read_text(encoding="utf-8")
    return dict(_ENTRY.findall(text))


@cache
def _template(code: str) -> Mapping[str, str]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: dict[str, str] = yaml.load(_written()[code], Loader=loader)
    return read


@cache
def known_codes() -> frozenset[str]:
    """Every phrase code with a template."""
    return frozenset(_written())


@frozen
class Phrase:
    """A sentence: a code in ``phrases.yaml`` and the values put into it.

    Values may be plain, a :class:`Text` or another :class:`Phrase`; they are shown in the
    reader's language. A code without a template is a programming error and raises ``KeyError``.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def get(self, lang: str) -> str:
        """The sentence in ``lang`` (``en`` or ``zh``)."""
        shown = {k: v.get(lang) if isinstance(v, Text | Phrase) else v for k, v in self.values.items()}
        return _template(self.code)[lang].format(**shown)

    @property
    def both(self) -> tuple[str, ...]:
        """The sentence in every language, in the order of :data:`LANGUAGES`."""
        return tuple(self.get(lang) for lang in LANGUAGES)

    @property
    def en(self) -> str:
        """The English sentence, for logs and the command line."""
        return self.get("en")


def say(code: str, **values: Any) -> Phrase:
    """Make a :class:`Phrase`; shorter to read at the place that gives the reason."""
    return Phrase(code, values)
