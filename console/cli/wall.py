"""``wall``: the big screen, on a drill or a live desk; ``shortcut``: an entry in the desktop's menu."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.journal.place import where_if

walls = typer.Typer(rich_markup_mode=None)

District = Annotated[Path | None, typer.Option(help="District folder or imported name; else the demo.")]
Seed = Annotated[int, typer.Option(help="Seed of everything the simulation draws.")]
Lang = Annotated[str, typer.Option(help="Language: en or zh.")]


@walls.command("wall")
def wall(
    scenario: Annotated[str, typer.Option(help="Drill to show; one that fits the district when left out.")] = "",
    district: District = None,
    seed: Seed = 7,
    distance: Annotated[float, typer.Option(help="Viewing distance in metres: sets the size of letters.")] = 8.0,
    width: Annotated[float, typer.Option(help="Width of the wall in metres; else that of 165 inches.")] = 0.0,
    lang: Lang = "",
    db: Annotated[str | None, typer.Option(help="Journal of a live desk to show, instead of a drill.")] = None,
    kiosk: Annotated[bool, typer.Option("--kiosk", help="No key closes the wall.")] = False,
) -> None:
    """Open the big-screen wall on a drill, or on the journal of a live desk."""
    from console.app.guarding import guarded

    place = where_if(db)

    def work() -> int:
        from console.views.wall.letters import Viewing  # in the guarded process alone: the guard begins it without

        seen = Viewing(distance, width or None)
        if place is not None:
            from console.app.desking import run_live_wall

            return run_live_wall(place, district, lang, seen, kiosk=kiosk)
        from console.app.drills import scenario_for
        from console.app.running import run_wall

        return run_wall(scenario_for(scenario, district), seed, lang, seen, district, kiosk=kiosk)

    raise typer.Exit(guarded(work))


@walls.command("shortcut")
def shortcut(
    what: Annotated[str, typer.Argument(help="run, desk or wall.")],
    db: Annotated[str | None, typer.Option(help="Journal of the desk, or the one the wall shows.")] = None,
    district: District = None,
    autostart: Annotated[bool, typer.Option("--autostart", help="Start when somebody signs in.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the entry away.")] = False,
) -> None:
    """Put the console into the desktop's menu, or let it start by itself (Linux)."""
    from console.app.shortcut import Shortcut, put, take_away, words_of

    wanted = Shortcut(what, where_if(db), district, autostart)
    typer.echo(f"removed {take_away(wanted)}" if remove else words_of(put(wanted)))
