"""Playing the nights that are left, each kept as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from joblib import Parallel, delayed

from console.app.sweep.asked import Asked, Night
from console.app.sweep.backends import Place, at
from console.app.sweep.keeping import Kept
from console.app.sweep.playing import died, play_night

TRIES = 2
IN_HAND = 4
"""Nights for each process that are handed out beforehand, so that none waits for work."""

Row = dict[str, Any]
Progress = Callable[[int, int, Row], None]
"""Nights done, nights in all, and the row just kept."""


def run(asked: Asked, kept: Kept, jobs: int, backend: str, scheduler: str, progress: Progress) -> None:
    """Play every night that ``kept`` does not have; see :func:`console.app.sweep.backends.at` for what it raises."""

    def keep(row: Row) -> None:
        kept.add(row)
        progress(len(kept.done), asked.count, row)

    if not _left(asked, kept):
        return
    with at(backend, scheduler, jobs) as place:
        while left := _left(asked, kept):
            try:
                for row in _rows(asked, left, place):
                    keep(row)
            except place.lost:
                # a process ended: of the nights it may have had in hand each is played by itself
                for night in _left(asked, kept)[: IN_HAND * place.jobs]:
                    keep(_alone(asked, night))


def _left(asked: Asked, kept: Kept) -> list[Night]:
    return [night for night in asked.nights() if night not in kept.done]


def _rows(asked: Asked, nights: Sequence[Night], place: Place) -> Iterator[Row]:
    """The rows as they come; in batches where a backend cannot hand them over one by one."""
    task = delayed(play_night)
    options: dict[str, Any] = {"n_jobs": place.jobs, "batch_size": 1, "pre_dispatch": f"{IN_HAND // 2}*n_jobs"}
    if _streams(place):
        yield from Parallel(return_as="generator_unordered", **options)(task(asked, night) for night in nights)
        return
    size = IN_HAND * place.jobs
    with Parallel(**options) as parallel:
        for n in range(0, len(nights), size):
            yield from parallel(task(asked, night) for night in nights[n : n + size])


def _streams(place: Place) -> bool:
    """Whether the backend in use hands results over as they come; joblib refuses when asked of one that does not."""
    try:
        Parallel(n_jobs=place.jobs, return_as="generator_unordered")
    except ValueError:
        return False
    return True


def _alone(asked: Asked, night: Night) -> Row:
    """The night in a process of its own, twice if need be."""
    for _ in range(TRIES):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            try:
                return pool.submit(play_night, asked, night).result()
            except BrokenProcessPool:
                continue
    return died(night)
