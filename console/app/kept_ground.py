"""The ground as it was read last, so that a start need not read again what has not changed since.

What was read is kept in the state folder under a hash of every byte it was read from: the district's files, the
vocabulary, the plans, the sources that read them and the versions of what those stand on. Any other byte is another
name, so nothing old can come back. A kept file is only trusted when it is this user's own and nobody else can write
it, and even then it can bring nothing but values of the model.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import pickle
import platform
import stat
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import console
from console.app.folders import district_folder, state_dir
from console.app.wiring import Ground, load_ground
from console.district.where import plans_dir, resource_dir
from console.errors import StoreUnavailable
from console.model.plan_shelf import PlanShelf

LARGEST = 256_000_000
"""Bytes: a district larger than that is read each time."""
MOST_KEPT = 4
_LIBRARIES = ("numpy", "yaml", "pydantic", "holidays")
_SOURCES = ("district", "model", "app/wiring.py", "app/kept_ground.py", "frozen.py", "geo.py", "phrase.py")
_ALSO = {
    ("console.geo", "LatLon"), ("console.phrase", "Text"), ("console.district.free_days", "FreeDays"),
    ("datetime", "date"), ("datetime", "time"), ("numpy", "dtype"), ("numpy._core.numeric", "_frombuffer"),
}  # fmt: skip
"""What a kept ground is made of besides the classes of the model."""

_log = logging.getLogger(__name__)


def kept_ground(district: Path | None = None) -> Ground:
    """What :func:`load_ground` reads for ``district``, with the same errors; kept from last time where it can be."""
    name = name_of(district)
    home = _home()
    if not name or home is None:
        return load_ground(district)
    found = _taken(home / name)
    if found is not None:
        return found
    ground = load_ground(district)
    if name_of(district) == name:  # nobody wrote a file meanwhile
        _keep(ground, home, name)
    return ground


def name_of(district: Path | None) -> str:
    """The name under which the ground of ``district`` is kept; empty when it is too large, or cannot be read whole."""
    digest = hashlib.sha256(f"{platform.python_version()}\0{sys.platform}".encode())
    left = LARGEST
    try:
        for named, path in _read_from(district_folder(district)):
            left -= path.stat().st_size
            if left < 0:
                return ""
            content = path.read_bytes() if path.is_file() else b""
            form = len(content) if path.is_file() else "no file"
            digest.update(f"\0{named}\0{form}\0".encode("utf-8", "surrogateescape") + content)
    except OSError:
        return ""
    return digest.hexdigest()


def _read_from(folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything that what is read depends on, with a name for it; of the libraries the file that names the version."""
    vocabulary, package = resource_dir() / "vocabulary", Path(console.__file__).parent
    for kind, root in (("district", folder), ("vocabulary", vocabulary), ("plans", plans_dir())):
        for path in _inside(root):
            yield f"{kind}/{path.relative_to(root).as_posix()}", path
    for source in _SOURCES:
        for path in _inside(package / source) if (package / source).is_dir() else [package / source]:
            if path.suffix == ".py":
                yield f"source/{path.relative_to(package).as_posix()}", path
    for library in _LIBRARIES:
        spec = find_spec(library)
        if spec is not None and spec.origin is not None:
            version = Path(spec.origin).with_name("version.py")
            yield f"library/{library}", version if version.is_file() else Path(spec.origin)


def _inside(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if "__pycache__" not in path.parts)


def _home() -> Path | None:
    try:
        home = state_dir() / "ground"
        home.mkdir(exist_ok=True)
    except (StoreUnavailable, OSError) as error:
        _log.warning("the ground is read anew at every start: %s", error)
        return None
    return home


def _taken(file: Path) -> Ground | None:
    """What is kept in ``file``; nothing when there is none, or when it is not to be trusted, which is said."""
    try:
        with file.open("rb") as kept:
            content = kept.read() if _is_ours_alone(os.fstat(kept.fileno())) else b""
        digest, packed = content[:32], content[32:]
        if hashlib.sha256(packed).digest() != digest:
            raise pickle.UnpicklingError("it is not whole, or others can write it")
        place, plans, vocabulary = _ModelOnly(io.BytesIO(packed)).load()
    except FileNotFoundError:
        return None
    except (OSError, pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError) as error:
        _log.warning("%s is not used, the district is read anew: %s", file, error)
        return None
    return Ground(place, PlanShelf(plans, ()), vocabulary)


def _is_ours_alone(status: os.stat_result) -> bool:
    if not hasattr(os, "getuid"):
        return True  # where files have no such owner, the folder's own rights guard them
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


class _ModelOnly(pickle.Unpickler):
    """Takes values of the model and nothing that could act."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("console.model.") or (module, name) in _ALSO:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a ground")


def _keep(ground: Ground, home: Path, name: str) -> None:
    """Keep what was read without a mistake; a district with tiles beneath it lies in files of others too."""
    if ground.shelf.refused or ground.district.underlay is not None:
        return
    packed = pickle.dumps((ground.district, ground.shelf.plans, ground.vocabulary), protocol=5)
    try:
        with tempfile.NamedTemporaryFile(dir=home, delete=False) as written:
            written.write(hashlib.sha256(packed).digest() + packed)
        Path(written.name).replace(home / name)
        for old in sorted(home.iterdir(), key=_age)[MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("the ground is read anew at the next start: %s", error)


def _age(file: Path) -> float:
    return -file.stat().st_mtime
