"""What names something that is not there, and what is there without being named: subjects, contents, sealed records."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import case, func, inspect, select, table
from sqlalchemy import column as column_of

from db.engine import driver_rows
from db.store import PAGE, Reader
from db.tables.blobs import blob, blob_chunk
from db.tables.journal import journal
from db.tables.sealed import sealed
from db.tables.state import all_state_tables
from domain.messages import msg
from domain.references import To, references_of, subjects_meant
from domain.states.attachments import Attachment
from domain.states.complaints import Complaint
from domain.states.core import State
from sanctions.agency.telling import Problem, problem

_SHA256 = re.compile('"([0-9a-f]{64})"')


def dangling(reader: Reader) -> Iterator[Problem]:
    """Broken references, contents and sealed records that are missing, changed, cut short or named by nothing."""
    named: dict[To, set[str]] = {To.CONTENT: set(), To.SEALED: set()}
    erased = _erased(reader)
    for kind in all_state_tables():
        for states in _pages(reader, kind):
            yield from _of_page(reader, kind.aggregate.noun, states, named, erased)
    yield from _contents(reader, named[To.CONTENT])
    yield from _sealed(reader, named[To.SEALED])


def _pages(reader: Reader, kind: Any) -> Iterator[list[State]]:
    last = ""
    query = select(kind.table).order_by(kind.table.c.id).limit(PAGE)
    while rows := reader.connection.execute(query.where(kind.table.c.id > last)).all():
        states = [kind.state(row) for row in rows]
        yield states
        last = states[-1].id


def _erased(reader: Reader) -> set[str]:
    """What was erased for good after its time, which is missing by right."""
    if not inspect(reader.connection).has_table("erased"):
        return set()
    return set(reader.connection.execute(select(column_of("record")).select_from(table("erased"))).scalars())


def _of_page(
    reader: Reader, noun: str, states: Iterable[State], named: dict[To, set[str]], erased: set[str]
) -> Iterator[Problem]:
    told = [(state.id, *reference) for state in states for reference in references_of(noun, state)]
    meant = {subject for _, _, to, value in told for subject in subjects_meant(value, to)}
    there = _there(reader, journal.c.subject, meant)
    for to in named:
        named[to].update(value for _, _, told_to, value in told if told_to is to)
    contents = _there(reader, blob.c.sha256, {value for _, _, to, value in told if to is To.CONTENT}) | erased
    records = _there(reader, sealed.c.id, {value for _, _, to, value in told if to is To.SEALED}) | erased
    for subject, path, to, value in told:
        if to is To.CONTENT:
            if value not in contents:
                words = msg("The content {value} that {subject} names is not there.", value=value, subject=subject)
                yield problem("content.missing", subject, words)
        elif to is To.SEALED:
            if value not in records:
                words = msg("The sealed record {value} of {subject} is not there.", value=value, subject=subject)
                yield problem("sealed.missing", subject, words)
        elif there.isdisjoint(subjects_meant(value, to)):
            words = msg(
                "{subject} names {value} as {field}, and there is no such thing.",
                subject=subject,
                value=value,
                field=path,
            )
            yield problem("reference.broken", subject, words)
    yield from _commitments(reader, states)


def _there(reader: Reader, column: Any, values: Iterable[str]) -> set[str]:
    """Which of the values stand in a column."""
    found: set[str] = set()
    wanted = sorted(values)
    for start in range(0, len(wanted), PAGE):
        query = select(column).distinct().where(column.in_(wanted[start : start + PAGE]))
        found.update(reader.connection.execute(query).scalars())
    return found


def _commitments(reader: Reader, states: Iterable[State]) -> Iterator[Problem]:
    """Sealed records whose commitment is not the one that the journal carries."""
    promised: dict[str, tuple[str, str]] = {}
    for state in states:
        if isinstance(state, Complaint):
            promised |= {piece.id: (piece.commitment, state.id) for piece in state.sealed}
        elif isinstance(state, Attachment) and state.name_piece is not None:
            promised[state.name_piece] = (state.name_commitment or "", state.id)
    if not promised:
        return
    query = select(sealed.c.id, sealed.c.commitment).where(sealed.c.id.in_(sorted(promised)))
    for row in reader.connection.execute(query):
        commitment, subject = promised[row.id]
        if row.commitment != commitment:
            words = msg(
                "The sealed record {value} of {subject} is not the one its act names.", value=row.id, subject=subject
            )
            yield problem("sealed.differs", subject, words)


def _contents(reader: Reader, named: set[str]) -> Iterator[Problem]:
    length = func.coalesce(func.sum(func.length(blob_chunk.c.data)), 0)
    pieces, last = func.count(blob_chunk.c.position), func.coalesce(func.max(blob_chunk.c.position), -1)
    short = case((blob.c.key_id.is_(None), length != blob.c.size), else_=pieces == 0)
    query = (
        select(blob.c.sha256)
        .outerjoin(blob_chunk, blob_chunk.c.sha256 == blob.c.sha256)
        .group_by(blob.c.sha256, blob.c.size, blob.c.key_id)
        .having((pieces != last + 1) | short)
    )
    for sha256 in reader.connection.execute(query).scalars():
        yield problem("content.cut", sha256, msg("Pieces of the content {value} are missing.", value=sha256))
    lost = set(reader.connection.execute(select(blob.c.sha256)).scalars()) - named
    if lost:
        # What a later act replaced stands in the journal alone.
        with driver_rows(reader.connection, "SELECT body FROM journal") as rows:
            for (body,) in rows:
                lost.difference_update(_SHA256.findall(body))
    for sha256 in sorted(lost):
        yield problem("content.orphan", sha256, msg("No act names the content {value}.", value=sha256))


def _sealed(reader: Reader, named: set[str]) -> Iterator[Problem]:
    with driver_rows(reader.connection, "SELECT id, subject FROM sealed ORDER BY id") as rows:
        for record, subject in rows:
            if record not in named:
                words = msg("No act names the sealed record {value} of {subject}.", value=record, subject=subject)
                yield problem("sealed.orphan", subject, words)
