"""Who accepted and who closed each case, and how often it came back after it was closed."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, Text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new columns; they are filled from the events afterwards."""
    op.add_column("incidents", Column("accepted_by", Text))
    op.add_column("incidents", Column("closed_by", Text))
    op.add_column("incidents", Column("reopened", Integer))
    for column in ("accepted_by", "closed_by"):
        op.create_index(f"incidents_{column}", "incidents", [column, "reported_at"])
    op.create_index("orders_issued_at", "orders", ["issued_at"])
