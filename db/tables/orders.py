"""Indexes that lists are sorted by: a column of a state, then what tells equal ones apart.

Texts are ordered by their characters alone, as SQLite does by itself: a server would sort them by the language it was
set up in, and a page would begin elsewhere on each. Such an index is told in each database's own way, so these hang on
no metadata and are made by `install`.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, Text, collate, text

from db.tables.state import all_state_tables

NAMES: Final = "sorted_"
"""How the names of these indexes begin."""

_BYTES: Final = "C"
"""The collation of PostgreSQL that compares characters alone."""

SORTED: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "institution": (("id",), ("name", "id"), ("district", "id"), ("level", "id")),
    "case": (("lead", "ordinal"), ("second", "ordinal"), ("opened_on", "ordinal"), ("still_held", "ordinal")),
    "complaint": (("received", "ordinal"), ("status", "ordinal")),
    "inspection": (("held_on", "ordinal"), ("kind", "ordinal")),
    "finding": (("ordinal",), ("found_on", "ordinal"), ("severity", "ordinal")),
    "task": (("due", "ordinal"), ("person", "ordinal")),
    "publication": (("status", "ordinal"),),
}
"""By noun: the columns of each index."""


def bytewise(column: Any, dialect: str) -> ColumnElement[Any]:
    """The column as lists are ordered by it: on a server, texts by their characters."""
    if dialect == "postgresql" and isinstance(column.type, Text):
        return collate(column, _BYTES)
    element: ColumnElement[Any] = column
    return element


def install(connection: Connection) -> None:
    """Make the indexes where they are not there yet; run after each upgrade, and harmless when run again."""
    dialect = connection.dialect.name
    for kind in all_state_tables():
        standing = {("id",), *(tuple(column.name for column in index.columns) for index in kind.table.indexes)}
        for names in SORTED.get(kind.aggregate.noun, ()):
            # What stands is in our order on SQLite; only one that is known to be unique lets a join be walked along it.
            if dialect != "sqlite" or names not in standing or names == ("name", "id"):
                connection.execute(text(_made(kind.table, names, dialect)))


def _made(table: Table, names: tuple[str, ...], dialect: str) -> str:
    unique = "UNIQUE " if "id" in names else ""
    told = [
        f'"{name}"'
        + (f' COLLATE "{_BYTES}"' if dialect == "postgresql" and isinstance(table.c[name].type, Text) else "")
        for name in names
    ]
    index = f"{NAMES}{table.name}_{'_'.join(names)}"
    return f"CREATE {unique}INDEX IF NOT EXISTS {index} ON {table.name} ({', '.join(told)})"
