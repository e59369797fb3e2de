"""The search for the best choice of teams and materials together: branch and bound over what each slot brings.

A set of allowed options is looked at (``outlook``). If the matched teams bring less of some wanted than could be
brought, the set is split by what would have to change: either no slot brings anything of it but what it brings now,
or a first slot does, the slots before it not. Every choice falls into one of these sets, so none is lost; each set
is smaller, so the search ends. Sets with the lowest bound come first, and one whose bound is no lower than the best
choice found needs no look. All figures are whole numbers: nothing is rounded, and the same problem is searched the
same way every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from console.dispatch.assignment.layout import Layout, Mask, Whole
from console.dispatch.assignment.outlook import Outlook, look
from console.dispatch.assignment.problem import Ranks


@dataclass(frozen=True)
class Found:
    """The best choice found, and what no choice is below."""

    best: Outlook
    bound: Ranks


@dataclass(frozen=True)
class _Part:
    """A set of allowed options, not looked at yet; ``before`` is an outlook whose match is allowed in it too."""

    allowed: Mask
    pressed: Whole
    before: Outlook | None

    def look(self, layout: Layout) -> Outlook:
        """The outlook over the set."""
        if self.before is None:
            return look(layout, self.allowed, self.pressed)
        return self.before.within(self.allowed, self.pressed)


def search(best: Outlook, root: Outlook, looks: int) -> Found:
    """The best choice over the options of ``root``, after at most ``looks`` outlooks; ``best`` is a choice to beat."""
    found, bound = best, root.bound
    parts: list[tuple[Ranks, int, _Part]] = []
    number = 0
    floor: list[Ranks] = []  # bounds of sets that cannot be split further, though not solved
    looking = root
    while True:
        if looking.obeyed:
            found = min(found, looking, key=lambda outlook: outlook.value)
            bound = max(bound, looking.bound)
            if bound < found.value and looking.now.costs != looking.dream.least:
                split = False
                for part_bound, part in _parts(looking):
                    number, split = number + 1, True
                    heappush(parts, (max(bound, part_bound), number, part))
                floor += [] if split else [bound]
        if not parts or parts[0][0] >= found.value:
            return Found(found, min([found.value, *floor]))
        bound, _, part = heappop(parts)
        if looks <= 0:
            return Found(found, min([bound, *floor]))
        looks -= 1
        looking = part.look(root.layout)


def _parts(outlook: Outlook) -> Iterator[tuple[Ranks, _Part]]:
    """The sets that together hold every choice of ``outlook``'s, with a bound each; none when it cannot be split."""
    layout = outlook.layout
    wanted = _dissatisfied(outlook)
    if wanted is None:
        return
    changing = layout.ways.option[outlook.other[layout.ways.wanted[outlook.other] == wanted]]
    rest = outlook.allowed.copy()
    rest[changing] = False
    yield outlook.bound, _Part(rest, outlook.pressed, outlook)
    before = outlook.allowed.copy()
    seen: set[bytes] = set()
    for slot in np.unique(layout.slot[changing]).tolist():
        mine = changing[layout.slot[changing] == slot]
        look_alike = layout.twin(slot, outlook.allowed, mine)
        if look_alike not in seen:
            seen.add(look_alike)
            allowed = before.copy()
            allowed[layout.rows(slot)] = False
            allowed[mine] = True
            pressed = outlook.pressed.copy()
            pressed[slot] = layout.outweighing
            yield outlook.at_least(min(outlook.above_of(e) for e in mine.tolist())), _Part(allowed, pressed, None)
        before[mine] = False


def _dissatisfied(outlook: Outlook) -> int | None:
    """A wanted that the match serves worse than could be, and that some slot could bring otherwise; the worst."""
    layout, now, dream = outlook.layout, outlook.now, outlook.dream
    costs = [(s.short + np.where(s.short > 0, layout.wanted_weight, 0), s.late) for s in (now, dream)]
    worse = np.stack([costs[0][0] - costs[1][0], costs[0][1].astype(np.int64) - costs[1][1]])
    changeable = np.unique(layout.ways.wanted[outlook.other])
    in_question = np.isin(layout.item, np.unique(layout.item[(worse != 0).any(axis=0)]))
    candidates = changeable[in_question[changeable]]
    if not len(candidates):
        return None
    order = np.lexsort((candidates, -worse[1][candidates], -worse[0][candidates]))
    return int(candidates[order[0]])
