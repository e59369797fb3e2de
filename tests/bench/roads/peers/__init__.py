"""The engines that are measured, each behind the same methods; see :mod:`tests.bench.roads.peers.peer`."""

from __future__ import annotations

from importlib import import_module

from tests.bench.roads.peers.peer import Peer

OURS, REFERENCE = "by_console.Console", "by_reference.Reference"
ENGINES = (
    OURS, REFERENCE, "by_scipy.Scipy", "by_rustworkx.Rustworkx",
    "by_networkx.Reverse", "by_networkx.EachTeam", "by_networkx.TwoSided",
)  # fmt: skip
"""Each as module and class in this folder."""


def engine(name: str) -> type[Peer]:
    """The class of an engine; its libraries are imported now and not before, and the reference compiled."""
    module, kind = name.split(".")
    loaded = import_module(f"tests.bench.roads.peers.{module}")
    if name == REFERENCE and loaded.compiler():
        loaded.library()
    found: type[Peer] = getattr(loaded, kind)
    return found
