"""The tables: the chained events, the query tables projected from them, and the tracks. Times are UTC text."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, Index, Integer, MetaData, Table, Text, text

HEAD = "0004"
"""The newest migration; a journal at another revision is migrated, or refused when it is newer."""

APPLICATION_ID = int.from_bytes(b"ECDJ")
"""What SQLite's ``application_id`` is in our files, so that another program's file is never written to."""

tables = MetaData()

events = Table(
    "events",
    tables,
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
    Index("events_session", "seq", sqlite_where=text("incident IS NULL")),
)

meta = Table(
    "meta",
    tables,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("head_seq", Integer, nullable=False),
    Column("head_hash", Text, nullable=False),
    CheckConstraint("id = 1", name="meta_one_row"),
)

incidents = Table(
    "incidents",
    tables,
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
    Column("lead", Text),
    Column("due_at", Text),
    Column("handled_at", Text),
    Column("cards", Integer),
    Column("accepted_by", Text),
    Column("closed_by", Text),
    Column("reopened", Integer),
    Column("square", Integer),
    Index("incidents_reported_at", "reported_at"),
    Index("incidents_stage", "stage", "reported_at"),
    Index("incidents_category", "category", "reported_at"),
    Index("incidents_grid", "grid", "reported_at"),
    Index("incidents_source", "source", "reported_at"),
    Index("incidents_tier", "tier", "reported_at"),
    Index("incidents_lead", "lead", "reported_at"),
    Index("incidents_urgency", "urgency", "reported_at"),
    Index("incidents_updated_at", "updated_at"),
    Index("incidents_due_at", "due_at"),
    Index("incidents_closed_at", "closed_at"),
    Index("incidents_score", "score"),
    Index("incidents_returns", "returns"),
    Index("incidents_accepted_by", "accepted_by", "reported_at"),
    Index("incidents_closed_by", "closed_by", "reported_at"),
    Index("incidents_square", "square", "reported_at"),
    Index("incidents_complaints", "category", "grid", "stage", "score", "returns", "reported_at"),
    Index(
        "incidents_figures",
        "grid",
        "tier",
        "source",
        "category",
        "lead",
        "stage",
        "due_at",
        "handled_at",
        "returns",
        "reopened",
        "cards",
        "score",
        "reported_at",
    ),
)

orders = Table(
    "orders",
    tables,
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
    Column("returned_at", Text),
    Index("orders_incident", "incident"),
    Index("orders_team", "team", "issued_at"),
    Index("orders_issued_at", "issued_at"),
)

order_loads = Table(
    "order_loads",
    tables,
    Column("order_id", Text, primary_key=True),
    Column("depot", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("taken", Integer, nullable=False),
    Column("unused", Integer, nullable=False),
    Column("back", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What each order took: from a depot, or (empty) off the team's own vehicle; what was unused; whether it is back."""

WORDS = "report_words"
"""The full-text index of reports, by the ``seq`` of the event that brought them; its own kind of table."""

reports = Table(
    "reports",
    tables,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("source_number", Text, nullable=False),
    Column("incident", Integer, nullable=False),
    Index("reports_number", "source", "source_number", unique=True, sqlite_where=text("source_number <> ''")),
    Index("reports_incident", "incident"),
)

tracks = Table(
    "tracks",
    tables,
    Column("team", Text, primary_key=True),
    Column("at", Text, primary_key=True),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("heading_deg", Float),
    Column("speed_kph", Float, nullable=False),
    sqlite_with_rowid=False,
)
