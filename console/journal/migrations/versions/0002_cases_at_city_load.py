"""Years of cases: who handles them until when, what orders took from where, and their words for searching."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, Text, text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new columns and tables; they are filled from the events afterwards."""
    op.add_column("incidents", Column("lead", Text))
    op.add_column("incidents", Column("due_at", Text))
    op.add_column("incidents", Column("handled_at", Text))
    op.add_column("incidents", Column("cards", Integer))
    op.add_column("orders", Column("returned_at", Text))
    op.create_table(
        "order_loads",
        Column("order_id", Text, primary_key=True),
        Column("depot", Text, primary_key=True),
        Column("item", Text, primary_key=True),
        Column("taken", Integer, nullable=False),
        Column("unused", Integer, nullable=False),
        Column("back", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute("CREATE VIRTUAL TABLE report_words USING fts5(words, content='', tokenize='unicode61')")
    for column in ("source", "tier", "lead", "urgency"):
        op.create_index(f"incidents_{column}", "incidents", [column, "reported_at"])
    for column in ("updated_at", "due_at", "closed_at", "score", "returns"):
        op.create_index(f"incidents_{column}", "incidents", [column])
    op.create_index("events_session", "events", ["seq"], sqlite_where=text("incident IS NULL"))
