"""The command line: arguments to a mode, nothing else. Every answer of this file is exit 0, 1 or 2.

0: fine. 1: something failed, or a check found something. 2: bad input. Bad input never shows a traceback.
"""

from __future__ import annotations

import errno
import io
import json
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from console.cli.cases import cases
from console.cli.districts import districts
from console.cli.replays import replays
from console.cli.scenarios import scripts
from console.cli.sweeps import sweeps
from console.cli.wall import walls
from console.journal.place import where, where_if

FAILED, BAD_INPUT = 1, 2
LONGEST_NAME = 120

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False,
    help="The 135 dispatch console: plans matched, teams sent, every second on record.",
)  # fmt: skip
journal = typer.Typer(help="Look after a journal.", rich_markup_mode=None)
app.add_typer(journal, name="journal")
app.add_typer(cases)
app.add_typer(walls)
app.add_typer(sweeps, name="sweep")
app.add_typer(replays)
app.add_typer(districts, name="district")
app.add_typer(scripts, name="scenario")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
District = Annotated[Path | None, typer.Option(help="District folder or imported name; else the demo.")]
Seed = Annotated[int, typer.Option(help="Seed of everything the simulation draws.")]
Lang = Annotated[str, typer.Option(help="Language: en or zh.")]


def _say(data: Any) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


@app.callback(invoke_without_command=True)
def _default(
    context: typer.Context,
    theme: Annotated[str, typer.Option(help="Windows and pictures dark or light; else as last chosen.")] = "",
) -> None:
    from console.app.display import wear

    wear(theme)
    if context.invoked_subcommand is None:
        run()


@app.command()
def run(
    scenario: Annotated[str, typer.Option(help="Drill to run; one that fits the district when left out.")] = "",
    district: District = None,
    seed: Seed = 7,
    lang: Lang = "",
) -> None:
    """Open the console on a district with a drill running; without a display, run it unseen."""
    from console.app.guarding import guarded

    def work() -> int:
        from console.app.drills import scenario_for  # in the guarded process alone: the guard begins it without
        from console.app.running import run_console

        return run_console(scenario_for(scenario, district), seed, lang, district)

    raise typer.Exit(guarded(work))


@app.command()
def drill(
    name: Annotated[str, typer.Argument(help="Name of a scenario, or a scenario file.")],
    headless: Annotated[bool, typer.Option("--headless", help="Without windows, with the automatic officer.")] = False,
    seed: Annotated[
        int | None, typer.Option(help="Seed of everything drawn; the scenario's own when left out.")
    ] = None,
    speed: Annotated[str, typer.Option(help="max, or drill seconds per second (1, 10, …).")] = "1",
    report: Annotated[Path | None, typer.Option(help="Folder for the report.")] = None,
    db: Annotated[str | None, typer.Option(help="Journal, a file or postgresql://…: begun, or gone on with.")] = None,
    district: District = None,
    lang: Lang = "",
    as_json: Json = False,
) -> None:
    """Play a drill. Its JSON holds journal_hash, the same for the same scenario, seed and decisions."""
    from console.app.drilling import MAX_SPEED, play_headless, speed_of

    rate = speed_of(speed)
    if headless:
        if rate != MAX_SPEED:
            typer.echo(f"{name}: {rate:g} drill seconds in each second; --speed max plays without waiting", err=True)
        outcome = play_headless(name, seed, rate, report, where_if(db), district)
        typer.echo(json.dumps(outcome.as_json(), ensure_ascii=False, indent=2) if as_json else outcome.as_text())
        raise typer.Exit(0)
    from console.app.guarding import guarded
    from console.app.running import run_drill

    raise typer.Exit(guarded(partial(run_drill, name, seed, rate, where_if(db), report, lang, district)))


@app.command()
def match(
    facts: Annotated[str, typer.Option(help="Incident file as JSON, or - for standard input.")],
    district: District = None,
    plans: Annotated[Path | None, typer.Option(help="Folder of plans.")] = None,
    as_json: Json = False,
) -> None:
    """Say for every plan whether an incident meets it, clause by clause, and what to ask."""
    from console.app.asking import answers, match_json, read_file, read_incident
    from console.app.wiring import load_ground

    ground = load_ground(district, plans)
    found = answers(read_incident(*read_file(facts), ground), ground)
    if as_json:
        _say(match_json(found))
        return
    for answer in found:
        level = f" at level {answer.level.value}" if answer.level else ""
        ask = f"; ask: {', '.join(answer.ask)}" if answer.ask else ""
        typer.echo(f"{answer.answer.value:8}{answer.plan}{level}{ask}")


@app.command()
def recommend(
    incident: Annotated[str, typer.Option(help="Incident file as JSON, or - for standard input.")],
    district: District = None,
    plans: Annotated[Path | None, typer.Option(help="Folder of plans.")] = None,
    as_json: Json = False,
) -> None:
    """Say whom and what to send, when they would be there, and why not the others (all teams on duty at base)."""
    from console.app.asking import advise, read_file, read_incident, recommend_json
    from console.app.wiring import load_ground

    ground = load_ground(district, plans)
    found = advise(read_incident(*read_file(incident), ground), ground)
    if as_json:
        _say(recommend_json(found))
        return
    typer.echo(f"{found.plan} at level {found.level.value}")
    for row in found.needs:
        teams = ", ".join(f"{fill.team} {fill.eta_s} s" for fill in row.filled) or "nobody"
        short = f", short {row.short}" if row.short else ""
        typer.echo(f"  {row.title.en}: {teams}{short}")
    for passed in found.passed_over:
        typer.echo(f"  not {passed.team}: {passed.reason.en}")


@app.command()
def cover(
    district: District = None,
    db: Annotated[str | None, typer.Option(help="Journal: its cases are the demand, its end is now.")] = None,
    hour: Annotated[int | None, typer.Option(help="Local hour 0 to 23, every team on duty at its base.")] = None,
    posts: Annotated[int | None, typer.Option(help="Teams to place; as many as the shift has when left out.")] = None,
    as_json: Json = False,
) -> None:
    """Say how much is reached in time now and in an hour, what sending costs, where the shift should wait."""
    from console.app.covering import cover_of
    from console.app.wiring import load_ground

    found = cover_of(load_ground(district), where_if(db), hour, posts)
    if as_json:
        _say(found.as_json())
    else:
        typer.echo(found.as_text())


@app.command()
def check(
    plans: Annotated[Path | None, typer.Option(help="Folder of plans.")] = None,
    district: District = None,
    as_json: Json = False,
) -> None:
    """Check plans and district: what is wrong, what can never be filled."""
    from console.app.asking import findings
    from console.app.wiring import load_ground

    ground = load_ground(district, plans)
    found = findings(ground)
    if as_json:
        _say({"plans": len(ground.shelf.plans), "findings": found})
    else:
        typer.echo("\n".join([*found, f"{len(ground.shelf.plans)} plans usable, {len(found)} findings"]))
    raise typer.Exit(FAILED if found else 0)


@journal.command()
def make(
    db: Annotated[str, typer.Option(help="Journal to make: a file, or postgresql://…; one that is there stays.")],
    desk: Annotated[list[str] | None, typer.Option(help="Role of seats: may add, never change events.")] = None,
    reader: Annotated[list[str] | None, typer.Option(help="Role that may only look.")] = None,
) -> None:
    """Make a journal's tables, or bring them up to date, and give a server's roles the least rights they need."""
    from console.app.making import make_journal

    typer.echo(make_journal(where(db), desk or (), reader or ()))


@journal.command()
def verify(
    db: Annotated[str | None, typer.Option(help="Journal; the newest file when left out.")] = None,
    as_json: Json = False,
) -> None:
    """Find any altered, removed or re-ordered row of a journal."""
    from console.app.drilling import verify_journal

    report = verify_journal(where_if(db))
    what = report.what.en if report.what else ""
    if as_json:
        _say({"ok": report.ok, "rows": report.rows, "first_bad_seq": report.first_bad_seq, "what": what,
              "journal_hash": report.head})  # fmt: skip
    else:
        typer.echo(f"{report.rows} rows, chain holds, head {report.head}" if report.ok else what)
    raise typer.Exit(0 if report.ok else FAILED)


@app.command()
def screenshot(
    view: Annotated[
        str,
        typer.Argument(
            help="workstation (-plan, -teams, -materials, -timeline, -reports, -cover, -map, -roads), wall"
            " (-situation, -video, -figures, -drill), control, case, cameras, duty, plans (-try), supervision."
        ),
    ],
    drill_name: Annotated[str, typer.Option("--drill", help="Scenario to play.")],
    at: Annotated[str, typer.Option(help="Drill time HH:MM:SS.")],
    out: Annotated[Path, typer.Option(help="PNG file to write.")],
    lang: Lang = "en",
    size: Annotated[str, typer.Option(help="Width x height in pixels.")] = "1920x1080",
    district: District = None,
    seed: Seed = 7,
) -> None:
    """Play a drill to a moment and take a picture of a window."""
    from console.app.pictures import take

    typer.echo(take(view, drill_name, at, lang, size, out, seed, district))


def _shortened(error: OSError) -> str:
    """What the system refused, and on which file; a name without end is cut."""
    name = str(error.filename or "")
    shown = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
    return f"{shown}: {error.strerror}" if shown else str(error.strerror or error)


def _show_any_letter() -> None:
    """What the terminal's encoding cannot show is written as an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code; an error a person can act on is one line."""
    from console.app.starting import begin_calmly
    from console.errors import ConsoleError, JournalAltered, Refused, StoreUnavailable

    begin_calmly()
    _show_any_letter()
    try:
        app(args=arguments)
    except (StoreUnavailable, JournalAltered, Refused) as error:
        typer.echo(f"failed: {error}", err=True)
        sys.exit(FAILED)
    except OSError as error:
        typer.echo(f"failed: {_shortened(error)}", err=True)
        sys.exit(BAD_INPUT if error.errno == errno.ENAMETOOLONG else FAILED)
    except ConsoleError as error:
        typer.echo(f"bad input: {error}", err=True)
        sys.exit(BAD_INPUT)
