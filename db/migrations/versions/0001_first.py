"""The first schema: journal and head, state, sealed records, contents."""

from alembic import op

from db.tables.complete import complete_metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    complete_metadata().create_all(op.get_bind())
