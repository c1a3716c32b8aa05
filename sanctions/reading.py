"""Reading one subject that must be there, one as it stood, and many without holding them all."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement

from db.store import PAGE, Reader
from domain.messages import msg
from domain.refusals import refuse
from domain.states import prefix_of
from domain.states.core import BY_STATE, State

S = TypeVar("S", bound=State)


def present(state: S | None, subject: str, field: str = "id") -> S:
    """What was found of a subject; refused ``not-found`` naming the field where nothing was."""
    if state is None:
        raise refuse("not-found", msg("There is no {subject} here.", subject=subject), field=field)
    return state


def need(reader: Reader, kind: type[S], subject: str, field: str = "id") -> S:
    """The state of a subject that must exist; refused ``not-found`` naming the field otherwise."""
    return present(reader.get(kind, subject), subject, field)


def need_on(
    reader: Reader, kind: type[S], subject: str, *, on: date, known_at: datetime | None = None, field: str = "id"
) -> S:
    """A subject on a day, as it was known at a moment; refused ``not-found`` where there was none yet."""
    ours = prefix_of(subject) == BY_STATE[kind].prefix
    return present(reader.as_of(kind, subject, on=on, known_at=known_at) if ours else None, subject, field)


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


def stood_in_order(
    reader: Reader, kind: type[S], conditions: Sequence[ColumnElement[bool]], on: date, *, behind: int = -1
) -> Iterator[S]:
    """Numbered subjects that meet the conditions, each as it stood on a day, the lowest number behind `behind` first.

    The conditions are asked of what they are now: they must hold for whatever met them on the day.
    """
    table = reader.table(kind)
    while True:
        page = reader.find(kind, *conditions, table.c.ordinal > behind, order=(table.c.ordinal,), limit=PAGE)
        for one in page:
            stood = as_stood(reader, one, on)
            if stood is not None:
                yield stood
        if len(page) < PAGE:
            return
        behind = page[-1].ordinal


def as_stood(reader: Reader, state: S, on: date, known_at: datetime | None = None) -> S | None:
    """A subject as its acts up to the end of a day made it, as known at a moment; None when there was none yet.

    Costs nothing where no act is later than the day and no moment is given.
    """
    if known_at is None and state.last_on <= on:
        return state
    return reader.as_of(type(state), state.id, on=on, known_at=known_at)
