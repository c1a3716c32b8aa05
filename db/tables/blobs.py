"""Contents of attachments (附件), by what they are: the SHA-256 of the stored bytes."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Table

from db.tables import metadata

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    # Of the content, not of its sealed form.
    Column("size", BigInteger, nullable=False),
    # Both or neither: a sealed content has a salt, from which its own key is derived, and the key's fingerprint.
    Column("key_id", String(16)),
    Column("salt", LargeBinary),
)
"""Insert-only; the same content is kept once."""

blob_chunk = Table(
    "blob_chunk",
    metadata,
    Column("sha256", String(64), ForeignKey("blob.sha256"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
"""Insert-only; a content in pieces, from position 0."""
