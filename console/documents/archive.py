"""A zip whose bytes depend on nothing but its contents: fixed times, fixed order, the sums of what went in kept."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Final

from domain.messages import msg
from domain.refusals import refuse
from sanctions.packages.layout import Member
from sanctions.packages.opening import MOST_BYTES, MOST_BYTES_OF_FILE, MOST_FILES

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can tell."""

_UNIX: Final = 3
_BLOCK: Final = 1 << 18
_PLAIN_FILE: Final = 0o100644 << 16


class Archive:
    """Files put into a zip one after the other, each counted into the list of what is in it.

    Never larger than what opens again: refused ``package.too_large``.
    """

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w")
        self.members: list[Member] = []
        self._total = 0

    def add(self, name: str, chunks: Iterable[bytes]) -> Member:
        """One more file, and its sum."""
        told = zipfile.ZipInfo(name, _BEGINNING)
        told.compress_type, told.create_system, told.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _PLAIN_FILE
        digest, size = hashlib.sha256(), 0
        with self._zip.open(told, "w") as file:
            for chunk in _blocks(chunks):
                size += len(chunk)
                if size > MOST_BYTES_OF_FILE or self._total + size > MOST_BYTES:
                    raise _too_large()
                digest.update(chunk)
                file.write(chunk)
        self._total += size
        if len(self.members) >= MOST_FILES:
            raise _too_large()
        member = Member(name, digest.hexdigest(), size)
        self.members.append(member)
        return member

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *raised: object) -> None:
        """Write the list of names at the end; what failed before is thrown away by whoever owns the file."""
        self._zip.close()


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces: a line at a time would cost more than packing it."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) >= _BLOCK:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def _too_large() -> Exception:
    return refuse(
        "package.too_large",
        msg("That is more than a package may hold. Take a shorter time, or one institution."),
        field="about",
    )
