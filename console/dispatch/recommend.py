"""The recommendation: needs, arrivals, joint assignment, materials, reasons, marks and cover (DOMAIN § 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from console.dispatch.assignment.solve import Option, Slot, assign
from console.dispatch.candidates import Arrival, arrivals, penalty_for, robs, weight
from console.dispatch.cover import Cover
from console.dispatch.forecast import marks_for
from console.dispatch.materials import Carrier, Stores
from console.dispatch.reasons import passed_over
from console.dispatch.roads.network import RoadNetwork
from console.model.incident import Incident, Order
from console.model.picture import Picture
from console.model.places import District
from console.model.plan import HAULAGE, StaffNeed
from console.model.recommendation import Fill, MaterialRow, NeedRow, Recommendation
from console.model.words import Stage
from console.phrase import Phrase, Text

_HAULAGE_TITLE = Text("Bring the materials", "运送物资")
_WAITING = (Stage.ACCEPTED, Stage.DISPATCHED, Stage.HANDLING)


@dataclass(frozen=True, slots=True)
class _Slot:
    """One empty place: the ``n``-th team for a need of an incident."""

    incident: Incident
    need: StaffNeed


@dataclass
class _Case:
    """One incident being worked on."""

    incident: Incident
    needs: tuple[StaffNeed, ...]
    arrivals: Mapping[str, Arrival | Phrase]
    running: dict[str, list[Order]]
    elapsed_s: int


def recommend(picture: Picture, district: District, network: RoadNetwork) -> dict[int, Recommendation]:
    """A recommendation for every waiting incident with a plan in force, all solved together."""
    cases = [_case(picture, network, i) for i in waiting(picture)]
    cover = Cover(district, network, picture)
    slots, chosen = _solve(picture, cases, cover)
    fills = {case.incident.number: _fills(picture, case, slots, chosen) for case in cases}
    stores = Stores(district, network, picture)
    taken = {t for by_need in fills.values() for row in by_need.values() for t in (f.team for f in row)}
    rows: dict[int, tuple[tuple[NeedRow, ...], tuple[MaterialRow, ...]]] = {}
    for case in cases:  # most urgent first: two incidents never count the same pump
        rows[case.incident.number] = _rows(picture, case, fills[case.incident.number], stores, taken)
    return {case.incident.number: _recommendation(picture, case, rows, cover) for case in cases}


def waiting(picture: Picture) -> list[Incident]:
    """Incidents with a plan in force whose needs count, the most urgent first."""
    found = [i for i in picture.incidents.values() if i.plan is not None and i.stage in _WAITING]
    return sorted(found, key=lambda i: (-weight(i), i.number))


def _case(picture: Picture, network: RoadNetwork, incident: Incident) -> _Case:
    assert incident.plan is not None
    running: dict[str, list[Order]] = {}
    for order in (picture.orders[o] for o in incident.orders_now):
        if order.status.counts:
            running.setdefault(order.need, []).append(order)
    elapsed = int((picture.at - (incident.t0 or picture.at)).total_seconds())
    return _Case(incident, incident.plan.staff, arrivals(network, picture, incident), running, elapsed)


def _solve(picture: Picture, cases: list[_Case], cover: Cover) -> tuple[list[_Slot], list[str | None]]:
    slots = [
        _Slot(case.incident, need)
        for case in cases
        for need in case.needs
        for _ in range(max(0, need.count - len(case.running.get(need.id, []))))
    ]
    by_number = {case.incident.number: case for case in cases}
    teams = sorted(picture.teams)
    options: dict[tuple[int, int], Option] = {}
    for s, slot in enumerate(slots):
        for t, team in enumerate(teams):
            option = _option(picture, by_number[slot.incident.number], slot.need, team, cover)
            if option is not None:
                options[(s, t)] = option
    keys = [Slot((slot.incident.number, slot.need.id), weight(slot.incident)) for slot in slots]
    return slots, [None if t is None else teams[t] for t in assign(keys, len(teams), options)]


def _option(picture: Picture, case: _Case, need: StaffNeed, team: str, cover: Cover) -> Option | None:
    now, arrival, way = picture.teams[team], case.arrivals[team], penalty_for(need, picture.teams[team])
    if way is None or now.team.crew < need.crew_min or isinstance(arrival, Phrase):
        return None
    robbed = 0
    if now.why_not is not None:
        taken_from = robs(picture, now, case.incident)
        if taken_from is None:
            return None
        robbed = taken_from
    late = case.elapsed_s + arrival.eta_s > need.arrive_within_s
    return Option(arrival.eta_s, late, way[1], cover.loss(team), robbed)


def _fills(picture: Picture, case: _Case, slots: list[_Slot], chosen: list[str | None]) -> dict[str, list[Fill]]:
    found: dict[str, list[Fill]] = {need.id: [] for need in case.needs}
    for need, orders in case.running.items():
        found.setdefault(need, []).extend(_running(picture, order) for order in orders)
    for slot, team in zip(slots, chosen, strict=True):
        if team is not None and slot.incident.number == case.incident.number:
            found[slot.need.id].append(_new(picture, case, slot.need, team))
    return found


def _running(picture: Picture, order: Order) -> Fill:
    left = max(0, int((order.expected_at - picture.at).total_seconds()))
    now = picture.teams.get(order.team)  # the district's files may have lost a team since it was sent
    age = (now.position_age_s if now else None) or 0
    return Fill(
        order.team, order.capability, left, 0, left, age, order.penalty,
        order.via_depot, order.loads, already_sent=True, route=order.route,
    )  # fmt: skip


def _new(picture: Picture, case: _Case, need: StaffNeed, team: str) -> Fill:
    now, arrival, way = picture.teams[team], case.arrivals[team], penalty_for(need, picture.teams[team])
    assert isinstance(arrival, Arrival), "only teams with a way are assigned"
    assert way is not None, "only teams with the capability are assigned"
    age = now.position_age_s if now.position_age_s is not None else 0
    taken_from = now.order.incident if now.order is not None else None
    return Fill(
        team, way[0], arrival.eta_s, arrival.turnout_s, arrival.travel_s, age, way[1],
        taken_from=taken_from, route=arrival.route,
    )  # fmt: skip


def _rows(
    picture: Picture, case: _Case, fills: dict[str, list[Fill]], stores: Stores, taken: set[str]
) -> tuple[tuple[NeedRow, ...], tuple[MaterialRow, ...]]:
    due = {need.id: need.arrive_within_s - case.elapsed_s for need in case.needs}
    carriers = [
        Carrier(fill.team, fill.eta_s, due.get(need, 0), sent=fill.already_sent)
        for need, found in fills.items() for fill in found
    ]  # fmt: skip
    carriers += _haulers(picture, case, taken)
    assert case.incident.plan is not None
    materials = stores.supply(case.incident, case.incident.plan.materials, carriers, case.elapsed_s)
    loaded = {carrier.team: carrier for carrier in carriers if carrier.loads}
    rows = [_row(need, fills[need.id], loaded) for need in case.needs]
    hauled = [_hauled(picture, c) for c in carriers if c.hauler and c.loads]
    taken.update(fill.team for fill in hauled)
    hauled = [*fills.get(HAULAGE, []), *hauled]
    if hauled:
        latest = max((need.arrive_within_s for need in case.incident.plan.materials), default=0)
        rows.append(
            NeedRow(HAULAGE, _HAULAGE_TITLE, "logistics", len(hauled), latest, False, tuple(hauled), 0)
        )  # fmt: skip
    return tuple(rows), materials


def _haulers(picture: Picture, case: _Case, taken: set[str]) -> list[Carrier]:
    found = []
    for team, now in sorted(picture.teams.items()):
        arrival = case.arrivals[team]
        able = now.why_not is None and team not in taken and "logistics" in now.team.capabilities
        if able and isinstance(arrival, Arrival):
            found.append(Carrier(team, arrival.eta_s, 0, hauler=True))
    return found


def _hauled(picture: Picture, carrier: Carrier) -> Fill:
    age = picture.teams[carrier.team].position_age_s
    return Fill(
        carrier.team, "logistics", carrier.eta_s, carrier.eta_s - carrier.travel_s, carrier.travel_s,
        age if age is not None else 0, 0, carrier.depot, tuple(carrier.loads), route=carrier.route,
    )  # fmt: skip


def _row(need: StaffNeed, fills: list[Fill], loaded: Mapping[str, Carrier]) -> NeedRow:
    filled = tuple(sorted((_with_loads(f, loaded.get(f.team)) for f in fills), key=lambda f: (f.eta_s, f.team)))
    return NeedRow(
        need.id, need.title, need.capability, need.count, need.arrive_within_s, need.first_arrival,
        filled, max(0, need.count - len(filled)),
    )  # fmt: skip


def _with_loads(fill: Fill, carrier: Carrier | None) -> Fill:
    if carrier is None or fill.already_sent:
        return fill
    if not carrier.depot:
        return replace(fill, loads=tuple(carrier.loads))
    return replace(
        fill, loads=tuple(carrier.loads), via_depot=carrier.depot, eta_s=carrier.eta_s,
        travel_s=carrier.travel_s, route=carrier.route,
    )  # fmt: skip


def _recommendation(
    picture: Picture,
    case: _Case,
    rows: Mapping[int, tuple[tuple[NeedRow, ...], tuple[MaterialRow, ...]]],
    cover: Cover,
) -> Recommendation:
    number, plan = case.incident.number, case.incident.plan
    assert plan is not None
    needs, materials = rows[number]
    elsewhere = {
        fill.team: other for other, (found, _) in rows.items() if other != number
        for row in found for fill in row.filled if not fill.already_sent
    }  # fmt: skip
    sent = frozenset(fill.team for row in needs for fill in row.filled if not fill.already_sent)
    return Recommendation(
        incident=number, seq=picture.seq, at=picture.at, plan=plan.plan, level=plan.level,
        needs=needs, materials=materials,
        passed_over=passed_over(picture, case.needs, needs, case.arrivals, elsewhere, cover),
        marks=marks_for(
            picture, case.incident, needs, case.elapsed_s, [o for r in case.running.values() for o in r]
        ),
        cover=cover.price(sent),
    )  # fmt: skip
