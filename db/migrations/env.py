"""What Alembic runs: on the connection db.upgrade holds, inside its transaction, on both databases alike."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from db.schema import REVISION_TABLE
from db.tables.complete import complete_metadata
from db.tables.search import told
from db.tables.types import Instant


def _render(kind: str, item: Any, autogenerate: AutogenContext) -> str | Literal[False]:
    """How a drafted migration writes our own column type; False leaves the rest to Alembic."""
    if kind == "type" and isinstance(item, Instant):
        autogenerate.imports.add("from db.tables.types import Instant")
        return "Instant()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=complete_metadata(),
    version_table=REVISION_TABLE,
    render_as_batch=True,
    render_item=_render,
    include_name=told,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
