"""The least rights a seat and a reader need on a journal's tables: nobody but their owner changes or removes events."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from console.journal.dialect import WORDS
from console.journal.schema import drill_lead, events, evidence, incidents, meta, order_loads, orders, reports, tracks

_ADD = "SELECT, INSERT"
_CHANGE = "SELECT, INSERT, UPDATE"
_OF_A_SEAT = {
    **dict.fromkeys((events.name, evidence.name, WORDS), _ADD),
    **dict.fromkeys(
        (incidents.name, orders.name, order_loads.name, reports.name, tracks.name, drill_lead.name), _CHANGE
    ),
    meta.name: "SELECT, UPDATE",
    "alembic_version": "SELECT",
}


def grant(connection: Connection, seats: Sequence[str], readers: Sequence[str]) -> None:
    """Give the roles of ``seats`` what a desk needs, and those of ``readers`` the right to look."""
    quote = connection.dialect.identifier_preparer.quote_identifier
    schema = quote(str(connection.scalar(text("SELECT current_schema()"))))
    for role in (*seats, *readers):
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {quote(role)}")
        for table, rights in _OF_A_SEAT.items():
            granted = rights if role in seats else "SELECT"
            connection.exec_driver_sql(f"GRANT {granted} ON TABLE {schema}.{quote(table)} TO {quote(role)}")
