"""Sorted lists: the indexes of db/tables/orders.py, which every upgrade makes."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No table changes."""
