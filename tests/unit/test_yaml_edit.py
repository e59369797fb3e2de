"""A form changes one place of a YAML text; everything else, comments included, stays letter by letter."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from console.district.marked_yaml import read_marked
from console.district.where import plans_dir
from console.district.yaml_edit import add, drop, put
from console.district.yaml_write import written
from console.errors import BadInput

PLAN = """\
# fire
id: fire          # kept
version: 1
title: {en: Fire, zh: "火灾"}
levels:
  # the lowest
  - level: IV
    staff:
      - {id: a, count: 1}  # first
      - id: b
        count: 2   # two

      # about c
      - {id: c, count: 3}
    notify: [police, health]
  - level: III
    notes: |
      long
      text
    hours:
"""


def value(text: str) -> Any:
    return read_marked(text.encode()).value


@pytest.mark.parametrize(
    ("path", "new", "line"),
    [
        (("version",), 2, "version: 2"),
        (("id",), "fire-2", "id: fire-2          # kept"),
        (("title", "zh"), "火", "title: {en: Fire, zh: 火}"),
        (("title", "en"), "a: b", 'title: {en: "a: b", zh: "火灾"}'),
        (("levels", 0, "staff", 0, "count"), 7, "      - {id: a, count: 7}  # first"),
        (("levels", 0, "staff", 1, "count"), 7, "        count: 7   # two"),
        (("levels", 0, "notify", 1), "ecology", "    notify: [police, ecology]"),
        (("levels", 1, "hours"), ["20:00", "06:00"], '    hours: ["20:00", "06:00"]'),
        (("levels", 0, "staff", 0, "crew_min"), 2, "      - {id: a, count: 1, crew_min: 2}  # first"),
        (("levels", 0, "staff", 1, "crew_min"), 2, "        crew_min: 2"),
    ],
)  # fmt: skip
def test_one_place_is_changed(path: tuple, new: Any, line: str) -> None:
    made = put(PLAN, path, new)
    assert line in made.splitlines()
    before, after = PLAN.splitlines(), made.splitlines()
    assert [old for old in before if old not in after] == [old for old in before if old not in after][:1]
    assert made.count("#") == PLAN.count("#")


def test_a_new_key_comes_where_its_kind_belongs() -> None:
    made = put(PLAN, ("kind",), "special", ("id", "version", "kind", "title", "levels"))
    assert made.splitlines()[2:4] == ["version: 1", "kind: special"]
    made = put(PLAN, ("levels", 0, "materials"), [{"id": "m", "item": "1020103"}], ("level", "staff", "materials"))
    assert '    materials:\n      - {id: m, item: "1020103"}\n    notify' in made


def test_entries_are_added_and_dropped() -> None:
    made = add(PLAN, ("levels", 0, "staff"), {"id": "d"})
    assert "      - {id: c, count: 3}\n      - {id: d}\n" in made
    assert "notify: [police, health, x y]" in add(PLAN, ("levels", 0, "notify"), "x y")
    assert "# about c" in drop(PLAN, ("levels", 0, "staff", 1))
    assert "notify: [health]" in drop(PLAN, ("levels", 0, "notify", 0))
    assert value(drop(drop(PLAN, ("levels", 0, "notify", 0)), ("levels", 0, "notify", 0)))["levels"][0]["notify"] == []
    assert value(drop(PLAN, ("levels", 0)))["levels"][0]["level"] == "III"


def test_line_breaks_and_a_byte_order_mark_stay() -> None:
    windows = "\ufeff" + PLAN.replace("\n", "\r\n")
    made = add(put(windows, ("version",), 2), ("levels", 0, "staff"), {"id": "d"})
    assert made.startswith("\ufeff# fire\r\n")
    assert made.count("\n") == made.count("\r\n") == windows.count("\n") + 1


@pytest.mark.parametrize("path", [("nope", "x"), ("levels", 9), ("id", "x"), ("levels", "x")])
def test_a_place_that_is_not_there_is_said(path: tuple) -> None:
    with pytest.raises(BadInput):
        put(PLAN, path, 1)


def test_a_text_that_cannot_be_read_is_said() -> None:
    with pytest.raises(BadInput):
        put("a: [", ("a",), 1)


WORDS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8),
    st.sampled_from(
        ["true", "no", "12", "1e3", "a: b", "a #b", "- x", "", " ", "20:00", "~", "null", "'", '"', "{", "。"]
    ),
)
PLAIN = st.one_of(WORDS, st.booleans(), st.integers(-(10**9), 10**9), st.none(), st.sampled_from([0.5, 31.25, -2.0]))
KEYS = st.sampled_from(["id", "count", "title", "staff", "when", "any"])
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
    ),
    min_size=1,
    max_size=4,
)


@given(PLAIN | st.lists(PLAIN, max_size=3) | TREES)
def test_what_is_written_is_read_back(made: Any) -> None:
    assert value(f"k: {written(made)}") == {"k": made}


def places(data: Any, path: tuple = ()) -> list[tuple]:
    found = [path] if path else []
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in parts:
        found += places(part, (*path, key))
    return found


@settings(max_examples=300)
@given(st.data(), TREES, st.sampled_from([True, False, None]), PLAIN | TREES)
def test_any_change_of_any_text_says_what_was_meant(
    data: st.DataObject, tree: dict, flow: bool | None, new: Any
) -> None:
    text = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True, sort_keys=False)
    if value(text) != tree:  # what the dumper writes as a tag, or words our reader takes for numbers
        return
    path = data.draw(st.sampled_from(places(tree)))
    wanted = copy.deepcopy(tree)
    holder: Any = wanted
    for part in path[:-1]:
        holder = holder[part]
    act = data.draw(st.sampled_from(["put", "drop"]))
    if act == "put":
        holder[path[-1]] = new
    else:
        del holder[path[-1]]
    made = put(text, path, new) if act == "put" else drop(text, path)
    assert value(made) == wanted


@pytest.mark.parametrize("file", sorted(Path(plans_dir()).glob("*.yaml")), ids=lambda f: f.stem)
def test_every_place_of_a_shipped_plan_can_be_changed(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = places(value(text))
    for path in found[:: max(1, len(found) // 40)]:
        put(text, path, "x")
        if len(path) > 1:
            drop(text, path)
