"""What Alembic runs: on the connection db.upgrade holds, inside its transaction, on both databases alike."""

from alembic import context

from db.schema import REVISION_TABLE
from db.tables.complete import complete_metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=complete_metadata(),
    version_table=REVISION_TABLE,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
