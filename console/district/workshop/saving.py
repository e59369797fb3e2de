"""Saving a town: the whole folder is made beside its place, opened once, and then put there; or nothing changes."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from console.district.load import load_district
from console.district.swap import put_in_place
from console.district.workshop.changes import differences
from console.district.workshop.folder import Opened, open_town, texts_of, written
from console.district.workshop.town import Town
from console.errors import BadDistrict, StoreUnavailable
from console.model.places import District
from console.phrase import Phrase

NAME = re.compile(r"\w[\w-]{0,59}")
"""What a district may be called: it is a folder and a word of the command line."""


@dataclass(frozen=True)
class Saved:
    """What was saved: as it can be opened again, what changed, and the hashes before and after."""

    opened: Opened
    changes: tuple[Phrase, ...]
    hash_before: str
    hash_after: str


class ChangedMeanwhile(BadDistrict):
    """The folder is not any more what was opened: somebody else wrote it."""


def save(opened: Opened, town: Town, folder: Path) -> Saved:
    """Write ``town`` into ``folder``: the one it was read from, or a new one, which gets the folder's name as its id.

    Raises ``BadDistrict`` for what could not be used, :class:`ChangedMeanwhile` when somebody else wrote the folder
    since it was read, and ``StoreUnavailable`` when the disk refuses. In each case nothing has changed.
    """
    elsewhere = folder != opened.folder
    if elsewhere:
        if folder.exists() or folder.is_symlink():
            raise BadDistrict(f"{folder.name}: there is a district of that name already; expected another name")
        town = replace(town, about={**town.about, "id": folder.name})
    else:
        _must_be_as_read(opened)
    try:
        with staged(opened, town, folder.parent, folder.name) as beside:
            load_district(beside)
            put_in_place(beside, folder)
    except OSError as error:
        raise StoreUnavailable(f"{folder}: cannot be written ({error.strerror}); nothing was changed") from error
    made = open_town(folder)
    changes = tuple(differences(opened.town, town))
    return Saved(made, changes, opened.district.content_hash, made.district.content_hash)


def _must_be_as_read(opened: Opened) -> None:
    now = texts_of(opened.folder)
    other = [name for name, content in opened.texts.items() if now[name] != content]
    if other:
        raise ChangedMeanwhile(f"{other[0]}: it was changed by somebody else since it was opened here;"
                               " expected another name to save under, or to open it again")  # fmt: skip


@contextlib.contextmanager
def staged(opened: Opened, town: Town, parent: Path, name: str) -> Iterator[Path]:
    """A folder with every file of the district and what ``town`` changes in them; gone at the end."""
    parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=parent))
    try:
        beside.chmod(0o755)
        new = written(opened, town).files
        for source in sorted(opened.folder.iterdir()):
            if source.name not in new:
                _copy(source, beside / source.name)
        for file, content in new.items():
            _write(beside / file, content)
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def tried(opened: Opened, town: Town) -> District:
    """The district as it would be read after saving; ``BadDistrict`` when it could not be. Nothing is kept."""
    if town == opened.town:
        return opened.district
    with staged(opened, town, Path(tempfile.gettempdir()), "district") as beside:
        return load_district(beside)
