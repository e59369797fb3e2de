"""The C++ reference, compiled on the spot and called through ctypes with pointers into numpy arrays."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.bench.roads.peers.peer import Answer
from tests.bench.roads.town import HORIZON_MS, WANTED, Spots, Town

SOURCE = Path(__file__).parents[1] / "reference.cpp"
FLAGS = ("-std=c++20", "-O3", "-march=native", "-shared", "-fPIC")


def compiler() -> str | None:
    """The C++ compiler: ``$CXX`` or the first of c++, g++, clang++; ``None`` when there is none."""
    names = (os.environ.get("CXX", ""), "c++", "g++", "clang++")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def compiler_version() -> str:
    """What the compiler calls itself, and how it is called; ``no compiler`` when there is none."""
    found = compiler()
    if found is None:
        return "no compiler"
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    return f"{said.splitlines()[0]}, {' '.join(FLAGS[:3])}"


@cache
def library() -> ctypes.CDLL:
    """The reference, compiled; its functions know what they take."""
    found = compiler()
    assert found is not None, "ask compiler() first"
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "reference.so"
        subprocess.run([found, *FLAGS, str(SOURCE), "-o", str(made)], check=True)
        lib = ctypes.CDLL(str(made))
    pointer, whole, signed, real = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int32, ctypes.c_double
    lib.network_new.restype, lib.network_delete.restype = pointer, None
    lib.network_new.argtypes = [whole] * 3 + [pointer] * 6
    lib.network_delete.argtypes = [pointer]
    lib.network_place.argtypes = [pointer, whole] + [pointer] * 5
    place = [signed, whole, signed, whole, signed, real, signed, signed, whole]
    lib.network_nearest.argtypes = [pointer, *place, whole, whole, pointer, pointer]
    lib.network_close.argtypes = lib.network_open.argtypes = [pointer, whole]
    return lib


def _at(array: NDArray[np.generic]) -> int:
    return array.ctypes.data


def _arguments(places: Spots) -> list[tuple[float, ...]]:
    """What :func:`network_nearest` is told of each place, as plain numbers."""
    nodes, spans = places.in_node.T.tolist(), places.in_ms.T.tolist()
    more = (places.piece, places.share, *places.whole_ms.T, places.walk_ms)
    return list(zip(nodes[0], spans[0], nodes[1], spans[1], *(c.tolist() for c in more), strict=True))


class Reference:
    """The reference search as a skilled programmer writes it for this one question."""

    name = "C++ reference"
    one_by_one = False

    def __init__(self, town: Town) -> None:
        self._lib, r = library(), town.roads
        columns = [
            np.ascontiguousarray(column, kind)
            for column, kind in (
                (r.lat, float), (r.lon, float), (r.tail, np.int32), (r.head, np.int32), (r.stretch, np.int32),
                (town.ms, np.int32),
            )
        ]  # fmt: skip
        sizes = len(r.node_ids), len(r.tail), len(r.stretches)
        self._network = ctypes.c_void_p(self._lib.network_new(*sizes, *map(_at, columns)))
        self._team, self._ms = np.zeros(WANTED, np.int32), np.zeros(WANTED, np.int32)
        self._asked: tuple[Spots, list[tuple[float, ...]]] | None = None
        self._out = ctypes.c_void_p(_at(self._team)), ctypes.c_void_p(_at(self._ms))

    def __del__(self) -> None:
        self._lib.network_delete(self._network)

    def place(self, teams: Spots) -> None:
        columns = teams.out_node, teams.out_ms, teams.piece, teams.share, teams.walk_ms
        self._lib.network_place(self._network, len(teams), *map(_at, columns))

    def ask(self, places: Spots, i: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        if self._asked is None or self._asked[0] is not places:
            self._asked = places, _arguments(places)
        count = self._lib.network_nearest(self._network, *self._asked[1][i], WANTED, HORIZON_MS, *self._out)
        return self._team[:count].copy(), self._ms[:count] * 0.001

    def read(self, answer: tuple[NDArray[np.int32], NDArray[np.float64]]) -> Answer:
        return answer[0].tolist(), np.rint(answer[1] * 1000).astype(int).tolist()

    def close(self, stretch: int) -> None:
        self._lib.network_close(self._network, stretch)

    def open(self, stretch: int) -> None:
        self._lib.network_open(self._network, stretch)
