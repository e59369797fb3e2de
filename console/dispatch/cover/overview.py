"""Cover of one picture in one answer: now, in an hour, who costs most to send, and where teams should wait."""

from __future__ import annotations

from dataclasses import dataclass

from console.dispatch.arrival_times.learned import UNLEARNED, Learned
from console.dispatch.cover.ahead import Ahead
from console.dispatch.cover.cover import Cover, Loss
from console.dispatch.cover.demand import Demand
from console.dispatch.cover.posts import PostPlan
from console.dispatch.cover.shift_posts import candidate_posts, shift_at, shift_posts
from console.dispatch.cover.within import Share
from console.dispatch.roads.network import RoadNetwork
from console.dispatch.standing import Standing
from console.model.picture import Picture
from console.model.places import District, Shift
from console.phrase import Phrase

MOST_LOSSES = 5


@dataclass(frozen=True, slots=True)
class Overview:
    """Cover now and in an hour, and the teams whose leaving costs most; ``basis`` is what demand rests on."""

    now: tuple[Share, ...]
    ahead: Ahead
    losses: tuple[Loss, ...]
    basis: Phrase


@dataclass(frozen=True, slots=True)
class Posts:
    """Standing posts recommended for one shift."""

    shift: Shift
    plan: PostPlan


def overview(
    district: District, network: RoadNetwork, picture: Picture, demand: Demand, learned: Learned = UNLEARNED
) -> Overview:
    """Cover of ``picture``, weighed by ``demand``."""
    cover = Cover(district, network, picture, demand, Standing(picture, district, network, learned))
    return Overview(cover.shares(), cover.hour_ahead(), cover.dearest(MOST_LOSSES), demand.basis)


def posts_for(
    district: District,
    network: RoadNetwork,
    picture: Picture,
    demand: Demand,
    learned: Learned = UNLEARNED,
    count: int | None = None,
) -> Posts | None:
    """Posts for the shift on duty at the picture's time, on its roads; ``None`` when nobody's shift covers it."""
    shift = shift_at(district, district.local(picture.at).time())
    if shift is None:
        return None
    where, roads = candidate_posts(district), picture.conditions
    return Posts(shift, shift_posts(district, network, shift, demand, where, roads, learned=learned, count=count))
