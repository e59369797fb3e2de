"""Reading scenario scripts: YAML in, a checked :class:`console.model.scenario.Scenario` out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from console.district.marked_yaml import MAX_BYTES, Marked, Unreadable, read_marked
from console.district.plan_errors import schema_problems
from console.drill.built import built
from console.drill.doors import ScenarioDoor
from console.drill.placing import Path, Problem
from console.drill.references import reference_problems
from console.errors import BadScenario
from console.model.places import District
from console.model.scenario import Scenario
from console.phrase import Phrase, say


def scenario_names(folder: FilePath) -> list[str]:
    """The ids of the scripts in ``folder``, sorted."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


@dataclass(frozen=True)
class Script:
    """A script as read: the scenario, or why it cannot be used. ``marked`` knows the line of each field."""

    file: str
    marked: Marked
    door: ScenarioDoor | None
    scenario: Scenario | None
    problems: tuple[Problem, ...]

    def told(self, path: Path, what: Phrase) -> Phrase:
        """``what`` is wrong at ``path``: file, line and field in front of it."""
        field = field_name(path, self.marked.value)
        line = self.marked.line_of(path)
        if not field:
            return say("scenario.at_line", file=self.file, line=line, what=what)
        return say("scenario.at_field", file=self.file, line=line, field=field, what=what)


def field_name(path: Path, written: Any) -> str:
    """``path`` in dots, an entry of a list by its id where it has one."""
    parts: list[str] = []
    for part in path:
        written = _step(written, part)
        own = written.get("id") if isinstance(part, int) and isinstance(written, Mapping) else None
        parts.append(str(own) if isinstance(own, str) and own else str(part))
    return ".".join(parts)


def _step(written: Any, part: str | int) -> Any:
    try:
        return written[part]
    except (KeyError, IndexError, TypeError):
        return None


def load_scenario(path: FilePath, district: District) -> Scenario:
    """Read one script for ``district``; :class:`BadScenario` names every mistake with file, line and field."""
    script = read_script(path, district)
    if script.scenario is None:
        raise BadScenario("\n".join(script.told(where, what).en for where, what in script.problems))
    return script.scenario


def read_script(path: FilePath, district: District) -> Script:
    """Read one script, its mistakes collected; :class:`BadScenario` when there is nothing that could be read."""
    try:
        size = path.stat().st_size if path.is_file() else 0
        if size > MAX_BYTES:
            raise BadScenario(f"{path.name}: {size:,} bytes; a script has at most {MAX_BYTES:,}")
        raw = path.read_bytes()
    except OSError as error:
        raise BadScenario(f"{path.name}: cannot be read: {error.strerror}") from error
    try:
        marked = read_marked(raw)
    except Unreadable as error:
        raise BadScenario(f"{path.name}:{error.line}: expected {error.expected.en}") from error
    return _script(path.name, marked, district, hashlib.sha256(raw).hexdigest())


def _script(file: str, marked: Marked, district: District, content_hash: str) -> Script:
    try:
        door = ScenarioDoor.model_validate(marked.value)
    except ValidationError as error:
        return Script(file, marked, None, None, tuple(_form_problems(error, marked.value)))
    problems = tuple(reference_problems(door, district))
    if problems:
        return Script(file, marked, door, None, problems)
    return Script(file, marked, door, built(door, district, content_hash), ())


def _form_problems(error: ValidationError, written: Any) -> Iterator[Problem]:
    for path, expected in schema_problems(error, written):
        if expected.code == "plan.expect.other":
            yield path, say("scenario.wrong", problem=str(expected.values["problem"]).removeprefix("Value error, "))
        elif expected.code == "plan.expect.known_field":
            yield path, say("scenario.no_field")
        else:
            yield path, say("scenario.expected", expected=expected)
