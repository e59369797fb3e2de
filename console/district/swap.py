"""A finished folder takes the place of another: the old one goes only when the new one stands."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path


def put_in_place(beside: Path, folder: Path) -> None:
    """Rename ``beside`` to ``folder``; what was there goes only after that, and comes back when it fails.

    Both lie in the same folder. Raises ``OSError`` when the disk refuses; then ``folder`` is as it was.
    """
    if not folder.exists():
        beside.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.rename(old / folder.name)
    try:
        beside.rename(folder)
    except BaseException:
        (old / folder.name).rename(folder)
        old.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)
