"""Commands that play many nights: sweeps, and the search for posts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core

FAILED = 1

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
District = Annotated[Path | None, typer.Option(help="District folder or imported name; else the demo.")]
Jobs = Annotated[int, typer.Option(help="Nights at once; -1 is one for each core.")]
Backend = Annotated[str, typer.Option(help="loky (this machine), dask or ray.")]
Scheduler = Annotated[str, typer.Option(help="Address of a Dask or Ray cluster; else one begun here.")]

NIGHTS = "nights"


class _NightsUnlessNamed(typer.core.TyperGroup):
    """``sweep SCENARIO…`` is short for ``sweep nights SCENARIO…``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the usual command in front when none is named."""
        named = bool(args) and (args[0] in self.commands or args[0] == "--help")
        return super().parse_args(ctx, args if named or not args else [NIGHTS, *args])


sweeps = typer.Typer(
    cls=_NightsUnlessNamed, rich_markup_mode=None, no_args_is_help=True,
    help="Play many nights without windows: sweep SCENARIO… --seeds 1-1000 --out FOLDER.",
)  # fmt: skip


@sweeps.command(NIGHTS)
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


@sweeps.command("posts")
def sweep_posts(
    scenario: Annotated[str, typer.Argument(help="Scenario whose cases differ by seed, such as drawn-night.")],
    out: Annotated[Path, typer.Option(help="Folder of the search: begun, or gone on with.")],
    search: Annotated[str, typer.Option(help="Seeds searched on.")] = "1-20",
    judge: Annotated[str, typer.Option(help="Held-out seeds the result is judged on.")] = "1001-1040",
    moves: Annotated[int, typer.Option(help="At most so many teams are based elsewhere.")] = 4,
    travel: Annotated[str, typer.Option(help="Factor on every drive.")] = "1",
    jobs: Jobs = -1,
    backend: Backend = "loky",
    scheduler: Scheduler = "",
    district: District = None,
    as_json: Json = False,
) -> None:
    """Say where teams should stand so that more of 3 and 5 minutes are met: before and after on held-out seeds."""
    from console.app.sweep.asked import asked, seeds_of
    from console.app.sweep.posts import Cluster, find_posts

    wanted = asked([scenario], search, travel=travel, district=district)
    _tell(find_posts(wanted, seeds_of(judge, "--judge"), moves, out, Cluster(jobs, backend, scheduler)), as_json)
