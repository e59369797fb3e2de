"""``run``, ``wall`` and ``drill`` with windows; without a display the same drill runs unseen."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from console.analysis.report import Picture
from console.app.display import draw_unseen, has_display, must_be_spoken
from console.app.drilling import MAX_SPEED, report_of
from console.app.drills import open_drill, share_drill
from console.app.folders import folders_of
from console.app.guarding import note_journal, noted_journal
from console.app.papers import printed
from console.app.replays import replays_of
from console.app.towning import Workshops
from console.app.wiring import fresh_folder, load_ground
from console.drill.drill import Drill
from console.drill.shared import SharedDrill
from console.errors import BadInput, StoreUnavailable
from console.journal.place import Where
from console.phrase import LANGUAGES, Text
from console.views.wall.letters import Viewing

if TYPE_CHECKING:
    from console.views.leading import Leading
    from console.views.link import SessionLink
    from console.views.photograph import Shot

PICTURE_AT = "00:03:10"
OFFICER_SEAT = "1"
ASSISTED = True
"""In ``run`` the automatic officer does what the person at the seat leaves undone; the banner says so."""


def run_console(scenario: str, seed: int, lang: str, district: Path | None = None) -> int:
    """The workstation on a drill, or the same drill unseen where there is no display."""
    must_be_spoken(lang)
    if not has_display():
        return run_unseen(scenario, seed, lang, district)
    return _with_windows(_drill(scenario, seed, None, district, officer=ASSISTED), lang, wall=False)


def run_wall(
    scenario: str, seed: int, lang: str, seen: Viewing, district: Path | None = None, *, kiosk: bool = False
) -> int:
    """The wall on a drill."""
    must_be_spoken(lang)
    _needs_display()
    return _with_windows(
        _drill(scenario, seed, None, district, officer=True), lang, wall=True, viewing=seen, kiosk=kiosk
    )


def run_drill(
    name: str,
    seed: int | None,
    rate: float,
    db: Where | None,
    report: Path | None,
    lang: str,
    district: Path | None = None,
) -> int:
    """A drill for the person at the seat: nobody does their work for them. ``report`` gets its report at the end.

    Other seats may take part as long as it is open here.
    """
    must_be_spoken(lang)
    _needs_display()
    if rate == MAX_SPEED or rate != int(rate):
        raise BadInput("--speed: with windows expected a whole number of drill seconds per second")
    where = _place(name, db)
    drill = share_drill(load_ground(district), name, seed, where, OFFICER_SEAT)
    _told(drill, where)
    return _with_windows(drill, lang, wall=False, pace=int(rate), report=report)


def _needs_display() -> None:
    if not has_display():
        raise BadInput("there is no display here; use 'drill NAME --headless', or 'screenshot'")


def _drill(name: str, seed: int | None, db: Where | None, district: Path | None, *, officer: bool) -> Drill:
    where = _place(name, db)
    drill = open_drill(load_ground(district), name, seed, where, officer=officer, cameras=True)
    _told(drill, where)
    return drill


def _place(name: str, db: Where | None) -> Where:
    where = db or noted_journal() or fresh_folder(Path(name).stem) / "journal.db"
    note_journal(where)
    return where


def _told(drill: Drill, where: Where) -> None:
    typer.echo(f"journal {where}")
    for refusal in drill.refusals:
        typer.echo(refusal[2].en, err=True)


def _with_windows(
    drill: Drill,
    lang: str,
    *,
    wall: bool,
    viewing: Viewing | None = None,
    pace: int = 1,
    report: Path | None = None,
    kiosk: bool = False,
) -> int:
    from console.views.application import make_application
    from console.views.opening import Console
    from console.views.running import run_until_closed

    application = make_application(lang, own=True)
    console = Console(drill.session, drill, viewing=viewing)
    console.link.pace = pace
    leading = _lead(console.link, drill) if isinstance(drill, SharedDrill) else None
    console.plan_folders = folders_of(drill.session, console.link.actor)
    workshops, replays = Workshops(), replays_of(console)
    console.make_town = workshops.open
    if wall:
        console.open_wall(kiosk=kiosk).showFullScreen()
    else:
        console.open_workstation().show()
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    try:
        return run_until_closed(application, console, partial(_end, drill, leading, report))
    finally:
        replays.close()
        workshops.close()


def _lead(link: SessionLink, drill: SharedDrill) -> Leading:
    from console.views.leading import Leading

    return Leading(link, drill)


def _end(drill: Drill, leading: Leading | None, folder: Path | None) -> None:
    """Say good-bye to the seats that take part, then write the report."""
    if leading is not None:
        try:
            leading.leave()
        except StoreUnavailable as error:
            typer.echo(f"the other seats were not told that this one has left: {error}", err=True)
    _report(drill, folder)


def _report(drill: Drill, folder: Path | None) -> None:
    pages = report_of(drill, folder) if folder else []
    for path in (*pages, *(printed(pages) if pages else ())):
        typer.echo(f"report  {path}")


def run_unseen(scenario: str, seed: int, lang: str, district: Path | None = None) -> int:
    """The drill without a screen: a report and pictures, whose paths are printed."""
    typer.echo("There is no display here: running the same drill without a screen. It takes about a minute.")
    sys.stdout.flush()
    draw_unseen()
    from console.views.photograph import Shot

    folder = fresh_folder(scenario)
    shots = [
        Shot(view, language, folder / f"{view}-{language}.png")
        for view in ("workstation", "wall") for language in ([lang] if lang else LANGUAGES)
    ]  # fmt: skip
    taken = _pictures(shots, scenario, seed, district)
    drill = open_drill(load_ground(district), scenario, seed, folder / "journal.db", officer=True)
    while not drill.finished:
        drill.tick()
    titles = {"workstation": Text("Workstation", "席位"), "wall": Text("Wall", "大屏")}
    wanted = [shot for shot in shots if shot.lang == (lang or "en") and shot.out in taken]
    pictures = [Picture(shot.out.name, titles[shot.view]) for shot in wanted]
    reports = report_of(drill, folder, pictures)
    drill.session.journal.close()
    typer.echo(f"journal {folder / 'journal.db'}")
    for path in reports:
        typer.echo(f"report  {path}")
    for taken_path in taken:
        typer.echo(f"picture {taken_path}")
    return 0


def _pictures(shots: Sequence[Shot], scenario: str, seed: int, district: Path | None) -> list[Path]:
    """The pictures taken; when the windows cannot be drawn here it is said, and the report is made without."""
    from console.app.pictures import take_all

    try:
        return take_all(shots, scenario, PICTURE_AT, (1920, 1080), seed, district)
    except StoreUnavailable as error:
        typer.echo(f"no pictures: {error}", err=True)
        return []
