"""A file that is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from console.errors import StoreUnavailable


def write_whole(file: Path, text: str) -> None:
    """Write ``text`` byte for byte, all of it or nothing; :class:`StoreUnavailable` names the file."""
    aside = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        aside.replace(file)
    except OSError as error:
        raise trouble(error, file) from error


def trouble(error: OSError, file: Path) -> StoreUnavailable:
    """What the system refused, and on which file."""
    return StoreUnavailable(f"{error.filename or file}: {error.strerror or error}")
