"""Hearing that acts were recorded, by whomever, without asking again and again (变更通知).

A server tells: who chains acts notifies in the same transaction, and the number of the last entry is all that is said.
SQLite has nobody to tell: one kept connection looks now and then at a counter in memory that moves with every commit of
another. The journal is only read once that moved.
"""

import os
import select
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, exc

from db.engine import open_sqlite, sqlite_path
from db.errors import StoreError

if TYPE_CHECKING:
    from db.store import Store

POLL_SECONDS = 2.0
CALM_SECONDS = 2.0
"""Between two tidings: many acts in a row are told as one."""
_AWAY_SECONDS = (1.0, 2.0, 5.0, 10.0)
CHANNEL = "'jiandu_' || md5(current_schema())"
"""What is notified on, as SQL: a notice reaches one database, which may hold several schemas, of any name."""


class Changes:
    """Numbers of last entries as they come; iterate in a thread of its own, `close` from any."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: int | None = None
        self._waking, self._wake = os.pipe()
        self._open, self._lock = True, Lock()

    def close(self) -> None:
        """End the iteration, however long it would have waited."""
        with self._lock:
            if self._open:
                self._open = False
                os.close(self._wake)

    def __iter__(self) -> Iterator[int]:
        path = sqlite_path(self._engine.url)
        try:
            while self._open:
                with closing(self._heard() if path is None else self._polled(path)) as tidings:
                    for seq in tidings:
                        yield seq
                        self._wait(CALM_SECONDS)
                        if not self._open:
                            break
        finally:
            self.close()
            os.close(self._waking)

    def _wait(self, seconds: float | None, *others: int) -> bool:
        """Wait for one of these descriptors, or to be closed; whether one of them may be read."""
        ready, _, _ = select.select([self._waking, *others], [], [], seconds)
        return self._open and any(other in ready for other in others)

    def _moved(self, seq: int) -> bool:
        moved, self._known = seq != self._known, seq
        return moved

    # SQLite

    def _polled(self, path: Path) -> Generator[int, None, None]:
        try:
            with closing(open_sqlite(path, mode="ro")) as connection:
                if self._known is None:
                    self._known = _head(connection)
                version = None
                while self._open:
                    (found,) = connection.execute("PRAGMA data_version").fetchone()
                    # Other writes than acts move it too.
                    if found != version and self._moved(_head(connection)):
                        yield self._known
                    version = found
                    self._wait(POLL_SECONDS)
        except sqlite3.Error:
            self._wait(_AWAY_SECONDS[-1])

    # PostgreSQL

    def _heard(self) -> Generator[int, None, None]:
        for pause in _AWAY_SECONDS:
            with suppress(StoreError, exc.SQLAlchemyError), self._listening() as connection:
                # What came before somebody listened was told to nobody; and who was away shows old lines.
                first, self._known = self._known is None, _head(connection)
                if not first:
                    yield self._known
                yield from self._notices(connection)
            if not self._open:
                return
            self._wait(pause)

    @contextmanager
    def _listening(self) -> Iterator[Any]:
        """A connection that hears of acts, and goes back to nobody."""
        from psycopg import Error

        with self._engine.connect() as pooled:
            connection: Any = pooled.connection.driver_connection
            try:
                with suppress(Error):
                    connection.autocommit = True
                    (channel,) = connection.execute(f"SELECT quote_ident({CHANNEL})").fetchone()
                    connection.execute(f"LISTEN {channel}")
                    yield connection
            finally:
                # Whether it still lives or not: it is closed, not put in order for the next.
                pooled.invalidate()

    def _notices(self, connection: Any) -> Iterator[int]:
        while self._open:
            seq = None
            for notice in connection.notifies(timeout=0):
                seq = int(notice.payload)
            if seq is not None and self._moved(seq):
                yield seq
            elif seq is None:
                self._wait(None, connection.fileno())


def watch(store: "Store") -> Changes:
    """What changes in a store from now on."""
    return Changes(store.engine)


def _head(connection: Any) -> int:
    (seq,) = connection.execute("SELECT seq FROM journal_head").fetchone()
    return int(seq)
