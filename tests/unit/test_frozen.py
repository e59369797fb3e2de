"""Records made by ``@frozen`` behave as the library's frozen dataclasses do."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from console.frozen import changed, frozen


@frozen
class Ours:
    """A record with every kind of field."""

    kind: ClassVar[str] = "thing"
    name: str
    counts: tuple[int, ...]
    note: str = "none"
    more: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)
    length: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a name is needed")
        object.__setattr__(self, "length", len(self.name))


@dataclass(frozen=True, slots=True)
class Theirs:
    """The same by the library."""

    kind: ClassVar[str] = "thing"
    name: str
    counts: tuple[int, ...]
    note: str = "none"
    more: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)
    length: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a name is needed")
        object.__setattr__(self, "length", len(self.name))


@frozen
class Wider(Ours):
    """A record on a record."""

    last: float = 0.5


@frozen
class Plain:
    """A record whose making checks nothing."""

    name: str
    counts: tuple[int, ...]
    note: str = "none"


@frozen
class Bare:
    """No field at all."""


@frozen
class Ring:
    """Holds what holds it."""

    parts: list[Any]


@frozen
class ByName:
    """Compares as it likes."""

    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByName) and self.name.lower() == other.name.lower()

    def __hash__(self) -> int:
        return 7


WRONG_CALLS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    ((), {}), (("a",), {}), (("a", (), "b", {}, 1), {}), (("a", ()), {"x": 1}),
]  # fmt: skip
NAMES = st.text(min_size=1, max_size=3)
VALUES = st.tuples(NAMES, st.tuples(st.integers(0, 2)), st.sampled_from(["none", "a"]))


@given(VALUES, VALUES)
def test_ours_are_equal_hashed_and_shown_where_the_librarys_are(one: Any, two: Any) -> None:
    assert (Ours(*one) == Ours(*two)) == (Theirs(*one) == Theirs(*two))
    assert hash(Ours(*one)) == hash(Theirs(*one))
    assert repr(Ours(*one)).replace("Ours", "Theirs") == repr(Theirs(*one))
    assert replace(Ours(*one), note=two[2]).note == replace(Theirs(*one), note=two[2]).note
    assert len({Ours(*one), Ours(*two)}) == len({Theirs(*one), Theirs(*two)})


def test_what_it_is_made_of_is_the_same() -> None:
    assert is_dataclass(Ours)
    assert [(f.name, f.default, f.init, f.compare, f.repr) for f in fields(Ours)] == [
        (f.name, f.default, f.init, f.compare, f.repr) for f in fields(Theirs)
    ]
    assert inspect.signature(Ours).parameters.keys() == inspect.signature(Theirs).parameters.keys()
    assert Ours.__match_args__ == Theirs.__match_args__
    assert not hasattr(Ours("a", ()), "__dict__")
    assert (Ours.kind, Ours("abc", ()).length, Ours("a", ()).more) == ("thing", 3, {})
    assert Ours("a", ()).more is not Ours("a", ()).more


@pytest.mark.parametrize("name", ["name", "length", "unheard_of", "kind"])
def test_nothing_can_be_set_or_deleted(name: str) -> None:
    for made in (Ours("a", (1,)), Wider("a", (1,))):
        with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(made, name, "b")
        with pytest.raises(FrozenInstanceError, match=f"cannot delete field '{name}'"):
            delattr(made, name)


@pytest.mark.parametrize(("args", "wanted"), WRONG_CALLS)
def test_a_wrong_call_is_refused_as_the_library_refuses_it(args: tuple[Any, ...], wanted: dict[str, Any]) -> None:
    said = []
    for cls in (Ours, Theirs):
        with pytest.raises(TypeError) as caught:
            cls(*args, **wanted)
        said.append(str(caught.value).replace("Ours", "Theirs"))
    assert said[0] == said[1]


def test_what_the_class_checks_is_checked() -> None:
    with pytest.raises(ValueError, match="a name is needed"):
        Ours("", ())


def test_a_record_on_a_record_keeps_the_fields_of_both_and_is_not_equal_to_the_other_kind() -> None:
    wide = Wider("ab", (1,), last=2.0)
    assert (wide.length, wide.last, [f.name for f in fields(wide)][-1]) == (2, 2.0, "last")
    assert wide != Ours("ab", (1,))
    assert repr(wide) == "Wider(name='ab', counts=(1,), note='none', length=2, last=2.0)"


@pytest.mark.parametrize("made", [Ours("a", (1, 2), "b", {"c": 1}), Wider("a", ()), Bare(), Ring([1])])
def test_copies_are_equal_whichever_way_they_are_made(made: Any) -> None:
    for copied in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made)), replace(made)):
        assert copied == made
        assert type(copied) is type(made)
        assert [getattr(copied, f.name) for f in fields(made)] == [getattr(made, f.name) for f in fields(made)]


def test_a_record_without_fields_is_equal_to_its_like() -> None:
    assert Bare() == Bare()
    assert hash(Bare()) == hash(())
    assert repr(Bare()) == "Bare()"


def test_a_record_that_holds_itself_can_be_shown() -> None:
    ring = Ring([])
    ring.parts.append(ring)
    assert repr(ring) == "Ring(parts=[...])"


def test_what_the_class_body_says_itself_stays() -> None:
    assert ByName("A") == ByName("a")
    assert hash(ByName("A")) == 7


def test_a_pattern_takes_it_apart() -> None:
    match Ours("a", (1,)):
        case Ours(name, (count,)):
            assert (name, count) == ("a", 1)
        case _:
            pytest.fail("no match")


def test_the_journals_reader_and_writer_take_it() -> None:
    adapter = TypeAdapter(Ours)
    read = adapter.validate_python({"name": "a", "counts": [1, 2], "more": {"b": 3}})
    assert (read, read.length, dict(read.more)) == (Ours("a", (1, 2)), 1, {"b": 3})
    assert adapter.dump_python(read)["counts"] == (1, 2)


def test_fields_it_could_not_honour_are_refused_where_the_class_is_written() -> None:
    with pytest.raises(TypeError, match=r"Keyword\.name: a field of a frozen record cannot go by keyword only"):

        @frozen
        class Keyword:
            name: str = field(kw_only=True)

    with pytest.raises(TypeError, match=r"Late\.second: has no default"):

        @frozen
        class Late:
            first: int = 1
            second: int  # type: ignore[misc]


@given(VALUES, st.dictionaries(st.sampled_from(["name", "counts", "note"]), st.sampled_from(["b", "cd"])))
def test_a_changed_record_is_the_one_that_the_library_would_make(one: Any, changes: dict[str, Any]) -> None:
    for made in (Ours(*one), Plain(*one)):
        assert changed(made, changes) == replace(made, **changes)
        assert made == type(made)(*one)
        assert type(changed(made, changes)) is type(made)


def test_a_field_there_is_none_of_cannot_be_changed() -> None:
    for made in (Ours("a", ()), Plain("a", ())):
        with pytest.raises(TypeError, match=r"nothing"):
            changed(made, {"nothing": 1})
