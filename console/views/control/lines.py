"""What the rows of the controller's tables say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from console.analysis.expectations import Judgement, Verdict
from console.drill.control import Hidden
from console.drill.control import Line as Played
from console.views.control.models import Line, local_clock
from console.views.wording import only_words, tell, word

Local = Callable[[datetime], datetime]


def inject_line(line: Played, now: datetime, local: Local) -> Line:
    """An inject: when it was played or is due, and what it does."""
    inject = line.inject
    if line.played_at is not None:
        state, look = QCoreApplication.translate("Control", "✓ played"), "met"
    elif line.due_at is not None and line.due_at > now:
        state, look = QCoreApplication.translate("Control", "● waits"), "en_route"
    else:
        state, look = QCoreApplication.translate("Control", "○ waits"), "off_duty"
    words = (
        local_clock(line.played_at or line.due_at, local), state, only_words(tell(inject.note)),
        word("inject", inject.kind.value), tell(line.waits_for),
    )  # fmt: skip
    return Line(inject.id, words, look, ready=line.played_at is None)


def hidden_line(number: int, one: Hidden, local: Local) -> Line:
    """Something true, and what the desk can know of it."""
    return Line(str(number), (local_clock(one.since, local), only_words(tell(one.true)), only_words(tell(one.seen))))


def expected_line(one: Judgement, now: datetime, local: Local) -> Line:
    """An expectation as far as it can be judged."""
    if one.verdict is Verdict.MET:
        state, look = QCoreApplication.translate("Control", "✓ met"), "met"
    elif one.verdict is Verdict.NOT_MET:
        state, look = QCoreApplication.translate("Control", "■ not met"), "late"
    elif one.deadline is not None and one.deadline >= now:
        state, look = QCoreApplication.translate("Control", "● open"), "en_route"
    else:
        state, look = QCoreApplication.translate("Control", "○ not begun"), "off_duty"
    expectation = one.expectation
    words = (local_clock(one.deadline, local), state, only_words(tell(expectation.title)), str(expectation.weight))
    return Line(expectation.id, words, look)
