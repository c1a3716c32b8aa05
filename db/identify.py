"""What is at an address, without changing it: nothing, something else, or a store of ours and its shape."""

import os
import sqlite3
import struct
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, text

from db.engine import make_engine, open_sqlite, read_connection, sqlite_path
from db.errors import StoreError, not_ours, translate, unreachable
from db.mounts import require_local
from db.schema import APPLICATION_ID, REVISION_TABLE, REVISIONS, SCHEMA_REVISION
from domain.messages import msg

_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_AT = 68


class Found(StrEnum):
    """What stands at an address."""

    MISSING = "missing"
    EMPTY = "empty"  # a PostgreSQL database without a table
    NOT_OURS = "not_ours"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class Identity:
    """What was found, and the schema revision where it is ours."""

    found: Found
    revision: str | None = None


def identify(engine: Engine) -> Identity:
    """What the engine would open. Raises StoreError when it cannot be reached or read."""
    path = sqlite_path(engine.url)
    if path is not None:
        return _identify_file(engine, path)
    with read_connection(engine) as connection:
        if not _has_revision_table(connection):
            tables = connection.execute(
                text("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()")
            ).scalar_one()
            return Identity(Found.NOT_OURS if tables else Found.EMPTY)
        return _at_revision(connection)


def identify_header(path: Path) -> Found:
    """From the first bytes of a file: MISSING, NOT_OURS, or CURRENT for any SQLite file marked as ours."""
    if Path(f"{path}-shm").exists() and path.exists():
        return _identify_opened(path)
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return Found.MISSING
    except OSError:
        raise unreachable() from None
    if len(header) < 100 or not header.startswith(_MAGIC):
        return Found.NOT_OURS
    (application,) = struct.unpack_from(">I", header, _APPLICATION_ID_AT)
    return Found.CURRENT if application == APPLICATION_ID else Found.NOT_OURS


def _identify_opened(path: Path) -> Found:
    """The same of a file that a connection, perhaps one of this process, has open.

    Closing a file takes from the process every lock it has on it (POSIX), also those of that connection; another
    program would then clear the log away under it. Only SQLite itself knows when a handle may be closed.
    """
    try:
        with closing(open_sqlite(path, mode="ro")) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error as error:
        known = translate(error)
        if known is None or known.code == "store.not_ours":
            return Found.NOT_OURS
        raise known from None
    return Found.CURRENT if application == APPLICATION_ID else Found.NOT_OURS


def _identify_file(engine: Engine, path: Path) -> Identity:
    # The header is read first: merely opening a foreign database may write files beside it.
    found = identify_header(path)
    if found is not Found.CURRENT:
        return Identity(found)
    try:
        with read_connection(engine) as connection:
            return _at_revision(connection) if _has_revision_table(connection) else Identity(Found.NOT_OURS)
    except StoreError as error:
        if error.code == "store.unreachable" and not os.access(path.parent, os.W_OK):
            raise _shut_folder() from None
        raise


def _shut_folder() -> StoreError:
    return StoreError(
        "store.not_writable",
        msg(
            "The folder of the database cannot be written, and even reading needs it. Give this user the right to, or "
            "bring a copy back elsewhere."
        ),
    )


def _has_revision_table(connection: Connection) -> bool:
    if connection.dialect.name == "sqlite":
        query = text("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = :name")
    else:
        query = text("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = :name")
    return bool(connection.execute(query, {"name": REVISION_TABLE}).scalar_one())


def _at_revision(connection: Connection) -> Identity:
    revision = connection.execute(text(f"SELECT version_num FROM {REVISION_TABLE}")).scalar_one_or_none()  # noqa: S608
    if revision is None:
        return Identity(Found.NOT_OURS)
    if revision == SCHEMA_REVISION:
        return Identity(Found.CURRENT, revision)
    return Identity(Found.OLDER if revision in REVISIONS else Found.NEWER, revision)


def require(identity: Identity) -> None:
    """Pass a store of ours in this program's shape; raise StoreError with the way out for anything else."""
    match identity.found:
        case Found.CURRENT:
            return
        case Found.MISSING | Found.EMPTY:
            raise StoreError(
                "store.unreachable", msg("There is no database at this address yet. Make one with: jiandu init")
            )
        case Found.OLDER:
            raise StoreError(
                "store.older",
                msg("This database is of an older version of the program. Run: jiandu database upgrade"),
            )
        case Found.NEWER:
            raise StoreError(
                "store.newer",
                msg("This database is of a newer version of the program. Install that version to open it."),
            )
        case Found.NOT_OURS:
            raise not_ours()


def open_engine(url: URL | str, *, busy_seconds: float | None = None) -> Engine:
    """An engine on a store that is there, ours, current and on a disk of this machine; StoreError otherwise."""
    engine = make_engine(url) if busy_seconds is None else make_engine(url, busy_seconds=busy_seconds)
    try:
        path = sqlite_path(engine.url)
        if path is not None:
            require_local(path)
        require(identify(engine))
    except BaseException:
        engine.dispose()
        raise
    return engine
