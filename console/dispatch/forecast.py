"""The three marks as a recommendation would have them."""

from __future__ import annotations

from collections.abc import Sequence

from console.model.incident import Incident, Order
from console.model.marks import USUAL_ACKNOWLEDGEMENT_S, expected_s, forecast, reinforcement_needs
from console.model.picture import Picture
from console.model.recommendation import MarkForecast, NeedRow
from console.model.words import Mark


def marks_for(
    picture: Picture, incident: Incident, rows: Sequence[NeedRow], elapsed_s: int, running: Sequence[Order]
) -> tuple[MarkForecast, ...]:
    """Start, first arrival and reinforcement in seconds after t0, were the recommendation sent now."""
    fills = [(row, fill) for row in rows for fill in row.filled]
    start = expected_s(incident, running, Mark.START)
    if start is None and fills:
        start = elapsed_s + USUAL_ACKNOWLEDGEMENT_S
    first = min((fill.eta_s for row, fill in fills if row.first_arrival), default=None)
    joins = {need.id for need in reinforcement_needs(incident)}
    joining = [sorted(fill.eta_s for fill in row.filled)[: row.count] for row in rows if row.need in joins]
    complete = bool(joining) and not any(row.short for row in rows if row.need in joins)
    last = max((etas[-1] for etas in joining if etas), default=None) if complete else None
    expected = {
        Mark.START: start,
        Mark.FIRST_ARRIVAL: None if first is None else elapsed_s + first,
        Mark.REINFORCEMENT: None if last is None else elapsed_s + last,
    }
    return forecast(incident, expected, picture.at)
