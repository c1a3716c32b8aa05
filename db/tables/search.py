"""What can be searched (检索): one folded text a subject. The pairs of its characters are indexed beside it.

How they are indexed is each database's own way, so it hangs on no metadata: SQLite has a full-text table that keeps no
text, PostgreSQL an index over a function. Both are made by `install` and hold nothing the texts do not tell.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, Table, Text, inspect, text

from db.tables import metadata

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
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {GRAMS} USING fts5("
    "grams, content='', columnsize=0, detail=none, tokenize='ascii')",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {GRAMS}_count USING fts5vocab('{GRAMS}', 'row')",
)

_POSTGRES = (
    """
CREATE OR REPLACE FUNCTION jiandu_grams(value text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
    SELECT pg_catalog.array_to_tsvector(pg_catalog.array_agg(letter || following)) FROM (
        SELECT letter, coalesce(pg_catalog.lead(letter) OVER (ORDER BY place), '') AS following
        FROM pg_catalog.unnest(pg_catalog.string_to_array(value, NULL)) WITH ORDINALITY AS letters (letter, place)
    ) AS pairs
$$
""",
    # What waits to be sorted in is read through by every search, so it is kept small.
    f"CREATE INDEX IF NOT EXISTS {GRAMS} ON search_text USING gin (jiandu_grams(text))"
    " WITH (gin_pending_list_limit = 128)",
)


def install(connection: Connection) -> None:
    """Make the index where it is not there yet; run after each upgrade, and harmless when run again.

    A shape older than search has no texts to index.
    """
    if not inspect(connection).has_table(search_text.name):
        return
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.execute(text(statement))


def told(name: str | None, kind: str, parents: Any) -> bool:
    """Whether Alembic may compare something of this name with the metadata."""
    return kind not in ("table", "index") or name is None or not name.startswith(GRAMS)
