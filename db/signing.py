"""Signing (签名): Ed25519 keys, the private one in a file of its own outside the database.

The file is PEM as openssl writes it (PKCS #8), mode 0600, and may be encrypted with a passphrase. A public key is known
by its fingerprint: SHA-256 over its DER form, which ``openssl pkey -pubin -outform DER | sha256sum`` counts too.
"""

import hashlib
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from db.files import create_private
from domain.messages import msg
from domain.refusals import Refused, refuse

_LARGEST = 4096
"""Most bytes of a key file; an Ed25519 key takes some 120."""

_ENCRYPTED = b"ENCRYPTED PRIVATE KEY"


class PublicKey:
    """A public key: `pem` as it is handed out, and the `fingerprint` it is told by."""

    __slots__ = ("_key", "fingerprint", "pem")

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key
        self.pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.fingerprint = hashlib.sha256(der).hexdigest()

    def __repr__(self) -> str:
        return f"PublicKey({self.fingerprint[:16]})"

    def signed(self, signature: bytes, content: bytes) -> bool:
        """Whether the signature over the content was made with the private half."""
        try:
            self._key.verify(signature, content)
        except InvalidSignature:
            return False
        return True


class SigningKey:
    """A private key; shows only the fingerprint of its public half, and cannot be pickled."""

    __slots__ = ("_secret", "public")

    def __init__(self, secret: Ed25519PrivateKey) -> None:
        self._secret = secret
        self.public = PublicKey(secret.public_key())

    def __repr__(self) -> str:
        return f"SigningKey({self.public.fingerprint[:16]})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key stays in memory")

    def sign(self, content: bytes) -> bytes:
        """The signature, 64 bytes; the same content always gives the same."""
        return self._secret.sign(content)


def make_signing_key(path: Path, passphrase: bytes | None = None) -> SigningKey:
    """A new key, its file made with mode 0600, encrypted with a passphrase if any; one that stands is never replaced.

    Refused ``already`` where something stands at the place, ``key.unwritable`` where the file cannot be made.
    """
    key = Ed25519PrivateKey.generate()
    try:
        closed = NoEncryption() if passphrase is None else BestAvailableEncryption(passphrase)
        create_private(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, closed))
    except FileExistsError:
        raise refuse(
            "already",
            msg("Something stands at the place of the signing key already. Name another with --signing-key."),
            field="signing_key",
        ) from None
    except OSError:
        raise refuse(
            "key.unwritable", msg("The signing key cannot be written. Check its folder."), field="signing_key"
        ) from None
    return SigningKey(key)


def load_signing_key(path: Path, passphrase: Callable[[], bytes | None] = lambda: None) -> SigningKey:
    """Read a private key; `passphrase` is asked only where it is encrypted.

    Refused ``key.missing``, ``key.open`` when others may read it, ``key.damaged``, ``key.passphrase`` without the one
    that opens it.
    """
    try:
        # A pipe would never end; opened without waiting, it can be looked at first.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        raise refuse(
            "key.missing",
            msg("There is no signing key here. An administrator makes one with: key create. Or name it: --signing-key"),
            field="signing_key",
        ) from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise _damaged()
        if status.st_mode & 0o077:
            raise refuse(
                "key.open",
                msg("Others can read the signing key. Give it mode 0600 and consider who may have copied it."),
                field="signing_key",
            )
        text = os.read(handle, _LARGEST + 1)
    except OSError:
        raise _damaged() from None
    finally:
        os.close(handle)
    # Outside the handler: the library's own error could carry bytes of the key along.
    secret: object = None
    given = passphrase() if _ENCRYPTED in text else None
    with suppress(ValueError, TypeError, UnsupportedAlgorithm):
        secret = load_pem_private_key(text, given)
    if secret is None and _ENCRYPTED in text:
        raise _closed(given is not None)
    if not isinstance(secret, Ed25519PrivateKey):
        raise _damaged()
    return SigningKey(secret)


def _closed(given: bool) -> Refused:
    told = (
        msg("The passphrase does not open the signing key.")
        if given
        else msg("The signing key takes a passphrase. Give it with --passphrase-file or --passphrase-fd.")
    )
    return refuse("key.passphrase", told, field="passphrase_file")


def public_key(pem: bytes, field: str = "file") -> PublicKey:
    """The public key in a PEM text. Refused ``key.not_public`` for anything else, a private key included."""
    found: object = None
    if len(pem) <= _LARGEST:
        with suppress(ValueError, TypeError, UnsupportedAlgorithm):
            found = load_pem_public_key(pem)
    if not isinstance(found, Ed25519PublicKey):
        raise refuse(
            "key.not_public",
            msg("This is no public Ed25519 key in PEM form. Give the public half, never the private key."),
            field=field,
        )
    return PublicKey(found)


def _damaged() -> Refused:
    return refuse(
        "key.damaged",
        msg("The signing key is no private Ed25519 key in PEM form. Put back a copy of it."),
        field="signing_key",
    )
