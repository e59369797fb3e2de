"""The first tables of the journal: events with their head record, query tables, tracks."""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column, Float, Index, Integer, Text, text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _events()
    _incidents()
    _orders()
    _reports_and_tracks()


def _events() -> None:
    op.create_table(
        "events",
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("incident", Integer),
        Column("version", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        Column("schema", Integer, nullable=False),
        Column("payload", Text, nullable=False),
        Column("occurred_at", Text, nullable=False),
        Column("at", Text, nullable=False),
        Column("recorded_at", Text, nullable=False),
        Column("actor", Text, nullable=False),
        Column("seat", Text, nullable=False),
        Column("cause", Text, nullable=False),
        Column("prev", Text, nullable=False),
        Column("hash", Text, nullable=False),
        Index("events_incident_version", "incident", "version", unique=True),
    )
    meta = op.create_table(
        "meta",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("head_seq", Integer, nullable=False),
        Column("head_hash", Text, nullable=False),
        CheckConstraint("id = 1", name="meta_one_row"),
    )
    op.bulk_insert(meta, [{"id": 1, "head_seq": 0, "head_hash": "0" * 64}])


def _incidents() -> None:
    op.create_table(
        "incidents",
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("version", Integer, nullable=False),
        Column("stage", Text, nullable=False),
        Column("urgency", Text, nullable=False),
        Column("severity", Text, nullable=False),
        Column("tier", Text, nullable=False),
        Column("category", Text, nullable=False),
        Column("place", Text, nullable=False),
        Column("grid", Text, nullable=False),
        Column("lat", Float),
        Column("lon", Float),
        Column("reported_at", Text, nullable=False),
        Column("accepted_at", Text),
        Column("t0", Text),
        Column("closed_at", Text),
        Column("plan", Text),
        Column("level", Text),
        Column("source", Text, nullable=False),
        Column("source_number", Text, nullable=False),
        Column("merged_into", Integer),
        Column("returns", Integer, nullable=False),
        Column("score", Integer),
        Column("updated_at", Text, nullable=False),
        Index("incidents_reported_at", "reported_at"),
        Index("incidents_stage", "stage", "reported_at"),
        Index("incidents_category", "category", "reported_at"),
        Index("incidents_grid", "grid", "reported_at"),
    )


def _orders() -> None:
    op.create_table(
        "orders",
        Column("id", Text, primary_key=True),
        Column("incident", Integer, nullable=False),
        Column("team", Text, nullable=False),
        Column("need", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("eta_s", Integer, nullable=False),
        Column("issued_at", Text, nullable=False),
        Column("delivered_at", Text),
        Column("acknowledged_at", Text),
        Column("en_route_at", Text),
        Column("on_scene_at", Text),
        Column("done_at", Text),
        Column("ended_at", Text),
        Index("orders_incident", "incident"),
        Index("orders_team", "team", "issued_at"),
    )


def _reports_and_tracks() -> None:
    op.create_table(
        "reports",
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("source", Text, nullable=False),
        Column("source_number", Text, nullable=False),
        Column("incident", Integer, nullable=False),
        Index("reports_number", "source", "source_number", unique=True, sqlite_where=text("source_number <> ''")),
        Index("reports_incident", "incident"),
    )
    op.create_table(
        "tracks",
        Column("team", Text, primary_key=True),
        Column("at", Text, primary_key=True),
        Column("lat", Float, nullable=False),
        Column("lon", Float, nullable=False),
        Column("heading_deg", Float),
        Column("speed_kph", Float, nullable=False),
        sqlite_with_rowid=False,
    )
