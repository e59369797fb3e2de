"""Our road engine beside a C++ reference, networkx, scipy and rustworkx, in towns of three sizes.

The question: the 8 nearest of T teams within 300 seconds of a place. Run with
``python -m tests.bench.roads_engines [--quick] [--only demo,columbus,city] [--json FILE]``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from console.model.roads import Roads
from tests.bench.roads import graphs
from tests.bench.roads.peers.by_reference import compiler_version
from tests.bench.roads.run import QUICK, WHOLE, sheet_of, verdict
from tests.bench.roads.table import lines, machine
from tests.bench.roads.town import HORIZON_S, WANTED, Town


def _city() -> Roads:
    return graphs.city(600)


TOWNS: dict[str, Callable[[], Roads | str]] = {"demo": graphs.demo, "columbus": graphs.columbus, "city": _city}


def main() -> None:
    """Measure, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--only", default=",".join(TOWNS), help="some of the towns, separated by commas")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    chosen = parser.parse_args()
    told = machine(compiler_version())
    print(f"{WANTED} nearest of T teams within {HORIZON_S} s, called from Python; medians and 99th percentiles")
    print(f"{told['cores']} cores, {told['processor']}; Python {told['python']}; C++: {told['compiler']}")
    sheets = []
    for name in chosen.only.split(","):
        roads = TOWNS[name]()
        if isinstance(roads, str):
            print(f"── {name}: left out, {roads}")
            continue
        sheets.append(sheet_of(Town(name, roads), QUICK if chosen.quick else WHOLE))
        print("\n".join(["", *lines(sheets[-1]), *sheets[-1].remarks]), flush=True)
    print("\n".join(["", *verdict(sheets)]))
    if chosen.json:
        chosen.json.write_text(json.dumps({"machine": told, "towns": [asdict(s) for s in sheets]}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
