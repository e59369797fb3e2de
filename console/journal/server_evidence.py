"""Evidence in the database that holds the journal: every seat sees it, and one backup has all."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from console.errors import StoreUnavailable
from console.journal.dialect import keep_first
from console.journal.evidence import Found, named, reference_of
from console.journal.schema import evidence

if TYPE_CHECKING:
    from console.journal.server_store import ServerStore

_KEEP = keep_first(evidence)


class ServerEvidence:
    """See :class:`console.journal.evidence.Evidence`."""

    def __init__(self, store: ServerStore) -> None:
        self._store = store
        self._opened: tempfile.TemporaryDirectory[str] | None = None

    def keep(self, content: bytes) -> str:
        """Keep ``content`` and return its reference."""
        name = named(content)
        with self._store.writing() as connection:
            connection.execute(_KEEP, {"name": name, "content": content})
        return f"sha256:{name}"

    def look(self, reference: str) -> tuple[Found, bytes]:
        """What became of it, and its content when it is whole."""
        name = reference_of(reference)
        if name is None:
            return Found.ELSEWHERE, b""
        with self._store.reading() as connection:
            content = connection.scalar(select(evidence.c.content).where(evidence.c.name == name))
        if content is None:
            return Found.MISSING, b""
        whole = hashlib.sha256(content).hexdigest() == name.split(".")[0]
        return (Found.WHOLE, bytes(content)) if whole else (Found.ALTERED, b"")

    def as_file(self, reference: str) -> Path | None:
        """A copy that another program can open; it is gone when the console has ended."""
        found, content = self.look(reference)
        name = reference_of(reference)
        if found is not Found.WHOLE or name is None:
            return None
        try:
            if self._opened is None:
                self._opened = tempfile.TemporaryDirectory(prefix="dispatch-console-")
            path = Path(self._opened.name) / name
            path.write_bytes(content)
        except OSError as error:
            raise StoreUnavailable(f"evidence cannot be opened: {error.strerror or error}") from error
        return path

    def close(self) -> None:
        """Take the copies away."""
        if self._opened is not None:
            self._opened.cleanup()
            self._opened = None
