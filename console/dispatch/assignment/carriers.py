"""The cheapest carriers for what one incident lacks, each once, lateness and going without included in the price."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

STATES = 2000
"""So many different quantities still missing are told apart; beyond, only the dearest material counts."""
LATE_TOGETHER = 3
"""Of what one carrier brings too late, so many are looked at one by one; it counts as in time for the others."""


class Lack(NamedTuple):
    """A wanted (index) of which ``units`` are missing; all prices are packed.

    ``matched_late`` units more come with teams that are matched already, but too late. Anything late costs
    ``late`` once, staying short ``short``.
    """

    wanted: int
    units: int
    matched_late: int
    late: int
    short: int


class Cover(NamedTuple):
    """A price (packed), and the options that together have it."""

    above: int
    options: tuple[int, ...]


class _Carrier(NamedTuple):
    """Options (one, or none for teams matched already) that bring units of each lack; ``late`` says which too late."""

    above: int
    options: tuple[int, ...]
    units: tuple[int, ...]
    late: tuple[bool, ...]


_Left = tuple[tuple[int, bool], ...]
"""For each lack the units still missing, and whether some came late."""

Offers = Iterable[tuple[int, int, Mapping[int, tuple[int, bool]]]]
"""Price, option, and by wanted the units it brings and whether too late."""


def cheapest_cover(lacks: Sequence[Lack], offers: Offers) -> Cover:
    """The cheapest way to have all that is lacking, be it late, or to go without."""
    carriers = sorted([*_matched(lacks), *(c for offer in offers for c in _carriers(lacks, *offer))])
    states: dict[_Left, Cover] = {tuple((lack.units, False) for lack in lacks): Cover(0, ())}
    best = Cover(sum(lack.short for lack in lacks), ())
    enough: list[tuple[int, tuple[bool, ...]]] = []
    for carrier in carriers:
        if carrier.above >= best.above:
            break
        touched = tuple(units > 0 for units in carrier.units)
        if any(price <= carrier.above and _within(touched, whole) for price, whole in enough):
            continue  # a cheaper one brings all that this one could be wanted for
        price = carrier.above + sum(lack.late for lack, late in zip(lacks, carrier.late, strict=True) if late)
        enough.append((price, tuple(units >= lack.units for units, lack in zip(carrier.units, lacks, strict=True))))
        for left, cover in list(states.items()):
            rest, late = _after(lacks, left, carrier)
            found = Cover(cover.above + carrier.above + late, cover.options + carrier.options)
            if rest != left and found.above < best.above and (rest not in states or found < states[rest]):
                states[rest] = found
                without = sum(lack.short for lack, (units, _) in zip(lacks, rest, strict=True) if units)
                best = min(best, Cover(found.above + without, found.options))
        if len(states) > STATES:
            return _dearest(lacks, carriers)
    return best


def _matched(lacks: Sequence[Lack]) -> Iterator[_Carrier]:
    """What matched teams bring too late, one by one: it costs nothing but the lateness."""
    for k, lack in enumerate(lacks):
        if lack.matched_late:
            here = tuple(k == other for other in range(len(lacks)))
            yield _Carrier(0, (), tuple(lack.matched_late * h for h in here), here)


def _carriers(
    lacks: Sequence[Lack], above: int, option: int, brings: Mapping[int, tuple[int, bool]]
) -> Iterator[_Carrier]:
    """One offer with each choice of what it is used for although it is late."""
    none = (0, False)
    units = [min(lack.units, brings.get(lack.wanted, none)[0]) for lack in lacks]
    late = [k for k, lack in enumerate(lacks) if units[k] and brings[lack.wanted][1]]
    told_apart = late[:LATE_TOGETHER]
    for used in itertools.chain.from_iterable(
        itertools.combinations(told_apart, n) for n in range(len(told_apart) + 1)
    ):
        brought = tuple(0 if k in told_apart and k not in used else units[k] for k in range(len(lacks)))
        if any(brought):
            yield _Carrier(above, (option,), brought, tuple(k in used for k in range(len(lacks))))


def _within(part: tuple[bool, ...], whole: tuple[bool, ...]) -> bool:
    return all(w or not p for p, w in zip(part, whole, strict=True))


def _after(lacks: Sequence[Lack], left: _Left, carrier: _Carrier) -> tuple[_Left, int]:
    """What is missing after one more carrier, and what newly comes late."""
    rest, price = [], 0
    for lack, (units, was_late), brought, late in zip(lacks, left, carrier.units, carrier.late, strict=True):
        newly = late and not was_late and units > 0 and brought > 0
        price += lack.late if newly else 0
        rest.append((max(0, units - brought), was_late or newly))
    return tuple(rest), price


def _dearest(lacks: Sequence[Lack], carriers: Sequence[_Carrier]) -> Cover:
    """The cheapest carrier for each that is missing, and of these the dearest."""
    return max(
        min([Cover(lack.short, ()), *(Cover(c.above, c.options) for c in carriers if c.units[k])])
        for k, lack in enumerate(lacks)
    )
