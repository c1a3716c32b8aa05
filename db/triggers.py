"""Triggers that make a table insert-only (只增不改): neither a program nor a hand at a prompt changes a row.

What was sealed may be erased, and only where the table `erased` names it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, inspect, text

INSERT_ONLY = ("journal", "once", "sealed", "blob", "blob_chunk", "erased", "signed_head")
KEPT = ("sealed_key",)
"""Tables whose rows may change and not go: without its key a record is lost."""

ERASABLE = {"sealed": "id", "sealed_key": "record", "blob": "sha256", "blob_chunk": "sha256"}
"""Tables whose rows go once they are named as erased, by the column that names them."""

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION jiandu_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'insert-only' USING ERRCODE = 'restrict_violation';
END $$
"""
_POSTGRES_ERASABLE = """
CREATE OR REPLACE FUNCTION jiandu_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM erased WHERE record = to_jsonb(OLD) ->> TG_ARGV[0]) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'insert-only' USING ERRCODE = 'restrict_violation';
END $$
"""


def install(connection: Connection) -> None:
    """Make every trigger anew; run after each upgrade, and harmless when run again."""
    make = _install_sqlite if connection.dialect.name == "sqlite" else _install_postgres
    # An older shape, which only tests make, lacks the newer ones.
    standing = set(inspect(connection).get_table_names())
    make(connection, [table for table in (*INSERT_ONLY, *KEPT) if table in standing])


def names() -> set[str]:
    """The triggers that must stand in every database."""
    return {f"{table}_insert_only_{event}" for table in (*INSERT_ONLY, *KEPT) for event in _events(table)}


def _events(table: str) -> tuple[str, ...]:
    return ("delete",) if table in KEPT else ("update", "delete")


@contextmanager
def lifted(connection: Connection, table: str, event: str) -> Iterator[None]:
    """Without one of them for as long as the block lasts, in the caller's transaction: others never see it gone.

    On PostgreSQL it takes the owner of the table.
    """
    on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
    connection.execute(text(f"DROP TRIGGER {table}_insert_only_{event}{on}"))
    yield
    install(connection)


def installed(connection: Connection) -> set[str]:
    """The triggers of ours that do stand."""
    if connection.dialect.name == "sqlite":
        query = text("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    else:
        # 'O' and 'A' are enabled; a disabled trigger guards nothing.
        query = text(
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND relnamespace = current_schema()::regnamespace"
        )
    return {name for name in connection.execute(query).scalars() if name in names()}


def _install_sqlite(connection: Connection, tables: list[str]) -> None:
    for table in tables:
        for event in _events(table):
            name = f"{table}_insert_only_{event}"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            when = ""
            if event == "delete" and table in ERASABLE:
                when = f" WHEN NOT EXISTS (SELECT 1 FROM erased WHERE record = OLD.{ERASABLE[table]})"  # noqa: S608 - names of ours
            connection.execute(
                text(
                    f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table}{when}"
                    " BEGIN SELECT RAISE(ABORT, 'insert-only'); END"
                )
            )


def _install_postgres(connection: Connection, tables: list[str]) -> None:
    connection.execute(text(_POSTGRES_FUNCTION))
    connection.execute(text(_POSTGRES_ERASABLE))
    for table in tables:
        # TRUNCATE deletes without asking row by row, so these stand before the whole statement.
        for event in _events(table):
            statements = "DELETE OR TRUNCATE" if event == "delete" else "UPDATE"
            name = f"{table}_insert_only_{event}"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON {table}"))
            connection.execute(
                text(
                    f"CREATE TRIGGER {name} BEFORE {statements} ON {table}"
                    " FOR EACH STATEMENT EXECUTE FUNCTION jiandu_insert_only()"
                )
            )
    for table in tables:
        if table not in ERASABLE:
            continue
        name = f"{table}_insert_only_delete"
        connection.execute(text(f"DROP TRIGGER {name} ON {table}"))
        connection.execute(
            text(
                f"CREATE TRIGGER {name} BEFORE DELETE ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION jiandu_only_erased('{ERASABLE[table]}')"
            )
        )
        connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_insert_only_truncate ON {table}"))
        connection.execute(
            text(
                f"CREATE TRIGGER {table}_insert_only_truncate BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION jiandu_insert_only()"
            )
        )
