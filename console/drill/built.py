"""A checked script as the frozen dataclasses that drills and judgements read."""

from __future__ import annotations

from collections.abc import Iterator

from console.drill.doors import AfterDoor, ExpectationDoor, InjectDoor, RoleDoor, ScenarioDoor, StreamDoor
from console.drill.forms import NameDoor, seconds_of
from console.drill.placing import Path, placed
from console.model.places import District
from console.model.scenario import (
    After,
    Bands,
    Behaviour,
    Branch,
    Expectation,
    Inject,
    Role,
    RosterChange,
    Scenario,
    Stream,
)
from console.phrase import Text


def written_injects(door: ScenarioDoor) -> Iterator[tuple[Path, InjectDoor, str, bool]]:
    """Every inject with its path, its branch (empty: none) and the side of it."""
    for n, inject in enumerate(door.injects):
        yield ("injects", n), inject, "", True
    for b, branch in enumerate(door.branches):
        for n, inject in enumerate(branch.then):
            yield ("branches", b, "then", n), inject, branch.id, True
        for n, inject in enumerate(branch.otherwise):
            yield ("branches", b, "otherwise", n), inject, branch.id, False


def built(door: ScenarioDoor, district: District, content_hash: str) -> Scenario:
    """``door``, whose references were checked, put into ``district``."""
    return Scenario(
        door.id, _text(door.title), _text(door.objective), door.start, seconds_of(door.duration), door.posture,
        door.thinking_s, Behaviour(**door.behaviour.model_dump()),
        tuple(_inject(inject, branch, side, district) for _, inject, branch, side in written_injects(door)),
        tuple(map(_expectation, door.expectations)), content_hash,
        tuple(Branch(b.id, _text(b.title), condition(b.when), seconds_of(b.by)) for b in door.branches),
        tuple(map(_stream, door.streams)), _roles(door.capabilities), _roles(door.participants), tuple(door.plans),
        door.weather, RosterChange(tuple(door.roster.add), tuple(door.roster.without)), door.seed,
    )  # fmt: skip


def _text(name: NameDoor) -> Text:
    return Text(name.en, name.zh)


def _roles(doors: list[RoleDoor]) -> tuple[Role, ...]:
    return tuple(Role(one.id, _text(one.title)) for one in doors)


def _inject(door: InjectDoor, branch: str, side: bool, district: District) -> Inject:
    kind, effect = door.actions[0]
    at_s = seconds_of(door.at) if door.at is not None else None
    after = condition(door.after) if door.after is not None else None
    return Inject(door.id, kind, _text(door.note), placed(kind, effect, district), at_s, after, branch, side)


def condition(door: AfterDoor) -> After:
    """A condition over the journal."""
    return After(door.event, seconds_of(door.delay), door.count, door.incident, dict(door.where))


def _expectation(door: ExpectationDoor) -> Expectation:
    bands = Bands(seconds_of(door.bands.some), seconds_of(door.bands.major)) if door.bands else None
    start = condition(door.after) if door.after is not None else None
    return Expectation(
        door.id, _text(door.title), door.event, seconds_of(door.within), door.of or "", dict(door.where), door.count,
        door.weight, start, bands, door.forbidden, door.capability,
    )  # fmt: skip


def _stream(door: StreamDoor) -> Stream:
    return Stream(
        door.id, seconds_of(door.from_), seconds_of(door.to), door.per_hour, dict(door.items), door.source,
        tuple(door.by_hour or ()), tuple(door.places), door.repeats,
        {item: dict(facts) for item, facts in door.facts.items()},
    )  # fmt: skip
