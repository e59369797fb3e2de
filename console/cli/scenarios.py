"""Commands about drill scripts: listed, and checked without playing them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

scripts = typer.Typer(help="List drill scripts, and check one without playing it.", rich_markup_mode=None)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
District = Annotated[Path | None, typer.Option(help="District folder or imported name; else the demo.")]
FOUND = 1


@scripts.command("check")
def scenario_check(
    name: Annotated[str, typer.Argument(help="Name of a scenario, or a scenario file.")],
    district: District = None,
    as_json: Json = False,
) -> None:
    """Find what of a script can never happen, and what its district lacks; 1 when there is anything."""
    from console.app.scenarios import check_scenario

    found = check_scenario(name, district)
    typer.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2) if as_json else found.as_text())
    raise typer.Exit(0 if found.is_fine else FOUND)


@scripts.command("list")
def scenario_list(district: District = None, as_json: Json = False) -> None:
    """List the scripts there are, with their length and plans."""
    from console.app.scenarios import listed

    found = listed(district)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for one in found:
        length = f"{one['duration_s'] // 60:5} min" if one["fits"] else "does not fit this district"
        typer.echo(f"{one['name']:24}{length}  {one['title']['en']} {one['title']['zh']}")
