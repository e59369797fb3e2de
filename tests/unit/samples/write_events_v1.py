"""Adds a stored sample of every kind of event that has none yet. Lines once written are never changed."""

from __future__ import annotations

import json
from pathlib import Path

from console.journal.codec import canonical, encode
from tests.unit.journal_builders import examples

SAMPLES = Path(__file__).with_name("events-v1.jsonl")


def main() -> None:
    """Append what is missing."""
    written = SAMPLES.read_text(encoding="utf-8").splitlines() if SAMPLES.exists() else []
    known = {(line["kind"], line["schema"]) for line in map(json.loads, written)}
    with SAMPLES.open("a", encoding="utf-8") as file:
        for event in examples():
            if (event.kind, event.schema) not in known:
                line = {"kind": event.kind, "schema": event.schema, "payload": encode(event)}
                file.write(canonical(line) + "\n")


if __name__ == "__main__":
    main()
