"""Triggers that make a table insert-only (只增不改): neither a program nor a hand at a prompt changes a row."""

from sqlalchemy import Connection, text

INSERT_ONLY = ("journal", "once", "sealed", "blob", "blob_chunk")

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION jiandu_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'insert-only' USING ERRCODE = 'restrict_violation';
END $$
"""


def install(connection: Connection) -> None:
    """Make every trigger anew; run after each upgrade, and harmless when run again."""
    make = _install_sqlite if connection.dialect.name == "sqlite" else _install_postgres
    make(connection)


def names() -> set[str]:
    """The triggers that must stand in every database."""
    return {f"{table}_insert_only_{event}" for table in INSERT_ONLY for event in ("update", "delete")}


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


def _install_sqlite(connection: Connection) -> None:
    for table in INSERT_ONLY:
        for event in ("update", "delete"):
            name = f"{table}_insert_only_{event}"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
            connection.execute(
                text(
                    f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table}"
                    " BEGIN SELECT RAISE(ABORT, 'insert-only'); END"
                )
            )


def _install_postgres(connection: Connection) -> None:
    connection.execute(text(_POSTGRES_FUNCTION))
    for table in INSERT_ONLY:
        # TRUNCATE deletes without asking row by row, so these stand before the whole statement.
        for event, statements in (("update", "UPDATE"), ("delete", "DELETE OR TRUNCATE")):
            name = f"{table}_insert_only_{event}"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON {table}"))
            connection.execute(
                text(
                    f"CREATE TRIGGER {name} BEFORE {statements} ON {table}"
                    " FOR EACH STATEMENT EXECUTE FUNCTION jiandu_insert_only()"
                )
            )
