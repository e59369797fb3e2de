"""How the controller's seat lets a drill run, for the other seats that take part in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

SILENT_AFTER = 5
"""Looks of a seat, one a second, without a word of the controller after which nobody leads."""


class LeadState(StrEnum):
    """What the drill does."""

    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"  # nothing more is to come
    LEFT = "left"  # the controller closed its windows before that

    @property
    def is_at_work(self) -> bool:
        """Whether a controller is there who may go on."""
        return self in (LeadState.RUNNING, LeadState.PAUSED)


@dataclass(frozen=True, slots=True)
class Lead:
    """The last word of the controller's seat. It is no part of the journal's rows, and no chain covers it.

    ``term`` counts the controllers a drill has had, ``beat`` the words of this one: a beat that stands still means that
    nobody leads. ``at`` is the drill's time, ``pace`` its seconds in one.
    """

    term: int
    beat: int
    at: datetime
    pace: int
    state: LeadState
    seat: str
