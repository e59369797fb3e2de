"""The durable record: append, read, follow, hash chain, tracks, query tables, migrations. SQLAlchemy lives here."""
