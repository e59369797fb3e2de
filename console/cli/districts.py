"""Commands about districts: made out of maps, listed, opened in the workshop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

districts = typer.Typer(help="Make districts out of maps, change and list them.", rich_markup_mode=None)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Lang = Annotated[str, typer.Option(help="Language: en or zh.")]
Picture = Annotated[Path | None, typer.Option(help="Write a picture of the window instead of opening it.")]


def _say(data: Any) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


@districts.command("import")
def district_import(
    file: Annotated[Path, typer.Argument(help="OpenStreetMap file: .osm, .osm.gz, .osm.bz2 or .osm.pbf.")],
    name: Annotated[str, typer.Option(help="Name of the district, for --district.")],
    into: Annotated[Path | None, typer.Option(help="Folder to write; one of its own when left out.")] = None,
    region: Annotated[str | None, typer.Option(help="Speeds of china, us, europe or default; else guessed.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Such as Asia/Shanghai; guessed when left out.")] = None,
    datum: Annotated[str, typer.Option(help="Of the file: WGS-84, GCJ-02 or BD-09.")] = "WGS-84",
    replace: Annotated[bool, typer.Option("--replace", help="Replace a district of that name.")] = False,
    as_json: Json = False,
) -> None:
    """Make a district out of a map: its roads as they are; grids, teams and a depot proposed, to be checked."""
    from console.app.importing import import_district

    made = import_district(file, name, into, region, timezone, datum, replace)
    if as_json:
        _say(made.as_json())
    else:
        typer.echo(made.as_text())


@districts.command("list")
def district_list(as_json: Json = False) -> None:
    """List the demo district and the imported ones."""
    from console.app.importing import known_districts

    found = known_districts()
    if as_json:
        _say(found)
    else:
        typer.echo("\n".join(f"{d['name']:20} {d['timezone']:20} {d['title']}" for d in found))


def _workshop(name: Path | None, lang: str, picture: Path | None, step: str) -> None:
    from console.app.towning import run_workshop

    raise typer.Exit(run_workshop(name, lang, picture, step))


@districts.command("new")
def district_new(lang: Lang = "", picture: Picture = None) -> None:
    """Open the workshop: import a map, place teams, depots, cameras and grids, check, use."""
    _workshop(None, lang, picture, "import")


@districts.command("edit")
def district_edit(
    name: Annotated[Path, typer.Argument(help="District folder or imported name.")],
    lang: Lang = "",
    picture: Picture = None,
    step: Annotated[str, typer.Option(help="Where to begin: import, place, check or use.")] = "place",
) -> None:
    """Open the workshop on a district there is."""
    _workshop(name, lang, picture, step)
