"""What can be searched (检索): one folded text a subject. The pairs of its characters are indexed beside it.

How they are indexed is each database's own way, so it hangs on no metadata: SQLite has a full-text table that keeps no
text, PostgreSQL an index over a function. Both are made by `install` and hold nothing the texts do not tell.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, Table, Text, inspect, text

from db.tables import metadata
from db.tables.orders import NAMES

# Newest first is by `id`: the order in which subjects began, those of `FRONT` before all others.
search_text = Table(
    "search_text",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_search_text_subject", "subject", unique=True),
)

FRONT = 1 << 40
"""Ids of subjects that come before all others begin here."""

GRAMS = "search_gram"
"""How the names of everything that hangs on no metadata begin."""

_SQLITE = (
    # Only which texts hold a pair is kept: where they stand is looked up in the texts.
    f"""
CREATE VIRTUAL TABLE IF NOT EXISTS {GRAMS}
USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii')
""",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {GRAMS}_count USING fts5vocab('{GRAMS}', 'row')",
)

_POSTGRES = (
    # Unsafe only by name: waking other processes takes the server longer than the index does.
    """
CREATE OR REPLACE FUNCTION jiandu_grams(value text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL UNSAFE COST 1000 AS $$
    SELECT array_to_tsvector(array_agg(letter || following)) FROM unnest(
        string_to_array(value, NULL), (string_to_array(value, NULL))[2:] || ARRAY['']
    ) AS pairs (letter, following)
$$
""",
    # What waits to be sorted in is read through by every search, so it is kept small.
    f"""
CREATE INDEX IF NOT EXISTS {GRAMS} ON search_text
USING gin (jiandu_grams(text)) WITH (gin_pending_list_limit = 128)
""",
)


def install(connection: Connection) -> None:
    """Make the index where it is not there yet; run after each upgrade, and harmless when run again.

    A shape older than search has no texts to index.
    """
    if not inspect(connection).has_table(search_text.name):
        return
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.execute(text(statement))


def remove(connection: Connection) -> None:
    """Take the index off a server's table: filling it whole and indexing it then is several times faster."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"DROP INDEX IF EXISTS {GRAMS}"))


def told(name: str | None, kind: str, parents: Any) -> bool:
    """Whether Alembic may compare something of this name with the metadata."""
    return kind not in ("table", "index") or name is None or not name.startswith((GRAMS, NAMES))
