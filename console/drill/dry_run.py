"""The dry run: what of a script can never happen, found without playing it.

It finds only what is certain: an inject, a deadline or a count that cannot be, whoever plays. What an officer could
bring about counts as possible.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from console.drill.built import written_injects
from console.drill.meeting import meeting_findings
from console.drill.placing import Path, known, machine_rules, unknown
from console.drill.possible import Possible
from console.drill.script import Script
from console.drill.sensors import message_of, value_at
from console.intake.messages import Machines, read_messages
from console.intake.series import Series
from console.model.facts import FactKind
from console.model.places import District
from console.model.plan import Plan
from console.model.scenario import GROWING, Expectation, Inject, InjectKind, Scenario
from console.phrase import Phrase, say


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, where it stands; a note does not make the script wrong."""

    path: Path
    what: Phrase
    note: bool = False


def dry_run(
    script: Script, district: District, plans: Sequence[Plan], vocabulary: Mapping[str, FactKind]
) -> list[Finding]:
    """Everything found in ``script``, in the order of the file's parts; its own mistakes when it cannot be used."""
    if script.scenario is None or script.door is None:
        return [Finding(path, what) for path, what in script.problems]
    scenario, door = script.scenario, script.door
    possible = Possible(scenario)
    paths = {inject.id: path for path, inject, _, _ in written_injects(door)}
    found = [
        *(Finding(("plans", n), unknown("plan", plan, {p.id for p in plans}))
          for n, plan in enumerate(scenario.plans) if plan not in {p.id for p in plans}),
        *(f for inject in scenario.injects for f in _inject(inject, paths[inject.id], possible)),
        *(f for inject in scenario.injects for f in _effect(inject, paths[inject.id], scenario, district, vocabulary)),
        *_forks(scenario, possible),
        *(f for n, one in enumerate(scenario.expectations) for f in _expectation(n, one, possible, plans)),
    ]  # fmt: skip
    met = meeting_findings(scenario, door, district, plans, vocabulary)
    return [*found, *(Finding(path, what, note) for path, what, note in met)]


def _inject(inject: Inject, path: Path, possible: Possible) -> Iterator[Finding]:
    earliest, ends = possible.earliest(inject.id), possible.scenario.duration_s
    if inject.id in possible.circles:
        yield Finding(path, say("scenario.check.circle", circle=" → ".join(possible.circles[inject.id])))
    elif math.isinf(earliest):
        yield Finding(path, _why_never(inject, possible))
    elif earliest > ends:
        yield Finding(path, say("scenario.check.after_end", at=hms(earliest), ends=hms(ends)))
    elif inject.by_hand:
        yield Finding(path, say("scenario.check.by_hand"), note=True)
    elif possible.needs_hand(inject.id):
        yield Finding(path, say("scenario.check.after_hand"), note=True)
    told = inject.kind in (InjectKind.FACT, InjectKind.HAND_BACK) and inject.at_s is not None
    if told and earliest < possible.earliest(str(inject.effect["incident"])):
        incident = str(inject.effect["incident"])
        yield Finding(path, say("scenario.check.too_early", at=hms(earliest), incident=incident,
                                reported=hms(possible.earliest(incident))))  # fmt: skip


def _why_never(inject: Inject, possible: Possible) -> Phrase:
    after = inject.after
    if after is None and inject.branch:
        branch = next(b for b in possible.scenario.branches if b.id == inject.branch)
        return say("scenario.check.side_never", branch=branch.id)
    if after is None:
        return say("scenario.check.incident_never", incident=str(inject.effect.get("incident", "")))
    most = possible.most(after.kind, after.incident)
    if most < after.count:
        return say("scenario.check.event_never", event=after.kind, count=after.count, most=int(most))
    return say("scenario.check.incident_never", incident=after.incident or str(after.where.get("inject", "")))


def _effect(
    inject: Inject, path: Path, scenario: Scenario, district: District, vocabulary: Mapping[str, FactKind]
) -> Iterator[Finding]:
    effect, here = inject.effect, (*path, inject.kind.value)
    for below, fact, value in _facts(inject):
        yield from (Finding(*one) for one in known((*here, *below), "fact", fact, vocabulary))
        if fact in vocabulary and not vocabulary[fact].accepts(value):
            yield Finding((*here, *below), say("scenario.check.fact_value", value=str(value), fact=fact))
    if inject.kind is InjectKind.DEPOT_WRONG:
        books = district.depots[effect["depot"]].stock.get(effect["item"], 0)
        if effect["has"] >= books:
            yield Finding((*here, "has"), say("scenario.check.nothing_wrong", books=books, depot=effect["depot"]))
    if inject.kind is InjectKind.DATABASE_SLOW and inject.at_s is not None and not inject.branch:
        over = inject.at_s + effect["seconds"]
        if inject.at_s < scenario.duration_s < over:
            yield Finding((*here, "seconds"), say("scenario.check.not_well_again", at=hms(over),
                                                  ends=hms(scenario.duration_s)), note=True)  # fmt: skip
    if inject.kind is InjectKind.SENSOR and not _reports(inject, scenario, district):
        rule = machine_rules().sensors[effect["measures"]]
        most = max(value for _, value in effect["series"])
        yield Finding((*here, "series"), say("scenario.check.sensor_silent", most=f"{most:g}", hold=rule.hold_s,
                                             limit=f"{rule.at_least:g}"))  # fmt: skip


def _facts(inject: Inject) -> Iterator[tuple[Path, str, Any]]:
    """(path below the effect, fact, value) of everything the inject makes known."""
    effect = inject.effect
    if inject.kind is InjectKind.FACT:
        yield ("fact",), effect["fact"], effect["value"]
    if inject.kind is InjectKind.REPORT:
        yield from ((("facts", fact), fact, value) for fact, value in effect["facts"].items())
    if inject.kind in GROWING:
        yield from ((("tells", n, "fact"), one["fact"], one["value"]) for n, one in enumerate(effect["tells"]))


def _reports(inject: Inject, scenario: Scenario, district: District) -> bool:
    """Whether the readings bring about a report, if only in emergency posture (whose thresholds are lower)."""
    machines = Machines(district, machine_rules(), Series(), min(1.0, district.duty.emergency.sensor_share))
    every, series = inject.effect["every_s"], inject.effect["series"]
    for n in range(int(series[-1][0]) // every + 1):
        at = scenario.start + timedelta(seconds=n * every)
        (item,) = read_messages(message_of(inject, value_at(series, n * every), at), machines, at)
        if item.command is not None:
            return True
    return False


def _forks(scenario: Scenario, possible: Possible) -> Iterator[Finding]:
    for n, branch in enumerate(scenario.branches):
        if branch.by_s > scenario.duration_s:
            yield Finding(("branches", n, "by"), say("scenario.check.after_end", at=hms(branch.by_s),
                                                     ends=hms(scenario.duration_s)))  # fmt: skip
        met = possible.condition(branch.when)
        if met > branch.by_s:
            yield Finding(("branches", n, "when"), say("scenario.check.fork_never", by=hms(branch.by_s)))


def _expectation(n: int, one: Expectation, possible: Possible, plans: Sequence[Plan]) -> Iterator[Finding]:
    path: Path = ("expectations", n)
    begins, ends = possible.begins(one), possible.scenario.duration_s
    incident = str(one.where.get("incident", ""))
    most = possible.most(one.kind, incident)
    if math.isinf(begins):
        yield Finding(path, say("scenario.check.never_begins"))
    elif begins + one.within_s > ends:
        yield Finding((*path, "within"), say("scenario.check.deadline_after_end", at=hms(begins + one.within_s),
                                             ends=hms(ends)))  # fmt: skip
    elif one.start is None and possible.needs_hand(one.from_inject):
        yield Finding((*path, "of"), say("scenario.check.judged_by_hand", inject=one.from_inject), note=True)
    if most < one.count and not one.forbidden:
        yield Finding(path, say("scenario.check.event_never", event=one.kind, count=one.count, most=int(most)))
    if incident and not math.isinf(begins) and begins + one.within_s < possible.earliest(incident):
        yield Finding((*path, "within"), say("scenario.check.before_report", incident=incident))
    needs = {need.id for plan in plans for level in plan.levels for need in level.staff}
    for field, names in (("need", needs), ("plan.plan", {plan.id for plan in plans})):
        if isinstance(one.where.get(field), str):
            what = "need" if field == "need" else "plan"
            found = known((*path, "where", field), what, str(one.where[field]), names)
            yield from (Finding(*problem) for problem in found)


def hms(seconds: float) -> str:
    """A span as scripts write it."""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
