"""The query tables and the board are two folds of the same events: they must say the same."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from console.board.board import Board
from console.board.fold import fold
from console.journal.store import Journal
from console.model import events as e
from console.model.places import District
from console.model.words import Urgency
from tests.unit.journal_builders import SCENE, a_plan_in_force, accepted, append, issued, pending, reported

STEPS = st.sampled_from(
    [
        accepted(),
        accepted(urgency=Urgency.ROUTINE, position=None),
        e.PlanChosen(a_plan_in_force(), ()),
        e.IncidentRejected("none"),
        e.IncidentMerged(1002),
        e.OrderDelivered("O1", "radio"),
        e.OrderAcknowledged("O1"),
        e.TravelStarted("O1", SCENE, (), 9),
        e.TeamArrived("O1"),
        e.OrderDone("O1", "out"),
        e.OrderLapsed("O1", 60),
        e.IncidentVerified("photo"),
        e.VerificationFailed("smoke"),
        e.IncidentClosed("out"),
        e.IncidentReviewed(3, ""),
        e.IncidentReopened("again"),
        issued("O2"),
    ]
)
NAMES = (
    "number", "version", "stage", "urgency", "severity", "tier", "category", "place", "grid", "position",
    "reported_at", "accepted_at", "t0", "closed_at", "merged_into", "returns", "score",
)  # fmt: skip


def said(thing: Any) -> dict[str, object]:
    return {name: getattr(thing, name) for name in NAMES}


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_the_lists_say_what_the_board_says(steps: list[e.Event]) -> None:
    journal = Journal.open(":memory:")
    append(journal, *pending(1001, reported(), issued()))
    for n, step in enumerate(steps):
        append(journal, *pending(1001, step), after_s=n)
    board = Board(cast("District", SimpleNamespace(depots={}, teams={})))
    for row in journal.read_after(0):
        fold(board, row)
    [case] = journal.cases()
    incident = board.incidents[1001]
    assert said(case) == said(incident)
    assert (case.plan, case.level) == ((incident.plan.plan, incident.plan.level) if incident.plan else (None, None))
    journal.close()
