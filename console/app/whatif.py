"""``whatif`` without windows: a journal's incidents run again, and what came out differently."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from console.analysis.export import write_csv
from console.analysis.record import Record
from console.analysis.replay.comparing import HEAD, Comparison, Told, compare, record_of
from console.app.branching import Branching, branching_at
from console.app.replaying import moment_of, past_journal
from console.app.wiring import Ground, fresh_folder, load_ground
from console.board.durations import m_ss
from console.drill.branch.change import Change, load_change
from console.drill.drill import Drill
from console.errors import BadInput, StoreUnavailable
from console.journal.place import Where
from console.model.words import Mark
from console.phrase import Phrase, say

Progress = Callable[[str, float], None]
LONGEST_S = 7 * 86_400
"""What one run may last: each of its seconds is played."""
TOLD_EVERY_S = 300
MOST_LINES = 60


@dataclass(frozen=True)
class Run:
    """One run that was played: its journal, and what it says."""

    db: Path
    head: str
    record: Record


@dataclass(frozen=True)
class WhatIf:
    """What came out. ``changed`` is there when something was changed; it is then to be compared with ``again``."""

    branching: Branching
    again: Run
    changed: Run | None
    against_happened: Comparison
    by_change: Comparison | None
    method: tuple[Phrase, ...]

    @property
    def telling(self) -> Comparison:
        """What the question was: the effect of the change, else the run beside what happened."""
        return self.by_change or self.against_happened

    def as_json(self) -> dict[str, Any]:
        """The public form: see ``docs/json.md``."""
        source = self.branching.source
        return {
            "source": {
                "journal": source.name, "seq": source.standing.seq, "hash": source.standing.hash,
                "moment": source.moment.isoformat(), "until": source.ends.isoformat(),
                "mode": source.opened.mode.value,
            },
            "seed": self.branching.seed,
            "method": [{"en": phrase.get("en"), "zh": phrase.get("zh")} for phrase in self.method],
            "again": _run_json(self.again),
            "changed": _run_json(self.changed) if self.changed else None,
            "happened_and_again": self.against_happened.as_json(),
            "again_and_changed": self.by_change.as_json() if self.by_change else None,
        }  # fmt: skip

    def as_rows(self) -> list[tuple[str, ...]]:
        """Both comparisons as one table: which, and then :data:`HEAD`."""
        return both_as_rows(self.against_happened, self.by_change)

    def as_text(self) -> str:
        """For a person: what differs, and how it was come by."""
        source = self.branching.source
        lines = [f"{source.name} row {source.standing.seq}, hash {source.standing.hash}"]
        names = ("happened", "again") if self.by_change is None else ("again", "changed")
        lines += [f"{name}: {run.db}" for name, run in (("again", self.again), ("changed", self.changed)) if run]
        lines += ["", *table(self.telling, *names)]
        if self.by_change is not None:
            lines += ["", *table(self.against_happened, "happened", "again")]
        return "\n".join([*lines, "", *(f"- {phrase.en}" for phrase in self.method)])


def _run_json(run: Run) -> dict[str, str]:
    return {"db": str(run.db), "journal_hash": run.head}


def table(comparison: Comparison, one: str, other: str) -> list[str]:
    """Incidents by line: their three marks in both runs, teams sent, time of teams; what differs is marked."""
    form = "{:1} {:>6}  {:24}  {:20}  {:20}  {:>5}  {:>5}  {:>8}  {:>8}"
    lines = [form.format("", "case", "item", f"1/3/5 {one}", f"1/3/5 {other}", "sent", "sent", "team min", "team min")]
    telling = [pair for pair in comparison.pairs if pair.differs or any(t and t.marks for t in (pair.one, pair.other))]
    for pair in telling[:MOST_LINES]:
        known = pair.one or pair.other
        assert known is not None, "a pair has at least one side"
        sides = (pair.one, pair.other)
        lines.append(form.format(
            "*" if pair.differs else "", f"#{known.number}", known.category[:24], *map(_marks, sides),
            *(str(len(told.sent)) if told else "-" for told in sides),
            *(f"{told.busy_s / 60:.1f}" if told else "-" for told in sides),
        ))  # fmt: skip
    if len(comparison.pairs) > len(telling[:MOST_LINES]):
        more = len(comparison.pairs) - len(telling[:MOST_LINES])
        lines.append(f"  and {more} more, which comparison.csv has")
    for name, totals in ((one, comparison.one), (other, comparison.other)):
        met = ", ".join(f"{mark.value} {totals.met[mark]}/{totals.counted[mark]}" for mark in Mark)
        cover = "-" if totals.cover_after is None else f"{totals.cover_after:.1%}"
        lines.append(f"{name}: met {met}; {totals.orders} orders, {totals.busy_s / 60:.0f} team minutes,"
                     f" {totals.loads} pieces taken, least cover left {cover}")  # fmt: skip
    return lines


def _marks(told: Told | None) -> str:
    if told is None:
        return "not in this run"
    if not told.marks:
        return "no emergency"
    shown = (f"{m_ss(m.after_s)}{'' if m.outcome.value == 'met' else '!'}" if m.after_s is not None else
             m.outcome.value for m in told.marks.values())  # fmt: skip
    return " ".join(shown)


@dataclass(frozen=True)
class Question:
    """What was asked at the command line; times as typed."""

    db: Where
    incident: int | None = None
    at: str = ""
    until: str = ""
    change: Path | None = None
    seed: int | None = None
    district: Path | None = None
    out: Path | None = None


def branching_of(question: Question, ground: Ground) -> tuple[Branching, Change | None]:
    """The moment to go on from and what is different; :class:`BadInput` names the option that is wrong."""
    if question.incident is None and not question.at:
        raise BadInput("name an incident with --incident, a moment with --at, or a period with --from")
    at = moment_of(question.at, "--at", ground.district, _day(question))
    until = moment_of(question.until, "--until", ground.district, _day(question))
    change = load_change(question.change, ground.district, ground.vocabulary) if question.change else None
    return branching_at(question.db, ground, at, question.incident, until, question.seed), change


def _day(question: Question) -> datetime | None:
    with past_journal(question.db) as journal:
        span = journal.span()
        journal.close()
    return span[0] if span else None


def answer(question: Question, progress: Progress) -> WhatIf:
    """Run again without and, if something is changed, with the change; journals and tables go into ``out``."""
    ground = load_ground(question.district)
    branching, change = branching_of(question, ground)
    source = branching.source
    if (source.ends - source.moment).total_seconds() > LONGEST_S:
        raise BadInput(f"--until: at most {LONGEST_S // 86_400} days can be run in one go; name a nearer time")
    folder = folder_of(question)
    stops = source.ends if branching.stops else None
    again = play(branching, folder / "again.db", None, progress, stops)
    changed = play(branching, folder / "changed.db", change, progress, stops) if change else None
    happened = branching.happened
    keys = branching.keys(happened)
    beside = compare(happened, again.record, keys)
    effect = compare(again.record, changed.record, keys) if changed else None
    found = WhatIf(branching, again, changed, beside, effect, method(branching, auto=True))
    write_tables(folder, found.as_json(), found.as_rows())
    return found


def folder_of(question: Question) -> Path:
    """Where the journals and tables go, made; :class:`StoreUnavailable` when it cannot be."""
    folder = question.out or fresh_folder("what-if")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"--out {folder}: cannot be made: {error.strerror}") from error
    return folder


def write_tables(folder: Path, told: dict[str, Any], rows: list[tuple[str, ...]]) -> None:
    """``comparison.json`` and ``comparison.csv``."""
    try:
        text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        (folder / "comparison.json").write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreUnavailable(f"--out {folder}: cannot be written: {error.strerror}") from error
    write_csv(folder / "comparison.csv", rows)


def method(branching: Branching, *, auto: bool) -> tuple[Phrase, ...]:
    """How it was come by, and what is not modelled."""
    local = branching.ground.district.local(branching.source.moment)
    who = "auto" if auto else "me"
    return (
        say("whatif.method.script" if branching.is_scripted else "whatif.method.journal"),
        say("whatif.method.field", seed=branching.seed),
        say(f"whatif.method.{who}", moment=f"{local:%Y-%m-%d %H:%M:%S}"),
        say("whatif.method.not_modelled"),
    )


def play(
    branching: Branching, where: Path, change: Change | None, progress: Progress, stops: datetime | None
) -> Run:  # fmt: skip
    """Play one run to its end with the automatic officer, at the latest to ``stops``."""
    drill = branching.start(where, change, officer=True)
    try:
        lasts = max(1.0, (branching.source.ends - branching.source.moment).total_seconds())
        while not drill.finished and (stops is None or drill.clock.now() < stops):
            drill.tick()
            passed = (drill.clock.now() - branching.source.moment).total_seconds()
            if passed % TOLD_EVERY_S == 0:
                progress(where.stem, min(1.0, passed / lasts))
        return run_of(drill, where)
    finally:
        drill.session.journal.close()


def run_of(drill: Drill, where: Path) -> Run:
    """What a run says when it is over."""
    session = drill.session
    rows = session.journal.read_after(0)
    return Run(where, session.journal.head_hash(), record_of(session.board, rows, drill.clock.now()))


def both_as_rows(against_happened: Comparison, by_change: Comparison | None) -> list[tuple[str, ...]]:
    """Both comparisons as one table with its head; the first column says which it is."""
    found = [("happened / again", against_happened)]
    if by_change is not None:
        found.append(("again / changed", by_change))
    rows: list[tuple[str, ...]] = [("runs", *HEAD)]
    return rows + [(name, *row) for name, comparison in found for row in comparison.as_rows()[1:]]
