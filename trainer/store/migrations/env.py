"""Alembic's entry: migrates on the connection, and in the transaction, that it is handed."""

from __future__ import annotations

from alembic import context

from trainer.store import result_table, tables, team_tables  # noqa: F401  (the metadata is complete only when all are known)
from trainer.store.columns import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
