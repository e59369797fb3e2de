"""Reports as PDF: the web engine prints them in a process of its own, with or without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import typer

PATIENCE_S = 180


def printed(pages: Sequence[Path]) -> list[Path]:
    """Print HTML ``pages``; the PDF files there are now. What was not printed is said on the error stream, with why."""
    quiet = {
        "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.info=false;*.warning=false",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--log-level=3",
    }  # fmt: skip
    command = [sys.executable, "-m", "console.views.printing", *map(str, pages)]
    before = {page: _stamp(page.with_suffix(".pdf")) for page in pages}
    why = ""
    try:
        done = subprocess.run(
            command, env={**os.environ, **quiet}, check=False, capture_output=True, text=True, timeout=PATIENCE_S
        )
        said = [line for line in done.stderr.splitlines() if line.strip()]
        why = said[-1] if done.returncode and said else f"exit code {done.returncode}" if done.returncode else ""
    except (OSError, subprocess.TimeoutExpired) as error:
        why = str(error)
    if why:
        typer.echo(f"no PDF: {why}", err=True)
    return [page.with_suffix(".pdf") for page in pages if _stamp(page.with_suffix(".pdf")) not in (None, before[page])]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino
