"""What Alembic runs for each command: the migrations, over the connection it was given."""

from __future__ import annotations

from alembic import context

from webtv.audience.tables import AUDIENCE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=AUDIENCE.metadata,
    version_table=AUDIENCE.version_table,
    # SQLite changes a table by copying it.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
