"""One text of a plan checked whole: what it is, what is wrong with it and where, what the district cannot give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.district.marked_yaml import Marked, Path
from console.district.plan_check import check_plan, written_at
from console.district.plan_references import Known
from console.district.plans import dotted, read_plan
from console.model.places import District
from console.model.plan import Plan
from console.phrase import Phrase, say


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said of a place in the text. A ``grave`` one keeps the plan from being published."""

    path: Path
    line: int
    field: str
    phrase: Phrase
    grave: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A text, the plan it is when nothing grave is said of it, its data when it is YAML at all, and the remarks."""

    text: str
    plan: Plan | None
    marked: Marked | None
    remarks: tuple[Remark, ...]
    by_line: Mapping[int, Path] = field(default_factory=dict)  # what begins on each line, the outermost

    @property
    def grave(self) -> int:
        """How many mistakes there are."""
        return sum(remark.grave for remark in self.remarks)


def check_text(text: str, known: Known, district: District) -> Checked:
    """Check ``text``; a large one takes seconds."""
    read = read_plan(text.encode("utf-8", errors="replace"), "", known)
    if read.plan is None or read.marked is None:
        remarks = tuple(
            Remark(r.path, r.line, r.field, say("plan.remark", expected=r.expected), True) for r in read.refused
        )
        return Checked(text, None, read.marked, remarks, _by_line(read.marked))
    found = []
    for path, phrase in check_plan(read.plan, district):
        place = written_at(path, read.marked.value)
        found.append(Remark(place, read.marked.line_of(place), dotted(place), phrase, False))
    return Checked(text, read.plan, read.marked, tuple(found), _by_line(read.marked))


def _by_line(marked: Marked | None) -> dict[int, Path]:
    found: dict[int, Path] = {}
    for path, line in marked.lines.items() if marked else ():
        if path and (line not in found or len(path) < len(found[line])):
            found[line] = path
    return found
