"""A drill with several seats: who leads it, how fast, and where its clock stands."""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column, Integer

from console.journal.dialect import TEXT

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of one row; it is empty until somebody leads."""
    op.create_table(
        "drill_lead",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("term", Integer, nullable=False),
        Column("beat", Integer, nullable=False),
        Column("at", TEXT, nullable=False),
        Column("pace", Integer, nullable=False),
        Column("state", TEXT, nullable=False),
        Column("seat", TEXT, nullable=False),
        CheckConstraint("id = 1", name="drill_lead_one_row"),
    )
