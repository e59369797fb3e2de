"""Where districts and drafts lie, and which names can be used for a new one."""

from __future__ import annotations

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
        """Where unsaved work on a district is kept."""
        return self.drafts / f"{folder.name}.json"

    def wrong_name(self, name: str, own: Path | None = None) -> Phrase | None:
        """Why a district cannot be called so; ``own`` is the folder being worked on, whose name is free."""
        if not NAME.fullmatch(name):
            return say("workshop.wrong.name")
        if name == self.shipped.name:
            return say("workshop.wrong.shipped", name=name)
        if (self.districts / name).exists() and self.districts / name != own:
            return say("workshop.wrong.there", name=name)
        return None

    def names(self) -> list[str]:
        """The districts there are, the shipped one first; hidden folders are unfinished."""
        own = sorted(folder.name for folder in self.districts.glob("[!.]*") if (folder / "district.yaml").is_file())
        return [self.shipped.name, *own]
