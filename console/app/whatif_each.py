"""``whatif --each``: every emergency of a period run again by itself, so that a month of them can be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from console.analysis.record import Record
from console.analysis.replay.comparing import Comparison, Pair, compare, comparison_of, key_of
from console.app.branching import Branching, branching_at
from console.app.replaying import moment_of, past_journal
from console.app.whatif import Progress, Question, both_as_rows, folder_of, play, table, write_tables
from console.app.wiring import Ground, load_ground
from console.drill.branch.change import Change, load_change
from console.errors import BadInput
from console.journal.cases import Case
from console.journal.place import Where, name_of
from console.phrase import Phrase, say

LASTS = timedelta(minutes=15)
"""How long each is run: its marks are decided by then, and a lapse or a decline made good."""
MOST_EMERGENCIES = 2000


@dataclass(frozen=True)
class EachAgain:
    """What came out: every emergency as it happened, run again, and run with the change if there is one."""

    db: Where
    seed: int
    against_happened: Comparison
    by_change: Comparison | None
    method: tuple[Phrase, ...]

    def as_json(self) -> dict[str, Any]:
        """The public form: as that of one run, without the journals."""
        return {
            "source": {"journal": name_of(self.db)}, "seed": self.seed,
            "method": [{"en": phrase.get("en"), "zh": phrase.get("zh")} for phrase in self.method],
            "happened_and_again": self.against_happened.as_json(),
            "again_and_changed": self.by_change.as_json() if self.by_change else None,
        }  # fmt: skip

    def as_rows(self) -> list[tuple[str, ...]]:
        """Both comparisons as one table: which, and then :data:`HEAD`."""
        return both_as_rows(self.against_happened, self.by_change)

    def as_text(self) -> str:
        """For a person."""
        lines = table(self.against_happened, "happened", "again")
        if self.by_change is not None:
            lines = [*table(self.by_change, "again", "changed"), "", *lines]
        return "\n".join([*lines, "", *(f"- {phrase.en}" for phrase in self.method)])


def answer_each(question: Question, progress: Progress) -> EachAgain:
    """Run every emergency reported from ``at`` to ``until`` again; tables go into ``out``, journals beneath it."""
    if not (question.at and question.until) or question.incident is not None:
        raise BadInput("--each: name the period with --from and --until, and no incident")
    ground = load_ground(question.district)
    change = load_change(question.change, ground.district, ground.vocabulary) if question.change else None
    emergencies = _emergencies(question, ground)
    if not emergencies:
        raise BadInput("--from, --until: no emergency was reported in this period")
    if len(emergencies) > MOST_EMERGENCIES:
        raise BadInput(
            f"--from, --until: {len(emergencies):,} emergencies, at most {MOST_EMERGENCIES:,} are run at once"
        )
    folder = folder_of(question)
    beside: list[Pair] = []
    effect: list[Pair] = []
    seed = 0
    for done, case in enumerate(emergencies, 1):
        branching = _branching(question, ground, case)
        seed = branching.seed
        again, changed = _run(branching, folder / str(case.number), change)
        key = _key(branching.happened, case.number)
        beside.extend(compare(branching.happened, again, {key}).pairs)
        if changed is not None:
            effect.extend(compare(again, changed, {key}).pairs)
        progress("emergencies", done / len(emergencies))
    found = _found(question, seed, beside, effect if change else None)
    write_tables(folder, found.as_json(), found.as_rows())
    return found


def _found(question: Question, seed: int, beside: Sequence[Pair], effect: Sequence[Pair] | None) -> EachAgain:
    minutes = int(LASTS.total_seconds()) // 60
    method = (
        say("whatif.method.each", minutes=minutes), say("whatif.method.journal"),
        say("whatif.method.field", seed=seed),
        say("whatif.method.auto_each"), say("whatif.method.not_modelled"),
    )  # fmt: skip
    by_change = comparison_of(tuple(effect)) if effect is not None else None
    return EachAgain(question.db, seed, comparison_of(tuple(beside)), by_change, method)


def _emergencies(question: Question, ground: Ground) -> list[Case]:
    with past_journal(question.db) as journal:
        span = journal.span()
        day = span[0] if span else None
        since = moment_of(question.at, "--from", ground.district, day)
        until = moment_of(question.until, "--until", ground.district, day)
        found = journal.cases(since=since, until=until)
        journal.close()
    return [case for case in reversed(found) if case.t0 is not None]


def _branching(question: Question, ground: Ground, case: Case) -> Branching:
    assert case.t0 is not None, "an emergency has a t0"
    until: datetime = case.t0 + LASTS
    return branching_at(question.db, ground, None, case.number, until, question.seed, scripted=False)


def _run(branching: Branching, folder: Path, change: Change | None) -> tuple[Record, Record | None]:
    folder.mkdir(exist_ok=True)
    ends = branching.source.ends
    again = play(branching, folder / "again.db", None, _untold, ends)
    changed = play(branching, folder / "changed.db", change, _untold, ends) if change else None
    return again.record, changed.record if changed else None


def _untold(_name: str, _share: float) -> None:
    """Only whole emergencies are told."""


def _key(happened: Record, number: int) -> str:
    return key_of(happened.board.incidents[number])
