"""Contents of attachments (附件), kept in the database so that a copy of it is whole.

A content is cut into pieces and named by the SHA-256 of what is stored. Sealed contents are encrypted piece by piece
with a key of their own, kept wrapped as those of sealed records are, so two copies of one sealed content differ and
nothing shows that they are the same.
"""

import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select

from db import data_keys
from db.errors import StoreError
from db.inserting import insert_or_leave
from db.sealing import SealingKey, require_key, sealed_damaged
from db.tables.blobs import blob, blob_chunk
from domain.messages import msg
from domain.refusals import Refused, refuse

LIMIT_BYTES = 20 * 1024 * 1024
"""The largest attachment: 20 MiB, our own choice, enough for a scanned file of a few hundred pages."""

_CHUNK_BYTES = 256 * 1024
_SALT_BYTES = 32
_PAGE = 500
_PIECES = 8


@dataclass(frozen=True, slots=True)
class BlobRef:
    """A stored content: SHA-256 of the stored bytes (of the ciphertext when sealed), size of the content in bytes."""

    sha256: str
    size: int
    sealed: bool


def read_source(path: Path) -> bytes:
    """Read a file somebody wants to attach.

    Raises Refused ``attachment.unreadable`` (gone, no file, not readable) or ``attachment.too_large``.
    """
    try:
        # A pipe or a device would never end; opening without blocking lets us look before reading.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise _unreadable()
            data = file.read(LIMIT_BYTES + 1)
    except (OSError, ValueError):
        raise _unreadable() from None
    require_size(len(data))
    return data


def require_size(size: int) -> None:
    """Refuse (``attachment.too_large``) more than LIMIT_BYTES."""
    if size > LIMIT_BYTES:
        raise refuse(
            "attachment.too_large",
            msg("The file is larger than {limit} MiB. Attach it in parts.", limit=LIMIT_BYTES // 1024 // 1024),
            field="file",
        )


def _unreadable() -> Refused:
    return refuse("attachment.unreadable", msg("The file cannot be read. Check its path and rights."), field="file")


def store_blob(connection: Connection, data: bytes, key: SealingKey | None = None) -> BlobRef:
    """Keep a content in the caller's transaction; with a key it is sealed.

    The same open content is kept once. Raises Refused ``attachment.too_large``.
    """
    require_size(len(data))
    salt = secrets.token_bytes(_SALT_BYTES) if key else None
    data_key = secrets.token_bytes(data_keys.KEY_BYTES)
    chunks = list(_cut(data) if key is None else _seal(data_key, data))
    digest = _digest(salt, chunks)
    row = {"sha256": digest, "size": len(data), "key_id": key.id if key else None, "salt": salt}
    added = connection.execute(insert_or_leave(connection, blob).values(row).returning(blob.c.sha256)).all()
    if added and chunks:
        connection.execute(
            insert(blob_chunk),
            [{"sha256": digest, "position": position, "data": chunk} for position, chunk in enumerate(chunks)],
        )
    if key is not None:
        data_keys.keep(connection, key, digest, data_key, data_keys.record_binding(digest, "", data_keys.CONTENT))
    return BlobRef(digest, len(data), key is not None)


def blob_ref(connection: Connection, sha256: str) -> BlobRef | None:
    """What is stored under this SHA-256, None if nothing."""
    row = connection.execute(select(blob.c.size, blob.c.key_id).where(blob.c.sha256 == sha256)).one_or_none()
    return None if row is None else BlobRef(sha256, row.size, row.key_id is not None)


def read_blob(connection: Connection, ref: BlobRef, key: SealingKey | None = None) -> Iterator[bytes]:
    """The content in pieces, none of them handed out before the whole is verified against its SHA-256.

    Raises StoreError at once: ``attachment.damaged`` when bytes are missing or changed, ``store.key_missing`` for
    sealed content without its key, ``sealed.erased``.
    """
    row = connection.execute(select(blob).where(blob.c.sha256 == ref.sha256)).one_or_none()
    if row is None:
        raise data_keys.erased_for_good() if data_keys.is_erased(connection, ref.sha256) else _damaged()
    open_chunk = _opener(_key_of(connection, row, key), row.size) if row.key_id else None
    count = connection.execute(
        select(func.count()).select_from(blob_chunk).where(blob_chunk.c.sha256 == ref.sha256)
    ).scalar_one()
    if _digest(row.salt, _stored(connection, ref.sha256, count)) != ref.sha256 or row.size != ref.size:
        raise _damaged()
    return _opened(_stored(connection, ref.sha256, count), count, open_chunk)


def require_contents(connection: Connection) -> None:
    """Pass a store whose contents are all what was stored; StoreError ``attachment.damaged``. Reads every byte."""
    last = ""
    page = select(blob.c.sha256, blob.c.salt).order_by(blob.c.sha256).limit(_PAGE)
    while rows := connection.execute(page.where(blob.c.sha256 > last)).all():
        for row in rows:
            pieces = select(blob_chunk.c.data).where(blob_chunk.c.sha256 == row.sha256).order_by(blob_chunk.c.position)
            with connection.execute(pieces.execution_options(yield_per=_PIECES)) as found:
                if _digest(row.salt, (bytes(data) for (data,) in found)) != row.sha256:
                    raise _damaged()
        last = rows[-1].sha256


def _key_of(connection: Connection, row: Any, key: SealingKey | None) -> bytes:
    own = data_keys.opened(connection, key, row.sha256, data_keys.record_binding(row.sha256, "", data_keys.CONTENT))
    # Without a key of its own it was sealed by an older program.
    return require_key(key, row.key_id).derive(b"content", row.salt) if own is None else own


def _stored(connection: Connection, sha256: str, count: int) -> Iterator[bytes]:
    query = select(blob_chunk.c.data).where(blob_chunk.c.sha256 == sha256)
    for position in range(count):
        data = connection.execute(query.where(blob_chunk.c.position == position)).scalar_one_or_none()
        if data is None:
            raise _damaged()
        yield bytes(data)


def _opened(
    chunks: Iterator[bytes], count: int, open_chunk: Callable[[int, bool, bytes], bytes] | None
) -> Iterator[bytes]:
    for position, chunk in enumerate(chunks):
        yield chunk if open_chunk is None else open_chunk(position, position == count - 1, chunk)


def _damaged() -> StoreError:
    return StoreError(
        "attachment.damaged", msg("The attachment is damaged or was changed. Keep this copy as evidence.")
    )


def _cut(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _CHUNK_BYTES):
        yield data[start : start + _CHUNK_BYTES]


def _digest(salt: bytes | None, chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256(salt or b"")
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _seal(data_key: bytes, data: bytes) -> Iterator[bytes]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(data_key)
    # An empty content is one empty piece, so that its end is sealed too.
    pieces = list(_cut(data)) or [b""]
    for position, piece in enumerate(pieces):
        yield cipher.encrypt(_nonce(position, position == len(pieces) - 1), piece, _bound(len(data)))


def _opener(data_key: bytes, size: int) -> Callable[[int, bool, bytes], bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(data_key)

    def open_chunk(position: int, last: bool, chunk: bytes) -> bytes:
        try:
            return cipher.decrypt(_nonce(position, last), chunk, _bound(size))
        except (InvalidTag, ValueError):
            raise sealed_damaged() from None

    return open_chunk


def _nonce(position: int, last: bool) -> bytes:
    """Position and end mark: a key is used for one content only, so a counter never repeats."""
    return position.to_bytes(11) + bytes([last])


def _bound(size: int) -> bytes:
    return b"jiandu content 1" + size.to_bytes(8)
