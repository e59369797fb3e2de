"""What a script names: that it exists in the script itself, in the district, and among the journal's events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from console.drill.asks import AssignAsk, ReopenAsk, TransferAsk, WhistleAsk
from console.drill.built import written_injects
from console.drill.doors import AfterDoor, ExpectationDoor, ScenarioDoor, Where
from console.drill.forms import seconds_of
from console.drill.placing import Path, Problem, known, problems_of, unknown
from console.model.event_base import EVENT_KINDS
from console.model.places import District
from console.model.predicate import LIMITS
from console.model.scenario import DUTY_OFFICER, InjectKind
from console.phrase import say

REPORTING = (InjectKind.REPORT, InjectKind.SENSOR)
INCIDENT = "incident"


def reference_problems(door: ScenarioDoor, district: District) -> Iterator[Problem]:
    """Every name in ``door`` that nothing has, in the order of the file."""
    names = _Names(door, district)
    yield from names.twice()
    yield from names.header()
    for path, inject, _, _ in written_injects(door):
        kind, effect = inject.actions[0]
        yield from (((*path, kind.value, *below), what) for below, what in problems_of(kind, effect, district))
        yield from names.effect((*path, kind.value), kind, effect)
        if inject.after is not None:
            yield from names.condition((*path, "after"), inject.after)
    for n, branch in enumerate(door.branches):
        yield from names.condition(("branches", n, "when"), branch.when)
    for n, stream in enumerate(door.streams):
        yield from names.stream(("streams", n), stream)
    for n, expectation in enumerate(door.expectations):
        yield from names.expectation(("expectations", n), expectation)


class _Names:
    """Everything that can be named."""

    def __init__(self, door: ScenarioDoor, district: District) -> None:
        self._door, self._district = door, district
        written = [(inject.id, inject.actions[0][0]) for _, inject, _, _ in written_injects(door)]
        self._ids = [id_ for id_, _ in written]
        self._reporting = {id_ for id_, kind in written if kind in REPORTING}
        self._slowing = {id_ for id_, kind in written if kind is InjectKind.SLOW}
        self._roles = {DUTY_OFFICER, *(role.id for role in door.participants)}
        self._capabilities = {one.id for one in door.capabilities}

    def twice(self) -> Iterator[Problem]:
        """Ids that two of a kind have."""
        door = self._door
        lists: Mapping[str, list[str]] = {
            "expectations": [e.id for e in door.expectations], "branches": [b.id for b in door.branches],
            "streams": [s.id for s in door.streams], "participants": [p.id for p in door.participants],
            "capabilities": [c.id for c in door.capabilities],
        }  # fmt: skip
        for name, ids in {"injects": self._ids, **lists}.items():
            for id_ in (id_ for id_, count in Counter(ids).items() if count > 1):
                yield (name,), say("scenario.twice", id=id_)

    def header(self) -> Iterator[Problem]:
        """Teams of the roster."""
        roster = self._door.roster
        for side, teams in (("add", roster.add), ("without", roster.without)):
            for n, team in enumerate(teams):
                yield from known(("roster", side, n), "team", team, self._district.teams)
        for team in sorted({*roster.add} & {*roster.without}):
            yield ("roster",), say("scenario.on_and_off", team=team)

    def effect(self, path: Path, kind: InjectKind, effect: Any) -> Iterator[Problem]:
        """Incidents, injects and roles that an effect names."""
        if kind is InjectKind.UNSLOW and effect.inject not in self._slowing:
            yield (*path, "inject"), say("scenario.not_slowed", inject=effect.inject)
        if kind is InjectKind.MESSAGE:
            yield from known((*path, "to"), "role", effect.to, self._roles)
            if isinstance(effect.asks, WhistleAsk | TransferAsk | AssignAsk | ReopenAsk):
                yield from self._incident((*path, "asks", INCIDENT), effect.asks.incident)
        elif hasattr(effect, INCIDENT):
            yield from self._incident((*path, INCIDENT), effect.incident)

    def _incident(self, path: Path, inject: str) -> Iterator[Problem]:
        if inject not in self._reporting:
            yield path, unknown("reporting", inject, self._reporting)

    def condition(self, path: Path, after: AfterDoor) -> Iterator[Problem]:
        """A condition's incident and fields."""
        if after.incident:
            yield from self._incident((*path, INCIDENT), after.incident)
        yield from self._where((*path, "where"), after.event, after.where)

    def stream(self, path: Path, stream: Any) -> Iterator[Problem]:
        """Items and places of routine work."""
        for item in stream.items:
            yield from known((*path, "items", item), "item", item, self._district.catalogue)
        for item in stream.facts:
            yield from known((*path, "facts", item), "item", item, stream.items)
        if not stream.places and not self._district.grids:
            yield (*path, "places"), say("scenario.no_grids")
        for n, place in enumerate(stream.places):
            yield from known((*path, "places", n), "place", place, self._district.places)
        if seconds_of(stream.from_) >= seconds_of(stream.to):
            yield (*path, "to"), say("scenario.stream_times")

    def expectation(self, path: Path, expectation: ExpectationDoor) -> Iterator[Problem]:
        """What an expectation starts from, and what it asks of the event."""
        if expectation.of is not None:
            yield from known((*path, "of"), "inject", expectation.of, self._ids)
        if expectation.after is not None:
            yield from self.condition((*path, "after"), expectation.after)
        where = dict(expectation.where)
        incident = where.pop(INCIDENT, None)
        if incident is not None:
            yield from self._incident((*path, "where", INCIDENT), str(incident))
        yield from self._where((*path, "where"), expectation.event, where)
        if expectation.capability:
            yield from known((*path, "capability"), "capability", expectation.capability, self._capabilities)
        if expectation.bands is not None:
            spans = (expectation.within, expectation.bands.some, expectation.bands.major)
            if sorted(map(seconds_of, spans)) != list(map(seconds_of, spans)):
                yield (*path, "bands"), say("scenario.bands_rise")

    def _where(self, path: Path, event: str, where: Where) -> Iterator[Problem]:
        """Fields the event has, and names that the district has."""
        for field, value in where.items():
            first = field.split(".")[0]
            if first not in event_fields(event):
                yield (*path, field), unknown("field", first, event_fields(event))
            elif isinstance(value, dict) and not (value and value.keys() <= LIMITS):
                yield (*path, field), say("scenario.limits")
            elif isinstance(value, str):
                yield from known((*path, field), field, value, self._named(field, value))

    def _named(self, field: str, value: str) -> Collection[str]:
        place = self._district
        named: Mapping[str, Collection[str]] = {
            "team": place.teams, "department": place.departments, "category": place.catalogue,
            "capability": place.capabilities, "via_depot": place.depots,
        }  # fmt: skip
        return named.get(field, (value,))


@cache
def event_fields(kind: str) -> frozenset[str]:
    """The fields that can be asked of an event; those of the order's own event with every event of an order."""
    own = {field.name for field in fields(EVENT_KINDS[kind])}
    issued = {field.name for field in fields(EVENT_KINDS["order.issued"])} if "order" in own else set()
    return frozenset(own | issued)
