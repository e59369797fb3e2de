"""Turn restrictions: relations of a from-way, a via and a to-way, put into arcs; what cannot be used is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from console.district.osm.ledger import Found, Ledger
from console.district.osm.network import NO_ARC, Leg, Network
from console.district.osm.source import Member, RawMap, Relation
from console.model.roads import Turn

FORBIDDEN = frozenset({"no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit"})
ONLY = frozenset({"only_left_turn", "only_right_turn", "only_straight_on", "only_u_turn"})
_KEYS = ("restriction", "restriction:motorcar", "restriction:motor_vehicle", "restriction:vehicle")
_TIMED = ("day_on", "day_off", "hour_on", "hour_off")
_CARS = frozenset({"motorcar", "motor_vehicle", "vehicle"})


class _Unusable(Exception):
    def __init__(self, found: Found) -> None:
        super().__init__(found.value)
        self.found = found


def read_turns(raw: RawMap, network: Network, ledger: Ledger) -> tuple[tuple[Turn, ...], int]:
    """The restrictions as turns over the network's arc indices, each once, and how many relations could be used.

    A restriction that excepts emergency vehicles stays: who obeys restrictions is a matter of the team.
    """
    turns: dict[Turn, None] = {}
    used = 0
    for id_, relation in sorted(raw.restrictions.items()):
        try:
            turns |= dict.fromkeys(_Reading(raw, network, relation).turns())
            used += 1
        except _Unusable as error:
            ledger.add(error.found, f"relation {id_}")
    return tuple(turns), used


def _kind(tags: Mapping[str, str]) -> str:
    kind = next((tags[key] for key in _KEYS if tags.get(key)), "") if tags["type"] == "restriction" else ""
    if (
        tags["type"] == "restriction:conditional"
        or any(tags.get(key) for key in _TIMED)
        or (not kind and any(key.endswith(":conditional") for key in tags))
    ):
        raise _Unusable(Found.TURN_CONDITIONAL)
    if tags["type"] != "restriction" or (not kind and any(key.startswith("restriction:") for key in tags)):
        raise _Unusable(Found.TURN_OTHER_VEHICLES)
    if kind not in FORBIDDEN and kind not in ONLY:
        raise _Unusable(Found.TURN_KIND)
    if _CARS & {part.strip() for part in tags.get("except", "").split(";")}:
        raise _Unusable(Found.TURN_EXEMPT)
    return kind


@dataclass
class _Reading:
    """One restriction being read."""

    raw: RawMap
    network: Network
    relation: Relation

    def turns(self) -> list[Turn]:
        kind = _kind(self.relation.tags)
        begin, via, end = (self._members(role) for role in ("from", "via", "to"))
        if any(m.kind != "w" for m in (*begin, *end)) or any(m.kind == "r" for m in via):
            raise _Unusable(Found.TURN_MEMBER_UNKNOWN)
        many_from, many_to = kind == "no_entry", kind == "no_exit"
        if (len(begin) > 1 and not many_from) or (len(end) > 1 and not many_to):
            raise _Unusable(Found.TURN_UNCLEAR)
        pairs = [(self._legs(a), self._legs(b), a.ref == b.ref) for a in begin for b in end]
        only = kind in ONLY
        return [turn for a, b, back in pairs for turn in self._between(a, via, b, only, back)]

    def _members(self, role: str) -> list[Member]:
        found = [m for m in self.relation.members if m.role == role]
        if not found:
            raise _Unusable(Found.TURN_MEMBER_MISSING)
        return found

    def _legs(self, member: Member) -> list[Leg]:
        if member.ref not in self.raw.ways:
            raise _Unusable(Found.TURN_MEMBER_MISSING)
        if not self.network.legs.get(member.ref):
            raise _Unusable(Found.TURN_NOT_DRIVEN)
        return self.network.legs[member.ref]

    def _between(
        self, begin: Sequence[Leg], via: Sequence[Member], end: Sequence[Leg], only: bool, back: bool
    ) -> list[Turn]:
        if via[0].kind == "n":
            if len(via) > 1:
                raise _Unusable(Found.TURN_UNCLEAR)
            return self._at_node(begin, via[0].ref, end, only, back)
        if any(m.kind == "n" for m in via):
            raise _Unusable(Found.TURN_UNCLEAR)
        return self._along_ways(begin, [self._legs(m) for m in via], end, only)

    def _at_node(self, begin: Sequence[Leg], node: int, end: Sequence[Leg], only: bool, back: bool) -> list[Turn]:
        at = self.network.index_of(node)
        if at is None:
            known = node in self.raw.nodes
            raise _Unusable(Found.TURN_NOT_DRIVEN if known else Found.TURN_MEMBER_MISSING)
        if not _touches(begin, at) or not _touches(end, at):
            raise _Unusable(Found.TURN_UNCLEAR)
        if back:
            return _about(begin, at, only)
        return [_turn(_arriving(begin, at), (), _leaving(end, at), only)]

    def _along_ways(
        self, begin: Sequence[Leg], ways: Sequence[Sequence[Leg]], end: Sequence[Leg], only: bool
    ) -> list[Turn]:
        """All ways of going from the one road over the via-ways to the other; exactly one must be meant."""
        states: list[tuple[int, int, tuple[int, ...]]] = [
            (at, at, ()) for at in sorted(_nodes(begin) & _nodes(ways[0]))
        ]
        blocked = not states
        for way, after in zip(ways, [*ways[1:], end], strict=True):
            further = []
            for first, at, arcs in states:
                for goal in sorted((_nodes(way) & _nodes(after)) - {at}):
                    further += [(first, goal, (*arcs, *path)) for path in _paths(way, at, goal)]
            states = further
        if blocked:
            raise _Unusable(Found.TURN_UNCLEAR)
        found = [(_arriving(begin, first), arcs, _leaving(end, last)) for first, last, arcs in states]
        whole = [(a, arcs, b) for a, arcs, b in found if a and b]
        if not whole:
            raise _Unusable(Found.TURN_NEEDLESS)
        if len(whole) > 1:
            raise _Unusable(Found.TURN_UNCLEAR)
        return [_turn(*whole[0], only)]


def _nodes(legs: Sequence[Leg]) -> set[int]:
    return {node for leg in legs for node in (leg.a, leg.b)}


def _touches(legs: Sequence[Leg], at: int) -> bool:
    return any(at in (leg.a, leg.b) for leg in legs)


def _arriving(legs: Sequence[Leg], at: int) -> list[int]:
    found = [leg.forward for leg in legs if leg.b == at] + [leg.backward for leg in legs if leg.a == at]
    return [arc for arc in found if arc != NO_ARC]


def _leaving(legs: Sequence[Leg], at: int) -> list[int]:
    found = [leg.forward for leg in legs if leg.a == at] + [leg.backward for leg in legs if leg.b == at]
    return [arc for arc in found if arc != NO_ARC]


def _turn(begin: Sequence[int], via: Sequence[int], end: Sequence[int], only: bool) -> Turn:
    """The one turn meant; a way that goes through the via in both directions leaves open which half is meant."""
    if not begin or not end:
        raise _Unusable(Found.TURN_UNCLEAR if only and begin else Found.TURN_NEEDLESS)
    if len(begin) > 1 or len(end) > 1:
        raise _Unusable(Found.TURN_UNCLEAR)
    return Turn((begin[0], *via, end[0]), only)


def _about(legs: Sequence[Leg], at: int, only: bool) -> list[Turn]:
    """Turning about at a node of a way, from each side it can be come from."""
    turns = []
    for leg in legs:
        if NO_ARC not in (leg.forward, leg.backward) and at in (leg.a, leg.b):
            arcs = (leg.forward, leg.backward) if leg.b == at else (leg.backward, leg.forward)
            turns.append(Turn(arcs, only))
    if not turns:
        raise _Unusable(Found.TURN_NEEDLESS)
    return turns


def _paths(legs: Sequence[Leg], start: int, goal: int) -> Iterator[tuple[int, ...]]:
    """The arcs along one way from ``start`` to ``goal``, as drawn and against it, round a ring where it is one."""
    yield from _walk([(leg.a, leg.b, leg.forward) for leg in legs], start, goal)
    yield from _walk([(leg.b, leg.a, leg.backward) for leg in reversed(legs)], start, goal)


def _walk(pieces: Sequence[tuple[int, int, int]], start: int, goal: int) -> Iterator[tuple[int, ...]]:
    first = next((i for i, piece in enumerate(pieces) if piece[0] == start), None)
    if first is None:
        return
    arcs: list[int] = []
    at = start
    for a, b, arc in (*pieces[first:], *pieces[:first]):
        if a != at or arc == NO_ARC:
            return
        arcs.append(arc)
        at = b
        if at == goal:
            yield tuple(arcs)
            return
