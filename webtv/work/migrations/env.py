"""What Alembic runs for each command: the migrations, over the connection it was given."""

from __future__ import annotations

from alembic import context

from webtv.work.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    # SQLite changes a table by copying it.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
