"""Marks of sealed identities (比对标记): keyed hashes by which a text is screened without opening who reported."""

from sqlalchemy import Column, LargeBinary, String, Table

from db.tables import metadata

sealed_marks = Table(
    "sealed_marks",
    metadata,
    # The sealed record, and the key they were made with: under another key they are of no use.
    Column("record", String(32), primary_key=True),
    Column("key_id", String(16), primary_key=True),
    Column("nonce", LargeBinary, nullable=False),
    # All of one size and encrypted: two records of one person do not look alike, and no length is told.
    Column("marks", LargeBinary, nullable=False),
)
"""One row a sealed identity; may be made anew from it at any time, and goes with it."""
