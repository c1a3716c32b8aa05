"""Signed heads (签名链头) as they were handed out, so that lists and exports can tell the newest."""

from sqlalchemy import BigInteger, Column, String, Table, Text

from db.tables import metadata

signed_head = Table(
    "signed_head",
    metadata,
    # Where the journal ended, and the fingerprint of who signed: one head for each.
    Column("entries", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(64), primary_key=True),
    # The line as it was handed out.
    Column("line", Text, nullable=False),
)
"""Insert-only. Not in the journal: a head in it would already be one entry behind."""
