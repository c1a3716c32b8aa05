"""Marks of sealed identities (比对标记): made when somebody's identity is sealed, compared without opening it.

A mark is an HMAC-SHA256 of a name or number under a key derived from the sealing key. Whoever has only the database can
neither try names nor see that two records are of one person: the marks of a record are encrypted with its id bound in.
"""

import hmac
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from db.inserting import insert_or_leave
from db.sealing import SealingKey
from db.tables.marks import sealed_marks

Forms = Mapping[str, Sequence[str]]
"""Kind -> texts of that kind in the one form in which they are compared."""

MOST: Final = 3
"""Marks of a record at most."""

_KINDS: Final = ("name", "number")
_HEAD, _DIGEST, _NONCE = 4, 16, 12
_SLOT: Final = 2 + _HEAD + _DIGEST
_LONGEST: Final = 255
_CACHED: Final = 100_000


@dataclass(frozen=True, slots=True, repr=False)
class Mark:
    """What is kept of a name or number: of which kind it is, its length, keyed hashes of its beginning and of all."""

    kind: str
    length: int
    head: bytes
    digest: bytes


class Marker:
    """Makes marks with a key, and looks for them in texts."""

    def __init__(self, key: SealingKey) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._key_id = key.id
        self._secret = key.derive(b"marks")
        self._box = AESGCM(key.derive(b"box of marks"))
        self._heads: dict[tuple[str, str], bytes] = {}

    def marks(self, forms: Forms) -> tuple[Mark, ...]:
        """The marks of what is to be recognised; of what has fewer than two characters or too many there is none."""
        return tuple(
            Mark(kind, len(form), self._head(kind, form[:2]), self._digest_of(kind, form))
            for kind in _KINDS
            for form in forms.get(kind, ())
            if 2 <= len(form) <= _LONGEST
        )[:MOST]

    def keep(self, connection: Connection, record: str, marks: Sequence[Mark]) -> None:
        """Keep the marks of a sealed record, in the caller's transaction."""
        slots = (bytes((_KINDS.index(one.kind) + 1, one.length)) + one.head + one.digest for one in marks)
        nonce = secrets.token_bytes(_NONCE)
        box = self._box.encrypt(nonce, b"".join(slots).ljust(MOST * _SLOT, b"\0"), record.encode())
        row = {"record": record, "key_id": self._key_id, "nonce": nonce, "marks": box}
        # Two who screen at once may both find that there are none yet.
        connection.execute(insert_or_leave(connection, sealed_marks).values(row))

    def opened(self, record: str, key_id: str, nonce: bytes, box: bytes) -> tuple[Mark, ...] | None:
        """The marks that were kept; None where another key made them or they were changed."""
        from cryptography.exceptions import InvalidTag

        if key_id != self._key_id:
            return None
        try:
            slots = self._box.decrypt(nonce, box, record.encode())
        except (InvalidTag, ValueError):
            return None
        found = (slots[start : start + _SLOT] for start in range(0, len(slots), _SLOT))
        return tuple(
            Mark(_KINDS[slot[0] - 1], slot[1], slot[2 : 2 + _HEAD], slot[2 + _HEAD :]) for slot in found if slot[0]
        )

    def stand_in(self, marks: Iterable[Mark], forms: Forms, *, but: Collection[Mark] = ()) -> bool:
        """Whether one of the marks is that of a part of these texts; what `but` marks is passed over.

        Each place of a text costs a look at its two characters; only where a mark begins with them is more hashed.
        """
        sought: defaultdict[tuple[str, bytes], set[tuple[int, bytes]]] = defaultdict(set)
        for mark in set(marks) - set(but):
            sought[mark.kind, mark.head].add((mark.length, mark.digest))
        if not sought:
            return False
        return any(
            self._digest_of(kind, text[at : at + length]) == digest
            for kind, texts in forms.items()
            for text in texts
            for at in range(len(text) - 1)
            for length, digest in sought.get((kind, self._head(kind, text[at : at + 2])), ())
            if at + length <= len(text)
        )

    def _head(self, kind: str, two: str) -> bytes:
        known = self._heads.get((kind, two))
        if known is None:
            if len(self._heads) >= _CACHED:
                self._heads.clear()
            known = self._heads[kind, two] = self._hash(f"head of {kind}", two)[:_HEAD]
        return known

    def _digest_of(self, kind: str, form: str) -> bytes:
        return self._hash(kind, form)[:_DIGEST]

    def _hash(self, kind: str, form: str) -> bytes:
        return hmac.digest(self._secret, f"{kind}\0{form}".encode("utf-8", "surrogatepass"), "sha256")
