"""A start reads the district only when something of it changed, and then the change counts."""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from console.app import kept_ground, wiring
from console.app.kept_ground import name_of
from console.app.wiring import Ground
from console.district.where import plans_dir, resource_dir
from console.errors import BadDistrict


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty state folder, and resources and plans of the test's own."""
    shutil.copytree(resource_dir() / "xiaohe", tmp_path / "resources" / "xiaohe")
    shutil.copytree(resource_dir() / "vocabulary", tmp_path / "resources" / "vocabulary")
    nothing = '{"type": "FeatureCollection", "features": []}'  # the background: most bytes, and read soonest without
    (tmp_path / "resources" / "xiaohe" / "areas.geojson").write_text(nothing, encoding="utf-8")
    (tmp_path / "plans").mkdir()
    for plan in ("gas-leak", "street-fight"):
        shutil.copy(plans_dir() / f"{plan}.yaml", tmp_path / "plans")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for module in (kept_ground, wiring):
        monkeypatch.setattr(module, "resource_dir", lambda: tmp_path / "resources")
        monkeypatch.setattr(module, "plans_dir", lambda: tmp_path / "plans")
    return tmp_path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The districts that were read from their files."""
    made: list[Path | None] = []

    def reading(district: Path | None = None) -> Ground:
        made.append(district)
        return wiring.load_ground(district)

    monkeypatch.setattr(kept_ground, "load_ground", reading)
    return made


def ground(state: Path) -> Ground:
    return kept_ground.kept_ground(state / "resources" / "xiaohe")


def kept(state: Path) -> list[Path]:
    return sorted((state / "state" / "dispatch-console" / "ground").iterdir())


def parts(value: Any) -> Iterator[Any]:
    """Every field of a record, and of the records in it."""
    for part in fields(value):
        found = getattr(value, part.name)
        yield from (parts(found) if part.name == "roads" else [found])


def test_the_second_start_reads_nothing_and_stands_on_the_same_ground(state: Path, reads: list[Path | None]) -> None:
    first, second = ground(state), ground(state)
    assert len(reads) == 1
    assert (first.shelf, first.vocabulary) == (second.shelf, second.vocabulary)
    for one, two in zip(parts(first.district), parts(second.district), strict=True):
        if isinstance(one, np.ndarray):
            assert np.array_equal(one, two)
            assert one.dtype == two.dtype
            assert (one.flags.writeable, one.flags.aligned) == (two.flags.writeable, two.flags.aligned)
        else:
            assert one == two
    assert all(pattern.regex for kind in second.vocabulary.values() for pattern in kind.patterns)


@pytest.mark.parametrize(
    "named", ["resources/xiaohe/teams.yaml", "resources/vocabulary/facts.yaml", "plans/gas-leak.yaml"]
)
def test_one_byte_more_in_any_file_is_read(state: Path, reads: list[Path | None], named: str) -> None:
    before = ground(state)
    file = state / named
    stamp = file.stat()
    file.write_bytes(file.read_bytes() + b"\n")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # the clock of the files may lie
    after = ground(state)
    assert len(reads) == 2
    assert (before.district.content_hash != after.district.content_hash) == ("teams" in named)


def test_a_new_file_and_one_that_went_are_noticed(state: Path, reads: list[Path | None]) -> None:
    ground(state)
    (state / "plans" / "street-fight.yaml").unlink()
    assert "street-fight" not in [plan.id for plan in ground(state).shelf.plans]
    shutil.copy(state / "resources" / "vocabulary" / "duty.yaml", state / "resources" / "xiaohe" / "duty.yaml")
    ground(state)
    assert len(reads) == 3


def test_another_version_of_the_sources_reads_anew(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = name_of(state / "resources" / "xiaohe")
    monkeypatch.setattr(kept_ground, "_SOURCES", ("geo.py",))
    assert name_of(state / "resources" / "xiaohe") != here


def test_a_mistake_is_told_at_every_start(state: Path, reads: list[Path | None]) -> None:
    (state / "plans" / "gas-leak.yaml").write_text("id: [", encoding="utf-8")
    assert [ground(state).shelf.refused[0].file for _ in range(2)] == ["gas-leak.yaml"] * 2
    assert kept(state) == []
    (state / "resources" / "xiaohe" / "teams.yaml").write_text("T01: {kind: no such}", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(BadDistrict, match=r"teams\.yaml"):
            ground(state)


def test_a_mistake_made_after_a_good_start_is_told(state: Path) -> None:
    ground(state)
    os.mkfifo(state / "plans" / "stuck.yaml")
    assert [one.file for one in ground(state).shelf.refused] == ["stuck.yaml"]


def test_only_the_latest_few_are_kept(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_ground, "MOST_KEPT", 1)
    for n in range(2):
        (state / "resources" / "xiaohe" / "note.txt").write_text(str(n), encoding="utf-8")
        ground(state)
    assert [file.name for file in kept(state)] == [name_of(state / "resources" / "xiaohe")]


def spoilt(content: bytes) -> Iterator[bytes]:
    yield b""
    yield content[:-1]
    yield content[:40] + bytes([content[40] ^ 1]) + content[41:]
    for packed in (b"no pickle", pickle.dumps((os.system, "false", 3)), pickle.dumps((1, 2))):
        yield hashlib.sha256(packed).digest() + packed


def test_what_is_not_whole_or_brings_something_else_is_not_used(
    state: Path, reads: list[Path | None], caplog: pytest.LogCaptureFixture
) -> None:
    ground(state)
    (file,) = kept(state)
    whole = file.read_bytes()
    for n, content in enumerate(spoilt(whole), start=2):
        file.write_bytes(content)
        with caplog.at_level(logging.WARNING):
            assert ground(state).district.teams
        assert len(reads) == n
        assert "is not used, the district is read anew" in caplog.messages[-1]
        assert file.read_bytes() == whole


def test_what_others_can_write_is_not_used(
    state: Path, reads: list[Path | None], caplog: pytest.LogCaptureFixture
) -> None:
    ground(state)
    kept(state)[0].chmod(0o666)
    ground(state)
    assert len(reads) == 2
    assert "others can write it" in caplog.messages[-1]


def test_without_a_state_folder_it_is_read_each_time(
    state: Path, reads: list[Path | None], caplog: pytest.LogCaptureFixture
) -> None:
    (state / "state").write_text("no folder", encoding="utf-8")
    for _ in range(2):
        assert ground(state).district.teams
    assert len(reads) == 2
    assert "the ground is read anew at every start" in caplog.messages[-1]


def test_a_district_too_large_to_be_looked_through_is_read_each_time(
    state: Path, reads: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_ground, "LARGEST", 1000)
    ground(state)
    ground(state)
    assert len(reads) == 2


def test_a_file_written_while_the_district_is_read_is_not_taken_for_what_was_read(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reading(district: Path | None = None) -> Ground:
        found = wiring.load_ground(district)
        (state / "plans" / "gas-leak.yaml").unlink()
        return found

    monkeypatch.setattr(kept_ground, "load_ground", reading)
    ground(state)
    assert kept(state) == []
