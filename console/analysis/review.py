"""What went well, what to improve, and a plan for it: by stated rules from the record, for people to complete.

A rule names what is on record and a first step. Who does it by when is for people: those columns stay empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from console.analysis.assessment import Assessment
from console.analysis.expectations import Judgement, Verdict
from console.analysis.marks import Outcome
from console.board.durations import m_ss
from console.board.timeline import team_label
from console.model.events import OrderDeclined, OrderLapsed, Recorded, VerificationFailed
from console.phrase import Phrase, say

COVER_LOST = 0.1
"""A share of grids that falls open at once and is worth a word."""


@dataclass(frozen=True, slots=True)
class Point:
    """One strength or one thing to improve, with the rows that show it; ``step`` is what to do first about it."""

    what: Phrase
    shown_by: tuple[int, ...]
    step: Phrase | None = None


def strengths(found: Assessment) -> tuple[Point, ...]:
    """What the record shows to have gone as it should."""
    return (*_marks_kept(found), *(Point(_met(one), one.shown_by) for one in found.judged(Verdict.MET)))


def _met(judgement: Judgement) -> Phrase:
    """How it was met: with so much time left, or by never happening where it must not."""
    title = judgement.expectation.title
    if judgement.at is None or judgement.deadline is None:
        return say("report.review.never_happened", title=title)
    left_s = (judgement.deadline - judgement.at).total_seconds()
    return say("report.review.met", title=title, left=m_ss(left_s))


def _marks_kept(found: Assessment) -> Iterator[Point]:
    for figures in found.marks:
        if figures.counted and not figures.missed:
            mark = say(f"mark.{figures.mark.value}")
            yield Point(say("report.review.kept", mark=mark, count=figures.counted), ())


def to_improve(found: Assessment) -> tuple[Point, ...]:
    """What the record shows not to have gone as it should, the gravest kind first."""
    return (*_unmet(found), *_missed(found), *_materials(found), *_answers(found), *_cover(found), *_returned(found))


def _unmet(found: Assessment) -> Iterator[Point]:
    for judgement in found.judged(Verdict.NOT_MET):
        step = say("report.step.expectation", title=judgement.expectation.title)
        yield Point(say("report.review.unmet", title=judgement.expectation.title), judgement.shown_by, step)


def _missed(found: Assessment) -> Iterator[Point]:
    for figures in found.marks:
        late = [m for m in figures.marks if m.outcome in (Outcome.LATE, Outcome.NEVER)]
        if late:
            mark = say(f"mark.{figures.mark.value}")
            numbers = ", ".join(f"#{m.incident}" for m in late)
            what = say("report.review.missed", mark=mark, count=len(late), counted=figures.counted, incidents=numbers)
            yield Point(what, (), say(f"report.step.{figures.mark.value}"))


def _materials(found: Assessment) -> Iterator[Point]:
    for use in found.materials:
        if use.short:
            what = say("report.review.short", item=use.name, short=use.short, needed=use.needed, incident=use.incident)
            yield Point(what, (), say("report.step.short", item=use.name))


def _answers(found: Assessment) -> Iterator[Point]:
    fallen = {
        "declined": [(row, event.order) for row, event in found.record.events(OrderDeclined)],
        "lapsed": [(row, event.order) for row, event in found.record.events(OrderLapsed)],
    }
    for word, listed in fallen.items():
        rows: dict[str, list[Recorded]] = {}
        for row, order in listed:
            rows.setdefault(found.record.board.orders[order].team, []).append(row)
        for team, own in sorted(rows.items()):
            named = team_label(found.record.board, team)
            what = say(f"report.review.{word}", team=named, count=len(own))
            yield Point(what, tuple(row.seq for row in own), say(f"report.step.{word}", team=named))


def _cover(found: Assessment) -> Iterator[Point]:
    lost = [d for d in found.decisions if d.cover.before - d.cover.after >= COVER_LOST]
    if lost:
        worst = max(lost, key=lambda d: d.cover.before - d.cover.after)
        share = f"{worst.cover.before - worst.cover.after:.0%}"
        what = say("report.review.cover", count=len(lost), lost=share, incident=worst.incident)
        yield Point(what, tuple(d.seq for d in lost), say("report.step.cover"))


def _returned(found: Assessment) -> Iterator[Point]:
    rows = [row for row, _ in found.record.events(VerificationFailed)]
    for number, count in sorted(Counter(row.incident for row in rows).items(), key=str):
        shown = tuple(row.seq for row in rows if row.incident == number)
        yield Point(say("report.review.returned", incident=number, count=count), shown, say("report.step.returned"))
