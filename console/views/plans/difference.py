"""Writing the difference of two texts of a plan onto a page: in words first, line by line below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from console.analysis.plan_changes import Change, How, changes, line_difference, line_of
from console.analysis.plan_words import Glossary
from console.district.plan_references import Known
from console.district.plans import read_plan
from console.model.plan import Plan
from console.views.plans.page import Page
from console.views.theme.current import palette
from console.views.wording import tell

MOST_LINES, MOST_CHANGES = 400, 200


@dataclass(frozen=True, slots=True)
class Difference:
    """What was found; ``found`` is ``None`` when one of the texts cannot be read as a plan."""

    key: str
    found: Sequence[Change] | None
    lines: Sequence[str]
    fresh: bool


def compare(key: str, before: str, after: str, known: Known, words: Glossary) -> Difference:
    """Compare two texts; slow for large ones."""
    old, new = _read(before, known), _read(after, known)
    lines = line_difference(before, after) if before else ()
    found = changes(old, new, words) if new is not None and (old is not None or not before) else None
    return Difference(key, found, lines, not before)


def _read(text: str, known: Known) -> Plan | None:
    return read_plan(text.encode("utf-8", errors="replace"), "", known).plan if text else None


def write_difference(page: Page, told: Difference) -> None:
    """Add it to a page that is being written."""
    colours = palette()
    inks = {How.NEW: colours.states["met"].ink, How.GONE: colours.danger_ink, How.CHANGED: colours.text}
    signs = {How.NEW: "+", How.GONE: "−", How.CHANGED: "•"}
    if told.found is None:
        page.line(
            QCoreApplication.translate(
                "PlanDifference", "One of the two texts cannot be read as a plan; only its lines can be compared."
            ),
            colours.danger_ink,
        )
    elif not told.found:
        page.muted(
            QCoreApplication.translate(
                "PlanDifference", "They ask for the same; only comments, layout or the version differ."
            )
        )
    shown = list(told.found or ())[:MOST_CHANGES]
    for change in shown:
        page.line(f"{signs[change.how]} {tell(line_of(change))}", inks[change.how])
    if told.found is not None and len(told.found) > len(shown):
        more = QCoreApplication.translate("PlanDifference", "… and {n} changes more")
        page.muted(more.format(n=len(told.found) - len(shown)))
    if told.lines:
        page.small_heading(QCoreApplication.translate("PlanDifference", "Line by line"))
    for line in told.lines[:MOST_LINES]:
        ink = {"+": colours.states["met"].ink, "-": colours.danger_ink}.get(line[:1], colours.muted)
        page.code(line, ink)
    if len(told.lines) > MOST_LINES:
        page.muted(
            QCoreApplication.translate("PlanDifference", "… and {n} lines more").format(n=len(told.lines) - MOST_LINES)
        )
