"""One entry of Do now, and what is advised besides the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from console.frozen import frozen
from console.model import commands as c
from console.model.facts import FactKind
from console.model.plan import Plan, PlanAnswer
from console.model.recommendation import Recommendation
from console.phrase import Phrase


@frozen
class Todo:
    """One thing to do. ``command`` does it; without one it opens a question (``ask_fact``) or only informs.

    ``asks`` is the question whose answer is recorded with the command, ``words`` the answer proposed; the command
    holds that proposal in English until :func:`with_words` puts in what the officer says. ``secondary`` entries are
    possible but nothing asks for them.
    """

    code: str
    phrase: Phrase
    command: c.Command | None = None
    key: str = ""
    urgent: bool = False
    ask_fact: str = ""
    asks: Phrase | None = None
    words: Phrase | None = None
    secondary: bool = False


class Repeat(NamedTuple):
    """An open incident that a report may repeat; ``score`` is 0 to 1 (DOMAIN § 6)."""

    incident: int
    score: float
    distance_m: float
    apart_s: float


class Advice(NamedTuple):
    """What is known besides the board: the recommendation, the plans' answers, the plans and the words of facts."""

    recommendation: Recommendation | None = None
    answers: Sequence[PlanAnswer] = ()
    plans: Mapping[str, Plan] = {}
    vocabulary: Mapping[str, FactKind] = {}
    category: str = ""  # the catalogue item the words of an unclassified report point to
    repeats: Sequence[Repeat] = ()  # what a report may repeat, the likeliest first


def with_words(command: c.Command, words: str) -> c.Command:
    """The same command with the officer's own words: the evidence, the summary or the reason that is recorded."""
    match command:
        case c.VerifyIncident():
            return replace(command, note=words)
        case c.ReportHandled():
            return replace(command, evidence=words)
        case c.SendUpwardReport():
            return replace(command, text=words)
        case c.CloseIncident():
            return replace(command, summary=words)
        case (
            c.RaiseLevel() | c.RejectIncident() | c.ReopenIncident() | c.CancelOrder() | c.AssignHandling()
            | c.TakeBackIncident()
        ):  # fmt: skip
            return replace(command, reason=words)
    return command
