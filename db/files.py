"""Files that only their owner may read, and that appear under their name whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.errors import StoreError, translate, unreachable
from domain.messages import msg

PRIVATE = 0o600


def is_private(path: Path) -> bool:
    """Whether nobody but its owner can touch the file; OSError when it cannot be seen."""
    return path.stat().st_mode & 0o077 == 0


def exists_already() -> StoreError:
    """Something stands where a new thing was to be made."""
    return StoreError("store.exists", msg("Something already stands at the target. Choose another place."))


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """An empty file of mode 0600 beside `target`, which takes the target's name when the block ends well.

    On an exception it is removed. Raises StoreError ``store.exists`` rather than replace anything, and the
    store's own error for a folder that is missing, full or closed to us.
    """
    if os.path.lexists(target):
        raise exists_already()
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        create_private(partial)
        try:
            yield partial
            _to_disk(partial)
            _put_in_place(partial, target)
        finally:
            # The database leaves its own companions behind when it is cut off.
            for companion in ("", "-wal", "-shm", "-journal"):
                with suppress(FileNotFoundError):
                    os.unlink(f"{partial}{companion}")  # noqa: PTH108 - a name built by adding a suffix
    except OSError as error:
        raise (translate(error) or unreachable()) from None


def create_private(path: Path, content: bytes = b"") -> None:
    """Make a file that only its owner can read and write; FileExistsError if the name is taken."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE)
    try:
        # The umask can only have taken rights away; this gives back the owner's.
        os.fchmod(handle, PRIVATE)
        with os.fdopen(os.dup(handle), "wb") as file:
            file.write(content)
        os.fsync(handle)
    except BaseException:
        path.unlink()
        raise
    finally:
        os.close(handle)


def _to_disk(file: Path) -> None:
    """A name must never stand for bytes that a power cut can still take away."""
    handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put_in_place(partial: Path, target: Path) -> None:
    try:
        # A link, unlike a rename, refuses a name that was taken in the meantime.
        os.link(partial, target)
    except FileExistsError:
        raise exists_already() from None
    except OSError:
        # Some file systems know no links.
        if os.path.lexists(target):
            raise exists_already() from None
        partial.rename(target)
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
