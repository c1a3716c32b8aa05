"""Data keys (数据密钥): one for each sealed record and content, kept wrapped by the agency's key.

A record is erased by destroying its key; the agency's key is changed by wrapping every key anew. What a key is for is
bound into its wrapping, so a wrapped key moved to another record does not open.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select, text, update

from db import triggers
from db.errors import StoreError
from db.tables.blobs import blob, blob_chunk
from db.tables.marks import sealed_marks
from db.tables.sealed import erased, sealed, sealed_key
from domain.messages import msg

if TYPE_CHECKING:
    from db.sealing import SealingKey

KEY_BYTES = 32
_NONCE_BYTES = 12
CONTENT = "content"
"""What stands for the kind of a sealed content, which has no subject of its own."""


def record_binding(record: str, subject: str, kind: str) -> bytes:
    """What is bound into everything that belongs to one record: its id, its subject and its kind."""
    parts = [b"jiandu sealed 1", record.encode(), subject.encode(), kind.encode()]
    return b"".join(len(part).to_bytes(4) + part for part in parts)


def keep(connection: Connection, key: "SealingKey", record: str, data_key: bytes, binding: bytes) -> None:
    """Keep the key of a record or content, wrapped by the agency's."""
    connection.execute(insert(sealed_key).values(record=record, **_wrapped(key, data_key, binding)))


def hold(connection: Connection) -> None:
    """Keep the agency's key from being changed until this transaction ends, and wait while it is."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE sealed_key IN ROW EXCLUSIVE MODE"))


def hold_alone(connection: Connection) -> None:
    """Keep everybody else from sealing and from changing keys until this transaction ends; who seals now is awaited.

    SQLite has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE sealed_key IN SHARE ROW EXCLUSIVE MODE"))


def opened(connection: Connection, key: "SealingKey | None", record: str, binding: bytes) -> bytes | None:
    """The key of a record; None where it has none of its own, because an older program sealed it.

    Raises StoreError ``store.key_missing``, or ``sealed.damaged`` where the wrapping was changed or moved.
    """
    from db.sealing import require_key

    row = connection.execute(select(sealed_key).where(sealed_key.c.record == record)).one_or_none()
    return None if row is None else _unwrapped(require_key(key, row.key_id), row, binding)


def _wrapped(key: "SealingKey", data_key: bytes, binding: bytes) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    wrapped = AESGCM(key.derive(b"wrapping")).encrypt(nonce, data_key, b"jiandu data key 1" + binding)
    return {"key_id": key.id, "nonce": nonce, "wrapped": wrapped}


def _unwrapped(key: "SealingKey", row: Any, binding: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from db.sealing import sealed_damaged

    try:
        return AESGCM(key.derive(b"wrapping")).decrypt(row.nonce, row.wrapped, b"jiandu data key 1" + binding)
    except (InvalidTag, ValueError):
        raise sealed_damaged() from None


def is_erased(connection: Connection, record: str) -> bool:
    """Whether the record or content was erased for good."""
    return connection.execute(select(erased.c.record).where(erased.c.record == record)).first() is not None


def erased_for_good() -> StoreError:
    """Sealed content was asked for that was erased."""
    return StoreError("sealed.erased", msg("This sealed content was erased for good, as the journal tells."))


def erase(connection: Connection, subject: str, records: Iterable[str], contents: Iterable[str]) -> None:
    """Destroy the keys of sealed records and contents, and what they closed, in the caller's transaction.

    On PostgreSQL the server keeps the dead rows until it vacuums; without their keys they open no more than before.
    """
    gone, files = list(records), list(contents)
    if not gone and not files:
        return
    connection.execute(insert(erased), [{"record": record, "subject": subject} for record in (*gone, *files)])
    connection.execute(delete(sealed_key).where(sealed_key.c.record.in_([*gone, *files])))
    connection.execute(delete(sealed_marks).where(sealed_marks.c.record.in_(gone)))
    connection.execute(delete(sealed).where(sealed.c.id.in_(gone)))
    connection.execute(delete(blob_chunk).where(blob_chunk.c.sha256.in_(files)))
    connection.execute(delete(blob).where(blob.c.sha256.in_(files)))


@dataclass(frozen=True, slots=True)
class Rewrapped:
    """What a change of keys did: how many were wrapped anew, and how many records stay closed for want of theirs."""

    wrapped: int
    closed: int


def rewrap(
    connection: Connection,
    key_of: Callable[[str], "SealingKey | None"],
    new: "SealingKey",
    watch: Callable[[int], None],
) -> Rewrapped:
    """Wrap every data key by `new`, in the caller's transaction; `key_of` gives an earlier key by its fingerprint.

    What older programs sealed under the agency's key itself gets a key of its own first. `watch` is told how many are
    done. Raises StoreError ``sealed.damaged``.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    # Whoever seals meanwhile waits, and then finds the new key in use.
    hold_alone(connection)
    # Made with the old key, they would still tell whoever has it; they are made anew when a text is screened.
    connection.execute(delete(sealed_marks))
    counted = _Counted(watch)
    _give_records_keys(connection, key_of, new, counted)
    _give_contents_keys(connection, key_of, new, counted)
    bindings = _bindings(connection)
    for row in connection.execute(select(sealed_key).where(sealed_key.c.key_id != new.id)).all():
        old = key_of(row.key_id)
        binding = bindings(row.record)
        if old is None or binding is None:
            counted.closed += 1
            continue
        anew = _wrapped(new, _unwrapped(old, row, binding), binding)
        connection.execute(update(sealed_key).where(sealed_key.c.record == row.record).values(anew))
        counted.one()
    return Rewrapped(counted.wrapped, counted.closed)


class _Counted:
    def __init__(self, watch: Callable[[int], None]) -> None:
        self.wrapped = 0
        self.closed = 0
        self._watch = watch

    def one(self) -> None:
        self.wrapped += 1
        self._watch(self.wrapped)


def _bindings(connection: Connection) -> Callable[[str], bytes | None]:
    """What is bound into the key of a record or content; None for one that is gone."""
    rows = connection.execute(select(sealed.c.id, sealed.c.subject, sealed.c.kind))
    known = {row.id: record_binding(row.id, row.subject, row.kind) for row in rows}
    for sha256 in connection.execute(select(blob.c.sha256).where(blob.c.key_id.is_not(None))).scalars():
        known[sha256] = record_binding(sha256, "", CONTENT)
    return known.get


def _give_records_keys(
    connection: Connection, key_of: Callable[[str], "SealingKey | None"], new: "SealingKey", counted: _Counted
) -> None:
    from db.sealing import closed_anew

    own = select(sealed_key.c.record)
    rows = connection.execute(select(sealed).where(sealed.c.id.not_in(own))).all()
    if not rows:
        return
    # The text must change place with the key: the agency's old key would still open it as it stands.
    with triggers.lifted(connection, "sealed", "update"):
        for row in rows:
            old = key_of(row.key_id)
            if old is None:
                counted.closed += 1
                continue
            data_key = secrets.token_bytes(KEY_BYTES)
            nonce, ciphertext = closed_anew(row, old, data_key)
            connection.execute(
                update(sealed).where(sealed.c.id == row.id).values(nonce=nonce, ciphertext=ciphertext, key_id=new.id)
            )
            keep(connection, new, row.id, data_key, record_binding(row.id, row.subject, row.kind))
            counted.one()


def _give_contents_keys(
    connection: Connection, key_of: Callable[[str], "SealingKey | None"], new: "SealingKey", counted: _Counted
) -> None:
    """The journal names a content by its sealed bytes, so these stay: it keeps the key it was sealed with."""
    own = select(sealed_key.c.record)
    query = select(blob).where(blob.c.key_id.is_not(None), blob.c.sha256.not_in(own))
    for row in connection.execute(query).all():
        old = key_of(row.key_id)
        if old is None:
            counted.closed += 1
            continue
        keep(connection, new, row.sha256, old.derive(b"content", row.salt), record_binding(row.sha256, "", CONTENT))
        counted.one()
