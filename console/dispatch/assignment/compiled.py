"""The loops of this room, compiled once they have been warmed and interpreted until then, with the same answers.

numba is imported by :func:`compile_loops` alone, so that importing the room stays quick. The interpreted functions
stay as they are: what is compiled are copies that know each other.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Mapping
from hashlib import sha256
from types import FunctionType, MappingProxyType
from typing import Any

import numpy as np

from console.dispatch.assignment import (
    carriers_kernel,
    exhaust_kernel,
    marginal_kernel,
    match_kernel,
    match_settle,
    rows_kernel,
)

_MODULES = (
    rows_kernel,
    match_kernel,
    match_settle,
    marginal_kernel,
    carriers_kernel,
    exhaust_kernel,
)  # a module stands behind those it calls
_OPTIONS: Mapping[str, Any] = {
    "cache": True,
    "nogil": True,
    "_nrt": False,  # nothing is allocated in the loops, and counting references took half of their time
}
_PLAIN: Mapping[str, FunctionType] = {
    name: function
    for module in _MODULES
    for name, function in vars(module).items()
    if isinstance(function, FunctionType) and function.__module__ == module.__name__
}


class _Loops:
    """What every thread uses: nothing compiled, or everything at once."""

    compiled: Mapping[str, Callable[..., Any]] = MappingProxyType({})


class _Rehearsed(threading.local):
    """What the warming thread tries out; numba compiles a function when it is first called."""

    compiled: Mapping[str, Callable[..., Any]] = MappingProxyType({})


_rehearsed = _Rehearsed()


def _loops() -> Mapping[str, Callable[..., Any]]:
    return _rehearsed.compiled or _Loops.compiled


def is_warm() -> bool:
    """Whether the loops run compiled."""
    return bool(_loops())


def compile_loops(rehearse: Callable[[], object]) -> None:
    """Compile the loops (or load them compiled) by ``rehearse``, which must run each in its usual way.

    Other threads go on with the interpreted loops until all are ready.
    """
    if _Loops.compiled:
        return
    _rehearsed.compiled = _copies()
    try:
        rehearse()
        _Loops.compiled = _rehearsed.compiled
    finally:
        _rehearsed.compiled = MappingProxyType({})


def _copies() -> Mapping[str, Callable[..., Any]]:
    """The loops made ready for compiling.

    numba keeps what it compiled until the function's own file changes, with those it calls built in: the sources of
    all of them are therefore part of the name it is kept under.
    """
    from numba import njit

    edition = sha256("".join(map(inspect.getsource, _MODULES)).encode()).hexdigest()[:12]
    known: dict[str, Callable[..., Any]] = {}
    for module in _MODULES:
        space = dict(vars(module))
        for name, function in _PLAIN.items():
            if function.__module__ == module.__name__:
                copy = FunctionType(function.__code__, space, name, function.__defaults__)
                copy.__qualname__ = f"{name}_{edition}"
                known[name] = njit(**_OPTIONS)(copy)
        space |= known
    return MappingProxyType(known)


def run(name: str, *parts: Any) -> Any:
    """Run one loop over arrays, whole numbers and (named) tuples of arrays; arrays are changed in place."""
    compiled = _loops()
    if compiled:
        return compiled[name](*parts)
    lists = [_listed(part) for part in parts]
    answer = _PLAIN[name](*lists)
    for part, changed in zip(parts, lists, strict=True):
        _write_back(part, changed)
    return answer


def _listed(part: Any) -> Any:
    """The same with lists for arrays, which plain Python reads several times faster."""
    if isinstance(part, np.ndarray):
        return part.tolist()
    if isinstance(part, tuple):
        lists = [_listed(one) for one in part]
        return type(part)(*lists) if hasattr(part, "_fields") else tuple(lists)
    return part


def _write_back(part: Any, changed: Any) -> None:
    if isinstance(part, np.ndarray):
        part[...] = changed
    elif isinstance(part, tuple):
        for one, new in zip(part, changed, strict=True):
            _write_back(one, new)
