"""The engines that are measured, each behind the same methods; see :mod:`tests.bench.roads.peers.peer`."""

from __future__ import annotations

from importlib import import_module

from tests.bench.roads.peers.peer import Peer

OURS, REFERENCE, ORACLE = "by_console.Console", "by_reference.Reference", "by_networkx.Reverse"
ENGINES = (
    REFERENCE, "by_scipy.Scipy", "by_rustworkx.Rustworkx",
    ORACLE, "by_networkx.EachTeam", "by_networkx.TwoSided",
)  # fmt: skip
"""Each as module and class in this folder."""


def engine(name: str) -> type[Peer]:
    """The class of an engine; its libraries are imported now and not before."""
    module, kind = name.split(".")
    found: type[Peer] = getattr(import_module(f"tests.bench.roads.peers.{module}"), kind)
    return found
