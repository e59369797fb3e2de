"""Trying a plan on another thread: what is asked, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.analysis.plan_roster import Gap, Stretch, dated, usual
from console.analysis.plan_try import Trial, past_incidents, try_on
from console.analysis.plan_words import Glossary
from console.board.board import Board
from console.desk.session import Session
from console.model.events import Recorded
from console.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be tried, and on what."""

    session: Session
    words: Glossary
    roster: Board
    now: datetime
    key: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of trying one text."""

    key: str
    text: str
    trial: Trial
    usual: Sequence[Stretch]
    dated: Sequence[Stretch]


def alike(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """Stretches with the same gaps together."""
    found: dict[tuple[Gap, ...], list[Stretch]] = {}
    for stretch in stretches:
        found.setdefault(stretch.gaps, []).append(stretch)
    return list(found.values())


def roster_of(board: Board) -> Board:
    """A board of one's own with the roster as it is now, for another thread."""
    aside = Board(board.district)
    aside.roster, aside.out_of_service = dict(board.roster), dict(board.out_of_service)
    return aside


def try_out(asked: Asked, history: Sequence[Recorded]) -> Outcome:
    """Try a plan; a matter of seconds where there is much of either."""
    incidents = past_incidents(asked.session, history)
    trial = try_on(asked.session, incidents, asked.plan, asked.words.facts)
    usually = usual(asked.plan, asked.roster, asked.now, asked.words)
    in_days = dated(asked.plan, asked.roster, asked.now, asked.words)
    return Outcome(asked.key, asked.plan.text, trial, usually, in_days)
