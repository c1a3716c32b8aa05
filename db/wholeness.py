"""Whether a database is whole: foreign keys, the journal's chain, and state against the journal."""

from sqlalchemy import Connection

from db import journal, state
from db.errors import StoreError, damaged
from domain.messages import msg


def require_whole(connection: Connection, *, with_state: bool = True) -> None:
    """Pass a database that holds together.

    Raises StoreError ``store.damaged`` (foreign keys), ``journal.broken`` (the chain, with the number of the first
    entry that does not hold) or ``state.differs`` (state that is not what the journal folds to). State is left
    out for a schema older than the program's.
    """
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        # PostgreSQL has no way to hold a row without its parent.
        raise damaged()
    verdict = journal.verify(connection)
    if not verdict.ok:
        raise StoreError(
            "journal.broken",
            msg(
                "The journal does not verify at entry {number}. Keep this copy as evidence.",
                number=verdict.first_bad or 0,
            ),
        )
    if with_state and next(state.differences(connection), None) is not None:
        raise StoreError(
            "state.differs",
            msg("State differs from the journal. Run: jiandu database check"),
        )
