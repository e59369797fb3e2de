"""Unsaved work, kept on the disk while it is done: after a crash it is offered again.

Each window that works on a district has a draft of its own, and a lock beside it while it is open: nobody writes over
what another window, or one that crashed, has left there.
"""

from __future__ import annotations

import fcntl
import itertools
import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from console.district.whole_file import trouble, write_whole
from console.district.workshop.folder import Opened
from console.district.workshop.town import Town
from console.errors import StoreUnavailable

_log = logging.getLogger(__name__)

MOST_BYTES = 200_000_000


class _Kept(BaseModel):
    """The form of a draft."""

    model_config = ConfigDict(extra="forbid")

    hash: str
    at: datetime
    about: dict[str, Any]
    teams: dict[str, dict[str, Any]]
    depots: dict[str, dict[str, Any]]
    cameras: dict[str, dict[str, Any]]
    grids: dict[str, dict[str, Any]]
    people: list[dict[str, Any]]


@dataclass(frozen=True)
class Draft:
    """A town that was not saved, when it was last changed, whether its files have changed since, and where it lies."""

    town: Town
    at: datetime
    stale: bool
    path: Path


class DraftKeeper:
    """The draft of one window's work. Makes no file before the first :meth:`keep`; used by one thread at a time."""

    def __init__(self, first: Path) -> None:
        """``first`` is where a district's draft is kept when nobody else works on it (``Shelf.draft``)."""
        self._first = first
        self._path: Path | None = None
        self._lock: IO[bytes] | None = None

    def keep(self, opened: Opened, town: Town, now: datetime) -> bool:
        """Write the draft of ``town`` as one whole; ``StoreUnavailable`` when the disk refuses.

        True the first time, where another window has unsaved work on the same district.
        """
        is_first, is_alone = self._path is None, True
        if self._path is None:
            self._path, self._lock, is_alone = _free_place(self._first)
        told = {"hash": opened.district.content_hash, "at": now.isoformat(), **asdict(town)}
        write_whole(self._path, json.dumps(told, ensure_ascii=False, default=dict))
        return is_first and not is_alone

    def take_over(self, draft: Draft, opened: Opened, town: Town, now: datetime) -> bool:
        """Go on with a draft that was left; its file goes once the work is kept here. As :meth:`keep`."""
        beside_another = self.keep(opened, town, now)
        forget(draft)
        return beside_another

    def forget(self) -> None:
        """The work is saved; ``StoreUnavailable`` when the disk refuses."""
        if self._path is not None:
            _remove(self._path)

    def release(self) -> None:
        """The window works on this no more; what is kept may be offered again."""
        if self._lock is not None:
            self._lock.close()
        self._path, self._lock = None, None


def _free_place(first: Path) -> tuple[Path, IO[bytes], bool]:
    """Where nobody keeps a draft and none was left, its lock, and whether nobody else works on the district."""
    is_alone = True
    for path in _places(first):
        lock = _locked(path)
        if lock is None:
            is_alone = False
        elif path.exists():
            lock.close()
        else:
            return path, lock, is_alone
    raise AssertionError("there is always another place")


def _places(first: Path) -> Iterator[Path]:
    yield first
    for n in itertools.count(2):
        yield first.with_name(f"{first.stem}.{n}.json")


def _locked(path: Path) -> IO[bytes] | None:
    """The lock beside a draft, unless another window has it; ``StoreUnavailable`` when the disk refuses.

    Where the file system knows no locks nobody is taken to have it: still no draft is written over.
    """
    file = path.with_suffix(".lock")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = file.open("wb")
    except OSError as error:
        raise trouble(error, file) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    except OSError as error:
        _log.warning("%s cannot be locked: %s", file, error)
    return lock


def left(first: Path, opened: Opened) -> Draft | None:
    """The newest draft that nobody works on and that differs from the files; one that cannot be read counts as none."""
    of_it = re.compile(rf"{re.escape(first.stem)}(\.\d+)?\.json")
    there = [path for path in first.parent.glob("*.json") if of_it.fullmatch(path.name)]
    found = [_read(path, opened) for path in there if path.is_file() and _is_left(path)]
    return max((draft for draft in found if draft is not None), key=lambda draft: draft.at, default=None)


def _is_left(path: Path) -> bool:
    try:
        lock = _locked(path)
    except StoreUnavailable:
        return True  # nothing can be written there: nobody does
    if lock is not None:
        lock.close()
    return lock is not None


def _read(path: Path, opened: Opened) -> Draft | None:
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        found = _Kept.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    town = Town(found.about, found.teams, found.depots, found.cameras, found.grids, tuple(found.people))
    if not _whole(town) or town == opened.town:
        return None
    return Draft(town, found.at, found.hash != opened.district.content_hash, path)


def _whole(town: Town) -> bool:
    rings: list[Mapping[str, Any]] = [grid for grid in town.grids.values() if not _is_ring(grid.get("coordinates"))]
    return bool(town.about.get("id")) and not rings


def _is_ring(coordinates: Any) -> bool:
    return isinstance(coordinates, list) and bool(coordinates) and isinstance(coordinates[0], list)


def forget(draft: Draft) -> None:
    """It is not wanted any more; ``StoreUnavailable`` when the disk refuses."""
    _remove(draft.path)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"{path}: the draft cannot be removed ({error.strerror})") from error
