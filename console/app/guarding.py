"""A console that falls over leaves a report a person can read and stands up again on the same journal.

The windows run in a process of their own. When it ends as no closed window ends (a signal, an unknown exit code) the
report is written and it is started again with the same words; three times in five minutes and it stays down.
"""

from __future__ import annotations

import os
import platform
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from console.app.display import has_display
from console.app.folders import state_dir
from console.clock import SystemClock
from console.journal.place import Where, where

GUARDED = "DISPATCH_CONSOLE_GUARDED"
"""Set in the guarded process: the folder where it leaves what is needed to stand up again."""
KNOWN_ENDS = (0, 1, 2, -signal.SIGINT, -signal.SIGTERM)
MOST_FALLS, WITHIN_S = 3, 300
_LOOK_S, _LAST_WORDS = 0.2, 8000


def guarded(work: Callable[[], int], words: Sequence[str] | None = None) -> int:
    """``work`` in a guarded process of its own where there is a screen, here otherwise; its exit code.

    ``words`` start that process; those this one was started with when left out.
    """
    if GUARDED in os.environ or not has_display():
        return work()
    return watch(list(words or (sys.executable, *sys.orig_argv[1:])))


def watch(words: Sequence[str]) -> int:
    """Run ``words`` until they end as they should, or fall too often; the last exit code."""
    clock, falls = SystemClock(), list[float]()
    with tempfile.TemporaryDirectory(prefix="dispatch-console-") as folder:
        while True:
            code, said = _run(words, folder)
            if code in KNOWN_ENDS:
                return max(0, code)
            now = clock.now().timestamp()
            falls = [fall for fall in falls if now - fall < WITHIN_S] + [now]
            report = _report(words, code, said, Path(folder))
            again = len(falls) < MOST_FALLS
            ending = "starting again" if again else f"{MOST_FALLS} times in {WITHIN_S // 60} minutes: not started again"
            typer.echo(f"the console fell over; report {report}; {ending}", err=True)
            if not again:
                return 1


def note_journal(place: Where) -> None:
    """Tell the guard which journal is at work, for the next start."""
    if GUARDED in os.environ:
        (Path(os.environ[GUARDED]) / "journal").write_text(str(place), encoding="utf-8")


def noted_journal() -> Where | None:
    """The journal that was at work before the console fell over; ``None`` at a first start."""
    note = Path(os.environ[GUARDED]) / "journal" if GUARDED in os.environ else None
    return where(note.read_text(encoding="utf-8")) if note is not None and note.is_file() else None


def _run(words: Sequence[str], folder: str) -> tuple[int, str]:
    """One run: its exit code and what it said on its error stream, which is passed on as it comes."""
    environment = {**os.environ, GUARDED: folder, "PYTHONFAULTHANDLER": "1"}
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE) as child:
        held = signal.signal(signal.SIGINT, signal.SIG_IGN), signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        try:
            said = _passed_on(child)
            return child.wait(), said.decode("utf-8", "replace")
        finally:
            signal.signal(signal.SIGINT, held[0])
            signal.signal(signal.SIGTERM, held[1])


def _passed_on(child: subprocess.Popen[bytes]) -> bytes:
    """Show what ``child`` says on its error stream until it has ended; the last of it.

    Not until the stream ends: a helper process of the web engine may hold it open for longer.
    """
    said = b""
    assert child.stderr is not None
    while True:
        ended = child.poll() is not None
        if not select.select([child.stderr], [], [], 0 if ended else _LOOK_S)[0]:
            if ended:
                return said
            continue
        part = os.read(child.stderr.fileno(), 65_536)
        sys.stderr.write(part.decode("utf-8", "replace"))
        said = (said + part)[-_LAST_WORDS:]
        if not part:
            child.wait()
            return said


def _report(words: Sequence[str], code: int, said: str, folder: Path) -> Path:
    """Write what is known of a fall; where it lies."""
    from importlib.metadata import PackageNotFoundError, version  # only a fall asks, and it takes long to import

    clock, note = SystemClock(), folder / "journal"
    now = clock.now()
    how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    try:
        ours = version("dispatch-console")
    except PackageNotFoundError:
        ours = "unknown"
    lines = [
        f"The dispatch console fell over at {now.isoformat(timespec='seconds')} ({how}).",
        "What the journal held is safe: every row is written before it is shown. 'journal verify' checks it.",
        "",
        f"started as  {' '.join(words)}",
        f"journal     {note.read_text(encoding='utf-8') if note.is_file() else 'none named'}",
        f"version     {ours}, Python {platform.python_version()}, {platform.platform()}",
        "",
        "What it said last:",
        said.rstrip() or "nothing",
    ]
    crashes = state_dir() / "crashes"
    crashes.mkdir(exist_ok=True)
    report = crashes / f"crash-{now.strftime('%Y%m%d-%H%M%S-%f')}.txt"
    report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return report
