"""Copying a store while it is in use, and bringing a copy back to a new place (备份与恢复).

A copy holds everything but the sealing key, which lies outside the database and is kept apart from its copies.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, text

from db.attachments import require_contents
from db.engine import make_engine, normalise_url, open_sqlite, read_connection, sqlite_path, write_connection
from db.errors import StoreError, damaged, not_ours, translating, unreachable
from db.files import appearing, exists_already
from db.identify import Found, identify, identify_header, require
from db.manifest import Manifest, Watch, manifest_of, manifest_path, require_as_made, require_finished, take_stock
from db.mounts import require_local
from db.wholeness import require_whole
from domain.messages import msg
from domain.refusals import refuse

_PAGES = 2000
_DUMP_MAGIC = b"PGDMP"
_COMPANIONS = ("-wal", "-shm", "-journal", ".key", ".signing.pem", ".old-", ".new-")


def backup(
    url: URL | str, target: Path, progress: Watch | None = None, *, now: datetime, apart: Iterable[Path] = ()
) -> Manifest:
    """Copy the store as it is at this moment to a new file of mode 0600; writers go on meanwhile.

    SQLite copies to an SQLite file, PostgreSQL to a dump in pg_dump's custom format. The manifest, which is given
    back, lies beside it. `progress` is told pages copied and pages in all. Refused ``backup.place`` on the places of
    the database, its keys, and those `apart`. Raises StoreError ``store.exists``, ``store.full``, ``store.tool`` (no
    usable pg_dump), or what `identify` finds.
    """
    url = url if isinstance(url, URL) else normalise_url(url)
    source = sqlite_path(url)
    _require_apart(target, source, apart)
    _require_ours(url)
    with appearing(manifest_path(target)) as told, appearing(target) as partial:
        if source is None:
            manifest = _dump(url, partial, now)
        else:
            _copy_sqlite(source, partial, progress)
            # A copy is one file that can be read from a disc nobody can write to.
            _set_journal_mode(partial, "DELETE")
            manifest = _told_of_file(url.set(database=str(partial)), partial, now)
        told.write_bytes(manifest.text)
    return manifest


def _require_apart(target: Path, source: Path | None, apart: Iterable[Path]) -> None:
    own = () if source is None else (source,)
    if any(_belongs(target.resolve(), place.resolve()) for place in (*own, *apart)):
        raise refuse(
            "backup.place",
            msg("This place belongs to the database or its key. Choose another file for the copy."),
            field="output",
        )


def _belongs(target: Path, own: Path) -> bool:
    """Whether a name is a file's own, or one that stands or may come to stand beside it: its journals, its keys."""
    beside = tuple(own.name + tail for tail in _COMPANIONS)
    return target.parent == own.parent and (target.name == own.name or target.name.startswith(beside))


def _told_of_file(url: URL, copy: Path, now: datetime) -> Manifest:
    engine = make_engine(url)
    try:
        with read_connection(engine) as connection:
            stock = take_stock(connection)
    finally:
        engine.dispose()
    return manifest_of(copy, stock, "sqlite", now)


def _dump(url: URL, partial: Path, now: datetime) -> Manifest:
    """Dump the very snapshot that stock is taken of."""
    engine = make_engine(url)
    try:
        with read_connection(engine) as connection:
            _let_wait(connection)
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            stock = take_stock(connection)
            form = ("--format=custom", "--no-owner", "--no-privileges")
            _run("pg_dump", url, *form, f"--snapshot={snapshot}", f"--file={partial}")
    finally:
        engine.dispose()
    return manifest_of(partial, stock, "postgresql", now)


def _let_wait(connection: Connection) -> None:
    """Let a transaction outlast another program's work."""
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def restore(source: Path, target: URL | str, progress: Watch | None = None) -> Manifest | None:
    """Bring a copy back to a place where nothing stands yet, and prove it whole; gives its manifest if it has one.

    A file takes its name only once it is proven; of what a server does not prove, nothing is left there. Raises
    StoreError ``store.exists``, ``store.not_ours``, ``store.newer``, ``store.damaged`` (cut short or changed), or what
    `require_whole` finds; a copy of an older schema is left for `upgrade`.
    """
    url = target if isinstance(target, URL) else normalise_url(target)
    path = sqlite_path(url)
    require_finished(source)
    if path is None:
        return _restore_dump(source, url)
    found = identify_header(source)
    if found is not Found.CURRENT:
        raise _no_copy() if found is Found.MISSING else not_ours()
    require_local(path)
    with appearing(path) as partial:
        manifest = require_as_made(source)
        _copy_sqlite(source, partial, progress)
        _set_journal_mode(partial, "WAL")
        _prove(url.set(database=str(partial)))
    return manifest


def _restore_dump(source: Path, url: URL) -> Manifest | None:
    try:
        with source.open("rb") as file:
            magic = file.read(len(_DUMP_MAGIC))
    except FileNotFoundError:
        raise _no_copy() from None
    except OSError:
        raise unreachable() from None
    if magic != _DUMP_MAGIC:
        raise not_ours()
    manifest = require_as_made(source)
    engine = make_engine(url)
    try:
        if identify(engine).found is not Found.EMPTY:
            raise exists_already()
    finally:
        engine.dispose()
    _run("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(source))
    try:
        _prove(url)
    except BaseException:
        take_back(url)
        raise
    return manifest


def take_back(url: URL) -> None:
    """Empty a server database of what a restore brought there; only for one that was empty before."""
    engine = make_engine(url)
    try:
        with write_connection(engine) as connection:
            _let_wait(connection)
            for query, drop in _BROUGHT:
                for name in connection.execute(text(query)).scalars().all():
                    connection.execute(text(f"{drop} {name} CASCADE"))
    finally:
        engine.dispose()


_BROUGHT = (
    ("SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = current_schema()", "DROP TABLE"),
    (
        """
        SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'jiandu%'
        """,
        "DROP FUNCTION",
    ),
    ("SELECT format('%I', sequencename) FROM pg_sequences WHERE schemaname = current_schema()", "DROP SEQUENCE"),
)
"""What stands in a database of ours, and how it goes."""


def _no_copy() -> StoreError:
    return StoreError("store.unreachable", msg("There is no copy at this path."))


def _require_ours(url: URL) -> None:
    engine = make_engine(url)
    try:
        identity = identify(engine)
        # An older or newer store may well be copied: nothing in it is read.
        if identity.found not in (Found.OLDER, Found.NEWER):
            require(identity)
    finally:
        engine.dispose()


def _prove(url: URL) -> None:
    engine = make_engine(url)
    try:
        identity = identify(engine)
        if identity.found is not Found.OLDER:
            require(identity)
        with read_connection(engine) as connection:
            if connection.dialect.name == "sqlite":
                if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
                    raise damaged()
            else:
                _let_wait(connection)
            require_whole(connection, with_state=identity.found is Found.CURRENT)
            require_contents(connection)
    finally:
        engine.dispose()


def _copy_sqlite(source: Path, target: Path, progress: Watch | None) -> None:
    with translating(), closing(open_sqlite(source, mode="ro")) as old, closing(open_sqlite(target)) as new:
        # One snapshot from the first page to the last; otherwise each write by others starts it anew.
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        report = None if progress is None else lambda _status, left, total: progress(total - left, total)
        old.backup(new, pages=_PAGES, progress=report)


def _set_journal_mode(path: Path, mode: str) -> None:
    with translating(), closing(open_sqlite(path)) as connection:
        connection.execute(f"PRAGMA journal_mode={mode}")


def _run(tool: str, url: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's own tools; the password goes through the environment, never the argument list."""
    from psycopg.conninfo import make_conninfo  # an extra; and only PostgreSQL needs it

    program = shutil.which(tool)
    if program is None:
        raise StoreError(
            "store.tool", msg("{tool} is not installed here. Install the PostgreSQL client programs.", tool=tool)
        )
    given = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    words = {name: str(value) for name, value in given.items() if value is not None}
    for name, value in url.query.items():
        words[name] = value if isinstance(value, str) else ",".join(value)
    environment = dict(os.environ)
    password = words.pop("password", url.password)
    if password is not None:
        environment["PGPASSWORD"] = password
    done = subprocess.run(
        [program, f"--dbname={make_conninfo('', **words)}", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        # What it says may quote data, so it is not passed on.
        raise StoreError(
            "store.tool",
            msg(
                "{tool} failed and nothing was kept. It must reach the server, be at least as new, and find room.",
                tool=tool,
            ),
        )
