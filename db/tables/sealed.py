"""Sealed records (密封件): who reported, and their own words, readable only with a key kept elsewhere."""

from sqlalchemy import Column, LargeBinary, String, Table, Text

from db.tables import metadata

sealed = Table(
    "sealed",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("subject", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    # The agency's key on the day it was sealed: a fingerprint, of no use for opening. Who opens it now, sealed_key
    # tells; a record without a row there was sealed by an older program, under the agency's key itself.
    Column("key_id", String(16), nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    # Salt, length and padding are inside: a salt in the clear would let a phone number be guessed.
    Column("ciphertext", LargeBinary, nullable=False),
    Column("commitment", String(64), nullable=False),
)
"""One row a sealed text; never changed, and gone only once `erased` names it."""

sealed_key = Table(
    "sealed_key",
    metadata,
    # Id of a sealed record, or SHA-256 of a sealed content.
    Column("record", String(64), primary_key=True),
    # Fingerprint of the agency's key that wraps it.
    Column("key_id", String(16), nullable=False, index=True),
    Column("nonce", LargeBinary, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)
"""The key of each sealed record and content, wrapped by the agency's; wrapped anew when that is changed."""

erased = Table(
    "erased",
    metadata,
    Column("record", String(64), primary_key=True),
    # The subject whose act erased it.
    Column("subject", Text, nullable=False),
)
"""Insert-only; what may be taken out of the tables that otherwise lose nothing."""
