"""A copy of the demo district on disk that a test may damage, and the demo itself read once."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from console.district.load import load_district
from console.district.where import resource_dir
from console.model.places import District

DEMO = resource_dir() / "xiaohe"
VOCABULARY = resource_dir() / "vocabulary"


@cache
def demo() -> District:
    """The shipped demo district."""
    return load_district(DEMO)


class DistrictFolder:
    """A district folder with its vocabulary, both writable."""

    def __init__(self, at: Path) -> None:
        self.folder = Path(shutil.copytree(DEMO, at / "xiaohe"))
        self.vocabulary = Path(shutil.copytree(VOCABULARY, at / "vocabulary"))

    def path(self, name: str) -> Path:
        """A file of the district, or of the vocabulary."""
        return (self.vocabulary.parent if name.startswith("vocabulary/") else self.folder) / name

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the first ``old`` by ``new``; it must be there."""
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text
        self.path(name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def load(self) -> District:
        """Read it."""
        return load_district(self.folder, self.vocabulary)
