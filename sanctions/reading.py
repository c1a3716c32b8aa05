"""Reading many subjects without holding them all, and one subject as it stood."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement

from db.store import PAGE, Reader
from domain.states.core import State

S = TypeVar("S", bound=State)


def each(reader: Reader, kind: type[S], *conditions: ColumnElement[bool]) -> Iterator[S]:
    """Every state that meets the conditions, page by page, by id."""
    table = reader.table(kind)
    last: str | None = None
    while True:
        further = (table.c.id > last,) if last is not None else ()
        page = reader.find(kind, *conditions, *further, order=(table.c.id,), limit=PAGE)
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1].id


def as_stood(reader: Reader, state: S, on: date, known_at: datetime | None = None) -> S | None:
    """A subject as its acts up to the end of a day made it, as known at a moment; None when there was none yet.

    Costs nothing where no act is later than the day and no moment is given.
    """
    if known_at is None and state.last_on <= on:
        return state
    return reader.as_of(type(state), state.id, on=on, known_at=known_at)
