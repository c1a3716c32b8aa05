"""The journal chain: canonical bodies, appending at the head, reading back, verifying."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update

from db.tables.journal import journal, journal_head
from db.tables.types import instant_of, instant_text
from domain.entries import Entry

ALGORITHM = "sha256"
GENESIS = "0" * 64
_PAGE = 500


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


class _LookUp(msgspec.Struct):
    """The part of a body that stands in look-up columns too."""

    subject: str
    institution: str | None
    kind: str
    effective_on: str
    recorded_at: str


_decode_body = msgspec.json.Decoder(_Body).decode
_decode_look_up = msgspec.json.Decoder(_LookUp).decode


def canonical(entry: Entry) -> str:
    """The entry's body: JSON with sorted keys, UTF-8, no floats, no spaces."""
    return json.dumps(
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
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


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


def append(connection: Connection, entries: Sequence[Entry]) -> list[Entry]:
    """Number, chain and insert entries after the head, which stays locked until the transaction ends."""
    head = connection.execute(select(journal_head.c.seq, journal_head.c.hash).with_for_update()).one()
    seq, prev = head.seq, head.hash
    rows, numbered = [], []
    for entry in entries:
        body = canonical(entry)
        digest = chained(prev, body)
        seq += 1
        rows.append(
            {
                "seq": seq,
                "prev": prev,
                "hash": digest,
                "algorithm": ALGORITHM,
                "body": body,
                "subject": entry.subject,
                "institution": entry.institution,
                "kind": entry.kind,
                "effective_on": entry.effective_on,
                "recorded_at": entry.recorded_at,
            }
        )
        numbered.append(replace(entry, seq=seq))
        prev = digest
    connection.execute(insert(journal), rows)
    connection.execute(update(journal_head).values(seq=seq, hash=prev))
    return numbered


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
        query = query.where(journal.c.effective_on <= on)
    if known_at is not None:
        query = query.where(journal.c.recorded_at <= known_at)
    with connection.execute(query.execution_options(yield_per=_PAGE)) as rows:
        for seq, body in rows:
            yield entry_of(body, seq)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: `first_bad` is the sequence number of the first entry that does not hold."""

    entries: int
    head: str
    ok: bool
    first_bad: int | None = None
    fault: str | None = None


def head(connection: Connection) -> tuple[int, str]:
    """Sequence number and hash of the last entry."""
    row = connection.execute(select(journal_head.c.seq, journal_head.c.hash)).one()
    return row.seq, row.hash


def verify(connection: Connection) -> Verdict:
    """Check every entry's hash, link, number and look-up columns, and the head against the last one."""
    last, tip = head(connection)
    seq, prev = 0, GENESIS
    with connection.exec_driver_sql(
        "select seq, prev, hash, algorithm, body, subject, institution, kind, effective_on, recorded_at"
        " from journal order by seq",
        execution_options={"yield_per": 2000},
    ) as rows:
        for row in rows:
            fault = _fault(row, seq + 1, prev)
            if fault:
                return Verdict(last, tip, False, seq + 1, fault)
            seq, prev = row[0], row[2]
    if (seq, prev) != (last, tip):
        return Verdict(last, tip, False, min(seq, last) + 1, "head")
    return Verdict(last, tip, True)


def _fault(row: Any, expected: int, prev: str) -> str | None:
    seq, before, digest, algorithm, body, subject, institution, kind, effective_on, recorded_at = row
    if seq != expected:
        return "missing"
    if before != prev:
        return "link"
    if algorithm != ALGORITHM or hashlib.sha256((before + body).encode()).hexdigest() != digest:
        return "hash"
    try:
        told = _decode_look_up(body)
    except msgspec.DecodeError:
        return "body"
    day = effective_on if isinstance(effective_on, str) else effective_on.isoformat()
    moment = recorded_at if isinstance(recorded_at, str) else instant_text(recorded_at)
    derived = (told.subject, told.institution, told.kind, told.effective_on, told.recorded_at)
    return None if derived == (subject, institution, kind, day, moment) else "columns"
