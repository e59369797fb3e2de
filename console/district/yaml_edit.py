"""Changes one place of a YAML text people write and leaves every other letter of it, comments included, as it is.

Paths are those of :mod:`console.district.marked_yaml`. Each change is read back: a text that would not say exactly
what was meant is never returned, :class:`console.errors.BadInput` is raised instead.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from console.district.marked_yaml import Path, Unreadable, composed, read_marked
from console.district.yaml_write import written
from console.errors import BadInput

BOM = "\ufeff"


def put(text: str, path: Path, value: Any, order: Sequence[str] = ()) -> str:
    """``text`` with ``value`` at ``path``; a key that is not there is put behind those before it in ``order``."""

    def meant(data: Any) -> Any:
        holder = _holder(data, path)
        holder[path[-1]] = value
        return data

    return _changed(text, meant, lambda node, body: _put(node, body, path, value, order))


def add(text: str, path: Path, value: Any) -> str:
    """``text`` with ``value`` at the end of the list at ``path``, which is there."""

    def meant(data: Any) -> Any:
        _holder(data, (*path, 0)).append(value)
        return data

    return _changed(text, meant, lambda node, body: _add(node, body, path, value))


def drop(text: str, path: Path) -> str:
    """``text`` without the key or list entry at ``path``."""

    def meant(data: Any) -> Any:
        del _holder(data, path)[path[-1]]
        return data

    return _changed(text, meant, lambda node, body: _drop(node, body, path))


def _holder(data: Any, path: Path) -> Any:
    for part in path[:-1]:
        data = data[part]
    return data


def _changed(text: str, meant: Callable[[Any], Any], change: Callable[[yaml.Node, str], str]) -> str:
    lead = BOM if text.startswith(BOM) else ""
    body = text.removeprefix(BOM)
    try:
        wanted = meant(copy.deepcopy(read_marked(body.encode("utf-8")).value))
        root = composed(body)
        assert root is not None, "it was read a moment ago"
        made = change(root, body)
        found = read_marked(made.encode("utf-8")).value
    except (Unreadable, LookupError, TypeError, AttributeError) as problem:
        raise BadInput(f"the text cannot be changed there: {problem}") from problem
    if found != wanted:
        raise BadInput("the text cannot be changed there without changing more; write it in the text itself")
    return lead + made


def _put(node: yaml.Node, body: str, path: Path, value: Any, order: Sequence[str]) -> str:
    holder = _at(node, path[:-1])
    if isinstance(holder, yaml.SequenceNode):
        return _replace(body, holder.value[_index(path[-1])], value)
    assert isinstance(holder, yaml.MappingNode), "only mappings and lists hold anything"
    for key, old in holder.value:
        if key.value == path[-1]:
            if isinstance(old, yaml.CollectionNode) and not old.flow_style:
                return body[: key.end_mark.index] + f": {written(value)}" + body[_end(old, body) :]
            return _replace(body, old, value)
    return _insert(body, holder, str(path[-1]), value, order)


def _replace(body: str, old: yaml.Node, value: Any) -> str:
    start, end = old.start_mark.index, _end(old, body)
    blank = " " if start == end and body[start - 1 : start] not in ("", " ") else ""
    return body[:start] + blank + written(value) + body[end:]


def _insert(body: str, holder: yaml.MappingNode, key: str, value: Any, order: Sequence[str]) -> str:
    entries = holder.value
    if not entries:
        return body[: holder.start_mark.index] + written({key: value}) + body[holder.end_mark.index :]
    rank = {name: n for n, name in enumerate(order)}
    before = [n for n, (k, _) in enumerate(entries) if rank.get(k.value, len(rank)) < rank.get(key, -1)]
    last = entries[before[-1] if before else len(entries) - 1][1]
    entry = written({key: value})[1:-1]
    if holder.flow_style:
        at = _end(last, body)
        return f"{body[:at]}, {entry}{body[at:]}"
    indent = " " * entries[0][0].start_mark.column
    if isinstance(value, list) and value and isinstance(value[0], dict):
        entry = f"{written(key)}:" + "".join(f"\n{indent}  - {written(part)}" for part in value)
    return _new_lines(body, _end(last, body), f"{indent}{entry}")


def _add(node: yaml.Node, body: str, path: Path, value: Any) -> str:
    holder = _at(node, path)
    assert isinstance(holder, yaml.SequenceNode), "entries are added to lists"
    if not holder.value:
        return body[: holder.start_mark.index] + written([value]) + body[holder.end_mark.index :]
    at = _end(holder.value[-1], body)
    if holder.flow_style:
        return f"{body[:at]}, {written(value)}{body[at:]}"
    return _new_lines(body, at, f"{' ' * holder.start_mark.column}- {written(value)}")


def _drop(node: yaml.Node, body: str, path: Path) -> str:
    holder = _at(node, path[:-1])
    parts: list[tuple[int, int]] = []  # start and end of every entry
    if isinstance(holder, yaml.MappingNode):
        parts = [(key.start_mark.index, _end(value, body)) for key, value in holder.value]
        which = [key.value for key, _ in holder.value].index(path[-1])
    else:
        assert isinstance(holder, yaml.SequenceNode), "only mappings and lists hold anything"
        starts = [item.start_mark.index if holder.flow_style else _dash(body, item) for item in holder.value]
        parts = [(start, _end(item, body)) for start, item in zip(starts, holder.value, strict=True)]
        which = _index(path[-1])
    start, end = parts[which]
    if len(parts) == 1:
        empty: Any = {} if isinstance(holder, yaml.MappingNode) else []
        return _put(node, body, path[:-1], empty, ()) if len(path) > 1 else _replace(body, holder, empty)
    if holder.flow_style:
        return body[: parts[which - 1][1]] + body[end:] if which else body[:start] + body[parts[1][0] :]
    line = body.rfind("\n", 0, start) + 1
    if body[line:start].strip(" "):  # something else stands before it on its line
        return body[:start] + body[parts[which + 1][0] :]
    return body[:line] + body[_line_end(body, end) :].removeprefix("\r").removeprefix("\n")


def _at(node: yaml.Node, path: Path) -> yaml.Node:
    for part in path:
        if isinstance(node, yaml.SequenceNode):
            node = node.value[_index(part)]
        else:
            node = next(value for key, value in node.value if key.value == part)
    return node


def _index(part: str | int) -> int:
    assert isinstance(part, int), "entries of a list are counted"
    return part


def _end(node: yaml.Node, body: str) -> int:
    """Where a node's own words end: what follows a block collection, blank lines and comments, is not its own."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, body)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(body[:end].rstrip())
    return end


def _dash(body: str, item: yaml.Node) -> int:
    return body.rindex("-", 0, item.start_mark.index)


def _line_end(body: str, at: int) -> int:
    """The end of the line that ``at`` is on, before its line break."""
    found = body.find("\n", at)
    end = len(body) if found < 0 else found
    return end - 1 if body[end - 1 : end] == "\r" else end


def _new_lines(body: str, at: int, lines: str) -> str:
    """``lines`` below the line that ``at`` is on, with the line breaks the text has."""
    end, mark = _line_end(body, at), "\r\n" if "\r\n" in body else "\n"
    return body[:end] + mark + lines.replace("\n", mark) + body[end:]
