"""Contents of attachments (附件), by what they are: the SHA-256 of the stored bytes."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Table

from db.tables import metadata

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    # Of the content, not of its sealed form.
    Column("size", BigInteger, nullable=False),
    # Both or neither: a sealed content has a salt, and the fingerprint of the agency's key on the day it was sealed.
    # Who opens it now, sealed_key tells; without a row there its key is derived from the agency's and the salt.
    Column("key_id", String(16)),
    Column("salt", LargeBinary),
)
"""The same content is kept once; never changed, and gone only once `erased` names it."""

blob_chunk = Table(
    "blob_chunk",
    metadata,
    Column("sha256", String(64), ForeignKey("blob.sha256"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
"""A content in pieces, from position 0; as `blob`."""
