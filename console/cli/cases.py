"""Commands about many cases at once: files of reports, and a synthetic year."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from console.errors import BadInput
from console.journal.place import Where, where

FAILED = 1

cases = typer.Typer(rich_markup_mode=None)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Watch = Annotated[Path | None, typer.Option(help="Folder whose files are taken in as they come.")]
Mqtt = Annotated[str, typer.Option(help="MQTT broker, mqtt://[USER@]HOST[:PORT] or mqtts://…")]
District = Annotated[Path | None, typer.Option(help="District folder or imported name; else the demo.")]


@cases.command()
def intake(
    db: Annotated[str, typer.Option(help="Journal of the live desk; begun when there is none.")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="CAP alerts (XML), hotline tables (CSV, TSV, XLSX), machines' messages (JSON)."),
    ] = None,
    watch: Watch = None,
    mqtt: Mqtt = "",
    district: District = None,
    profile: Annotated[Path | None, typer.Option(help="Which heading is which, as YAML; else the usual ones.")] = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "en",
    as_json: Json = False,
) -> None:
    """Take files of reports in: each message a case, a repeat of one, or a named error; safe to run again.

    With --watch or --mqtt it goes on until it is ended with Ctrl+C.
    """
    from console.app.taking_in import take_in

    if watch or mqtt:
        if files:
            raise BadInput("files are taken in at once, --watch and --mqtt go on: one of the two")
        _go_on(where(db), district, watch, mqtt, lang)
        return
    if not files:
        raise BadInput("name the files to take in, or --watch or --mqtt")
    taken = take_in(files, where(db), district, profile, lang, _progress if sys.stderr.isatty() else None)
    if as_json:
        typer.echo(json.dumps([taking.as_json() for taking in taken], ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(taking.as_text() for taking in taken))
    raise typer.Exit(FAILED if any(taking.errors for taking in taken) else 0)


def _go_on(db: Where, district: Path | None, watch: Path | None, mqtt: str, lang: str) -> None:
    from console.app.desking import receive

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    typer.echo("taking reports in; Ctrl+C ends it")
    sys.stdout.flush()
    typer.echo(receive(db, district, watch, mqtt, lang, stop))


def _progress(name: str, items: Iterable[Any]) -> Iterator[Any]:
    with typer.progressbar(items, label=name, file=sys.stderr, show_pos=True) as bar:
        yield from bar


@cases.command("roster")
def roster(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX with date, team, from, until, crew, road.")],
    db: Annotated[str, typer.Option(help="Journal of the live desk; begun when there is none.")],
    district: District = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "en",
    as_json: Json = False,
) -> None:
    """Take a roster in: who is on duty when, with which crew, on which road."""
    from console.app.rostering import take_roster

    taken = take_roster(file, where(db), district, lang)
    typer.echo(json.dumps(taken.as_json(), ensure_ascii=False, indent=2) if as_json else taken.as_text())
    raise typer.Exit(FAILED if taken.errors else 0)


@cases.command("cases")
def show(
    db: Annotated[str, typer.Option(help="Journal: a file, or postgresql://…")],
    district: District = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "",
    words: Annotated[str, typer.Option(help="Search for these words at once.")] = "",
    picture: Annotated[Path | None, typer.Option(help="Write a picture of the window instead of opening it.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the whole list: a name in .xlsx or .csv.")] = None,
) -> None:
    """Open the list of every case of a journal: filter, order, search, read."""
    from console.app.case_list import show_cases

    raise typer.Exit(show_cases(where(db), district, lang, picture or out, words))


@cases.command("figures")
def figures(
    db: Annotated[str, typer.Option(help="Journal: a file, or postgresql://…")],
    page: Annotated[
        str,
        typer.Option(help="Its code, such as item, trend, places, teams; a wrong one lists them."),
    ] = "source",
    district: District = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "",
    picture: Annotated[Path | None, typer.Option(help="Write a picture of the window instead of opening it.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the page's table: a name in .xlsx or .csv.")] = None,
) -> None:
    """Open the figures of a journal: how many cases, in time, returned, liked; or write them to a file."""
    from console.app.case_list import show_figures

    raise typer.Exit(show_figures(where(db), district, lang, picture, page, out))


@cases.command("desk")
def desk(
    db: Annotated[str, typer.Option(help="Journal of the desk; begun, and live, when there is none.")],
    officer: Annotated[str, typer.Option(help="Who has the desk.")] = "duty-A",
    seat: Annotated[str, typer.Option(help="Which seat this is.")] = "1",
    district: District = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "",
    picture: Annotated[Path | None, typer.Option(help="Write a picture of the window instead of opening it.")] = None,
    watch: Watch = None,
    mqtt: Mqtt = "",
) -> None:
    """Open the live desk on a journal: reports from intake, cases, orders; several seats may share one journal."""
    from console.app.guarding import guarded

    place = where(db)

    def work() -> int:
        from console.app.desking import run_desk  # in the guarded process alone: the guard begins it without

        return run_desk(place, officer, seat, district, lang, picture, watch, mqtt)

    raise typer.Exit(work() if picture else guarded(work))


@cases.command("join")
def join(
    db: Annotated[str, typer.Option(help="Journal of the drill: its controller's file, or postgresql://….")],
    officer: Annotated[str, typer.Option(help="Who takes part.")] = "duty-B",
    seat: Annotated[str, typer.Option(help="Which seat this is.")] = "2",
    district: District = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "",
) -> None:
    """Take part in a drill that another seat leads ('drill NAME --db …'), at the same clock and on the same board."""
    from console.app.guarding import guarded

    place = where(db)

    def work() -> int:
        from console.app.joining import run_join  # in the guarded process alone, as a desk

        return run_join(place, officer, seat, district, lang)

    raise typer.Exit(guarded(work))


@cases.command("plans")
def plans(
    db: Annotated[str, typer.Option(help="Journal of a desk.")],
    save: Annotated[Path | None, typer.Option(help="Folder to write the plans in force into, byte for byte.")] = None,
    district: District = None,
    as_json: Json = False,
) -> None:
    """List the plans of a journal: which version counts, who approved it, what waits."""
    from console.app.planning import plans_of

    told = plans_of(where(db), district, save)
    typer.echo(json.dumps(told.as_json(), ensure_ascii=False, indent=2) if as_json else told.as_text())


@cases.command("load-year")
def load_year(
    db: Annotated[str, typer.Option(help="Journal to make; it must not be there yet.")],
    count: Annotated[int, typer.Option("--cases", min=1, max=2_000_000, help="How many reports.")] = 500_000,
    district: District = None,
    seed: Annotated[int, typer.Option(help="Seed of everything that is drawn.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make a synthetic year of cases, marked as a drill, through the rules of the desk."""
    from console.app.yearly import load

    bar = (
        typer.progressbar(length=count, label="cases", file=sys.stderr, show_pos=True) if sys.stderr.isatty() else None
    )
    made = load(where(db), count, district, seed, bar)
    typer.echo(json.dumps(made.as_json(), ensure_ascii=False, indent=2) if as_json else made.as_text())
