"""The first schema: journal and head, state, sealed records, contents."""

from alembic import op
from sqlalchemy import insert

from db.journal import GENESIS
from db.tables.complete import complete_metadata
from db.tables.journal import journal_head

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    complete_metadata().create_all(op.get_bind())
    op.get_bind().execute(insert(journal_head).values(id=1, seq=0, hash=GENESIS))
