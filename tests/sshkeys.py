"""Public keys for tests, made of bytes: nobody has a private half of them, and none takes time to find."""

import base64
import hashlib
import struct


def blob(*parts: bytes) -> bytes:
    """Strings as the wire has them, each behind its length."""
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def line(kind: str, *parts: bytes, comment: str = "") -> str:
    """A line as it stands in a .pub file."""
    text = f"{kind} {base64.b64encode(blob(kind.encode(), *parts)).decode()}"
    return f"{text} {comment}\n" if comment else f"{text}\n"


def ed25519(number: int = 0, comment: str = "zhang@desk") -> str:
    """An Ed25519 key, another for each number."""
    return line("ssh-ed25519", hashlib.sha256(str(number).encode()).digest(), comment=comment)


def rsa(bits: int, exponent: int = 65537) -> str:
    """An RSA key of so many bits."""
    return line("ssh-rsa", mpint(exponent), mpint((1 << bits) - 1))


def mpint(number: int) -> bytes:
    """A positive number as the wire has it."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")
