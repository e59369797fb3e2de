"""Proposes the catalogue item a report is about, from the keywords of the catalogue."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache

from console.model.places import CatalogueItem

Proposal = tuple[str, float, tuple[str, ...]]
"""Catalogue code, score, and the keywords that were found."""


def propose_category(text: str, catalogue: Mapping[str, CatalogueItem]) -> list[Proposal]:
    """Catalogue items whose keywords stand in ``text``, best first; empty when none do.

    A keyword of several parts, ``电梯+困``, is found where all its parts stand, in any order. A keyword counts more
    the fewer items share it and the longer it is; one inside another that was found for the same item does not
    count again. Equal scores are ordered by code.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    shared = Counter(word.lower() for item in catalogue.values() for word in set(item.keywords))
    proposals = []
    for code, item in catalogue.items():
        found = _longest([word for word in dict.fromkeys(item.keywords) if _all_stand_in(word.lower(), plain)])
        if found:
            score = sum(_weight(word) / shared[word.lower()] for word in found)
            proposals.append((code, round(score, 3), tuple(found)))
    return sorted(proposals, key=_best_first)


def _best_first(proposal: Proposal) -> tuple[float, str]:
    code, score, _ = proposal
    return -score, code


def _all_stand_in(word: str, text: str) -> bool:
    return all(_stands_in(part, text) for part in word.split("+"))


def _stands_in(word: str, text: str) -> bool:
    if not word.isascii():
        return word in text
    return bool(word) and word in text and _whole(word).search(text) is not None


@cache
def _whole(word: str) -> re.Pattern[str]:
    """``word`` on its own, in singular or plural; kept, because a catalogue has more words than ``re`` remembers."""
    return re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?:s|es)?(?![a-z0-9])")


def _longest(words: list[str]) -> list[str]:
    return [word for word in words if not any(word != other and _lies_in(word, other) for other in words)]


def _lies_in(word: str, other: str) -> bool:
    """Whether everything ``word`` says is said by ``other`` as well."""
    return all(any(part in of_other for of_other in other.split("+")) for part in word.split("+"))


def _weight(word: str) -> float:
    """A Chinese sign says about as much as three letters."""
    return sum(1.0 if ord(sign) > 0x2E80 else 1 / 3 for sign in word if sign != "+")
