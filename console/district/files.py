"""Reading a district's files: bytes, text, YAML, GeoJSON and CSV, with the line of whatever is wrong."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from console.district.marked_yaml import Unreadable, require_plain
from console.errors import BadDistrict

_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _OnceLoader(_FastLoader):  # type: ignore[misc]  # the C loader when the wheel has it
    """A safe loader that refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is there twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_bytes(path: Path) -> bytes:
    """The file's bytes; ``BadDistrict`` when it is missing or cannot be read."""
    if path.exists() and not path.is_file():
        raise BadDistrict(f"{path.name}: it is not a file; expected a readable file in the folder {path.parent}")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadDistrict(f"{path.name}: missing; expected it in the folder {path.parent}") from None
    except OSError as error:
        raise BadDistrict(f"{path.name}: cannot be read ({error.strerror}); expected a readable file") from None


def as_text(name: str, content: bytes) -> str:
    """UTF-8 text, with or without a byte order mark."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadDistrict(f"{name}, line {line}: not UTF-8 text; expected the file to be saved as UTF-8") from None


def as_yaml(name: str, text: str) -> Any:
    """What the YAML says; ``BadDistrict`` with the line when it cannot be parsed or a key is there twice."""
    try:
        require_plain(text)
        return yaml.load(text, Loader=_OnceLoader)
    except Unreadable as error:
        raise BadDistrict(f"{name}, {error}") from None
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise BadDistrict(f"{name}{line}: {error.problem}; expected valid YAML with each key once") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadDistrict(f"{name}: {str(error).splitlines()[0]}; expected valid YAML") from None


def yaml_line(text: str, path: Sequence[str | int]) -> int:
    """The line (from 1) of the value at ``path``, or of the nearest parent that exists."""
    node = yaml.compose(text, Loader=_FastLoader)
    line = 1
    for key in path:
        step = _child(node, key)
        if step is None:
            break
        node, line = step
    return line


def _child(node: Any, key: str | int) -> tuple[Any, int] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return value, name.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        child = node.value[key]
        return child, child.start_mark.line + 1
    return None


def as_json(name: str, text: str) -> Any:
    """What the JSON says; ``BadDistrict`` with the line when it is broken or cut off."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        cut = " (the file looks cut off)" if error.pos >= len(text.rstrip()) - 1 else ""
        raise BadDistrict(f"{name}, line {error.lineno}: {error.msg}{cut}; expected valid GeoJSON") from None
    except RecursionError:
        raise BadDistrict(f"{name}: nested too deeply; expected valid GeoJSON") from None


def as_rows(name: str, text: str, columns: Sequence[str]) -> tuple[list[dict[str, str]], list[int]]:
    """The rows of a CSV table and the line each ends on; the head must name exactly ``columns``, in any order."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[dict[str, str]] = []
    lines: list[int] = []
    try:
        head = next(reader, [])
        if sorted(head) != sorted(columns):
            raise BadDistrict(f"{name}, line 1: the columns are {', '.join(head) or 'missing'};"
                              f" expected {', '.join(columns)}")  # fmt: skip
        for values in reader:
            if values and len(values) != len(head):
                raise BadDistrict(f"{name}, line {reader.line_num}: {len(values)} values; expected {len(head)}")
            if values:
                rows.append(dict(zip(head, values, strict=True)))
                lines.append(reader.line_num)
    except csv.Error as error:
        raise BadDistrict(f"{name}, line {reader.line_num}: {error}; expected comma-separated values") from None
    return rows, lines


def content_hash(contents: Mapping[str, bytes]) -> str:
    """SHA-256 over the files' names, lengths and bytes, sorted by name."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(f"{name}\0{len(contents[name])}\0".encode())
        digest.update(contents[name])
    return digest.hexdigest()


def listed(values: Iterable[object], most: int = 8) -> str:
    """A short comma-separated list for messages."""
    shown = [str(v) for v in values]
    return ", ".join(shown[:most]) + (f" and {len(shown) - most} more" if len(shown) > most else "")
