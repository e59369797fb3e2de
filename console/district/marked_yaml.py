"""Reads YAML that people write, keeping the line of every value so that a mistake can be pointed at.

Only the plain part of YAML is taken: mappings, lists, text, numbers, true, false and null. Aliases
and tags are refused, and so is deep nesting: a small file could otherwise grow without end.
``20:00``, ``no`` and ``2024-01-01`` stay text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from console.errors import BadInput
from console.phrase import Phrase, say

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
Path = tuple[str | int, ...]

_WHOLE = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"[-+]?\d{1,18}\.\d{1,18}(?:[eE][-+]?\d{1,2})?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_ANY_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unreadable(BadInput):
    """A file that is not plain YAML: ``line`` counts from 1, ``expected`` says what should be there."""

    def __init__(self, line: int, expected: Phrase) -> None:
        super().__init__(f"line {line}: expected {expected.en}")
        self.line = line
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Marked:
    """A plain value and the line each part of it stands on."""

    value: Any
    lines: Mapping[Path, int]

    def line_of(self, path: Path) -> int:
        """The line of ``path``, or of the nearest part around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_marked(raw: bytes) -> Marked:
    """Read one YAML document; :class:`Unreadable` when it is too large, not UTF-8 or not plain YAML."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(1, say("yaml.expect.size", limit=MAX_BYTES))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable(raw.count(b"\n", 0, problem.start) + 1, say("yaml.expect.utf8")) from None
    try:
        node = composed(text)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        raise Unreadable(line, say("yaml.expect.syntax", problem=problem.problem or "")) from None
    except yaml.reader.ReaderError as problem:
        line = text.count("\n", 0, problem.position) + 1
        raise Unreadable(line, say("yaml.expect.characters")) from None
    if node is None:
        raise Unreadable(1, say("yaml.expect.content"))
    lines: dict[Path, int] = {}
    return Marked(_plain(node, (), lines), lines)


def require_plain(text: str) -> None:
    """Refuse aliases, tags, deep nesting and a second document, before anything is built from ``text``."""
    for _ in _plain_events(text):
        pass


def composed(text: str) -> yaml.Node | None:
    """The nodes of ``text`` with their places; ``None`` when it holds nothing.

    They are put together event by event: other threads go on meanwhile, which they do not while the library composes.
    """
    root: yaml.Node | None = None
    open_nodes: list[yaml.CollectionNode] = []
    keys: list[yaml.Node | None] = []  # of each open mapping: the key whose value comes next
    for event in _plain_events(text):
        node: yaml.Node | None = None
        placed: Any = event  # the library's two kinds of marks are one to us
        match event:
            case yaml.ScalarEvent():
                node = yaml.ScalarNode("", event.value, placed.start_mark, placed.end_mark, event.style)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                kind = yaml.SequenceNode if isinstance(event, yaml.SequenceStartEvent) else yaml.MappingNode
                open_nodes.append(kind("", [], placed.start_mark, None, event.flow_style))
                keys.append(None)
            case yaml.CollectionEndEvent():
                node = open_nodes.pop()
                keys.pop()
                node.end_mark = placed.end_mark
        if node is None:
            continue
        if not open_nodes:
            root = root or node
            continue
        holder = open_nodes[-1]
        if isinstance(holder, yaml.SequenceNode):
            holder.value.append(node)
        elif keys[-1] is None:
            keys[-1] = node
        else:
            holder.value.append((keys[-1], node))
            keys[-1] = None
    return root


def _plain_events(text: str) -> Iterator[yaml.Event]:
    depth = documents = 0
    for event in yaml.parse(text, Loader=_ANY_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(line, say("yaml.expect.no_alias", alias=event.anchor))
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Unreadable(line, say("yaml.expect.one_document"))
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            raise Unreadable(line, say("yaml.expect.no_tag", tag=event.tag))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise Unreadable(line, say("yaml.expect.depth", limit=MAX_DEPTH))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        yield event


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), lines) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    return plain_word(node.value, quoted=bool(node.style)) if isinstance(node, yaml.ScalarNode) else None


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise Unreadable(line, say("yaml.expect.key"))
        if key.value in made:
            raise Unreadable(line, say("yaml.expect.once", key=key.value))
        lines[(*path, key.value)] = line
        made[key.value] = _plain(value, (*path, key.value), lines)
    return made


def plain_word(text: str, *, quoted: bool = False) -> str | int | float | bool | None:
    """What a word of the text means: a number, true, false, null, or itself."""
    if quoted:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text
