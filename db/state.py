"""State, folded from acts: the one place that writes it, and the check that folds again and compares."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from db import search
from db.journal import entry_of
from db.tables.journal import journal
from db.tables.search import search_text
from db.tables.state import all_state_tables, state_table
from domain.entries import Entry
from domain.searching import searchable
from domain.states import aggregate, aggregate_of
from domain.states.core import State

_TOGETHER = 500
"""States written in one statement where all are written."""


class Changed(Exception):
    """Somebody else acted on the subject in between."""


def load(connection: Connection, subject: str) -> State | None:
    """The state of a subject as it stands, None when there is none."""
    kind = state_table(aggregate_of(subject).state)
    row = connection.execute(kind.by_id, {"subject": subject}).one_or_none()
    return None if row is None else kind.state(row)


def fold(connection: Connection, entry: Entry, before: State | None) -> State:
    """Apply one act to its subject's state as it was read before, and write it; the only writer of state.

    Raises Changed when the row is no longer the one that was read, or was made in between.
    """
    aggregate = aggregate_of(entry.subject)
    kind = state_table(aggregate.state)
    after: State = aggregate.apply(before, entry)
    row = kind.row(after)
    if before is None:
        try:
            connection.execute(insert(kind.table), row)
        except IntegrityError:
            raise Changed from None
        search.follow(connection, None, after)
        return after
    del row["id"]
    done = connection.execute(kind.change, {**row, "at_id": after.id, "at_version": before.version})
    if done.rowcount != 1:
        raise Changed
    search.follow(connection, before, after)
    return after


def fold_new(connection: Connection, entries: Sequence[Entry]) -> None:
    """Apply the first acts of subjects that are all new, in one statement an aggregate.

    Raises Changed when somebody made one of them in between.
    """
    rows: dict[str, list[dict[str, Any]]] = {}
    states = []
    for entry in entries:
        kind = aggregate_of(entry.subject)
        state: State = kind.apply(None, entry)
        states.append(state)
        rows.setdefault(kind.prefix, []).append(state_table(kind.state).row(state))
    for prefix, made in rows.items():
        try:
            connection.execute(insert(state_table(aggregate(prefix).state).table), made)
        except IntegrityError:
            raise Changed from None
    search.follow_new(connection, states)


def refold(connection: Connection) -> None:
    """Fold every subject anew out of the journal, whatever stood before: what an upgrade does to state and search.

    Raises KeyError for an act no aggregate knows.
    """
    for kind in all_state_tables():
        connection.execute(delete(kind.table))
    made: dict[type[State], list[dict[str, Any]]] = {}
    filling = search.Filling(connection)
    for state, first in _folded(connection):
        filling.add(state, first)
        kind = state_table(type(state))
        rows = made.setdefault(type(state), [])
        rows.append(kind.row(state))
        if len(rows) == _TOGETHER:
            connection.execute(insert(kind.table), rows)
            rows.clear()
    for state_kind, rows in made.items():
        if rows:
            connection.execute(insert(state_table(state_kind).table), rows)
    filling.finish()


def _folded(connection: Connection) -> Iterator[tuple[State, int]]:
    """Every subject's state out of its acts with the number of the first: the journal never stands in memory whole."""
    query = select(journal.c.subject, journal.c.seq, journal.c.body).order_by(journal.c.subject, journal.c.seq)
    with connection.execute(query.execution_options(yield_per=1000)) as rows:
        for subject, group in groupby(rows, key=lambda row: row.subject):
            acts = [entry_of(row.body, row.seq) for row in group]
            folded: State | None = aggregate_of(subject).fold(acts)
            if folded is not None:
                yield folded, acts[0].seq


def differences(connection: Connection) -> Iterator[tuple[str, str]]:
    """Subjects whose state differs from their acts folded again, with what is wrong.

    Streams the journal subject by subject, so its memory does not grow with the journal.
    """
    query = select(journal.c.subject, journal.c.seq, journal.c.body).order_by(journal.c.subject, journal.c.seq)
    counts: dict[str, int] = {}
    searched = 0
    with connection.execute(query.execution_options(yield_per=1000)) as rows:
        for subject, group in groupby(rows, key=lambda row: row.subject):
            try:
                aggregate = aggregate_of(subject)
                folded: Any = aggregate.fold(entry_of(row.body, row.seq) for row in group)
            except (KeyError, ValueError, TypeError, msgspec.DecodeError):
                yield subject, "acts"
                continue
            counts[aggregate.noun] = counts.get(aggregate.noun, 0) + 1
            standing = load(connection, subject)
            if standing is None:
                yield subject, "missing"
            elif standing != folded:
                yield subject, "differs"
            text = searchable(folded)
            searched += text is not None
            if text != search.kept(connection, subject):
                yield subject, "search"
    for kind in all_state_tables():
        held = connection.execute(select(func.count()).select_from(kind.table)).scalar_one()
        if held > counts.get(kind.aggregate.noun, 0):
            yield kind.table.name, "surplus"
    if search.count(connection) > searched:
        yield search_text.name, "surplus"
    elif not search.indexed(connection):
        yield search_text.name, "search"
