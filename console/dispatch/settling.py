"""The question of teams answered: who goes where, and what each place is worth to the whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from console.dispatch.assignment.chosen import Chosen
from console.dispatch.assignment.compiled import run
from console.dispatch.assignment.match import Matched, match
from console.dispatch.assignment.packing import Packing
from console.dispatch.assignment.problem import Ranks
from console.dispatch.assignment.rows_kernel import LOW_BITS
from console.dispatch.assignment.worth import worth
from console.dispatch.listed import STRAIGHT
from console.dispatch.places_to_fill import HAUL, Place
from console.dispatch.question import Question
from console.dispatch.standing import HORIZON_S

MOST_PROVED = 1500
"""With more places than these, teams beyond the first look are only looked at for places that stay empty."""
NEAREST = 4
"""A team that would stay idle is then looked at for so many incidents."""


@dataclass(frozen=True)
class Settled:
    """The best answer, and the worth of each place, from which the reasons are computed.

    ``unproved`` are incidents for which a team farther away than was looked might make a better answer, ``widen``
    those of them that are worth looking for it, with the seconds of travel beyond which no team would.
    """

    chosen: Chosen
    worth: Sequence[Ranks]
    unproved: frozenset[int]
    widen: Mapping[int, float]


def settle(question: Question) -> Settled:
    """Settle a question about teams alone."""
    matched, options = _match(question)
    widen = too_short(question, matched)
    unproved = frozenset(widen)
    if len(question.places) > MOST_PROVED:
        widen = dict.fromkeys(unproved & left_idle(question, matched, options), inf)
    worths = [Ranks(*row) for row in worth(matched).tolist()] if not widen else []
    picks = tuple(None if pick < 0 else int(options[pick]) for pick in matched.option_of_slot.tolist())
    return Settled(Chosen(picks, (), (), matched.value, matched.lower_bound), worths, unproved, widen)


def too_short(question: Question, matched: Matched) -> dict[int, float]:
    """The incidents for which a team that was not looked for might still matter, and how far away none would.

    Such a team costs at least its way from the radius on and what its crew is worth where it is used. Where that is
    not above the worth of the place, the answer is not proved. With many places how far is not worked out: inf.
    """
    proof = matched.proof
    margins = np.zeros((2, len(question.places)), np.int64)
    run("margins", proof.rows, proof.prices, margins[0], margins[1])
    crews = int(question.crew.max(initial=0)) + 1
    price_hi, price_lo = (np.concatenate([words, np.zeros(max(0, crews - len(words)), np.int64)])
                          for words in (proof.prices.hi, proof.prices.lo))  # fmt: skip
    found: dict[int, float] = {}
    for n, place in enumerate(question.places):
        case = place.case
        if np.isfinite(case.radius_s) and place.need is not HAUL:
            unseen = question.crew[case.standing.free & (case.standing.fit(place.need) >= 0) & ~case.reaches]
            if unseen.size:
                cheapest = unseen[price_hi[unseen] == price_hi[unseen].min()]
                price = _whole(int(price_hi[cheapest[0]]), int(price_lo[cheapest].min()))
                room = _whole(int(margins[0][n]), int(margins[1][n])) - price
                if proof.packing.number(_from_afar(place, int(case.radius_s))) <= room:
                    many = len(question.places) > MOST_PROVED
                    enough_s = inf if many else _far_enough(place, proof.packing, room)
                    found[case.incident.number] = max(enough_s, found.get(case.incident.number, 0.0))
    return found


def _far_enough(place: Place, packing: Packing, room: int) -> float:
    """The least radius from which on a team costs more than ``room``; inf when none is large enough."""
    radii = range(int(place.case.radius_s), int(HORIZON_S))
    n = bisect_right(radii, room, key=lambda seconds: packing.number(_from_afar(place, seconds)))
    return radii[n] if n < len(radii) else inf


def left_idle(question: Question, matched: Matched, options: NDArray[np.int64]) -> frozenset[int]:
    """The incidents with an empty place for which there is a team, not looked for, that has nothing to do.

    Of each such team only the nearest few, as the crow flies: it can go to one. Teams that cannot even get to the
    middle of the network are left out: what they reach they were found for.
    """
    idle = np.ones(int(question.crew.max(initial=0)) + 1, bool)
    picks = matched.option_of_slot
    idle[question.crew[question.team_of[options[picks[picks >= 0]]]]] = False
    near: dict[int, dict[int, float]] = {}  # by team, the metres to incidents
    for place, pick in zip(question.places, picks.tolist(), strict=True):
        case = place.case
        if pick < 0 and place.need is not HAUL and case.incident.position is not None:
            able = case.standing.free & (case.standing.fit(place.need) >= 0) & idle[question.crew]
            unseen = np.flatnonzero(able & ~case.reaches & case.standing.gets_about)
            off_m = case.standing.off_m(case.incident.position)[unseen] if unseen.size else unseen
            for team, metres in zip(unseen.tolist(), off_m.tolist(), strict=True):
                near.setdefault(team, {})[case.incident.number] = metres
    return frozenset(n for found in near.values() for n in sorted(found, key=found.__getitem__)[:NEAREST])


def _from_afar(place: Place, seconds: int) -> Ranks:
    """The least that a team so many seconds away could cost, counted from leaving the place empty."""
    late = place.case.elapsed_s + seconds > place.need.arrive_within_s
    return Ranks(-place.weight, int(late), 0, seconds)


def _whole(hi: int, lo: int) -> int:
    return (hi << LOW_BITS) + lo


def _match(question: Question) -> tuple[Matched, NDArray[np.int64]]:
    straight = np.flatnonzero(question.depot_of == STRAIGHT)
    crews = question.crew[question.team_of[straight]]
    return match(question.weights, question.slot_of[straight], crews, question.cost[straight]), straight
