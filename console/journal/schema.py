"""The tables: the chained events, the query tables projected from them, and the tracks. Times are UTC text."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, Index, Insert, Integer, LargeBinary, MetaData, Table, text

from console.journal.dialect import BIG, EXACT, KEY, TEXT, WORDS, WordVector

HEAD = "0005"
"""The newest migration; a journal at another revision is migrated, or refused when it is newer."""

tables = MetaData()

_SESSION = text("incident IS NULL")

events = Table(
    "events",
    tables,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("incident", Integer),
    Column("version", Integer, nullable=False),
    Column("kind", EXACT, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("payload", EXACT, nullable=False),
    Column("occurred_at", EXACT, nullable=False),
    Column("at", EXACT, nullable=False),
    Column("recorded_at", EXACT, nullable=False),
    Column("actor", EXACT, nullable=False),
    Column("seat", EXACT, nullable=False),
    Column("cause", EXACT, nullable=False),
    Column("prev", EXACT, nullable=False),
    Column("hash", EXACT, nullable=False),
    Index("events_incident_version", "incident", "version", unique=True),
    Index("events_session", "seq", sqlite_where=_SESSION, postgresql_where=_SESSION),
)

meta = Table(
    "meta",
    tables,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("head_seq", Integer, nullable=False),
    Column("head_hash", EXACT, nullable=False),
    CheckConstraint("id = 1", name="meta_one_row"),
)


def first_head() -> Insert:
    """What ``meta`` holds before the first event."""
    return meta.insert().values(id=1, head_seq=0, head_hash="0" * 64)


incidents = Table(
    "incidents",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("stage", TEXT, nullable=False),
    Column("urgency", TEXT, nullable=False),
    Column("severity", TEXT, nullable=False),
    Column("tier", TEXT, nullable=False),
    Column("category", KEY, nullable=False),
    Column("place", TEXT, nullable=False),
    Column("grid", KEY, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("reported_at", TEXT, nullable=False),
    Column("accepted_at", TEXT),
    Column("t0", TEXT),
    Column("closed_at", TEXT),
    Column("plan", TEXT),
    Column("level", TEXT),
    Column("source", KEY, nullable=False),
    Column("source_number", KEY, nullable=False),
    Column("merged_into", Integer),
    Column("returns", Integer, nullable=False),
    Column("score", Integer),
    Column("updated_at", TEXT, nullable=False),
    Column("lead", KEY),
    Column("due_at", TEXT),
    Column("handled_at", TEXT),
    Column("cards", Integer),
    Column("accepted_by", KEY),
    Column("closed_by", KEY),
    Column("reopened", Integer),
    Column("square", BIG),
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
    Column("id", KEY, primary_key=True),
    Column("incident", Integer, nullable=False),
    Column("team", KEY, nullable=False),
    Column("need", TEXT, nullable=False),
    Column("status", TEXT, nullable=False),
    Column("eta_s", Integer, nullable=False),
    Column("issued_at", TEXT, nullable=False),
    Column("delivered_at", TEXT),
    Column("acknowledged_at", TEXT),
    Column("en_route_at", TEXT),
    Column("on_scene_at", TEXT),
    Column("done_at", TEXT),
    Column("ended_at", TEXT),
    Column("returned_at", TEXT),
    Index("orders_incident", "incident"),
    Index("orders_team", "team", "issued_at"),
    Index("orders_issued_at", "issued_at"),
)

order_loads = Table(
    "order_loads",
    tables,
    Column("order_id", KEY, primary_key=True),
    Column("depot", KEY, primary_key=True),
    Column("item", KEY, primary_key=True),
    Column("taken", BIG, nullable=False),
    Column("unused", BIG, nullable=False),
    Column("back", BIG, nullable=False),
    sqlite_with_rowid=False,
)
"""What each order took: from a depot, or (empty) off the team's own vehicle; what was unused; whether it is back."""

_NUMBERED = text("source_number <> ''")

reports = Table(
    "reports",
    tables,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("source", KEY, nullable=False),
    Column("source_number", KEY, nullable=False),
    Column("incident", Integer, nullable=False),
    Index("reports_number", "source", "source_number", unique=True, sqlite_where=_NUMBERED, postgresql_where=_NUMBERED),
    Index("reports_incident", "incident"),
)

tracks = Table(
    "tracks",
    tables,
    Column("team", KEY, primary_key=True),
    Column("at", TEXT, primary_key=True),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("heading_deg", Float),
    Column("speed_kph", Float, nullable=False),
    sqlite_with_rowid=False,
)

drill_lead = Table(
    "drill_lead",
    tables,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("term", Integer, nullable=False),
    Column("beat", Integer, nullable=False),
    Column("at", TEXT, nullable=False),
    Column("pace", Integer, nullable=False),
    Column("state", TEXT, nullable=False),
    Column("seat", TEXT, nullable=False),
    CheckConstraint("id = 1", name="drill_lead_one_row"),
)
"""Of a drill: the last word of its controller's seat, for the others. No chain covers it."""

server_tables = MetaData()
"""What only a server keeps: its index of words, and the evidence that lies beside a file otherwise."""

Table(
    WORDS,
    server_tables,
    Column("rowid", Integer, primary_key=True, autoincrement=False),
    Column("words", WordVector(), nullable=False),
    Index("report_words_words", "words", postgresql_using="gin"),
)

evidence = Table(
    "evidence",
    server_tables,
    Column("name", EXACT, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Each piece under its hash and ending."""
