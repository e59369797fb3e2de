"""A choice made better a few incidents at a time, where the whole is too large to be searched.

The bound says which incidents cost more than they would if they had their pick of the teams. Each of them, the
dearest first, is solved again together with those that hold the teams it would have liked, everything else staying
as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

import numpy as np

from console.dispatch.assignment.chosen import Brought, Chosen, weigh
from console.dispatch.assignment.first_choice import first_choice
from console.dispatch.assignment.layout import Layout
from console.dispatch.assignment.outlook import Outlook, chosen_by, look_at_all
from console.dispatch.assignment.pieces import Piece, piece
from console.dispatch.assignment.problem import Ranks
from console.dispatch.assignment.search import search

RIVALS = 3
"""So many incidents are solved again beside the one that costs too much."""
LOOKS = 40


def improved(root: Outlook, first: Chosen, times: int) -> Chosen:
    """``first`` after solving up to ``times`` neighbourhoods again."""
    standing, done = first, set[int]()
    for incident in _dearest_first(root, first)[:times]:
        if incident not in done:
            members = {incident, *_rivals(root, standing, incident)}
            found = _again(root, standing, members)
            if found.value < standing.value:
                standing = found
                done |= members
    return standing


def _dearest_first(root: Outlook, standing: Chosen) -> list[int]:
    """Incidents by how much more they cost than they must at the prices of ``root``; those that do not left out."""
    layout, packing, problem = root.layout, root.packing, root.layout.problem
    row_of = np.empty(len(layout.number), np.int64)
    row_of[layout.number] = np.arange(len(row_of))
    over = Counter[int]()
    for slot, option in zip(problem.slots, standing.picks, strict=True):
        over[slot.incident] += (
            packing.number(Ranks(unfilled=slot.weight)) if option is None else root.above_of(int(row_of[option]))
        )
    for wanted, missing in zip(problem.wanted, standing.short, strict=True):
        if missing:
            over[wanted.incident] += packing.number(Ranks(unfilled=wanted.weight + missing))
    for load in standing.brought:
        wanted = problem.wanted[load.wanted]
        if problem.options[load.option].arrives_s > wanted.due_s:
            over[wanted.incident] += packing.number(Ranks(late=1))
    incident_of = dict(zip(layout.party.tolist(), layout.wanted_incident.tolist(), strict=True))
    for party, cover in root.surcharge.certain.items():
        over[incident_of[party]] -= cover.above
    return sorted((i for i, cost in over.items() if cost > 0), key=lambda i: (-over[i], i))


def _rivals(root: Outlook, standing: Chosen, incident: int) -> list[int]:
    """Who holds the teams that ``incident`` would have if it had its pick."""
    layout, problem = root.layout, root.layout.problem
    liked = [row for row in root.picks[layout.incident == incident].tolist() if row >= 0]
    for party in set(layout.party[layout.wanted_incident == incident].tolist()):
        liked += root.surcharge.certain[party].options if party in root.surcharge.certain else ()
    crews = set(layout.crew[liked].tolist())
    holders = Counter[int]()
    for slot, option in zip(problem.slots, standing.picks, strict=True):
        if option is not None and problem.crews[problem.options[option].team] in crews:
            holders[slot.incident] += 1
    del holders[incident]
    return [other for other, _ in sorted(holders.items(), key=lambda held: (-held[1], held[0]))[:RIVALS]]


def _again(root: Outlook, standing: Chosen, members: Collection[int]) -> Chosen:
    """``standing`` with these incidents solved again, all others as they are; ``standing`` itself if nothing gains."""
    part = _part(root.layout, standing, members)
    before = _share_of(part, standing)
    layout = Layout.of(part.problem)
    every = look_at_all(layout)
    found = search(first_choice(every), every, LOOKS)
    if found.best.value >= before.value:
        return standing
    answer = chosen_by(part.problem, found.best, found.bound)
    picks, loads = part.in_whole(answer)
    mine, wanted = set(part.slots), dict(zip(part.wanted, answer.short, strict=True))
    return replace(
        standing,
        picks=tuple(picks.get(s) if s in mine else e for s, e in enumerate(standing.picks)),
        brought=(*(load for load in standing.brought if load.wanted not in wanted), *loads),
        short=tuple(wanted.get(j, missing) for j, missing in enumerate(standing.short)),
        value=Ranks(*(v - b + a for v, b, a in zip(standing.value, before.value, answer.value, strict=True))),
    )


def _part(layout: Layout, standing: Chosen, members: Collection[int]) -> Piece:
    """The problem of these incidents with the teams and the stock that the others leave."""
    problem = layout.problem
    slots, wanted = (np.isin(of, list(members)) for of in (layout.incident, layout.wanted_incident))
    others = [e for s, e in enumerate(standing.picks) if e is not None and not slots[s]]
    held = np.array([problem.crews[problem.options[e].team] for e in others], np.int64)
    stock = dict(problem.stock)
    for load in standing.brought:
        if not wanted[load.wanted] and not load.aboard:
            stock[problem.options[load.option].depot, problem.wanted[load.wanted].item] -= load.quantity
    rows = np.flatnonzero(slots[layout.slot])
    rows = rows[~np.isin(layout.crew[rows], held)]
    return piece(layout, rows, np.flatnonzero(slots), np.flatnonzero(wanted), stock)


def _share_of(part: Piece, standing: Chosen) -> Chosen:
    """What ``standing`` is for one part."""
    option = {number: k for k, number in enumerate(part.options)}
    wanted = {number: k for k, number in enumerate(part.wanted)}
    picks = tuple(None if (e := standing.picks[s]) is None else option[e] for s in part.slots)
    loads = tuple(
        Brought(option[load.option], wanted[load.wanted], load.quantity, load.aboard)
        for load in standing.brought
        if load.wanted in wanted
    )
    short, value = weigh(part.problem, picks, loads)
    return Chosen(picks, loads, short, value, value)
