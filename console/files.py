"""Files handed in and files written out: bounded, whole or not at all, and never told by name in a sentence."""

import errno
import os
import secrets
import stat
from collections.abc import Iterable
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO

from console.errors import Fault
from console.signing import beside
from domain.acts.fields import Upload
from domain.messages import Message, msg
from domain.refusals import Refused, refuse

LIMIT = 20 * 1024 * 1024
"""Most bytes of a file handed in."""

STDIN = "-"


Own = frozenset[tuple[int, int]]
"""Files by device and number, whatever name leads to them."""


def own_files(database: Path | None, key: Path | None) -> Own:
    """The files the program itself works with: a database file with its journals, and the keys."""
    places = [key, beside(key)] if key is not None else []
    if database is not None:
        places += [
            database.with_name(database.name + tail)
            for tail in ("", "-wal", "-shm", "-journal", ".key", ".signing.pem")
        ]
    sealing = [key] if key is not None else []
    if database is not None:
        sealing.append(database.with_name(database.name + ".key"))
    for standing in sealing:
        # Those that lie beside it while it is changed, and the old ones that are kept.
        places += standing.parent.glob(f"{escape(standing.name)}.*-*")
    found = []
    for place in places:
        try:
            told = place.stat()
        except OSError:
            continue
        found.append((told.st_dev, told.st_ino))
    return frozenset(found)


def read_upload(given: str, stdin: BinaryIO, field: str, label: Message, own: Own = frozenset()) -> Upload:
    """The file at a path, or what comes on stdin for ``-``; at most 20 MiB, and none of our `own`.

    Refused, without a word about where it lies: ``file.missing``, ``file.unreadable``, ``file.too_large``,
    ``file.own``.
    """
    if given == STDIN:
        with suppress(OSError, ValueError):
            _not_own(stdin.fileno(), own, field, label)
        return Upload("stdin", _bounded(stdin.read(LIMIT + 1), field, label))
    return Upload(Path(given).name, read_bounded(Path(given), LIMIT, field, label, own))


def read_bounded(path: Path, limit: int, field: str, label: Message, own: Own = frozenset()) -> bytes:
    """A file's bytes, refused as `read_upload` does."""
    try:
        # A pipe or a device might never end; opened without waiting, it can be looked at first.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise _unreadable(field, label)
            _not_own(handle, own, field, label)
            return _bounded(file.read(limit + 1), field, label, limit)
    except FileNotFoundError:
        raise refuse("file.missing", msg("{field}: there is no such file.", field=label), field=field) from None
    except (OSError, ValueError):
        raise _unreadable(field, label) from None


def _not_own(handle: int, own: Own, field: str, label: Message) -> None:
    told = os.fstat(handle)
    if (told.st_dev, told.st_ino) in own:
        raise refuse(
            "file.own",
            msg("{field}: this is the database or the key that is in use here. Choose another file.", field=label),
            field=field,
        )


def _bounded(data: bytes, field: str, label: Message, limit: int = LIMIT) -> bytes:
    if len(data) > limit:
        raise refuse(
            "file.too_large",
            msg("{field}: the file is larger than {limit} MiB.", field=label, limit=limit // 1024 // 1024),
            field=field,
        )
    return data


def _unreadable(field: str, label: Message) -> Refused:
    return refuse(
        "file.unreadable",
        msg("{field}: the file cannot be read. Check that it is a file and that you may read it.", field=label),
        field=field,
    )


def write_out(path: Path, chunks: Iterable[bytes], *, replace: bool = False) -> None:
    """Write a file of mode 0600 beside its place and put it there when it is whole.

    Refused ``file.exists`` where something stands there, unless it is to be replaced. Fault ``output.full`` or
    ``output.unwritable`` when the disk or the folder does not allow it; then nothing is left behind.
    """
    if not replace and os.path.lexists(path):
        raise _exists()
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in chunks:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            _put_in_place(partial, path, replace)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_write(error) from None


def _put_in_place(partial: Path, path: Path, replace: bool) -> None:
    if replace:
        partial.replace(path)
        return
    try:
        # A link refuses a name that was taken in the meantime; a rename would not.
        os.link(partial, path)
    except FileExistsError:
        raise _exists() from None
    except OSError:
        if os.path.lexists(path):
            raise _exists() from None
        partial.rename(path)


def _exists() -> Refused:
    return refuse(
        "file.exists",
        msg("There is already something at that place. Choose another name, or replace it with --replace."),
        field="output",
    )


def _cannot_write(error: OSError) -> Fault:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Fault("output.full", msg("The disk is full. The file was not written; make room and try again."))
    return Fault("output.unwritable", msg("The file cannot be written. Check its folder and its rights."))
