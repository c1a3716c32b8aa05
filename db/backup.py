"""Copying a store while it is in use, and bringing a copy back to a new place (备份与恢复).

A copy holds everything but the sealing key, which lies outside the database and is kept apart from its copies.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, text

from db.engine import make_engine, normalise_url, open_sqlite, read_connection, sqlite_path
from db.errors import StoreError, damaged, not_ours, translating, unreachable
from db.files import appearing, exists_already
from db.identify import Found, identify, identify_header, require
from db.wholeness import require_whole
from domain.messages import msg

Progress = Callable[[int, int], None]
"""Called with pages copied and pages in all."""

_PAGES = 2000
_DUMP_MAGIC = b"PGDMP"


def backup(url: URL | str, target: Path, progress: Progress | None = None) -> Path:
    """Copy the store as it is at this moment to a new file of mode 0600; writers go on meanwhile.

    SQLite copies to an SQLite file, PostgreSQL to a dump in pg_dump's custom format. Raises StoreError
    ``store.exists``, ``store.full``, ``store.tool`` (no usable pg_dump), or what `identify` finds.
    """
    url = url if isinstance(url, URL) else normalise_url(url)
    _require_ours(url)
    source = sqlite_path(url)
    with appearing(target) as partial:
        if source is None:
            _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={partial}")
        else:
            _copy_sqlite(source, partial, progress)
            # A copy is one file that can be read from a disc nobody can write to.
            _set_journal_mode(partial, "DELETE")
    return target


def restore(source: Path, target: URL | str, progress: Progress | None = None) -> None:
    """Bring a copy back to a place where nothing stands yet, and prove it whole.

    A file takes its name only once it is proven. Raises StoreError ``store.exists``, ``store.not_ours``,
    ``store.newer``, or what `require_whole` finds; a copy of an older schema is left for `upgrade`.
    """
    url = target if isinstance(target, URL) else normalise_url(target)
    path = sqlite_path(url)
    if path is None:
        _restore_dump(source, url)
        return
    found = identify_header(source)
    if found is not Found.CURRENT:
        raise _no_copy() if found is Found.MISSING else not_ours()
    with appearing(path) as partial:
        _copy_sqlite(source, partial, progress)
        _set_journal_mode(partial, "WAL")
        _prove(url.set(database=str(partial)))


def _restore_dump(source: Path, url: URL) -> None:
    try:
        with source.open("rb") as file:
            magic = file.read(len(_DUMP_MAGIC))
    except FileNotFoundError:
        raise _no_copy() from None
    except OSError:
        raise unreachable() from None
    if magic != _DUMP_MAGIC:
        raise not_ours()
    engine = make_engine(url)
    try:
        if identify(engine).found is not Found.EMPTY:
            raise exists_already()
    finally:
        engine.dispose()
    _run("pg_restore", url, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(source))
    _prove(url)


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
                connection.execute(text("SET LOCAL statement_timeout = 0"))
            require_whole(connection, with_state=identity.found is Found.CURRENT)
    finally:
        engine.dispose()


def _copy_sqlite(source: Path, target: Path, progress: Progress | None) -> None:
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
            msg("{tool} failed. It must reach the server and be at least as new as it.", tool=tool),
        )
