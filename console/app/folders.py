"""Where the console keeps what it writes, and where the districts lie that a name stands for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from console.district.where import plans_dir, resource_dir
from console.errors import BadDistrict, StoreUnavailable

if TYPE_CHECKING:
    from console.desk.session import Session
    from console.model.incident import Actor
    from console.views.plans.papers import PlanFolders

DEMO_DISTRICT = "xiaohe"


def state_dir() -> Path:
    """The folder for journals and reports (``XDG_STATE_HOME``, else ``~/.local/state``), made when missing."""
    base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    folder = base / "dispatch-console"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"{folder}: cannot be made: {error.strerror}; set XDG_STATE_HOME") from error
    return folder


def districts_dir() -> Path:
    """The folder of imported districts, which need not be there."""
    return state_dir() / "districts"


def drafts_dir(district: str, officer: str) -> Path:
    """The folder of an officer's drafts of plans, which need not be there; the name may be in any script."""
    return state_dir() / "plan-drafts" / district / quote(officer, safe=" ")


def imported_districts() -> list[Path]:
    """The folders of the imported districts, by name; hidden ones are unfinished."""
    return sorted(folder for folder in districts_dir().glob("[!.]*") if folder.is_dir())


def district_folder(named: Path | None) -> Path:
    """The folder of a district named by its path or by the name it was imported under; the demo for ``None``.

    Raises :class:`BadDistrict` with the names there are.
    """
    if named is None or str(named) == DEMO_DISTRICT:
        return resource_dir() / DEMO_DISTRICT
    if named.is_dir():
        return named
    imported = districts_dir() / named.name
    if len(named.parts) == 1 and imported.is_dir():
        return imported
    there = ", ".join([DEMO_DISTRICT, *(folder.name for folder in imported_districts())])
    raise BadDistrict(f"{named}: no such folder and no imported district of that name; there are: {there}")


def folders_of(session: Session, officer: Actor) -> PlanFolders:
    """Where an officer's drafts of plans are kept, and where plans are saved to."""
    from console.views.plans.papers import PlanFolders

    return PlanFolders(drafts_dir(session.district.id, officer.id), plans_dir())
