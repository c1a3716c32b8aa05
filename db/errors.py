"""What can be wrong with the store (数据库), as one value with a code and a plain sentence.

Neither SQL nor a value bound to it ever reaches these texts: drivers put both into theirs, so only their numbers
are read.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from domain.messages import Message, msg


class StoreError(Exception):
    """The store cannot do what was asked; nothing was changed.

    `code` is stable (``store.busy``), `message` names the way out. The exception's own text is only the code.
    """

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


class Collided(StoreError):
    """Two transactions stood in each other's way and the server undid ours; doing it again at once helps."""


def collided() -> StoreError:
    """Undone for another transaction's sake."""
    told = busy()
    return Collided(told.code, told.message)


def unsure() -> StoreError:
    """The connection broke while the change was being kept, and the server could not be asked since."""
    return StoreError(
        "store.unsure",
        msg("The connection broke while this was being kept. Look whether it stands before you do it again."),
    )


def unreachable() -> StoreError:
    """The file or server does not answer."""
    return StoreError(
        "store.unreachable", msg("The database cannot be reached. Check its address and that it is running.")
    )


def not_ours() -> StoreError:
    """Something is there, but not a database of this program."""
    return StoreError(
        "store.not_ours", msg("This is not a database of this program. Check the address; nothing was changed.")
    )


def not_writable() -> StoreError:
    """May be read but not written by this user."""
    return StoreError(
        "store.not_writable",
        msg("The database cannot be written by this user. Check the rights on the file, its folder or the server."),
    )


def busy() -> StoreError:
    """Someone else holds what we need; trying again helps."""
    return StoreError("store.busy", msg("The database is busy with another change. Try again in a moment."))


def full() -> StoreError:
    """No room left; the change was rolled back."""
    return StoreError("store.full", msg("The disk is full. Nothing was changed; make room and try again."))


def damaged() -> StoreError:
    """The bytes are not what the database system wrote."""
    return StoreError(
        "store.damaged",
        msg("The database file is damaged. Keep it as it is and restore the last backup to a new place."),
    )


# Primary result codes of SQLite (the low byte of an extended code).
_SQLITE = {
    sqlite3.SQLITE_PERM: not_writable,
    sqlite3.SQLITE_READONLY: not_writable,
    sqlite3.SQLITE_BUSY: busy,
    sqlite3.SQLITE_LOCKED: busy,
    sqlite3.SQLITE_FULL: full,
    sqlite3.SQLITE_CANTOPEN: unreachable,
    sqlite3.SQLITE_IOERR: unreachable,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: not_ours,
}

# SQLSTATE of PostgreSQL: whole codes first, then classes.
_SQLSTATE = {
    "25006": not_writable,  # read-only transaction, as on a standby
    "25P03": busy,  # idle in transaction for too long
    "40001": collided,  # serialization failure
    "40P01": collided,  # deadlock
    "42501": not_writable,
    "53100": full,
    "53300": busy,  # too many connections
    "55P03": busy,  # lock timeout
    "57014": busy,  # statement timeout
    "57P03": busy,  # starting up
    "3D000": unreachable,  # no such database
}
_SQLSTATE_CLASS = {"08": unreachable, "28": unreachable, "57": unreachable, "58": unreachable}

_ERRNO = {
    errno.ENOSPC: full,
    errno.EDQUOT: full,
    errno.EACCES: not_writable,
    errno.EPERM: not_writable,
    errno.EROFS: not_writable,
}


def translate(error: BaseException) -> StoreError | None:
    """The store's own error behind one of SQLAlchemy, sqlite3, psycopg or the system; None if it is not one.

    None means a fault of the program (a broken constraint, a wrong statement), which must not be hidden.
    """
    if isinstance(error, StoreError):
        return error
    if isinstance(error, exc.TimeoutError):
        return busy()
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        make = _SQLITE.get((getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF)
        return make() if make else None
    if isinstance(cause, OSError):
        return _ERRNO.get(cause.errno or 0, unreachable)()
    return _postgres(error, cause)


@contextmanager
def translating() -> Iterator[None]:
    """Turn what `translate` knows into StoreError on the way out; the rest passes unchanged."""
    try:
        yield
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        known = translate(error)
        if known is None:
            raise
        # Not chained: the driver's text holds the statement.
        raise known from None


def _postgres(error: BaseException, cause: BaseException | None) -> StoreError | None:
    """Known by its attribute, so that psycopg need not be installed to ask."""
    if cause is None or not hasattr(cause, "sqlstate"):
        return None
    state = cause.sqlstate
    if state is None:
        # A connection that was refused, timed out or broke has no state.
        return unreachable() if isinstance(error, exc.OperationalError | exc.InterfaceError) else None
    make = _SQLSTATE.get(state) or _SQLSTATE_CLASS.get(state[:2])
    return make() if make else None
