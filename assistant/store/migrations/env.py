"""Alembic's entry: migrations run on the connection that `opening.py` hands over, never from a command line."""

from alembic import context

from assistant.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
