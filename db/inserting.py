"""Inserts that give way to a row that is there already, in the dialect's own form."""

from typing import Any

from sqlalchemy import Connection, Table


def insert_or_leave(connection: Connection, table: Table) -> Any:
    """An insert into a table that does nothing where the row stands; both dialects are never loaded."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table).on_conflict_do_nothing()
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table).on_conflict_do_nothing()
