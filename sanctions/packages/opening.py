"""Opening a package from outside: looked at from its end before anything in it is read, and never unpacked.

Whoever made the file may mean harm: a few bytes that swell to terabytes, a million names, names that lead elsewhere.
"""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from domain.messages import msg
from domain.refusals import Refused, refuse
from sanctions.packages.layout import NAME

MOST_FILES: Final = 10_000
MOST_BYTES_OF_FILE: Final = 1 << 30
MOST_BYTES: Final = 4 << 30
LARGEST_PACKAGE: Final = 2 << 30
MOST_SWELLING: Final = 200
"""How many times larger than packed a file may be; hashes and tables stay far below."""

_FREE = 1 << 20
"""Below this size swelling does not matter: an empty table packs very well."""

_DIRECTORY = 200 * MOST_FILES
_END, _END_SIZE = b"PK\x05\x06", 22
_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
_READ = 1 << 18

BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)
"""What reading a file of a damaged package raises."""


class Opened:
    """An open package: its names, and each file as a stream; bounds were checked."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {info.filename: info for info in archive.infolist()}
        self.names = tuple(self._members)

    def size(self, name: str) -> int:
        """The size a file says it has."""
        return self._members[name].file_size

    def stream(self, name: str) -> IO[bytes]:
        """A file to read; never more comes out than it said it has. Raises KeyError, or one of BROKEN."""
        return self._archive.open(self._members[name])

    def chunks(self, name: str) -> Iterator[bytes]:
        """A file piece by piece; raises one of BROKEN where it is damaged."""
        with self.stream(name) as file:
            while piece := file.read(_READ):
                yield piece

    def small(self, name: str, most: int) -> bytes:
        """A file that must be small; ValueError where it is not."""
        with self.stream(name) as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise ValueError("large")
        return content


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """A package to read. Refused ``file.missing``, ``package.not_one``, ``package.bounds``, ``package.name``."""
    try:
        # A pipe would never end; opened without waiting, it can be looked at first.
        file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK))  # noqa: SIM115
    except IsADirectoryError:
        raise not_one() from None
    except OSError:
        raise refuse(
            "file.missing", msg("The package cannot be read. Check its path and rights."), field="file"
        ) from None
    with file:
        _look_at_end(file)
        try:
            archive = zipfile.ZipFile(file)
        except BROKEN:
            raise not_one() from None
        with archive:
            _check(archive)
            yield Opened(archive)


def _look_at_end(file: IO[bytes]) -> None:
    """How long the list of names is stands at the very end, and is known before that list is read."""
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        raise not_one()
    size = status.st_size
    if size > LARGEST_PACKAGE:
        raise _too_much()
    if size < _END_SIZE:
        raise not_one()
    file.seek(max(size - _END_SIZE - _LOCATOR_SIZE, 0))
    tail = file.read()
    end = tail[-_END_SIZE:]
    # No comment behind it, and none of the second kind of end in front, which may say otherwise.
    if not end.startswith(_END) or tail.startswith(_LOCATOR):
        raise not_one()
    *_, count, length, start, comment = struct.unpack("<4s4H2LH", end)
    if count > MOST_FILES or length > _DIRECTORY:
        raise _too_much()
    if comment or start + length + _END_SIZE != size:
        raise not_one()
    file.seek(0)


def _check(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    total = packed = 0
    seen: set[str] = set()
    for one in members:
        total += one.file_size
        packed += one.compress_size
        swollen = one.file_size > _FREE and one.file_size > MOST_SWELLING * max(one.compress_size, 1)
        if one.file_size > MOST_BYTES_OF_FILE or total > MOST_BYTES or swollen:
            raise _too_much()
        if not NAME.fullmatch(one.filename) or one.filename != one.orig_filename:
            raise refuse(
                "package.name",
                msg(
                    "The package holds {name}, which no package of ours does. It is not opened.", name=one.filename[:80]
                ),
                field="file",
            )
        if one.flag_bits & 0x1 or one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise not_one()
        if one.filename.lower() in seen:
            raise refuse(
                "package.twice",
                msg("The package holds the name {name} twice. It is not opened.", name=one.filename),
                field="file",
            )
        seen.add(one.filename.lower())
    if len(members) > MOST_FILES or packed > archive.start_dir:
        # Files that lie on top of each other: each is small, and together they never end.
        raise _too_much()


def not_one() -> Refused:
    """What was given is no package."""
    return refuse("package.not_one", msg("This is no package. Give what package create wrote."), field="file")


def _too_much() -> Refused:
    return refuse(
        "package.bounds",
        msg("The package holds more, or swells to more, than a package may. It is not opened."),
        field="file",
    )
