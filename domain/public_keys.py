"""Public keys of a secure line (公钥): one line of OpenSSH's format, taken apart to the last byte before it counts.

The format is that of sshd(8) and RFC 4253 6.6, with RFC 8709 (Ed25519), RFC 5656 (ECDSA) and OpenSSH's PROTOCOL.u2f
(keys on a token). What stands before or behind the key itself, options above all, is never taken over.
"""

import base64
import binascii
import hashlib
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from domain.messages import msg
from domain.refusals import Refused, refuse

LARGEST: Final = 16 * 1024
"""Most bytes of a file with a public key."""
RSA_BITS: Final = (3072, 16384)
"""Shortest RSA key that is taken, and the longest that OpenSSH itself takes."""

_CURVES = {"nistp256": 32, "nistp384": 48, "nistp521": 66}
"""Bytes of a coordinate."""
_COMMENT = re.compile(r"[^\x00-\x1f\x7f-\x9f]*")
_APPLICATION = re.compile(rb"ssh:[!-~]{0,200}")
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


@dataclass(frozen=True, slots=True)
class LineKey:
    """A public key: its type, and its bytes in base64 as OpenSSH writes them."""

    type: str
    base64: str

    @property
    def text(self) -> str:
        """Type and bytes, as they stand in an authorized_keys file."""
        return f"{self.type} {self.base64}"

    @property
    def fingerprint(self) -> str:
        """What sshd calls the key: ``SHA256:`` and 43 characters."""
        return fingerprint(self.text)


def fingerprint(text: str) -> str:
    """The fingerprint of a key kept as `LineKey.text`."""
    digest = hashlib.sha256(base64.b64decode(text.partition(" ")[2])).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def read_fingerprint(given: str) -> str:
    """A fingerprint as sshd and ssh-keygen tell it; refused ``key.fingerprint`` for anything else."""
    found = given.strip()
    if _FINGERPRINT.fullmatch(found) is None:
        raise refuse(
            "key.fingerprint",
            msg("A fingerprint is SHA256: and 43 characters, as ssh-keygen -lf KEY.pub tells it."),
            field="fingerprint",
        )
    return found


def read_public_key(data: bytes, field: str = "file") -> LineKey:
    """The one public key in a file.

    Refused ``key.not_public`` for anything but one plain line ``TYPE BASE64 [COMMENT]``, ``key.private`` for a
    private key, ``key.weak`` for a type or length that is not taken.
    """
    if b"PRIVATE KEY" in data:
        raise refuse(
            "key.private", msg("This is the private key, which stays with its owner. Give the .pub file."), field=field
        )
    try:
        text = data.decode("utf-8") if len(data) <= LARGEST else ""
    except UnicodeDecodeError:
        text = ""
    line = text.removesuffix("\n").removesuffix("\r")
    words = line.split(" ", 2)
    if len(words) < 2 or _COMMENT.fullmatch(line) is None:
        raise _not_public(field)
    reader = _READERS.get(words[0])
    if reader is None:
        known = words[0].startswith(("ssh-", "ecdsa-", "sk-"))
        raise _weak(field) if known else _not_public(field)
    try:
        blob = base64.b64decode(words[1].encode(), validate=True)
        # Written back it must be what was read: no second spelling of one key.
        if base64.b64encode(blob).decode() != words[1]:
            raise ValueError
        parts = _Parts(blob)
        if parts.take() != words[0].encode():
            raise ValueError
        good = reader(parts)
        parts.end()
    except (ValueError, binascii.Error):
        raise _not_public(field) from None
    if not good:
        raise _weak(field)
    return LineKey(words[0], words[1])


class _Parts:
    """The strings of a key one after the other; ValueError where there is none, or something is left."""

    def __init__(self, blob: bytes) -> None:
        self._rest = blob

    def take(self) -> bytes:
        """The next one."""
        if len(self._rest) < 4:
            raise ValueError
        (length,) = struct.unpack(">I", self._rest[:4])
        if len(self._rest) < 4 + length:
            raise ValueError
        taken, self._rest = self._rest[4 : 4 + length], self._rest[4 + length :]
        return taken

    def number(self) -> int:
        """The next one as a positive number, in the only way it may be written."""
        taken = self.take()
        number = int.from_bytes(taken, "big")
        # A leading zero stands only where the number would be negative without it.
        if number == 0 or taken != number.to_bytes(number.bit_length() // 8 + 1, "big"):
            raise ValueError
        return number

    def end(self) -> None:
        """Nothing may be left."""
        if self._rest:
            raise ValueError


def _ed25519(parts: _Parts) -> bool:
    if len(parts.take()) != 32:
        raise ValueError
    return True


def _rsa(parts: _Parts) -> bool:
    exponent, modulus = parts.number(), parts.number()
    if exponent % 2 == 0 or modulus % 2 == 0:
        raise ValueError
    return exponent >= 3 and RSA_BITS[0] <= modulus.bit_length() <= RSA_BITS[1]


def _ecdsa(curve: str) -> Callable[[_Parts], bool]:
    def read(parts: _Parts) -> bool:
        point = (parts.take(), parts.take())
        if point[0] != curve.encode() or point[1][:1] != b"\x04" or len(point[1]) != 1 + 2 * _CURVES[curve]:
            raise ValueError
        return True

    return read


def _on_token(inner: Callable[[_Parts], bool]) -> Callable[[_Parts], bool]:
    def read(parts: _Parts) -> bool:
        good = inner(parts)
        if _APPLICATION.fullmatch(parts.take()) is None:
            raise ValueError
        return good

    return read


_READERS: Final[dict[str, Callable[[_Parts], bool]]] = {
    "ssh-ed25519": _ed25519,
    "ssh-rsa": _rsa,
    **{f"ecdsa-sha2-{curve}": _ecdsa(curve) for curve in _CURVES},
    "sk-ssh-ed25519@openssh.com": _on_token(_ed25519),
    "sk-ecdsa-sha2-nistp256@openssh.com": _on_token(_ecdsa("nistp256")),
}
"""Types that are taken -> what reads the parts behind the type, and says whether they are strong enough."""


def _not_public(field: str) -> Refused:
    return refuse(
        "key.not_public",
        msg("This is no public key on one line, as in a .pub file. Nothing may stand before it."),
        field=field,
    )


def _weak(field: str) -> Refused:
    return refuse(
        "key.weak",
        msg(
            "Keys are Ed25519, ECDSA, RSA of at least {bits} bits, or on a token. Make one: ssh-keygen -t ed25519",
            bits=RSA_BITS[0],
        ),
        field=field,
    )
