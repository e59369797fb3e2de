"""Commands that play many nights: sweeps, and the search for posts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

FAILED = 1

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
District = Annotated[Path | None, typer.Option(help="District folder or imported name; else the demo.")]
Jobs = Annotated[int, typer.Option(help="Nights at once; -1 is one for each core.")]
Backend = Annotated[str, typer.Option(help="loky (this machine), dask or ray.")]
Scheduler = Annotated[str, typer.Option(help="Address of a Dask or Ray cluster; else one begun here.")]

sweeps = typer.Typer(rich_markup_mode=None)


@sweeps.command("sweep")
def sweep_nights(
    scenarios: Annotated[list[str], typer.Argument(help="Scenarios: names, files, drawn-night[:CASES], drawn-day.")],
    out: Annotated[Path, typer.Option(help="Folder of the sweep: begun, or gone on with.")],
    seeds: Annotated[str, typer.Option(help="Seeds, such as 1-1000 or 1-20,31.")] = "1-100",
    rosters: Annotated[list[Path] | None, typer.Option(help="Roster file (CSV, XLSX); may be given again.")] = None,
    plans: Annotated[list[Path] | None, typer.Option(help="Folder of plans; may be given again.")] = None,
    posts: Annotated[Path | None, typer.Option(help="YAML of TEAM: [lat, lon] where teams wait.")] = None,
    travel: Annotated[str, typer.Option(help="Factors on every drive, such as 0.8,1,1.2.")] = "1",
    jobs: Jobs = -1,
    backend: Backend = "loky",
    scheduler: Scheduler = "",
    district: District = None,
    as_json: Json = False,
) -> None:
    """Play scenario × seed × roster × plans × travel without windows; killed and started again it goes on."""
    from console.app.sweep.asked import asked
    from console.app.sweep.sweeping import sweep

    wanted = asked(scenarios, seeds, rosters or (), plans or (), posts, travel, district)
    _tell(sweep(wanted, out, jobs, backend, scheduler), as_json)


def _tell(found: Any, as_json: bool) -> None:
    typer.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2) if as_json else found.as_text())
    raise typer.Exit(FAILED if found.failed else 0)
