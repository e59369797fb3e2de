"""Figures of a whole year within a second: the square of each case, and indices that hold all that is counted."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column and the indices; the column is filled from the events afterwards."""
    op.add_column("incidents", Column("square", Integer))
    op.create_index("incidents_square", "incidents", ["square", "reported_at"])
    op.create_index(
        "incidents_complaints", "incidents", ["category", "grid", "stage", "score", "returns", "reported_at"]
    )
    op.create_index(
        "incidents_figures", "incidents",
        ["grid", "tier", "source", "category", "lead", "stage", "due_at", "handled_at", "returns", "reopened", "cards",
         "score", "reported_at"],
    )  # fmt: skip
