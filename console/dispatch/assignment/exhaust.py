"""A small question of one incident answered by trying every choice that could be better than the best known."""

from __future__ import annotations

import numpy as np

from console.dispatch.assignment.compiled import run
from console.dispatch.assignment.exhaust_kernel import Choices, Goods, Tried
from console.dispatch.assignment.layout import Layout, Mask, Whole
from console.dispatch.assignment.outlook import Outlook, look
from console.dispatch.assignment.pieces import worth_keeping
from console.dispatch.assignment.problem import Ranks

MOST_SLOTS = 16
"""With more slots too many choices are about as good as the best."""
_UNFILLED, _LATE = 32, 24
"""Where two ranks begin in the first word; the penalty is below them."""
_ARRIVAL, _COVER = 40, 20
"""Where two ranks begin in the second word; the wear is below them."""
_ROOM = Ranks(unfilled=30, late=7, penalty=23, arrival_s=22, cover=19, wear=18)
"""Bits that the sum of each rank may take."""


def exhausted(best: Outlook, root: Outlook, most: int) -> Outlook | None:
    """The best choice over the options of ``root``; ``best`` is the one known, and given back when none is better.

    ``None`` when that takes more than ``most`` steps, or the question is not of the kind: several incidents, many
    slots, an item wanted twice, or figures too large.
    """
    layout = root.layout
    if not _of_the_kind(layout, best.value):
        return None
    rows, choices = _choices(layout, worth_keeping(root, best.value))
    tried = _nothing(layout, choices, best.value)
    found = int(run("try_every", choices, _goods(layout, rows, choices), tried, most))
    if found <= 0:
        return best if found == 0 else None
    picks = tried.picks[tried.picks < choices.start[1:]]
    allowed, pressed = np.zeros(len(layout.slot), np.bool_), np.zeros(len(layout.weight), np.int64)
    allowed[rows[picks]], pressed[layout.slot[rows[picks]]] = True, layout.outweighing
    return look(layout, allowed, pressed)


def _of_the_kind(layout: Layout, best: Ranks) -> bool:
    incidents = np.unique(np.concatenate([layout.incident, layout.wanted_incident]))
    if (
        len(incidents) != 1
        or not 0 < len(layout.weight) <= MOST_SLOTS
        or len(np.unique(layout.item)) != len(layout.item)
    ):
        return False
    sums = np.abs(layout.cost).max(axis=0, initial=0) * len(layout.weight)
    sums[0] += layout.weight.sum() + layout.wanted_weight.sum() + layout.quantity.sum()
    sums[1] += len(layout.quantity)
    figures = zip([*sums.tolist(), *best], [*_ROOM, *_ROOM], strict=True)
    return len(layout.quantity) > 0 and all(abs(figure).bit_length() <= bits for figure, bits in figures)


def _words(cost: Whole) -> tuple[Whole, Whole]:
    hi = (cost[..., 0] << _UNFILLED) + (cost[..., 1] << _LATE) + cost[..., 2]
    return hi, (cost[..., 3] << _ARRIVAL) + (cost[..., 4] << _COVER) + cost[..., 5]


def _choices(layout: Layout, kept: Mask) -> tuple[Whole, Choices]:
    """The rows of the options kept, slot by slot, the cheapest first, and the same as the search wants it."""
    rows = np.flatnonzero(kept)
    hi, lo = _words(layout.cost[rows])
    order = np.lexsort((rows, lo, hi, layout.slot[rows]))
    rows, hi, lo = rows[order], hi[order], lo[order]
    start = np.searchsorted(layout.slot[rows], np.arange(len(layout.weight) + 1))
    crew, depot = np.unique(layout.crew[rows], return_inverse=True)[1], layout.options.depot[layout.number[rows]]
    empty = layout.weight << _UNFILLED
    rest = np.zeros((2, len(empty) + 1), np.int64)
    for slot in range(len(empty) - 1, -1, -1):
        mine = slice(start[slot], start[slot + 1])
        rest[0, slot] = rest[0, slot + 1] + min(empty[slot], hi[mine].min(initial=empty[slot]))
        rest[1, slot] = rest[1, slot + 1] + min(0, lo[mine].min(initial=0))
    alike = np.zeros(len(empty), np.int64)
    for slot in range(1, len(empty)):
        one, other = (np.arange(start[s], start[s + 1]) for s in (slot - 1, slot))
        same = len(one) == len(other) and empty[slot - 1] == empty[slot]
        alike[slot] = same and all((c[one] == c[other]).all() for c in (crew, depot, hi, lo))
    return rows, Choices(start, crew, depot, hi, lo, alike, empty, rest[0], rest[1])


def _goods(layout: Layout, rows: Whole, choices: Choices) -> Goods:
    slots, wanted = len(layout.weight), len(layout.quantity)
    place = np.full(len(layout.slot), -1)
    place[rows] = np.arange(len(rows))
    ways = layout.ways
    at = np.flatnonzero(place[ways.option] >= 0)
    aboard = np.zeros((len(rows), wanted), np.int64)
    aboard[place[ways.option[at]], ways.wanted[at]] = ways.aboard[at]
    due = np.array([one.due_s for one in layout.problem.wanted], np.int64)
    in_time = (layout.options.arrives_s[layout.number[rows]][:, None] <= due).astype(np.int64)
    stock = layout.stock[layout.source[:, : layout.depots]] if layout.depots else np.zeros((wanted, 1), np.int64)
    by_depot = np.where(choices.depot[:, None] >= 0, stock.T[np.minimum(choices.depot, stock.shape[1] - 1)], 0)
    most = np.zeros((2, slots + 1, wanted), np.int64)
    for slot in range(slots - 1, -1, -1):
        mine = slice(choices.start[slot], choices.start[slot + 1])
        brings = aboard[mine] + by_depot[mine]
        most[0, slot] = most[0, slot + 1] + brings.max(axis=0, initial=0)
        most[1, slot] = most[1, slot + 1] + (brings * in_time[mine]).max(axis=0, initial=0)
    word = np.array([1], np.int64)
    return Goods(
        layout.quantity, layout.wanted_weight << _UNFILLED, word << _UNFILLED, word << _LATE, stock.ravel(),
        aboard.ravel(), in_time.ravel(), most[0].ravel(), most[1].ravel(),
    )  # fmt: skip


def _nothing(layout: Layout, choices: Choices, best: Ranks) -> Tried:
    """Nothing tried yet; ``best`` is to be beaten."""
    slots, wanted, passing = len(layout.weight), len(layout.quantity), len(layout.quantity) * max(1, layout.depots)
    choice, floor, picks = np.full((3, slots), -1, np.int64)
    used = np.zeros(int(choices.crew.max(initial=-1)) + 1, np.int64)
    ever, timely = np.zeros((2, wanted), np.int64)
    by_depot, by_depot_in_time = np.zeros((2, passing), np.int64)
    hi, lo = _words(np.array(best, np.int64))
    return Tried(choice, floor, used, by_depot, by_depot_in_time, ever, timely, np.array([hi, lo]), picks)
