"""Sealing (密封): reporters' identities and original texts, encrypted with a key kept outside the database.

AES-256-GCM, each record with a random key of its own, which is kept wrapped by the agency's (`db.data_keys`); the
record's id, its subject and its kind are bound in, so a row moved or relabelled does not open. What the journal
carries is a commitment: SHA-256 of a random salt and the plaintext. The salt lies inside the ciphertext, because a
telephone number beside its salt would be found by trying.
"""

import base64
import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import URL, Connection, insert, select

from db import data_keys
from db.engine import sqlite_path
from db.errors import StoreError, unreachable
from db.files import create_private
from db.tables.sealed import sealed
from domain.messages import msg

_KEY_BYTES = 32
_KEY_MARK = "jiandu-key-1"
_SALT_BYTES = 32
_NONCE_BYTES = 12
_LENGTH_BYTES = 8
# Lengths are rounded up, so that a ciphertext does not tell how long a name is.
_STEP = 256


class SealingKey:
    """A key that opens sealed records; shows only its fingerprint `id`, and cannot be pickled."""

    __slots__ = ("_secret", "id")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != _KEY_BYTES:
            raise _key_damaged()
        self._secret = secret
        self.id = hashlib.sha256(b"jiandu key id\0" + secret).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"SealingKey({self.id})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key stays in memory")

    def write(self, path: Path) -> None:
        """Make a file of it; raises as `write_key`."""
        write_key(path, self._secret)

    def derive(self, purpose: bytes, salt: bytes = b"") -> bytes:
        """A 32-byte key for one purpose and salt (HKDF with SHA-256), telling nothing about this one."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(SHA256(), _KEY_BYTES, salt, b"jiandu " + purpose).derive(self._secret)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed record: its id, and the commitment that a journal entry may carry."""

    id: str
    commitment: str


def default_key_path(url: URL) -> Path | None:
    """Beside an SQLite file, ``<database>.key``; None on PostgreSQL, where the configuration must name it."""
    path = sqlite_path(url)
    return None if path is None else path.with_name(path.name + ".key")


def ensure_key(path: Path) -> SealingKey:
    """The key at `path`, made with mode 0600 if there is none; one that stands is never replaced.

    Raises StoreError as `load_key`, or ``store.unreachable`` when the file cannot be made.
    """
    secret = secrets.token_bytes(_KEY_BYTES)
    try:
        write_key(path, secret)
    except FileExistsError:
        return load_key(path)
    except OSError:
        raise StoreError("store.unreachable", msg("The key file cannot be made. Check its folder.")) from None
    return SealingKey(secret)


def write_key(path: Path, secret: bytes) -> None:
    """Make a key file with mode 0600; FileExistsError where something stands, OSError where it cannot be made."""
    create_private(path, f"{_KEY_MARK} {base64.b64encode(secret).decode()}\n".encode())


def load_key(path: Path) -> SealingKey:
    """Read a key file.

    Raises StoreError: ``store.key_missing``; ``store.key_open`` when others may read it; ``store.key_damaged``.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        raise key_missing() from None
    except OSError:
        raise StoreError("store.key_missing", msg("The key file cannot be read by this user.")) from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise _key_damaged()
        if status.st_mode & 0o077:
            raise StoreError(
                "store.key_open",
                msg("Others can read the key file. Give it mode 0600 and consider who may have copied it."),
            )
        text = os.read(handle, 200).decode("ascii", "replace")
    except OSError:
        raise unreachable() from None
    finally:
        os.close(handle)
    mark, _, encoded = text.strip().partition(" ")
    try:
        secret = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise _key_damaged() from None
    if mark != _KEY_MARK:
        raise _key_damaged()
    return SealingKey(secret)


def key_missing() -> StoreError:
    """Sealed content was asked for without the key that opens it."""
    return StoreError(
        "store.key_missing",
        msg("The key of this database is missing. Put the key file back; without it sealed content stays closed."),
    )


def _key_damaged() -> StoreError:
    return StoreError("store.key_damaged", msg("The key file is damaged. Put back a copy of it."))


def sealed_damaged() -> StoreError:
    """Sealed content was changed, moved or lost."""
    return StoreError("sealed.damaged", msg("Sealed content is damaged or was changed. Keep this copy as evidence."))


def require_key(key: SealingKey | None, key_id: str) -> SealingKey:
    """The key, if it is the one that sealed; StoreError ``store.key_missing`` otherwise."""
    if key is None or key.id != key_id:
        raise key_missing()
    return key


def seal(connection: Connection, key: SealingKey, subject: str, kind: str, plaintext: bytes) -> Sealed:
    """Keep a text so that only the key opens it, in the caller's transaction."""
    record = secrets.token_hex(16)
    salt = secrets.token_bytes(_SALT_BYTES)
    data_key = secrets.token_bytes(_KEY_BYTES)
    commitment = _commitment(salt, plaintext)
    framed = salt + len(plaintext).to_bytes(_LENGTH_BYTES) + plaintext
    framed += bytes(-len(framed) % _STEP)
    binding = data_keys.record_binding(record, subject, kind)
    nonce, ciphertext = _closed(data_key, framed, binding)
    connection.execute(
        insert(sealed).values(
            id=record,
            subject=subject,
            kind=kind,
            key_id=key.id,
            nonce=nonce,
            ciphertext=ciphertext,
            commitment=commitment,
        )
    )
    data_keys.keep(connection, key, record, data_key, binding)
    return Sealed(record, commitment)


def _closed(data_key: bytes, framed: bytes, binding: bytes) -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce, AESGCM(data_key).encrypt(nonce, framed, binding)


def _open(data_key: bytes, row: Any) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    binding = data_keys.record_binding(row.id, row.subject, row.kind)
    try:
        return AESGCM(data_key).decrypt(row.nonce, row.ciphertext, binding)
    except (InvalidTag, ValueError):
        raise sealed_damaged() from None


def closed_anew(row: Any, old: SealingKey, data_key: bytes) -> tuple[bytes, bytes]:
    """Nonce and ciphertext of a record that an older program sealed under the agency's key, now under its own."""
    binding = data_keys.record_binding(row.id, row.subject, row.kind)
    return _closed(data_key, _open(old.derive(b"record"), row), binding)


def unseal(connection: Connection, key: SealingKey | None, record: str) -> bytes:
    """The plaintext of a sealed record.

    Raises StoreError ``store.key_missing``, ``sealed.erased`` or, for a row that is gone or changed,
    ``sealed.damaged``. The caller compares the commitment in the journal with `commitment_of`.
    """
    row = connection.execute(select(sealed).where(sealed.c.id == record)).one_or_none()
    if row is None:
        raise data_keys.erased_for_good() if data_keys.is_erased(connection, record) else sealed_damaged()
    own = data_keys.opened(connection, key, record, data_keys.record_binding(row.id, row.subject, row.kind))
    # Without a key of its own it was sealed by an older program.
    framed = _open(require_key(key, row.key_id).derive(b"record") if own is None else own, row)
    salt, rest = framed[:_SALT_BYTES], framed[_SALT_BYTES:]
    size = int.from_bytes(rest[:_LENGTH_BYTES])
    plaintext = rest[_LENGTH_BYTES : _LENGTH_BYTES + size]
    if _commitment(salt, plaintext) != row.commitment:
        raise sealed_damaged()
    return plaintext


def commitment_of(connection: Connection, record: str) -> str | None:
    """The commitment beside a sealed record, to hold against the journal; None when the record is gone."""
    return connection.execute(select(sealed.c.commitment).where(sealed.c.id == record)).scalar_one_or_none()


def _commitment(salt: bytes, plaintext: bytes) -> str:
    return hashlib.sha256(salt + plaintext).hexdigest()
