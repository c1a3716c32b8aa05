"""Sealed records (密封件): who reported, and their own words, readable only with a key kept elsewhere."""

from sqlalchemy import Column, LargeBinary, String, Table, Text

from db.tables import metadata

sealed = Table(
    "sealed",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    # Which key opens it: a fingerprint, of no use for opening.
    Column("key_id", String(16), nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    # Salt, length and padding are inside: a salt in the clear would let a phone number be guessed.
    Column("ciphertext", LargeBinary, nullable=False),
    Column("commitment", String(64), nullable=False),
)
"""Insert-only; one row a sealed text."""
