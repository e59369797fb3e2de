"""What the figures rest on and where the record is thin: nothing missing is passed over in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from console.analysis.assessment import Assessment
from console.analysis.expectations import Verdict
from console.analysis.marks import Outcome
from console.board.durations import m_ss
from console.board.timeline import team_label
from console.model.events import DeliveryFailed, SessionOpened
from console.phrase import Phrase, say

OLD_POSITION_S = 120
"""A position older than this makes an arrival time doubtful."""


def quality_notes(found: Assessment) -> tuple[Phrase, ...]:
    """Every doubt a reader must know of; none when the record is whole."""
    return (
        *_marks(found),
        *_positions(found),
        *_deliveries(found),
        *_open_ends(found),
        *_script(found),
    )


def _marks(found: Assessment) -> Iterator[Phrase]:
    words = {Outcome.NEVER: "never_stamped", Outcome.RUNNING: "still_running", Outcome.ENDED: "clock_stopped"}
    for figures in found.marks:
        for outcome, word in words.items():
            numbers = figures.with_outcome(outcome)
            if numbers:
                incidents = ", ".join(f"#{number}" for number in numbers)
                mark = say(f"mark.{figures.mark.value}")
                yield say(f"report.quality.{word}", mark=mark, count=len(numbers), incidents=incidents)


def _positions(found: Assessment) -> Iterator[Phrase]:
    for decision in found.decisions:
        for sent in decision.sent:
            age = sent.offered.position_age_s if sent.offered else 0
            if age > OLD_POSITION_S:
                team = team_label(found.record.board, sent.course.order.team)
                yield say("report.quality.old_position", team=team, order=sent.course.order.id, age=m_ss(age))
    for number, incident in sorted(found.record.board.incidents.items()):
        if incident.position is None:
            yield say("report.quality.no_position", incident=number)


def _deliveries(found: Assessment) -> Iterator[Phrase]:
    tries = Counter(event.order for _, event in found.record.events(DeliveryFailed))
    for order, count in sorted(tries.items()):
        team = team_label(found.record.board, found.record.board.orders[order].team)
        yield say("report.quality.delivery_failed", team=team, order=order, count=count)


def _open_ends(found: Assessment) -> Iterator[Phrase]:
    running = [order.id for order in found.record.board.orders.values() if order.status.is_open]
    if running:
        yield say("report.quality.orders_open", count=len(running), orders=", ".join(running))
    cases = [f"#{incident.number}" for incident in found.record.board.open_incidents()]
    if cases:
        yield say("report.quality.cases_open", count=len(cases), incidents=", ".join(cases))
    if sum(1 for _ in found.record.events(SessionOpened)) > 1:
        yield say("report.quality.files_changed")


def _script(found: Assessment) -> Iterator[Phrase]:
    if found.scenario is None:
        return
    waiting = [inject.id for inject in found.scenario.injects if inject.id not in found.record.board.injects]
    if waiting:
        yield say("report.quality.not_played", count=len(waiting), injects=", ".join(waiting))
    unseen = found.judged(Verdict.NOT_OBSERVED)
    if unseen:
        yield say("report.quality.not_observed", count=len(unseen))
