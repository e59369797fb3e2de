"""``whatif --officer me``: the workstation on an exercise that goes on from a moment of another journal."""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path

import typer

from console.analysis.replay.comparing import compare
from console.app.branching import Branching
from console.app.display import has_display, must_be_spoken
from console.app.whatif import Question, branching_of, folder_of, method, run_of, table
from console.app.wiring import load_ground
from console.drill.drill import Drill
from console.errors import BadInput


def decide_myself(question: Question, lang: str) -> int:
    """Open it; when the last window closes, say what came out differently; the exit code."""
    must_be_spoken(lang)
    if not has_display():
        raise BadInput("--officer me: there is no display here; use --officer auto")
    ground = load_ground(question.district)
    branching, change = branching_of(question, ground)
    where = folder_of(question) / "mine.db"
    drill = branching.start(where, change, officer=False, cameras=True)
    from console.views.application import make_application
    from console.views.opening import Console
    from console.views.running import run_until_closed

    application = make_application(lang, own=True)
    console = Console(drill.session, drill)
    console.open_workstation().show()
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    return run_until_closed(application, console, partial(say_result, branching, drill, where))


def say_result(branching: Branching, drill: Drill, where: Path) -> None:
    """Marks, teams and cost beside what happened, and how it was come by."""
    happened = branching.happened
    found = compare(happened, run_of(drill, where).record, branching.keys(happened))
    typer.echo("\n".join([f"journal {where}", *table(found, "happened", "mine")]))
    typer.echo("\n".join(f"- {phrase.en}" for phrase in method(branching, auto=drill.officer_on)))
