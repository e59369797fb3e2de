"""Running the projection: many rows at once, and all of them again after the tables have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, Executable, delete

from console.journal import rows
from console.journal.dialect import EmptyWords
from console.journal.projection import Values, project
from console.journal.schema import incidents, order_loads, orders, reports
from console.model.events import Recorded

AT_ONCE = 2000


def run(connection: Connection, recorded: Iterable[Recorded]) -> None:
    """Bring the query tables up to ``recorded``, in ``seq`` order.

    The statements of one incident keep their order; equal ones of different incidents run together, because each
    touches the rows of its own incident only, save what an order says of its team's earlier ones.
    """
    listed = list(recorded)
    if any(row.event.kind.startswith(("order.", "team.")) for row in listed):
        for row in listed:
            for statement, values in project(row):
                connection.execute(statement, values)
        return
    for layer in _layers(listed):
        for statement, many in layer.values():
            connection.execute(statement, many)


Layer = dict[tuple[object, ...], tuple[Executable, list[Values]]]


def _layers(listed: Iterable[Recorded]) -> list[Layer]:
    """The first statement of every incident, then the second, and so on; equal ones put together."""
    layers: list[Layer] = []
    depth: dict[int | None, int] = defaultdict(int)
    for row in listed:
        for statement, values in project(row):
            if depth[row.incident] == len(layers):
                layers.append({})
            layer = layers[depth[row.incident]]
            depth[row.incident] += 1
            layer.setdefault((id(statement), *sorted(values)), (statement, []))[1].append(values)
    return layers


def project_again(connection: Connection) -> None:
    """Empty the query tables and fill them from the events."""
    for table in (incidents, orders, order_loads, reports):
        connection.execute(delete(table))
    connection.execute(EmptyWords())
    seq = 0
    while batch := rows.read(connection, rows.after(seq, AT_ONCE)):
        run(connection, batch)
        seq = batch[-1].seq
