"""Alembic's way in: Database.migrate hands over its connection."""

from alembic import context

from storage import tables, tables_quality, tables_queue, tables_users, tables_work  # noqa: F401 (all on one metadata)
from storage.columns import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, compare_type=True, compare_server_default=True)
with context.begin_transaction():
    context.run_migrations()
