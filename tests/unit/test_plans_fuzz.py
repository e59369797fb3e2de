"""Whatever stands in a plan file, it is loaded or refused with a message; nothing else happens."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.plan_builders import ROOT, shelf_of

FIRE = (ROOT / "plans" / "fire-commercial.yaml").read_text(encoding="utf-8")
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.sampled_from(["IV", "is"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)


def loads_or_is_refused(raw: bytes) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.yaml").write_bytes(raw)
        shelf = shelf_of(Path(folder))
    assert len(shelf.plans) == (not shelf.refused)
    for refused in shelf.refused:
        assert refused.line >= 1
        assert refused.expected.en in refused.message.en
        assert refused.expected.get("zh") in refused.message.get("zh")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_loaded_or_refused(raw: bytes) -> None:
    loads_or_is_refused(raw)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(FIRE)), st.integers(0, 40), st.text(max_size=6))
def test_a_plan_with_some_letters_changed_is_loaded_or_refused(start: int, length: int, put: str) -> None:
    changed = FIRE[:start] + put + FIRE[start + length :]
    loads_or_is_refused(changed.encode("utf-8", "surrogatepass"))


@settings(max_examples=80, deadline=None)
@given(ANYTHING, st.data())
def test_a_plan_with_any_value_in_place_of_one_of_its_own_is_loaded_or_refused(put: Any, data: st.DataObject) -> None:
    whole: Any = yaml.safe_load(FIRE)
    here, part = whole, "levels"
    for _ in range(data.draw(st.integers(0, 7))):
        if not isinstance(here[part], dict | list) or not here[part]:
            break
        here = here[part]
        part = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
    here[part] = put
    loads_or_is_refused(json.dumps(whole, ensure_ascii=True).encode())
