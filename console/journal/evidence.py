"""Evidence of a journal: pieces kept under the hash of what is in them, so that nobody can change one unseen."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from console.errors import BadInput, StoreUnavailable

MOST_BYTES = 20_000_000
_REFERENCE = re.compile(r"sha256:([0-9a-f]{64})\.(jpg|png|webp|pdf)")
_BEGINS: Mapping[bytes, str] = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"%PDF-": "pdf"}


class Found(StrEnum):
    """What became of a piece of evidence."""

    WHOLE = "whole"
    MISSING = "missing"
    ALTERED = "altered"
    ELSEWHERE = "elsewhere"  # only named, never kept here


class Evidence(Protocol):
    """Where a journal's evidence is kept. References look like ``sha256:<hex>.jpg`` and never name a path."""

    def keep(self, content: bytes) -> str:
        """Keep ``content`` and return its reference; what it is, is told by how it begins.

        :class:`BadInput` for anything but a JPEG, PNG or WebP picture or a PDF, or for more than 20 MB;
        :class:`StoreUnavailable` when it cannot be kept. Keeping the same twice keeps it once.
        """
        ...

    def look(self, reference: str) -> tuple[Found, bytes]:
        """What became of it, and its content when it is whole."""
        ...

    def as_file(self, reference: str) -> Path | None:
        """A file that another program can open; ``None`` when there is none whole."""
        ...


def named(content: bytes) -> str:
    """The name of a piece of evidence: its hash and ending; see :meth:`Evidence.keep` for what is refused."""
    if len(content) > MOST_BYTES:
        raise BadInput(f"evidence of {len(content) // 1_000_000} MB; at most {MOST_BYTES // 1_000_000} MB")
    return f"{hashlib.sha256(content).hexdigest()}.{_kind(content)}"


def reference_of(reference: str) -> str | None:
    """The name that a ``reference`` of ours stands for; ``None`` for any other."""
    known = _REFERENCE.fullmatch(reference)
    return f"{known[1]}.{known[2]}" if known else None


class FolderEvidence:
    """The folder ``<journal>.evidence`` beside a journal's file."""

    def __init__(self, journal: Path) -> None:
        self.folder = journal.with_name(f"{journal.name}.evidence")

    def keep(self, content: bytes) -> str:
        """Keep ``content`` and return its reference."""
        name = named(content)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            whole = self.folder / name
            if not whole.exists():
                part = self.folder / f".{name}.{os.getpid()}"
                part.write_bytes(content)
                part.replace(whole)
        except OSError as error:
            raise StoreUnavailable(f"{self.folder}: evidence cannot be kept: {error.strerror or error}") from error
        return f"sha256:{name}"

    def path(self, reference: str) -> Path | None:
        """Where the evidence of ``reference`` is kept; ``None`` when the reference names none of ours."""
        name = reference_of(reference)
        return self.folder / name if name else None

    def look(self, reference: str) -> tuple[Found, bytes]:
        """What became of it, and its content when it is whole."""
        path = self.path(reference)
        if path is None:
            return Found.ELSEWHERE, b""
        try:
            content = path.read_bytes()
        except OSError:
            return Found.MISSING, b""
        if hashlib.sha256(content).hexdigest() != path.stem:
            return Found.ALTERED, b""
        return Found.WHOLE, content

    def as_file(self, reference: str) -> Path | None:
        """Where it is kept, when it is there."""
        path = self.path(reference)
        return path if path is not None and path.is_file() else None


def _kind(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    for begin, kind in _BEGINS.items():
        if content.startswith(begin):
            return kind
    raise BadInput("evidence is a JPEG, PNG or WebP picture or a PDF; this is none of them")
