"""``district import`` and ``district list``: maps made into districts, and the districts there are."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from console.app.folders import DEMO_DISTRICT, districts_dir, imported_districts
from console.district.doors import DistrictDoor
from console.district.osm.folder import STEPS, Wanted, import_map
from console.district.osm.reporting import ImportReport
from console.district.reading import Reading
from console.district.where import resource_dir
from console.district.workshop.saving import NAME
from console.errors import BadDistrict, BadInput


@dataclass(frozen=True)
class Imported:
    """A district that was written, and the report on it."""

    name: str
    folder: Path
    report: ImportReport

    def as_text(self) -> str:
        """The report, one sentence a line, and how to use the district."""
        return "\n".join([*(line.en for line in self.report.lines), f"Written to {self.folder}"])

    def as_json(self) -> dict[str, Any]:
        """The report's figures and sentences in both languages."""
        lines = [{"code": line.code, "en": line.en, "zh": line.get("zh")} for line in self.report.lines]
        return {"name": self.name, "folder": str(self.folder), "figures": self.report.figures, "report": lines}


def import_district(
    file: Path, name: str, into: Path | None, region: str | None, timezone: str | None, datum: str, replace: bool
) -> Imported:
    """Import a map as the district ``name``: into ``into``, or where ``--district NAME`` finds it.

    Raises :class:`BadInput` for a name that is no plain word, and for everything :func:`import_map` refuses.
    """
    if not NAME.fullmatch(name):
        raise BadInput(f"--name: {name[:60]!r} cannot be used; expected up to 60 letters, digits, - or _")
    if into is None and name == DEMO_DISTRICT:
        raise BadInput(f"--name: {name} is the shipped demo district; expected another name")
    folder = into or districts_dir() / name
    with _progress() as tell:
        report = import_map(Wanted(file, name, folder, region, timezone, datum, replace), tell)
    return Imported(name, folder, report)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A bar on the terminal, step by step; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with typer.progressbar(length=len(STEPS), label="opening", show_eta=False, file=sys.stderr) as bar:

        def tell(step: str) -> None:
            if step:
                bar.label = step
                bar.update(1)

        yield tell


def known_districts() -> list[dict[str, str]]:
    """Name, title, time zone and folder of the demo and of every imported district; a broken one says so."""
    return [_about(folder) for folder in (resource_dir() / DEMO_DISTRICT, *imported_districts())]


def _about(folder: Path) -> dict[str, str]:
    try:
        door = Reading(folder, resource_dir() / "vocabulary").one("district.yaml", DistrictDoor)
    except BadDistrict as error:
        return {"name": folder.name, "title": f"cannot be used: {error}", "timezone": "", "folder": str(folder)}
    return {"name": folder.name, "title": door.name.en, "timezone": door.timezone, "folder": str(folder)}
