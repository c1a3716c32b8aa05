"""The hashes of the journal in their order: what a signed head speaks for, entry by entry."""

import hashlib
from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import Connection, select

from db.engine import driver_rows
from db.tables.journal import journal

_HASHES: Final = "SELECT hash FROM journal ORDER BY seq"
_PAGE = 500


def hash_lines(connection: Connection) -> Iterator[bytes]:
    """Every entry's hash on a line of its own, the first entry first."""
    with driver_rows(connection, _HASHES) as rows:
        for (digest,) in rows:
            yield f"{digest}\n".encode()


def hashes_sha256(connection: Connection) -> str:
    """SHA-256 over `hash_lines`."""
    digest = hashlib.sha256()
    for line in hash_lines(connection):
        digest.update(line)
    return digest.hexdigest()


def hashes_at(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    """The hashes of some entries by their numbers; those the journal does not have are missing."""
    wanted = sorted(set(numbers))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), _PAGE):
        query = select(journal.c.seq, journal.c.hash).where(journal.c.seq.in_(wanted[start : start + _PAGE]))
        found |= {row.seq: row.hash for row in connection.execute(query)}
    return found
