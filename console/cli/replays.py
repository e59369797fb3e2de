"""Commands that look back: ``replay`` and ``whatif``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from console.errors import BadInput
from console.journal.place import where, where_if

replays = typer.Typer(rich_markup_mode=None)

District = Annotated[Path | None, typer.Option(help="District folder or imported name; else the demo.")]
From = Annotated[str, typer.Option("--from", help="Begin: 2026-11-20T14:30:00, or 14:30:00 on the first day.")]
Until = Annotated[str, typer.Option(help="End of the period; the journal's when left out.")]


@replays.command("replay")
def replay(
    db: Annotated[str, typer.Option(help="Journal of a desk or a drill, a file or postgresql://…; only read.")],
    since: From = "",
    until: Until = "",
    against: Annotated[str | None, typer.Option(help="A second journal, shown beside it.")] = None,
    align: Annotated[str, typer.Option(help="Two runs side by side by their start, or by the incident.")] = "start",
    incident: Annotated[int | None, typer.Option(help="Show this incident; its time when no period is named.")] = None,
    at: Annotated[str, typer.Option(help="Moment to begin at; the period's begin when left out.")] = "",
    screen: Annotated[str, typer.Option(help="A window as of --at: workstation, wall, case, cases, figures.")] = "",
    district: District = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "",
    picture: Annotated[Path | None, typer.Option(help="Write a picture of the window instead of opening it.")] = None,
) -> None:
    """Look at any period of a journal on the map and the timeline, forwards and back; nothing can be ordered."""
    from console.app.replay_windows import Wanted, show_replay

    wanted = Wanted(where(db), since, until, where_if(against), align, incident, at, screen, district, lang, picture)
    raise typer.Exit(show_replay(wanted))


@replays.command("whatif")
def whatif(
    db: Annotated[str, typer.Option(help="Journal of a desk or a drill, a file or postgresql://…; only read.")],
    incident: Annotated[int | None, typer.Option(help="Go on from its report, or from --at.")] = None,
    at: Annotated[str, typer.Option(help="Moment to go on from: 2026-11-20T14:31:00, or 14:31:00.")] = "",
    since: Annotated[str, typer.Option("--from", help="The same, for a whole period to be run again.")] = "",
    until: Annotated[str, typer.Option(help="Stop there; else when everything has come to its end.")] = "",
    each: Annotated[bool, typer.Option("--each", help="Each emergency of the period by itself.")] = False,
    officer: Annotated[str, typer.Option(help="Who decides: auto, or me (opens the workstation).")] = "auto",
    change: Annotated[Path | None, typer.Option(help="What is different, as YAML.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of the simulated field; else the drill's own.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the new journals and the tables.")] = None,
    district: District = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Go on from a moment of a journal as an exercise, decide differently, and compare marks, cover and cost."""
    from console.app.whatif import Question, answer
    from console.app.whatif_each import answer_each

    if at and since:
        raise BadInput("--at and --from say the same: name one of them")
    question = Question(where(db), incident, at or since, until, change, seed, district, out)
    if officer == "me":
        from console.app.whatif_windows import decide_myself

        raise typer.Exit(decide_myself(question, lang))
    if officer != "auto":
        raise BadInput(f"--officer: expected auto or me, not {officer!r}")
    found = answer_each(question, _progress) if each else answer(question, _progress)
    typer.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2) if as_json else found.as_text())


def _progress(name: str, share: float) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{name} {share:4.0%}", nl=share >= 1, err=True)
