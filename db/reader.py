"""Reading a store: one consistent look at states, and at the acts behind them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, Table, select

from db import journal
from db.tables.state import state_table
from domain.entries import Entry
from domain.states import aggregate_of
from domain.states.core import State

S = TypeVar("S", bound=State)
PAGE = 500
"""The most rows any list reads at once."""


class Reader:
    """One consistent look at the database."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def get(self, kind: type[S], subject: str) -> S | None:
        """The state of a subject, None when there is none."""
        rows = state_table(kind)
        row = self.connection.execute(rows.by_id, {"subject": subject}).one_or_none()
        return None if row is None else cast(S, rows.state(row))

    def table(self, kind: type[State]) -> Table:
        """The table of a kind of state, for conditions."""
        return state_table(kind).table

    def find(
        self,
        kind: type[S],
        *conditions: ColumnElement[bool],
        order: Sequence[Any] = (),
        limit: int = PAGE,
    ) -> list[S]:
        """States that meet the conditions, newest numbers first unless ordered otherwise, at most a page."""
        rows = state_table(kind)
        ordering = order or (rows.table.c.ordinal.desc(), rows.table.c.id)
        query = select(rows.table).where(*conditions).order_by(*ordering).limit(min(limit, PAGE + 1))
        return [cast(S, rows.state(row)) for row in self.connection.execute(query)]

    def entries(
        self,
        *,
        subject: str | None = None,
        institution: str | None = None,
        kinds: Sequence[str] = (),
        on: date | None = None,
        known_at: datetime | None = None,
        after: int = 0,
    ) -> Iterator[Entry]:
        """Acts in the order they were recorded, through the filters of an as-of question."""
        return journal.read(
            self.connection,
            subject=subject,
            institution=institution,
            kinds=kinds,
            on=on,
            known_at=known_at,
            after=after,
        )

    def latest(self, institution: str, limit: int = PAGE, *, before: int | None = None) -> list[Entry]:
        """The newest acts about an institution, newest first, at most a page; none of an open transaction.

        With `before` only those numbered below it: the next page begins where one ended.
        """
        return journal.latest(self.connection, min(limit, PAGE), institution=institution, before=before)

    def latest_of(
        self, subjects: Sequence[str], limit: int = PAGE, *, before: int | None = None, after: int | None = None
    ) -> list[Entry]:
        """As `latest`, about some subjects: a case and what hangs on it; with `after` only those numbered above it."""
        if not subjects:
            return []
        return journal.latest(self.connection, min(limit, PAGE), subjects=subjects, before=before, after=after)

    def marked(self, before: int | None = None) -> Iterator[Entry]:
        """The acts of the audit list, newest first, below a number where one is given."""
        return journal.marked(self.connection, before=before)

    def as_of(
        self, kind: type[S], subject: str, *, on: date | None = None, known_at: datetime | None = None
    ) -> S | None:
        """What a subject was on a day, as it was known at a moment."""
        return cast("S | None", aggregate_of(subject).fold(self.entries(subject=subject, on=on, known_at=known_at)))

    def states_of(self, institution: str, *, on: date | None = None, known_at: datetime | None = None) -> list[State]:
        """Everything about one institution on a day, as it was known at a moment, by subject id."""
        # The sort is stable: within a subject, acts stay in the order they were recorded.
        entries = sorted(self.entries(institution=institution, on=on, known_at=known_at), key=lambda e: e.subject)
        found = []
        for subject, group in groupby(entries, key=lambda e: e.subject):
            # An act that reaches back before the subject's first act has nothing to act on yet.
            folded = aggregate_of(subject).fold(group)
            if folded is not None:
                found.append(cast(State, folded))
        return found
