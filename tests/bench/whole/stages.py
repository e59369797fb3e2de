"""Where the time of a recommendation goes, by the modules it calls; without a profiler."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from time import perf_counter
from types import ModuleType
from typing import Any

ROOM = "console.dispatch"


class Stages:
    """Seconds spent in each module that ``module`` imports from dispatch, what these call of each other taken off.

    Only what ``module`` names is told apart: a module that only another one calls counts as that one's.
    """

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._inner: list[float] = []
        self.spent: dict[str, float] = {}

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Functions and methods are timed meanwhile (a third of a microsecond each)."""
        begun = list(self._watch())
        try:
            yield
        finally:
            for owner, name, original in begun:
                setattr(owner, name, original)

    def _watch(self) -> Iterator[tuple[object, str, Any]]:
        for name, thing in list(vars(self._module).items()):
            if getattr(thing, "__module__", "").startswith(ROOM) and thing.__module__ != self._module.__name__:
                if inspect.isfunction(thing):
                    yield self._replace(self._module, name, thing)
                elif inspect.isclass(thing):
                    for member, function in list(vars(thing).items()):
                        if inspect.isfunction(function) and (member == "__init__" or not member.startswith("_")):
                            yield self._replace(thing, member, function)

    def _replace(self, owner: Any, name: str, function: Callable[..., Any]) -> tuple[object, str, Any]:
        setattr(owner, name, self._timed(function))
        return owner, name, function

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        label = function.__module__.removeprefix(f"{ROOM}.")

        @wraps(function)
        def timed(*args: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            began = perf_counter()
            try:
                return function(*args, **named)
            finally:
                span = perf_counter() - began
                self.spent[label] = self.spent.get(label, 0.0) + span - self._inner.pop()
                if self._inner:
                    self._inner[-1] += span

        return timed
