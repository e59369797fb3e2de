"""Which tiles lie beneath a district's map: what its folder says, unless somebody at this seat chose otherwise."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, RootModel

from console.district.raster.opening import is_address
from console.district.settings import load_settings
from console.model.underlay import STRENGTH, Underlay


class UnderlayDoor(BaseModel):
    """An underlay as written in ``district.yaml`` (under ``underlay``) or in the seat's ``underlay.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    source: Annotated[str, Field(min_length=1, max_length=2000)]
    datum: Literal["WGS-84", "GCJ-02", "BD-09"] = "WGS-84"
    strength: Annotated[float, Field(ge=0.1, le=1)] = STRENGTH
    credit: Annotated[str, Field(max_length=200)] = ""

    def read(self, folder: Path) -> Underlay:
        """The setting, with the path of a file counted from ``folder``."""
        source = self.source if is_address(self.source) else str(folder / Path(self.source).expanduser())
        return Underlay(source, self.datum, self.strength, self.credit)


class _Chosen(RootModel[dict[str, UnderlayDoor | None]]):
    """``underlay.yaml``: district id to what was chosen for it; nothing (``null``) for none at all."""


def chosen(file: Path, district: str, usual: Underlay | None) -> Underlay | None:
    """What was chosen at this seat for a district, else ``usual``. :class:`BadInput` when the file is wrong."""
    if not file.is_file():
        return usual
    known = load_settings(file, _Chosen).root
    if district not in known:
        return usual
    door = known[district]
    return door.read(file.parent) if door is not None else None


def choose(file: Path, district: str, underlay: Underlay | None) -> None:
    """Keep a choice; those for other districts stay. :class:`BadInput` or ``OSError`` when that cannot be done."""
    known = load_settings(file, _Chosen).root if file.is_file() else {}
    said = {key: door.model_dump() if door else None for key, door in known.items()}
    said[district] = (
        {"source": underlay.source, "datum": underlay.datum, "strength": underlay.strength, "credit": underlay.credit}
        if underlay is not None else None
    )  # fmt: skip
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        yaml.safe_dump(said, out, allow_unicode=True, sort_keys=True)
    os.replace(written, file)
