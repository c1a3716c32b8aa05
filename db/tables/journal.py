"""The journal (日志): the record itself, and the head that says where it ends."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, String, Table, Text

from db.tables import metadata
from db.tables.types import Instant

journal = Table(
    "journal",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("algorithm", String(16), nullable=False),
    Column("body", Text, nullable=False),
    # Look-up columns, derived from the body and verified against it.
    Column("subject", Text, nullable=False),
    Column("institution", Text),
    Column("kind", Text, nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("ix_journal_subject", "subject", "seq"),
    Index("ix_journal_institution", "institution", "seq"),
)

journal_head = Table(
    "journal_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)

counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

once = Table(
    "once",
    metadata,
    # A key repeats per operator: what it did the first time is read back, not done again.
    Column("operator", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("result", Text, nullable=False),
)
