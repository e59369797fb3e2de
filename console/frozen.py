"""Records that never change, made cheaply: a start imports hundreds of them and uses few.

``@frozen`` gives what ``@dataclass(frozen=True, slots=True)`` gives. The library writes and compiles six functions for
each class when it is imported, a tenth of the time until the first window. Here each is written when first asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields, replace
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
Parts = Sequence[Field[Any]]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make ``cls`` a record: fields as annotated, no assignment, compared and hashed by its fields, no ``__dict__``.

    ``fields``, ``replace``, ``match``, ``copy`` and ``pickle`` take it for a dataclass; what the class body defines
    itself stays. ``TypeError`` where a field goes by keyword only, or has no default and follows one that has.
    """
    own = {name for name, made in vars(cls).items() if made is not None}  # no hash beside an own __eq__ is None
    cls.__doc__ = cls.__doc__ or cls.__name__  # else the library spells out a signature nobody reads
    record: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    parts = fields(record)
    _check(record, parts)
    given: dict[str, Any] = {name: _Later(record, name, write) for name, write in _WRITERS.items()}
    given |= _refusals(record, {part.name for part in parts})
    for name, made in given.items():
        if name not in own:
            setattr(record, name, made)
    return record  # type: ignore[no-any-return]


def changed(record: T, changes: Mapping[str, Any]) -> T:
    """``record`` with other values in some fields, as ``dataclasses.replace`` makes it, in a quarter of its time.

    For what is changed often and has many fields. ``TypeError`` for a field there is none of.
    """
    try:
        return record.__changed__(changes)  # type: ignore[attr-defined,no-any-return]
    except KeyError as unknown:
        raise TypeError(f"{type(record).__name__} has no field {unknown}") from None


def _check(record: type, parts: Parts) -> None:
    may_be_left_out = False
    for part in (part for part in parts if part.init):
        if part.kw_only:
            raise TypeError(f"{record.__name__}.{part.name}: a field of a frozen record cannot go by keyword only")
        if may_be_left_out and not _has_default(part):
            raise TypeError(f"{record.__name__}.{part.name}: has no default but follows a field that has one")
        may_be_left_out = may_be_left_out or _has_default(part)


def _has_default(part: Field[Any]) -> bool:
    return part.default is not MISSING or part.default_factory is not MISSING


class _Later:
    """Stands for a method until somebody asks for it, and then puts the written one into its place."""

    def __init__(self, record: Any, name: str, write: Callable[[Any], Callable[..., Any]]) -> None:
        self._record, self._name, self._write = record, name, write

    def __get__(self, instance: object, owner: type) -> Any:
        written = self._write(self._record)
        setattr(self._record, self._name, written)
        return written if instance is None else written.__get__(instance, owner)


def _init(record: Any) -> Callable[..., None]:
    """As a person would write it: a line for each field, then ``__post_init__``."""
    known: dict[str, Any] = {"_left_out": object()}
    asked, lines = ["self"], []
    for n, part in enumerate(fields(record)):
        if not (part.init or _has_default(part)):
            continue  # its class sets it
        value = part.name if part.init else f"_value{n}"
        known[f"_set{n}"] = getattr(record, part.name).__set__
        if part.default_factory is not MISSING:
            known[f"_make{n}"] = part.default_factory
            asked += [f"{value}=_left_out"] if part.init else []
            value = f"_make{n}() if {value} is _left_out else {value}" if part.init else f"_make{n}()"
        elif part.default is not MISSING:
            known[f"_value{n}"] = part.default
            asked += [f"{value}=_value{n}"] if part.init else []
        else:
            asked.append(value)
        lines.append(f"_set{n}(self, {value})")
    if hasattr(record, "__post_init__"):
        lines.append("self.__post_init__()")
    written = _compiled(record, "__init__", ", ".join(asked), lines or ["pass"], known)
    written.__annotations__ = {part.name: part.type for part in fields(record) if part.init} | {"return": None}
    return written


def _equal(record: Any) -> Callable[..., Any]:
    names = [part.name for part in fields(record) if part.compare]
    lines = [f"if other.__class__ is self.__class__: return {_tuple('self', names)} == {_tuple('other', names)}"]
    return _compiled(record, "__eq__", "self, other", [*lines, "return NotImplemented"], {})


def _hash(record: Any) -> Callable[..., Any]:
    names = [part.name for part in fields(record) if (part.compare if part.hash is None else part.hash)]
    return _compiled(record, "__hash__", "self", [f"return hash({_tuple('self', names)})"], {})


def _shown(record: Any) -> Callable[..., str]:
    shown = ", ".join(f"{part.name}={{self.{part.name}!r}}" for part in fields(record) if part.repr)
    line = f"return f'{{type(self).__qualname__}}({shown})'"
    return recursive_repr()(_compiled(record, "__repr__", "self", [line], {}))


def _state(record: Any) -> Callable[..., Any]:
    names = [part.name for part in fields(record)]
    return _compiled(record, "__getstate__", "self", [f"return {_tuple('self', names)}"], {})


def _restore(record: Any) -> Callable[..., None]:
    known = {f"_set{n}": getattr(record, part.name).__set__ for n, part in enumerate(fields(record))}
    lines = [f"{setter}(self, state[{n}])" for n, setter in enumerate(known)]
    return _compiled(record, "__setstate__", "self, state", lines or ["pass"], known)


def _changed(record: Any) -> Callable[..., Any]:
    parts = fields(record)
    if hasattr(record, "__post_init__") or not all(part.init for part in parts):
        return _with  # what the class does with its fields when it is made must be done again
    known = {f"_set{n}": getattr(record, part.name).__set__ for n, part in enumerate(parts)}
    setters = dict(zip((part.name for part in parts), known.values(), strict=True))
    lines = ["made = _new(_record)", *(f"_set{n}(made, self.{part.name})" for n, part in enumerate(parts))]
    lines += ["for name, value in changes.items():", "    _setters[name](made, value)", "return made"]
    known |= {"_new": object.__new__, "_record": record, "_setters": setters}
    return _compiled(record, "__changed__", "self, changes", lines, known)


def _with(self: Any, changes: Mapping[str, Any]) -> Any:
    return replace(self, **changes)


_WRITERS = {
    "__init__": _init, "__eq__": _equal, "__hash__": _hash, "__repr__": _shown,
    "__getstate__": _state, "__setstate__": _restore,
    "__changed__": _changed,
}  # fmt: skip


def _tuple(of: str, names: Sequence[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


def _compiled(record: Any, name: str, asked: str, lines: Sequence[str], known: dict[str, Any]) -> Callable[..., Any]:
    body = "".join(f"\n        {line}" for line in lines)
    text = f"def write({', '.join(known)}):\n    def {name}({asked}):{body}\n    return {name}"
    made: dict[str, Any] = {}
    exec(text, sys.modules[record.__module__].__dict__, made)  # of names of fields only
    written: Callable[..., Any] = made["write"](**known)
    written.__qualname__ = f"{record.__qualname__}.{name}"
    return written


def _refusals(record: Any, names: set[str]) -> dict[str, Callable[..., None]]:
    """``__setattr__`` and ``__delattr__``: a class made from a record may keep more, but not change its fields."""

    def assign(self: Any, name: str, value: Any) -> None:
        if type(self) is record or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(record, self).__setattr__(name, value)

    def delete(self: Any, name: str) -> None:
        if type(self) is record or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(record, self).__delattr__(name)

    return {"__setattr__": assign, "__delattr__": delete}
