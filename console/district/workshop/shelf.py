"""Where districts and drafts lie, and which names can be used for a new one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from console.district.workshop.saving import NAME
from console.phrase import Phrase, say


@dataclass(frozen=True)
class Shelf:
    """The folders of imported districts and of drafts; ``shipped`` is the demo, which is not written."""

    districts: Path
    drafts: Path
    shipped: Path

    def folder(self, name: str) -> Path:
        """Where the district of this name is or would be."""
        return self.shipped if name == self.shipped.name else self.districts / name

    def draft(self, folder: Path) -> Path:
        """Where unsaved work on a district is kept; folders elsewhere may have the name of one that is here."""
        here = folder == self.shipped or folder.parent == self.districts
        elsewhere = "" if here else "-" + hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:12]
        return self.drafts / f"{folder.name}{elsewhere}.json"

    def wrong_name(self, name: str, taken: Collection[str]) -> Phrase | None:
        """Why a district cannot be called so, where these names are ``taken``; asks no disk."""
        if not NAME.fullmatch(name):
            return say("workshop.wrong.name")
        if name == self.shipped.name:
            return say("workshop.wrong.shipped", name=name)
        return say("workshop.wrong.there", name=name) if name in taken else None

    def names(self) -> list[str]:
        """The districts there are, the shipped one first; hidden folders are unfinished."""
        own = sorted(folder.name for folder in self.districts.glob("[!.]*") if (folder / "district.yaml").is_file())
        return [self.shipped.name, *own]

    def taken(self) -> frozenset[str]:
        """Every name there is in the folder of districts, whatever it is."""
        return frozenset(path.name for path in self.districts.glob("*"))
