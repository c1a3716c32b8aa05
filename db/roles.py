"""Roles of a server (数据库角色): one owns the tables and upgrades them, another is what the program runs as.

The program's role may add to the record and fold it into state; it may not change or remove what was recorded, nor the
tables, nor what guards them. SQLite knows no roles: there the file's owner is both.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from sqlalchemy import URL, Connection, text

from db.engine import make_engine, read_connection, write_connection
from db.errors import StoreError
from db.identify import Found, identify, require
from db.schema import REVISION_TABLE
from db.tables.complete import complete_metadata
from domain.messages import msg
from domain.refusals import refuse

_ADD: Final = ("SELECT", "INSERT")
# The triggers let go of nothing but what the table `erased` names.
_ERASE: Final = ("SELECT", "INSERT", "DELETE")
_FOLD: Final = ("SELECT", "INSERT", "UPDATE")

RIGHTS: Final[dict[str, tuple[str, ...]]] = {
    REVISION_TABLE: ("SELECT",),
    "journal": _ADD,
    "journal_head": ("SELECT", "UPDATE (seq, hash)"),
    "counter": ("SELECT", "INSERT", "UPDATE (value)"),
    "once": _ADD,
    "sealed": _ERASE,
    "sealed_marks": _ERASE,
    "sealed_key": ("SELECT", "INSERT", "UPDATE (key_id, nonce, wrapped)", "DELETE"),
    "erased": _ADD,
    "blob": _ERASE,
    "blob_chunk": _ERASE,
    "signed_head": _ADD,
    "search_text": ("SELECT", "INSERT", "UPDATE (text)"),
}
"""What the program needs of each table that is no state. A table that is named nowhere it may not even read."""

# Whatever is told of columns counts for the whole table too, so it is asked for by any right on either.
_HOLDERS = text(
    "SELECT DISTINCT pg_get_userbyid(acl.grantee) FROM pg_class, aclexplode(relacl) AS acl"
    " WHERE pg_class.oid = 'journal'::regclass AND acl.privilege_type = 'INSERT'"
    " AND acl.grantee NOT IN (0, relowner) ORDER BY 1"
)
_OURSELVES = text(
    "SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super,"
    " pg_has_role(current_user, relowner, 'USAGE') AS owner FROM pg_class WHERE oid = 'journal'::regclass"
)
_OTHER = text(
    "SELECT rolsuper OR pg_has_role(rolname, relowner, 'MEMBER') AS above FROM pg_roles, pg_class"
    " WHERE rolname = :name AND pg_class.oid = 'journal'::regclass"
)
_TOO_MUCH = text(
    "SELECT name FROM unnest(CAST(:names AS text[])) AS name"
    " WHERE has_table_privilege(name, 'TRUNCATE, TRIGGER')"
    " OR (NOT name = ANY(:erasable) AND has_table_privilege(name, 'DELETE'))"
    " OR (name = ANY(:added) AND has_any_column_privilege(name, 'UPDATE')) ORDER BY 1"
)


class Standing(StrEnum):
    """As whom the program is connected."""

    FILE = "file"  # SQLite
    SUPERUSER = "superuser"
    OWNER = "owner"
    APPLICATION = "application"


def standing(connection: Connection) -> Standing:
    """As whom this connection runs: what it could do, whether or not it does."""
    if connection.dialect.name == "sqlite":
        return Standing.FILE
    row = connection.execute(_OURSELVES).one()
    if row.super:
        return Standing.SUPERUSER
    return Standing.OWNER if row.owner else Standing.APPLICATION


def too_much(connection: Connection) -> list[str]:
    """Tables on which an application role could undo what was recorded: rights that somebody gave it by hand."""
    added = [name for name, rights in RIGHTS.items() if "UPDATE" not in " ".join(rights)]
    erasable = [name for name, rights in RIGHTS.items() if "DELETE" in rights]
    told = {"names": list(_rights()), "added": added, "erasable": erasable}
    return list(connection.execute(_TOO_MUCH, told).scalars())


def require_owner(connection: Connection) -> None:
    """Pass the role that owns the tables; StoreError ``store.not_owner`` for another."""
    if standing(connection) is Standing.APPLICATION:
        raise StoreError(
            "store.not_owner",
            msg("This role may use the database but not upgrade it. Connect as the role that owns its tables."),
        )


def holders(connection: Connection) -> list[str]:
    """The roles that were given what the program needs."""
    return list(connection.execute(_HOLDERS).scalars())


def grant_again(connection: Connection) -> None:
    """Give every application role what the program needs of the tables as they now are: after an upgrade."""
    if connection.dialect.name == "postgresql":
        for name in holders(connection):
            for statement in statements(connection, name):
                connection.exec_driver_sql(statement)


def statements(connection: Connection, name: str) -> list[str]:
    """The statements that give a role what the program needs, and take away whatever else it had."""
    quote = connection.dialect.identifier_preparer.quote_identifier
    schema, database = connection.execute(text("SELECT current_schema(), current_database()")).one()
    role, within, whole = quote(name), quote(schema), quote(database)
    made = [
        # Before version 15 everybody may make tables in the public schema; a temporary one would hide a real one.
        f"REVOKE CREATE ON SCHEMA {within} FROM PUBLIC",
        f"REVOKE TEMPORARY ON DATABASE {whole} FROM PUBLIC",
        f"REVOKE ALL ON DATABASE {whole} FROM {role}",
        f"REVOKE ALL ON SCHEMA {within} FROM {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {within} FROM PUBLIC, {role}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {within} FROM PUBLIC, {role}",
        f"GRANT CONNECT ON DATABASE {whole} TO {role}",
        f"GRANT USAGE ON SCHEMA {within} TO {role}",
    ]
    made += [f"GRANT {', '.join(rights)} ON {within}.{quote(table)} TO {role}" for table, rights in _rights().items()]
    # Copying a database reads where its sequences stand.
    made.append(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {within} TO {role}")
    made.append(f"ALTER DATABASE {whole} SET search_path = {within}, pg_temp")
    return made


def _rights() -> dict[str, tuple[str, ...]]:
    from db.tables.state import all_state_tables

    complete_metadata()
    return {**RIGHTS, **{kind.table.name: _FOLD for kind in all_state_tables()}}


def give(url: URL, name: str, *, dry_run: bool) -> Sequence[str]:
    """Give a role of the server what the program needs and no more; gives the statements, run unless `dry_run`.

    Refused ``store.not_server`` for a file, ``role.unknown``, and ``role.owner`` for a role that owns the tables or may
    do everything. Raises StoreError ``store.not_owner``, or whatever `require` raises.
    """
    engine = make_engine(url)
    try:
        if engine.dialect.name == "sqlite":
            raise refuse(
                "store.not_server", msg("A database file has no roles: who owns the file may do everything with it.")
            )
        identity = identify(engine)
        if identity.found is not Found.CURRENT:
            require(identity)
        with (read_connection if dry_run else write_connection)(engine) as connection:
            require_owner(connection)
            above = connection.execute(_OTHER, {"name": name}).scalar_one_or_none()
            if above is None:
                raise refuse(
                    "role.unknown",
                    msg("The server has no role {name}. Make it there first, with: createuser --login", name=name),
                )
            if above:
                raise refuse(
                    "role.owner",
                    msg(
                        "{name} owns the tables or may do everything: no right binds it. Take another role.", name=name
                    ),
                )
            made = statements(connection, name)
            if not dry_run:
                for statement in made:
                    connection.exec_driver_sql(statement)
        return made
    finally:
        engine.dispose()
