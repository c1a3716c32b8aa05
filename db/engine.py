"""Reaching a store: its address, the engine, and connections inside one transaction.

SQLite and PostgreSQL behave alike here: a reader sees one snapshot and cannot write, a writer holds a
transaction that is committed whole or not at all, and no call waits for ever.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import uniform
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from db.errors import StoreError, collided, translating
from domain.messages import msg

BUSY_SECONDS = 5.0
STATEMENT_SECONDS = 60
CONNECT_SECONDS = 5
# A suspended program must not keep the journal's head from everybody else.
IDLE_SECONDS = 120

# A server that is cut off must be noticed, not waited for as long as the system would.
_ALIVE = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}

# Temporary tables stay in memory: sorting must not leave the agency's data in /tmp.
_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    # Without it INSERT OR REPLACE would slip past the triggers that refuse DELETE.
    "PRAGMA recursive_triggers=ON",
    "PRAGMA temp_store=MEMORY",
)
_WRITE, _AT_ONCE, _LATE = "jiandu_write", "at once", "late"
_LOOKING, _LOOKS = "jiandu_looking", ("SELECT", "PRAGMA")
_BEGIN = "BEGIN IMMEDIATE"
_LOOK_SECONDS = (0.002, 0.01)
_BLOCK = 2000


def normalise_url(path_or_url: str | os.PathLike[str]) -> URL:
    """The address of a store: a file path (`~` allowed), ``sqlite:///path`` or ``postgresql://...``.

    Raises StoreError ``store.unreachable`` for anything else. File paths become absolute.
    """
    text = os.fspath(path_or_url)
    if "://" not in text:
        if not text or text == ":memory:":
            raise _bad_address()
        return _sqlite_url(text)
    try:
        url = make_url(text)
        backend = url.get_backend_name()
    except (ArgumentError, ValueError):
        raise _bad_address() from None
    if backend == "sqlite" and url.database and url.database != ":memory:" and not url.query:
        return _sqlite_url(url.database)
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise _bad_address()


def _sqlite_url(path: str) -> URL:
    return URL.create("sqlite", database=str(Path(path).expanduser().absolute()))


def _bad_address() -> StoreError:
    return StoreError(
        "store.unreachable",
        msg("The database address cannot be used. Give a file path or an address like postgresql://host/name."),
    )


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite store; None on PostgreSQL."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def make_engine(url: URL | str | os.PathLike[str], *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine on a store that exists; nothing is opened or created before the first connection.

    `busy_seconds` is how long a writer waits for another one.
    """
    url = url if isinstance(url, URL) else normalise_url(url)
    if sqlite_path(url) is not None:
        return _sqlite_engine(url, busy_seconds)
    return _postgres_engine(url, busy_seconds)


def open_sqlite(path: Path, *, mode: str = "rw", busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A bare connection that never creates the file (`mode` rw or ro) and leaves transactions to the caller."""
    return sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=busy_seconds,
        check_same_thread=False,
    )


def _sqlite_engine(url: URL, busy_seconds: float) -> Engine:
    path = Path(url.database or "")

    def connect() -> sqlite3.Connection:
        connection = open_sqlite(path, busy_seconds=busy_seconds)
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(url, creator=connect, hide_parameters=True, pool_timeout=busy_seconds)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        how = connection.get_execution_options().get(_WRITE)
        connection.info[_LOOKING] = False
        if how == _AT_ONCE:
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            _await_turn(connection, busy_seconds)
        elif how == _LATE:
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            connection.exec_driver_sql("BEGIN")
            connection.info[_LOOKING] = True
        else:
            connection.exec_driver_sql("PRAGMA query_only=ON")
            connection.exec_driver_sql("BEGIN")

    @event.listens_for(engine, "before_cursor_execute")
    def before_the_first_change(connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
        if connection.info.get(_LOOKING) and not statement.lstrip().startswith(_LOOKS):
            connection.info[_LOOKING] = False
            driver: Any = connection.connection.driver_connection
            # What was looked at is let go: from here on the newest is seen, and nobody else can change it.
            driver.execute("COMMIT")
            _await_turn(connection, busy_seconds)

    return engine


def _await_turn(connection: Connection, busy_seconds: float) -> None:
    """Begin as the only writer, once the one before is done.

    SQLite's own waiting looks ever less often the longer one waits, so whoever comes later is let in first, and among
    many some wait for good. Here everybody looks equally often.
    """
    driver: Any = connection.connection.driver_connection
    until = monotonic() + busy_seconds
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                driver.execute(_BEGIN)
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_BUSY_SNAPSHOT:
                    # A look that was not finished holds on to what was before.
                    raise collided() from None
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                    break
            sleep(uniform(*_LOOK_SECONDS))  # noqa: S311 - so that those who wait do not look all at once
    finally:
        driver.execute(f"PRAGMA busy_timeout={int(busy_seconds * 1000)}")
    # Once more by the usual way, which tells what is wrong.
    connection.exec_driver_sql(_BEGIN)


def _postgres_engine(url: URL, busy_seconds: float) -> Engine:
    limits = {
        "statement_timeout": STATEMENT_SECONDS * 1000,
        "lock_timeout": int(busy_seconds * 1000),
        "idle_in_transaction_session_timeout": IDLE_SECONDS * 1000,
        "timezone": "UTC",
    }
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    given = url.query.get("options", "")
    arguments: dict[str, Any] = {"options": f"{options} {given}".strip()}
    arguments |= {name: value for name, value in _ALIVE.items() if name not in url.query}
    try:
        return create_engine(
            url,
            connect_args=arguments,
            hide_parameters=True,
            pool_timeout=busy_seconds,
            # One round trip each time, so that a server that was restarted is found again and not told of.
            pool_pre_ping=True,
            use_native_hstore=False,
        )
    except ModuleNotFoundError:
        raise StoreError(
            "store.unreachable",
            msg("PostgreSQL support is not installed. Install the program with its extra: postgres."),
        ) from None


@contextmanager
def read_connection(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one snapshot (快照) and cannot write.

    Raises StoreError for whatever the store cannot do.
    """
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with _transaction(engine, options) as connection:
        yield connection


@contextmanager
def write_connection(engine: Engine, *, late: bool = False) -> Iterator[Connection]:
    """A connection inside one transaction: committed at the end of the block, rolled back on any exception.

    SQLite takes the only write lock at once; `late`, at the first statement that changes something, and what was seen
    before may be another by then. So it may on PostgreSQL, which runs READ COMMITTED: whoever decides on a row locks it
    or looks again. Raises StoreError for whatever the store cannot do.
    """
    with _transaction(engine, {_WRITE: _LATE if late else _AT_ONCE}) as connection:
        yield connection


@contextmanager
def _transaction(engine: Engine, options: dict[str, Any]) -> Iterator[Connection]:
    with translating(), engine.connect() as connection:
        connection = connection.execution_options(**options)
        with connection.begin():
            yield connection


@contextmanager
def driver_rows(connection: Connection, statement: str) -> Iterator[Iterable[tuple[Any, ...]]]:
    """The rows of a statement as the driver gives them, read as they are asked for: for very many.

    A row object for each of a million entries would cost more than what is done with them.
    """
    driver: Any = connection.connection
    if connection.dialect.name == "postgresql":
        # Only a named cursor leaves the rows on the server.
        cursor = driver.cursor("jiandu_rows")
        cursor.itersize = _BLOCK
    else:
        cursor = driver.cursor()
    try:
        cursor.execute(statement)
        yield cursor
    finally:
        cursor.close()
