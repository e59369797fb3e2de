"""Plays a drill on a journal file and prints every row once it is acknowledged: to be killed by a test."""

from __future__ import annotations

import sys

from console.app.drills import open_drill
from console.app.wiring import load_ground


def main() -> None:
    name, where = sys.argv[1:3]
    drill = open_drill(load_ground(), name, 7, where, officer=True)
    drill.session.desk.follow(lambda rows: print(*(row.hash for row in rows), sep="\n", flush=True))
    print("ready", flush=True)
    while not drill.finished:
        drill.tick()
    print("finished", flush=True)


if __name__ == "__main__":
    main()
