"""Who brings what from where: vehicles first, then depots on the way; two incidents never count the same pump."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from console.dispatch.candidates import Arrival, turnout_s
from console.dispatch.roads.network import RoadNetwork, joined
from console.errors import NoRoute
from console.model.incident import Incident
from console.model.picture import Picture
from console.model.places import Depot, District
from console.model.plan import MaterialNeed
from console.model.recommendation import Load, MaterialRow
from console.phrase import Phrase, Text, say


@dataclass
class Carrier:
    """A team that goes to the scene anyway, or a hauler that could; filled while materials are given out."""

    team: str
    eta_s: int
    due_s: int  # when its own need wants it there, from now
    sent: bool = False  # already ordered: it takes no detour, what is on board counts
    hauler: bool = False
    depot: str = ""
    loads: list[Load] = field(default_factory=list)
    route: tuple[int, ...] = ()
    travel_s: int = 0


class Stores:
    """Free stock of one picture, given out incident by incident, the most urgent first."""

    def __init__(self, district: District, network: RoadNetwork, picture: Picture) -> None:
        self._district = district
        self._network = network
        self._picture = picture
        self._stock = dict(picture.stock)
        self._ways: dict[tuple[str, str, int], Arrival | None] = {}

    def supply(
        self, incident: Incident, needs: tuple[MaterialNeed, ...], carriers: list[Carrier], elapsed_s: int
    ) -> tuple[MaterialRow, ...]:
        """One row per material need; ``carriers`` get their loads and their detours."""
        rows = [self._row(incident, need, carriers, elapsed_s) for need in needs]
        final = {carrier.team: carrier.eta_s for carrier in carriers if not carrier.sent}
        return tuple(_at_final_arrival(row, final) for row in rows)

    def _row(self, incident: Incident, need: MaterialNeed, carriers: list[Carrier], elapsed_s: int) -> MaterialRow:
        picks = self._already(incident, need)
        missing = need.quantity - sum(load.quantity for _, load, _ in picks)
        for carrier in sorted(carriers, key=lambda c: (c.hauler, c.eta_s, c.team)):
            missing -= self._take(picks, carrier, need, missing, carrier.team, "") if not carrier.hauler else 0
        while missing > 0:
            found = self._best_depot(incident, need, missing, carriers, elapsed_s)
            if found is None:
                break
            carrier, depot, arrival = found
            if arrival is not None:
                carrier.depot, carrier.eta_s = depot.id, arrival.eta_s
                carrier.route, carrier.travel_s = arrival.route, arrival.travel_s
            missing -= self._take(picks, carrier, need, missing, depot.id, depot.id)
        item = self._district.materials.get(need.item)
        return MaterialRow(
            need.id, need.item, item.name if item else Text(need.item), need.unit, need.quantity,
            tuple(picks), max(0, missing), self._alternative(need) if missing > 0 else None,
        )  # fmt: skip

    def _already(self, incident: Incident, need: MaterialNeed) -> list[tuple[str, Load, int]]:
        """What orders that run already bring."""
        orders = [self._picture.orders[o] for o in incident.orders_now]
        now = self._picture.at
        return [
            (order.team, load, max(0, int((order.expected_at - now).total_seconds())))
            for order in orders if order.status.counts
            for load in order.loads if load.item == need.item
        ]  # fmt: skip

    def _take(
        self,
        picks: list[tuple[str, Load, int]],
        carrier: Carrier,
        need: MaterialNeed,
        missing: int,
        owner: str,
        depot: str,
    ) -> int:
        quantity = min(missing, self._stock.get((owner, need.item), 0))
        if quantity <= 0:
            return 0
        self._stock[(owner, need.item)] -= quantity
        load = Load(need.item, quantity, depot)
        carrier.loads.append(load)
        picks.append((carrier.team, load, carrier.eta_s))
        return quantity

    def _best_depot(
        self, incident: Incident, need: MaterialNeed, missing: int, carriers: list[Carrier], elapsed_s: int
    ) -> tuple[Carrier, Depot, Arrival | None] | None:
        """The carrier and depot that bring most in time at least harm; ``None`` when nobody can."""
        best: tuple[tuple[int, ...], str, str, Carrier, Depot, Arrival | None] | None = None
        for depot in self._district.depots.values():
            held = min(missing, self._stock.get((depot.id, need.item), 0))
            for carrier in carriers if held > 0 else ():
                if carrier.sent or (carrier.depot and carrier.depot != depot.id):
                    continue
                arrival = None if carrier.depot else self._via(incident, carrier.team, depot)
                if arrival is None and not carrier.depot:
                    continue
                eta = arrival.eta_s if arrival else carrier.eta_s
                harm = max(0, eta - carrier.due_s) if not carrier.hauler and arrival else 0
                if harm and carrier.eta_s <= carrier.due_s:
                    continue  # no detour makes a team late for what it is sent to do
                late = max(0, eta + elapsed_s - need.arrive_within_s)
                new_team = carrier.hauler and not carrier.loads
                cost = (min(1, harm), min(1, late), int(new_team), -held, harm + late, eta)
                if best is None or (cost, carrier.team, depot.id) < best[:3]:
                    best = (cost, carrier.team, depot.id, carrier, depot, arrival)
        return None if best is None else best[3:]

    def _via(self, incident: Incident, team: str, depot: Depot) -> Arrival | None:
        key = (team, depot.id, incident.number)
        if key not in self._ways:
            self._ways[key] = self._find_way(incident, team, depot)
        return self._ways[key]

    def _find_way(self, incident: Incident, team: str, depot: Depot) -> Arrival | None:
        now, roads = self._picture.teams[team], self._picture.conditions
        if incident.position is None:
            return None
        try:
            there, out = self._network.way(now.position, self._network.towards(depot.position, roads))
            onward, on = self._network.way(depot.position, self._network.towards(incident.position, roads))
        except NoRoute:
            return None
        return Arrival(turnout_s(now), round(there + depot.loading_s + onward), joined(out, on))

    def _alternative(self, need: MaterialNeed) -> Phrase:
        left = {d.id: self._stock.get((d.id, need.item), 0) for d in self._district.depots.values()}
        most = max(left, key=lambda depot: (left[depot], depot), default="")
        if not most or left[most] == 0:
            return say("dispatch.no_stock_left")
        return say("dispatch.stock_elsewhere", depot=self._district.depots[most].name, quantity=left[most])


def _at_final_arrival(row: MaterialRow, final: Mapping[str, int]) -> MaterialRow:
    """A detour for a later need delays what the same team was given before."""
    return replace(row, picks=tuple((team, load, final.get(team, eta)) for team, load, eta in row.picks))
