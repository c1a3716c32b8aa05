"""What is looked after once a transaction was to be kept: whether it stands, and that what was erased is gone."""

from time import sleep
from typing import Any

from sqlalchemy import Engine

from db import journal
from db.engine import write_connection
from db.errors import StoreError, unsure

# Seconds between looks at a server that went away while it was to keep something; a restart takes less in all.
_PAUSES = (0.1, 0.2, 0.5, 1, 1, 2, 2, 2)


def stands(engine: Engine, seq: int, digest: str) -> bool:
    """Whether an entry was kept whose commit was never answered; StoreError ``store.unsure`` if nobody can tell."""
    for pause in _PAUSES:
        try:
            with write_connection(engine) as connection:
                # While the server still works at the lost commit, that holds the head.
                journal.held_head(connection)
                return journal.hash_of(connection, seq) == digest
        except StoreError as error:
            if error.code not in ("store.unreachable", "store.busy"):
                raise
            sleep(pause)
    raise unsure()


def scrub(engine: Engine) -> None:
    """Overwrite the log SQLite keeps beside the file, as far as nobody is reading from it just now."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        driver: Any = raw.driver_connection
        driver.execute("PRAGMA query_only=OFF")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
