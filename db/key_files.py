"""The file of the agency's key, and those beside it while it is changed.

A new key lies beside under ``.new-`` and its fingerprint until what is sealed was wrapped by it, then takes the file's
name; the one before stays beside under ``.old-`` and its own. Which one is meant the database tells, so that whatever
stops in between, what is stored still opens.
"""

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from db import state
from db.errors import StoreError, unreachable
from db.sealing import SealingKey, load_key, write_key
from db.tables.sealed import sealed, sealed_key
from domain.messages import msg
from domain.states.agency import AGENCY_ID, Agency

_NEW, _OLD = "new", "old"


def key_in_use(connection: Connection) -> str | None:
    """The fingerprint of the key this database needs: of its last change, else of what is sealed; None while open."""
    agency = state.load(connection, AGENCY_ID)
    if isinstance(agency, Agency) and agency.sealing_key is not None:
        return agency.sealing_key
    for table in (sealed_key, sealed):
        found = connection.execute(select(table.c.key_id).limit(1)).scalar_one_or_none()
        if found is not None:
            return str(found)
    return None


def find_key(path: Path, wanted: str | None) -> SealingKey:
    """The key of this fingerprint, at `path` or beside it; whichever stands at `path` where none is known yet.

    Raises StoreError as `load_key`, or ``store.key_other`` where another database's key lies there.
    """
    try:
        standing = load_key(path)
    except StoreError:
        found = _beside(path, wanted)
        if found is None:
            raise
        return found
    if wanted is None or standing.id == wanted:
        return standing
    found = _beside(path, wanted)
    if found is None:
        raise key_other()
    return found


def key_called(path: Path, wanted: str) -> SealingKey | None:
    """The key of a fingerprint, if it lies there."""
    try:
        return find_key(path, wanted)
    except StoreError:
        return None


def _beside(path: Path, wanted: str | None) -> SealingKey | None:
    if wanted is None:
        return None
    for age in (_NEW, _OLD):
        with suppress(StoreError):
            found = load_key(_name(path, age, wanted))
            if found.id == wanted:
                return found
    return None


def key_other() -> StoreError:
    """The key that lies there is not this database's."""
    return StoreError(
        "store.key_other",
        msg(
            "This is not the key of the database, so what is sealed stays closed. Put the right key file in its place."
        ),
    )


def begin(path: Path) -> SealingKey:
    """A new key, its file beside the present one; raises StoreError ``store.unreachable``."""
    secret = secrets.token_bytes(32)
    key = SealingKey(secret)
    try:
        write_key(_name(path, _NEW, key.id), secret)
        _sync(path.parent)
    except OSError:
        raise _unwritable() from None
    return key


def restore(path: Path, key: SealingKey) -> None:
    """Make sure that the file of a new key is still there; raises StoreError ``store.unreachable``."""
    coming = _name(path, _NEW, key.id)
    if _standing(coming) is not None:
        return
    try:
        coming.unlink(missing_ok=True)
        key.write(coming)
        _sync(path.parent)
    except OSError:
        raise _unwritable() from None


def settle(path: Path, in_use: str | None) -> None:
    """Put the key in use in its place, the one that stood there beside; drop new ones that never came into use.

    Does nothing where all is in order, and may be stopped anywhere. Only for whoever holds the lock on the keys:
    another's new key, not in use yet, would go. Raises StoreError.
    """
    if in_use is None:
        return
    try:
        before = _standing(path)
        if before is None or before.id != in_use:
            _take_place(path, in_use, before)
        for left in beside(path):
            if left.new:
                left.path.unlink()
    except OSError:
        raise _unwritable() from None


def _take_place(path: Path, in_use: str, before: SealingKey | None) -> None:
    coming = _name(path, _NEW, in_use)
    old = _standing(_name(path, _OLD, in_use)) if _standing(coming) is None else None
    if old is not None:
        # A copy of the database from before a change was brought back: its key is the old one.
        coming.unlink(missing_ok=True)
        old.write(coming)
    elif not coming.exists():
        return
    if before is not None:
        _keep_old(path, before)
    coming.replace(path)
    _sync(path.parent)


def _standing(path: Path) -> SealingKey | None:
    try:
        return load_key(path)
    except StoreError:
        return None


def _keep_old(path: Path, before: SealingKey) -> None:
    kept = _name(path, _OLD, before.id)
    if _standing(kept) is None:
        # Written anew rather than linked: some file systems know no links, and a half-written one is replaced.
        kept.unlink(missing_ok=True)
        before.write(kept)
    _sync(path.parent)


@dataclass(frozen=True, slots=True)
class Left:
    """A key that lies beside: its fingerprint, whether it is a new one, its file."""

    id: str
    new: bool
    path: Path


def beside(path: Path) -> list[Left]:
    """The keys that lie beside the one in use."""
    named = re.compile(re.escape(path.name) + r"\.(new|old)-([0-9a-f]{16})")
    try:
        names = sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        return []
    found = [(match, path.with_name(name)) for name in names if (match := named.fullmatch(name))]
    return [Left(match.group(2), match.group(1) == _NEW, file) for match, file in found]


def discard(path: Path, id: str) -> bool:
    """Destroy an old key that lies beside; False where none of this fingerprint does."""
    for left in beside(path):
        if left.id == id and not left.new:
            try:
                size = left.path.stat().st_size
                with left.path.open("r+b") as file:
                    file.write(bytes(size))
                    file.flush()
                    os.fsync(file.fileno())
                left.path.unlink()
                _sync(path.parent)
            except OSError:
                raise unreachable() from None
            return True
    return False


def _name(path: Path, age: str, id: str) -> Path:
    return path.with_name(f"{path.name}.{age}-{id}")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable() -> StoreError:
    return StoreError("store.unreachable", msg("The key file cannot be made. Check its folder."))
