"""Signed heads (签名链头): a statement of where the journal ended at a moment, that nobody can take back later.

A head is one line of JSON: what it tells, once more as the exact `statement` that was signed, and the `signature`
over its UTF-8 bytes in base64. Only the statement counts; the rest is there to be read.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from db import journal
from db.signing import PublicKey, SigningKey
from db.spine import hashes_at, hashes_sha256
from db.store import Reader
from db.tables.types import instant_of, instant_text
from domain.messages import Message, msg
from domain.refusals import Refused, refuse
from sanctions.agency.keys import registered, require_own
from sanctions.asking import agency_of

FORMAT: Final = "jiandu-head-1"
_MOST_HEADS = 100_000
_MOST_ENTRIES = 2**62


@dataclass(frozen=True, slots=True)
class Head:
    """What a signed head says. `hashes` is SHA-256 over all entries' hashes, each on a line of its own.

    `key` is the fingerprint of who signed, `statement` and `signature` are what can be checked with it.
    """

    agency: str
    entries: int
    head: str
    hashes: str
    key: str
    signed_at: datetime
    statement: str
    signature: bytes

    def signed_by(self, key: PublicKey) -> bool:
        """Whether it is this key's, and the signature holds."""
        return key.fingerprint == self.key and key.signed(self.signature, self.statement.encode())

    @property
    def document(self) -> dict[str, Any]:
        """The head as its line tells it."""
        return {
            "entries": self.entries,
            "head": self.head,
            "agency": self.agency,
            "signed_at": instant_text(self.signed_at),
            "key": self.key,
            "statement": self.statement,
            "signature": base64.b64encode(self.signature).decode(),
        }

    @property
    def line(self) -> bytes:
        """The line that is handed out."""
        return json.dumps(self.document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def sign_head(reader: Reader, key: SigningKey, now: datetime, watch: Callable[[int, int], None] | None = None) -> Head:
    """Sign where the journal ends at this moment.

    Refused ``journal.broken`` for a journal that does not hold, ``key.unregistered`` and ``key.retired``.
    """
    require_own(reader, key)
    found = journal.verify(reader.connection, watch)
    if not found.ok:
        raise refuse(
            "journal.broken",
            msg("The journal does not hold at entry {number}, so it is not signed.", number=found.first_bad or 0),
        )
    told = {
        "agency": agency_of(reader).name,
        "algorithm": journal.ALGORITHM,
        "entries": found.entries,
        "format": FORMAT,
        "hashes": hashes_sha256(reader.connection),
        "head": found.head,
        "key": key.public.fingerprint,
        "signed_at": instant_text(now.astimezone(UTC)),
    }
    statement = canonical(told)
    return _head(statement, key.sign(statement.encode()))


def canonical(told: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no spaces: one text for one content."""
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read_heads(content: bytes) -> list[Head]:
    """The signed heads in a file, one a line; other lines, as of a mail around them, are passed over.

    Refused ``head.not_one``, ``file.too_large``.
    """
    lines = [line for line in content.splitlines() if line.lstrip().startswith(b"{")]
    if not lines or len(lines) > _MOST_HEADS:
        raise no_head()
    return [read_head(line) for line in lines]


def read_head(line: bytes) -> Head:
    """One signed head, whoever signed it; refused ``head.not_one``."""
    try:
        told = json.loads(line)
        return _head(told["statement"], base64.b64decode(told["signature"], validate=True))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise no_head() from None


def _head(statement: str, signature: bytes) -> Head:
    """The head behind a statement; ValueError, KeyError or TypeError when it is none."""
    told = json.loads(statement)
    entries = told["entries"]
    texts = [told[name] for name in ("agency", "head", "hashes", "key", "signed_at")]
    if told["format"] != FORMAT or told["algorithm"] != journal.ALGORITHM:
        raise ValueError("format")
    if type(entries) is not int or not 0 <= entries < _MOST_ENTRIES or not all(isinstance(text, str) for text in texts):
        raise TypeError("value")
    signed_at = instant_of(told["signed_at"])
    if signed_at.tzinfo is None:
        raise ValueError("zone")
    # Half a character, which JSON can hold, could not be signed: better known here.
    statement.encode()
    return Head(
        agency=told["agency"],
        entries=entries,
        head=told["head"],
        hashes=told["hashes"],
        key=told["key"],
        signed_at=signed_at,
        statement=statement,
        signature=signature,
    )


def no_head() -> Refused:
    """What was given holds no signed heads."""
    return refuse(
        "head.not_one",
        msg("This is no list of signed heads. Give what journal head --sign wrote, one head a line."),
        field="against",
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What came of holding a journal against heads: one record a head, and what to say where they differ."""

    heads: list[dict[str, Any]]
    notes: tuple[Message, ...]

    @property
    def ok(self) -> bool:
        """Whether every head is one of this journal."""
        return all(one["ok"] for one in self.heads)


def hold_against(
    heads: Sequence[Head], keys: Iterable[PublicKey], hash_of: Callable[[set[int]], Mapping[int, str]]
) -> Held:
    """Hold a journal against heads signed earlier, by any of the keys.

    `hash_of` gives the journal's hashes of some entries. A record's `code` is null where all is well, else
    ``head.key`` (signed by nobody we know), ``head.signature``, ``head.rewritten`` or ``head.shortened``.
    """
    own = {key.fingerprint: key for key in keys}
    stands = dict(hash_of({head.entries for head in heads})) | {0: journal.GENESIS}
    told = []
    for head in heads:
        code = _fault(head, own.get(head.key), stands.get(head.entries))
        told.append(
            {
                "entries": head.entries,
                "head": head.head,
                "signed_at": head.signed_at,
                "key": head.key,
                "ok": code is None,
                "code": code,
            }
        )
    return Held(told, tuple(_notes(told)))


def _fault(head: Head, key: PublicKey | None, stands: str | None) -> str | None:
    if key is None:
        return "head.key"
    if not head.signed_by(key):
        return "head.signature"
    if stands is None:
        return "head.shortened"
    return None if stands == head.head else "head.rewritten"


def _notes(told: list[dict[str, Any]]) -> Iterable[Message]:
    codes = {one["code"] for one in told}
    if "head.key" in codes:
        yield msg("A head was signed by a key that is not known here. Name the key you trust: --key FILE")
    if "head.signature" in codes:
        yield msg("A head was changed after it was signed: its signature does not hold.")
    if "head.shortened" in codes:
        yield msg("The journal is shorter than when it was signed: its end is gone. Keep this copy as evidence.")
    changed = [one["entries"] for one in told if one["code"] == "head.rewritten"]
    if changed:
        first = min(changed)
        good = max((one["entries"] for one in told if one["ok"] and one["entries"] < first), default=0)
        yield msg(
            "The journal was rewritten after its head was signed: something between entry {first} and entry {last} is "
            "not what it was. Keep this copy as evidence.",
            first=good + 1,
            last=first,
        )


def hashes_of(reader: Reader) -> Callable[[set[int]], Mapping[int, str]]:
    """The hashes of this database's journal, as `hold_against` asks for them."""
    return lambda numbers: hashes_at(reader.connection, numbers)


def own_keys(reader: Reader) -> list[PublicKey]:
    """Every key the agency ever registered, the retired ones too: what they signed stays signed."""
    return [one.public for one in registered(reader)]
