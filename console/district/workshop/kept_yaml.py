"""Changing a YAML file that people keep by hand: what is not changed stays as it is written, comments included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from console.district.demo.write import as_block
from console.district.files import as_yaml
from console.errors import BadDistrict

DEPTH = 2
"""Entries and their fields keep their text one by one; a changed field is written anew."""
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Rewritten:
    """The new text, and the comments that it does not have any more."""

    text: str
    lost: tuple[str, ...]


@dataclass(frozen=True)
class _Part:
    """The lines of one key: comments above it, and its own."""

    head: list[str]
    body: list[str]
    start: int
    value: yaml.Node


def rewritten(text: str, new: Record) -> Rewritten:
    """``text`` with the content of ``new``: keys in the order they have, new ones after them."""
    if _reads_as(text, new):
        return Rewritten(text, ())
    made = _changed(text, new)
    if not _reads_as(made, new):
        made = "".join(_header(text)) + as_block(new)
    return Rewritten(made, _lost(text, made))


def _changed(text: str, new: Record) -> str:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        return "".join(_header(text)) + as_block(new)
    ending = "\r\n" if "\r\n" in text else "\n"
    return "".join(_mapping(lines, node, len(lines), new, 1)).replace("\r\n", "\n").replace("\n", ending)


def _mapping(lines: list[str], node: yaml.MappingNode, end: int, new: Record, depth: int) -> list[str]:
    parts, tail = _parts(lines, node, end, 0 if depth == 1 else node.value[0][0].start_mark.line)
    indent = node.value[0][0].start_mark.column
    out: list[str] = []
    for number, (key, part) in enumerate(parts.items()):
        if key in new:
            out += part.head + _part(lines, part, key, new[key], indent, depth)
        else:
            out += _kept_head(part.head, whole=number == 0 and depth == 1)
    out += [line for key, value in new.items() if str(key) not in parts for line in _fresh(key, value, indent)]
    return out + tail


def _parts(lines: list[str], node: yaml.MappingNode, end: int, begin: int) -> tuple[dict[str, _Part], list[str]]:
    starts = [key.start_mark.line for key, _ in node.value]
    column = node.value[0][0].start_mark.column
    parts: dict[str, _Part] = {}
    for (key, value), start, stop in zip(node.value, starts, [*starts[1:], end], strict=True):
        last = stop
        while last > start + 1 and _is_aside(lines[last - 1], column):
            last -= 1
        parts[str(key.value)] = _Part(lines[begin:start], lines[start:last], start, value)
        begin = last
    return parts, lines[begin:end]


def _is_aside(line: str, column: int) -> bool:
    """Whether a line is empty, or a comment that does not stand deeper than the keys."""
    plain = line.strip()
    return not plain or (plain.startswith("#") and len(line) - len(line.lstrip()) <= column)


def _kept_head(head: Sequence[str], *, whole: bool) -> list[str]:
    """Of the lines above a key that goes: those that an empty line sets apart from it, or all."""
    if whole:
        return list(head)
    blank = max((n for n, line in enumerate(head) if not line.strip()), default=-1)
    return list(head[: blank + 1])


def _part(lines: list[str], part: _Part, key: str, value: Any, indent: int, depth: int) -> list[str]:
    if as_yaml("", "".join(part.body)) in ({key: value}, {_number(key): value}):
        return part.body
    node = part.value
    if depth < DEPTH and isinstance(value, Mapping) and value and isinstance(node, yaml.MappingNode):
        first = node.value[0][0].start_mark.line if node.value and not node.flow_style else part.start
        if first > part.start:
            inner = _mapping(lines, node, part.start + len(part.body), value, depth + 1)
            return [*part.body[: first - part.start], *inner]
    made = _fresh(key, value, indent)
    beside = _comment_beside(part.body, node)
    return [made[0].rstrip("\n") + beside, *made[1:]] if len(made) == 1 and beside else made


def _number(key: str) -> Any:
    return int(key) if key.isdigit() and not key.startswith("0") else key


def _comment_beside(body: Sequence[str], node: yaml.Node) -> str:
    """The comment behind a value on its one line, with the space before it."""
    if len(body) != 1 or node.start_mark.line != node.end_mark.line:
        return ""
    rest = body[0][node.end_mark.column :].rstrip("\r\n")
    return f"{rest}\n" if rest.strip().startswith("#") else ""


def _fresh(key: Any, value: Any, indent: int) -> list[str]:
    pad = " " * indent
    return [f"{pad}{line}" if line.strip() else line for line in as_block({key: value}).splitlines(keepends=True)]


def _header(text: str) -> list[str]:
    """The comments a file begins with."""
    header: list[str] = []
    for line in text.splitlines(keepends=True):
        if line.strip() and not line.startswith("#"):
            break
        header.append(line)
    return header


def _reads_as(text: str, new: Record) -> bool:
    try:
        found = as_yaml("", text)
    except BadDistrict:
        return False
    return bool(_plain(found) == _plain(new))  # a file without any entry must say {}: empty, it reads as nothing


def _plain(value: Any) -> Any:
    """Keys as text and sequences as lists: two ways of writing the same are the same."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _lost(before: str, after: str) -> tuple[str, ...]:
    """Comments of ``before`` that are not in ``after``, in their order."""
    kept = list(_comments(after))
    gone = []
    for comment in _comments(before):
        if comment in kept:
            kept.remove(comment)
        else:
            gone.append(comment)
    return tuple(gone)


def _comments(text: str) -> list[str]:
    """Every comment of a YAML text: found between its tokens, so that a ``#`` inside a value is none."""
    lines = text.splitlines()
    covered = [[False] * (len(line) + 1) for line in lines]
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.ScalarToken):
            for n in range(token.start_mark.line, min(token.end_mark.line + 1, len(lines))):
                begin = token.start_mark.column if n == token.start_mark.line else 0
                end = token.end_mark.column if n == token.end_mark.line else len(lines[n])
                covered[n][begin:end] = [True] * (end - begin)
    found = []
    for line, inside in zip(lines, covered, strict=True):
        signs = (n for n, sign in enumerate(line) if sign == "#" and not inside[n])
        at = next((n for n in signs if n == 0 or line[n - 1].isspace()), -1)
        if at >= 0:
            found.append(line[at:].strip())
    return found
