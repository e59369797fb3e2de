"""A sweep's folder: what was asked, and every finished night, each written whole before the next.

``sweep.json`` pins what was asked; ``nights.jsonl`` has a line for each finished night, in the order they finished.
A line that a kill cut short is taken off when the sweep goes on, and its night is played again.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from console.app.sweep.asked import Night
from console.district.whole_file import trouble, write_whole
from console.errors import BadInput

ASKED, NIGHTS, LOCK = "sweep.json", "nights.jsonl", ".lock"
FORM = 1
"""Of the two files; a folder of another form is not gone on with."""


class Kept:
    """An open folder of one sweep, held by this process alone."""

    def __init__(self, folder: Path, file: BinaryIO, done: dict[Night, dict[str, Any]]) -> None:
        self.folder = folder
        self.done = done
        self._file = file

    def add(self, row: dict[str, Any]) -> None:
        """Keep a finished night; it is on the disk when this returns."""
        self._file.write(_line(row))
        self._file.flush()
        os.fsync(self._file.fileno())
        self.done[_night(row)] = row


@contextmanager
def kept_in(folder: Path, pins: Mapping[str, Any]) -> Iterator[Kept]:
    """Begin a sweep in ``folder`` or go on with the one there.

    :class:`BadInput` when another process has it, when it was asked something else (with what differs), or when it
    holds files of something else; :class:`StoreUnavailable` when it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("wb")
    except OSError as error:
        raise trouble(error, folder) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BadInput(f"--out: another sweep is at work in {folder}") from error
        _same_question(folder, {"form": FORM, **pins})
        done = _read(folder / NIGHTS)
        with (folder / NIGHTS).open("ab") as file:
            yield Kept(folder, file, done)


def _same_question(folder: Path, pins: Mapping[str, Any]) -> None:
    file = folder / ASKED
    if not file.exists():
        if (folder / NIGHTS).exists():
            raise BadInput(f"--out: {folder} has nights but no {ASKED}; choose another folder")
        write_whole(file, json.dumps(pins, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        return
    try:
        before = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"--out: {file} is no sweep's question ({error}); choose another folder") from error
    wanted = json.loads(json.dumps(pins))
    if not isinstance(before, dict) or "form" not in before:
        raise BadInput(f"--out: {file} is no sweep's question; choose another folder")
    if before != wanted:
        told = "; ".join(_differences(before, wanted))
        raise BadInput(f"--out: {folder} holds another sweep: {told}. Ask the same, or choose another folder")


def _differences(before: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*before, *wanted}):
        was, now = before.get(name), wanted.get(name)
        if was != now:
            yield f"{name} was {_short(was)}, now {_short(now)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= 120 else f"{text[:70]} … {text[-40:]}"


def _read(file: Path) -> dict[Night, dict[str, Any]]:
    """The nights there are; what a kill left of a last line is cut off, anything else wrong is named."""
    if not file.exists():
        return {}
    raw = file.read_bytes()
    whole, _, torn = raw.rpartition(b"\n")
    if torn:
        with file.open("r+b") as cut:
            cut.truncate(len(raw) - len(torn))
            os.fsync(cut.fileno())
    found: dict[Night, dict[str, Any]] = {}
    for n, line in enumerate(whole.split(b"\n") if whole else [], 1):
        try:
            row = json.loads(line)
            found[_night(row)] = row
        except (ValueError, TypeError, KeyError) as error:
            raise BadInput(f"--out: {file}, line {n}: not a night ({error}); choose another folder") from error
    return found


def _night(row: Mapping[str, Any]) -> Night:
    return Night(row["scenario"], row["seed"], row["roster"], row["plans"], row["travel"])


def _line(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"
