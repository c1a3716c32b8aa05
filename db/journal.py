"""The journal chain: canonical bodies, appending at the head, reading back, verifying."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, or_, select, text, update

from db.changes import CHANNEL
from db.engine import driver_rows
from db.tables.journal import LOOK_UPS, BodyText, journal, journal_head
from db.tables.journal import marked as _marked
from db.tables.types import instant_of, instant_text
from domain.entries import Entry

ALGORITHM = "sha256"
GENESIS = "0" * 64
_PAGE = 500
# Run at every act, so built once.
_HEAD = select(journal_head.c.seq, journal_head.c.hash).with_for_update()
_LAST_RECORDED = select(journal.c.recorded_at).order_by(journal.c.seq.desc()).limit(1)
_MOVE_HEAD = update(journal_head)
# Whoever listens is told when this is committed.
_MOVE_AND_TELL = text(
    f"UPDATE journal_head SET seq = :seq, hash = :hash RETURNING pg_notify({CHANNEL}, seq::text)"  # noqa: S608
)
_APPEND_ONE = text(
    f"WITH moved AS ({_MOVE_AND_TELL.text})"  # noqa: S608
    " INSERT INTO journal (seq, prev, hash, algorithm, body) VALUES (:seq, :prev, :hash, :algorithm, :body)"
)
# The stored hash and what is hashed. An entry of another algorithm, or one whose link and body were
# cut elsewhere, is missing here: a gap.
_CHAIN = {
    "sqlite": "SELECT hash, CAST(prev || body AS BLOB) FROM journal"
    " WHERE algorithm = 'sha256' AND length(prev) = 64 ORDER BY seq",
    "postgresql": "SELECT hash, convert_to(prev || body, 'UTF8') FROM journal"
    " WHERE algorithm = 'sha256' AND length(prev) = 64 ORDER BY seq",
}

_COMPUTED = {
    "sqlite": "SELECT name FROM pragma_table_xinfo('journal') WHERE hidden = 2",
    "postgresql": "SELECT attname FROM pg_attribute WHERE attrelid = 'journal'::regclass AND attgenerated = 's'",
}


class _Body(msgspec.Struct):
    """A body as typed data, for reading back."""

    id: str
    subject: str
    institution: str | None
    kind: str
    on: str
    effective_on: str
    recorded_at: str
    by: str
    person: str
    corrects: str | None
    fields: dict[str, Any]


_encode = msgspec.json.Encoder(order="sorted").encode
_decode_body = msgspec.json.Decoder(_Body).decode


def canonical(entry: Entry) -> str:
    """The entry's body: JSON with sorted keys, UTF-8, no spaces. Acts bring no floats."""
    return _encode(
        {
            "id": entry.id,
            "subject": entry.subject,
            "institution": entry.institution,
            "kind": entry.kind,
            "on": entry.on.isoformat(),
            "effective_on": entry.effective_on.isoformat(),
            "recorded_at": instant_text(entry.recorded_at),
            "by": entry.by,
            "person": entry.person,
            "corrects": entry.corrects,
            "fields": entry.fields,
        }
    ).decode()


def chained(prev: str, body: str, algorithm: str = ALGORITHM) -> str:
    """The hash of one entry: over the hash before it and its own body."""
    return hashlib.new(algorithm, (prev + body).encode()).hexdigest()


def entry_of(body: str, seq: int) -> Entry:
    """The entry behind a body."""
    b = _decode_body(body)
    return Entry(
        id=b.id,
        subject=b.subject,
        institution=b.institution,
        kind=b.kind,
        on=date.fromisoformat(b.on),
        effective_on=date.fromisoformat(b.effective_on),
        recorded_at=instant_of(b.recorded_at),
        by=b.by,
        person=b.person,
        corrects=b.corrects,
        fields=b.fields,
        seq=seq,
    )


def held_head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last entry; nobody else can add one until the transaction ends."""
    row = connection.execute(_HEAD).one()
    return row.seq, row.hash


def append(connection: Connection, entries: Iterable[Entry], seq: int, prev: str) -> tuple[int, str]:
    """Number, chain and insert entries after the head that `held_head` gave; gives the new head."""
    rows = []
    for entry in entries:
        body = canonical(entry)
        digest = chained(prev, body)
        seq += 1
        rows.append({"seq": seq, "prev": prev, "hash": digest, "algorithm": ALGORITHM, "body": body})
        prev = digest
    if connection.dialect.name == "postgresql" and len(rows) == 1:
        # The head is held meanwhile, so it is all said at once.
        connection.execute(_APPEND_ONE, rows[0])
        return seq, prev
    connection.execute(insert(journal), rows)
    move = _MOVE_HEAD if connection.dialect.name == "sqlite" else _MOVE_AND_TELL
    connection.execute(move, {"seq": seq, "hash": prev})
    return seq, prev


def read(
    connection: Connection,
    *,
    subject: str | None = None,
    institution: str | None = None,
    kinds: Iterable[str] = (),
    on: date | None = None,
    known_at: datetime | None = None,
    after: int = 0,
) -> Iterator[Entry]:
    """Entries in the order they were recorded, through the two filters of an as-of question."""
    query = select(journal.c.seq, journal.c.body).where(journal.c.seq > after).order_by(journal.c.seq)
    if subject is not None:
        query = query.where(journal.c.subject == subject)
    if institution is not None:
        query = query.where(journal.c.institution == institution)
    if kinds := tuple(kinds):
        query = query.where(journal.c.kind.in_(kinds))
    if on is not None:
        query = query.where(journal.c.effective_on <= on.isoformat())
    if known_at is not None:
        query = query.where(journal.c.recorded_at <= instant_text(known_at))
    with connection.execute(query.execution_options(yield_per=_PAGE)) as rows:
        for seq, body in rows:
            yield entry_of(body, seq)


def latest(
    connection: Connection,
    limit: int,
    *,
    institution: str | None = None,
    subjects: Sequence[str] = (),
    before: int | None = None,
    after: int | None = None,
) -> list[Entry]:
    """The newest acts about an institution or some subjects, newest first, at most `limit`; those between numbers."""
    query = select(journal.c.seq, journal.c.body).order_by(journal.c.seq.desc()).limit(limit)
    if institution is not None:
        query = query.where(journal.c.institution == institution)
    if subjects:
        query = query.where(journal.c.subject.in_(subjects))
    if before is not None:
        query = query.where(journal.c.seq < before)
    if after is not None:
        query = query.where(journal.c.seq > after)
    return [entry_of(body, seq) for seq, body in connection.execute(query)]


def marked(connection: Connection, *, before: int | None = None) -> Iterator[Entry]:
    """The acts of the audit list, newest first, below a number where one is given."""
    condition = text(f"({_marked(connection.dialect.name)})")
    query = select(journal.c.seq, journal.c.body).where(condition).order_by(journal.c.seq.desc())
    if before is not None:
        query = query.where(journal.c.seq < before)
    with connection.execute(query.execution_options(yield_per=_PAGE)) as rows:
        for seq, body in rows:
            yield entry_of(body, seq)


def last_recorded(connection: Connection) -> datetime | None:
    """When the last entry was recorded; None in an empty journal."""
    recorded = connection.execute(_LAST_RECORDED).scalar_one_or_none()
    return None if recorded is None else instant_of(recorded)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: `first_bad` is the sequence number of the first entry that does not hold."""

    entries: int
    head: str
    ok: bool
    first_bad: int | None = None


def head(connection: Connection) -> tuple[int, str]:
    """Sequence number and hash of the last entry."""
    row = connection.execute(select(journal_head.c.seq, journal_head.c.hash)).one()
    return row.seq, row.hash


def hash_of(connection: Connection, seq: int) -> str | None:
    """The hash of one entry; None where there is none of this number."""
    found: str | None = connection.execute(select(journal.c.hash).where(journal.c.seq == seq)).scalar_one_or_none()
    return found


def verify(connection: Connection, watch: Callable[[int, int], None] | None = None) -> Verdict:
    """Check every entry's hash, link and number, and that the head is where the journal ends.

    Look-up columns are computed by the database out of the body; only where somebody undid that are they compared.
    `watch` is told now and then how many entries of how many were checked; what it raises ends the check.
    """
    last, tip = head(connection)
    seq, digest, prev, sha256 = 0, GENESIS, GENESIS.encode(), hashlib.sha256
    if watch is not None:
        watch(0, last)
    with driver_rows(connection, _CHAIN[connection.dialect.name]) as rows:
        for seq, (stored, link) in enumerate(rows, 1):
            digest = sha256(link).hexdigest()
            if digest != stored or not link.startswith(prev):
                return Verdict(last, tip, False, seq)
            prev = digest.encode()
            if watch is not None and not seq % _PAGE:
                watch(seq, last)
    misplaced = _first_misnumbered(connection, seq) or _first_mislabelled(connection)
    if misplaced is not None:
        return Verdict(last, tip, False, misplaced)
    if (seq, digest) != (last, tip):
        return Verdict(last, tip, False, min(seq, last) + 1)
    return Verdict(last, tip, True)


def _first_misnumbered(connection: Connection, count: int) -> int | None:
    """The first number that is not in its place; whole numbers from 1 to their count leave no room for one."""
    seq = journal.c.seq
    if connection.execute(select(func.min(seq), func.max(seq))).one() in [(1, count), (None, None)]:
        return None
    numbers = connection.execute(select(seq).order_by(seq)).scalars()
    return next((place for place, number in enumerate(numbers, 1) if number != place), count + 1)


def _first_mislabelled(connection: Connection) -> int | None:
    """The first entry whose look-up columns tell something else than its body; none while they are computed."""
    if set(connection.exec_driver_sql(_COMPUTED[connection.dialect.name]).scalars()) == set(LOOK_UPS):
        return None
    differs = or_(*(journal.c[key].is_distinct_from(BodyText(key)) for key in LOOK_UPS))
    first: int | None = connection.execute(select(func.min(journal.c.seq)).where(differs)).scalar_one()
    return first
