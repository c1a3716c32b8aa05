"""The journal (日志): the record itself, and the head that says where it ends."""

from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Computed, Index, Integer, String, Table, Text, text
from sqlalchemy.ext.compiler import compiles

from db.tables import metadata

LOOK_UPS = ("subject", "institution", "kind", "effective_on", "recorded_at")
"""Keys of the body that entries are looked up by."""

MARKS = ("entered_late", "skip_reason", "deviation_reason", "urgent")
"""Fields by which an act is on the audit list (审计清单)."""

OPENED = ("complaint.reveal", "attach.open")
"""Acts that are on it whatever they hold: what was sealed was opened."""

REFUSED = "attempt.refused"
"""Kind of what was tried in vain, which is on it too."""


class BodyText(ColumnElement[str]):
    """A text of the body by its key, as the database itself reads it."""

    inherit_cache = False

    def __init__(self, key: str) -> None:
        self.key = key


@compiles(BodyText, "sqlite")
def _sqlite(element: BodyText, compiler: Any, **options: Any) -> str:
    return f"json_extract(body, '$.{element.key}')"


@compiles(BodyText, "postgresql")
def _postgresql(element: BodyText, compiler: Any, **options: Any) -> str:
    return f"(body::jsonb ->> '{element.key}')"


@compiles(Computed, "postgresql")
def _stored(computed: Computed, compiler: Any, **options: Any) -> str:
    # PostgreSQL before 18 knows no column that is computed when read.
    expression = compiler.sql_compiler.process(computed.sqltext, include_table=False, literal_binds=True)
    return f"GENERATED ALWAYS AS ({expression}) STORED"


def _look_up(key: str) -> Column[str]:
    # Computed by the database out of the body: a look-up column cannot say anything else than the body does.
    # SQLite keeps it in the index alone; PostgreSQL stores it.
    return Column(key, Text, Computed(BodyText(key)))


journal = Table(
    "journal",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("algorithm", String(16), nullable=False),
    Column("body", Text, nullable=False),
    *(_look_up(key) for key in LOOK_UPS),
    Index("ix_journal_subject", "subject", "seq"),
    Index("ix_journal_institution", "institution", "seq"),
)


def marked(dialect: str) -> str:
    """The condition of the audit list, as the index over it and whoever reads by that index must both write it."""
    field = "json_extract(body, '$.fields.{}')" if dialect == "sqlite" else "(body::jsonb -> 'fields' ->> '{}')"
    opened = ", ".join(f"'{kind}'" for kind in (*OPENED, REFUSED))
    return " OR ".join([f"kind IN ({opened})", *(f"{field.format(mark)} IS NOT NULL" for mark in MARKS)])


def add_partial_index() -> None:
    """Hang the index of the audit list on the journal, for those who make or compare whole databases.

    What is marked is little among what ever was. Reading needs no telling of it, which loads both dialects.
    """
    name = "ix_journal_is_marked"
    if name not in {index.name for index in journal.indexes}:
        lite, server = text(marked("sqlite")), text(marked("postgresql"))
        Index(name, journal.c.seq, sqlite_where=lite, postgresql_where=server)


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
