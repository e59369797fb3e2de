"""The hash chain: each row's hash covers the row before it, so that no row can change, go or move unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from console.phrase import Phrase, say

GENESIS = "0" * 64
"""What the first row has in ``prev``."""

CHAINED = (
    "seq", "incident", "version", "kind", "schema", "payload",
    "occurred_at", "at", "recorded_at", "actor", "seat", "cause",
)  # fmt: skip
"""The columns a row's hash covers, besides ``prev``."""

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=repr)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What ``verify`` found. ``rows`` were read; ``head`` is the hash a printed report may quote.

    Whoever can write the file can also write a whole new chain with its head record: a head quoted on paper
    or in another system is what such a forgery cannot match.
    """

    ok: bool
    rows: int
    first_bad_seq: int | None
    what: Phrase | None
    head: str


def digest(prev: str, row: Mapping[str, Any]) -> str:
    """SHA-256, in hex, over ``prev`` and the canonical JSON of the columns in :data:`CHAINED`."""
    covered = {name: row[name] for name in CHAINED}
    text = _CANONICAL.encode(covered)
    return hashlib.sha256(prev.encode() + text.encode("utf-8", "surrogatepass")).hexdigest()


def check(
    rows: Iterable[Mapping[str, Any]], head: tuple[int, str] | None, before: tuple[int, str] = (0, GENESIS)
) -> ChainReport:
    """Walk ``rows`` in ``seq`` order and stop at the first fault.

    ``head`` is the record of the last seq and hash, ``before`` the seq and hash of the row before the first.
    """
    seq, last = before
    for row in rows:
        what = _fault(seq, last, row)
        if what is not None:
            return ChainReport(False, seq + 1, _named(seq, row), what, last)
        seq, last = row["seq"], row["hash"]
    return _ending(seq, last, head)


def _named(before: int, row: Mapping[str, Any]) -> int:
    """The first seq in doubt: the row itself, or the first one missing before it."""
    return min(before + 1, int(row["seq"]))


def _fault(before: int, last: str, row: Mapping[str, Any]) -> Phrase | None:
    if row["seq"] > before + 1:
        return say("journal.rows_missing", first=before + 1, last=row["seq"] - 1)
    if row["seq"] != before + 1:
        return say("journal.row_out_of_place", seq=row["seq"])
    if row["hash"] != digest(str(row["prev"]), row):
        return say("journal.row_altered", seq=row["seq"])
    if row["prev"] != last:
        return say("journal.row_does_not_follow", seq=row["seq"], before=before)
    return None


def _ending(seq: int, last: str, head: tuple[int, str] | None) -> ChainReport:
    if head is None:
        return ChainReport(False, seq, seq + 1, say("journal.head_missing"), last)
    if head[0] > seq:
        return ChainReport(False, seq, seq + 1, say("journal.rows_missing", first=seq + 1, last=head[0]), last)
    if head[0] < seq:
        return ChainReport(False, seq, head[0] + 1, say("journal.rows_added", first=head[0] + 1, last=seq), last)
    if head[1] != last:
        return ChainReport(False, seq, max(seq, 1), say("journal.head_differs", seq=seq), last)
    return ChainReport(True, seq, None, None, last)
