"""Sorted lists: the indexes of db/tables/orders.py, which every upgrade makes; findings of a case, files of a subject."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No table changes."""
    op.create_index("ix_attachment_state_subject_ordinal", "attachment_state", ["subject", "ordinal"], unique=False)
    op.create_index("ix_finding_state_case_ordinal", "finding_state", ["case", "ordinal"], unique=False)
