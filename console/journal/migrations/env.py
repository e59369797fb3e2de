"""Runs the migrations in the transaction of the connection handed over by ``console.journal.migrate``."""

from __future__ import annotations

from alembic import context

from console.journal.schema import tables

context.configure(connection=context.config.attributes["connection"], target_metadata=tables)
with context.begin_transaction():
    context.run_migrations()
