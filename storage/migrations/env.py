"""Alembic's way in: Database.migrate hands over its connection."""

from alembic import context

from storage import (  # noqa: F401 (all on one metadata)
    tables,
    tables_quality,
    tables_queue,
    tables_trials,
    tables_users,
    tables_work,
)
from storage.columns import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, compare_type=True, compare_server_default=True)
with context.begin_transaction():
    context.run_migrations()
