"""Things to carry out (落实事项) as they are looked up: the list with its filters, one, and those about a subject."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, func, literal, or_

from db.store import PAGE, Reader
from domain.calendars.due import overdue_by
from domain.refusals import Refused
from domain.states.tasks import Task
from sanctions.names import names_on
from sanctions.ordering import by_column, by_institution
from sanctions.paging import LIMIT, NUMBERED, equal, paged
from sanctions.reading import as_stood, need_on
from sanctions.results import FORWARD, Listing, Way
from sanctions.rules import calendar_of, rulebook_of

_NEVER = "9999-12-31"
"""Stands for no day, behind every other."""

_ORDERS = (*by_column("due", "person", "kind"), NUMBERED, by_institution("institution_name"))


def tasks(
    reader: Reader,
    *,
    on: date,
    closed: bool = False,
    person: Iterable[str] = (),
    about: str | None = None,
    kind: str | None = None,
    institution: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Tasks as they stood on a day, soonest first; only those open then, unless `closed` asks for all.

    `person` are names and staff numbers of who carries them out. Refused ``value.limit``, ``value.after``.
    """
    table = reader.table(Task)
    conditions = [table.c.opened_on <= on, *equal(table, about=about, kind=kind, institution=institution)]
    # What was acted on since may have stood otherwise on the day: it is looked at as it stood.
    since = table.c.last_on > on
    wanted_by = frozenset(person)
    if wanted_by:
        conditions.append(or_(table.c.person.in_(wanted_by), since))
    if not closed:
        conditions.append(or_(table.c.status == "open", since))

    def keep(one: Task) -> Task | None:
        stood = as_stood(reader, one, on)
        return stood if stood is not None and (closed or stood.status == "open") and _by(stood, wanted_by) else None

    return paged(
        reader,
        Task,
        conditions,
        lambda reader, page: _records(reader, page, on),
        orders=_ORDERS,
        limit=limit,
        after=after,
        way=way,
        keep=keep,
    )


def _by(task: Task, persons: frozenset[str]) -> bool:
    return not persons or task.person in persons


def _day(table: Table) -> ColumnElement[date]:
    return func.coalesce(table.c.due, literal(date.fromisoformat(_NEVER)))


def task(reader: Reader, subject: str, *, on: date) -> dict[str, Any]:
    """One task as it stood on a day; refused ``not-found`` where there was none yet."""
    found = need_on(reader, Task, subject, on=on)
    return _records(reader, [found], on)[0] | {"reasons": _reasons(reader, found)}


def tasks_about(
    reader: Reader, subjects: Iterable[str], on: date, *, known_at: datetime | None = None
) -> list[dict[str, Any]]:
    """The tasks about these subjects on a day as known at a moment, soonest first, at most a page: for their pages."""
    table = reader.table(Task)
    found = reader.find(
        Task,
        table.c.about.in_(list(subjects)),
        table.c.opened_on <= on,
        order=(_day(table), table.c.ordinal),
        limit=PAGE,
    )
    stood = (
        as_stood(reader, one, on) if known_at is None else reader.as_of(Task, one.id, on=on, known_at=known_at)
        for one in found
    )
    return [
        {
            "id": one.id,
            "status": one.status,
            "due": one.due,
            "kind": one.kind,
            "text": one.text,
            "person": one.person,
            "closed_on": one.closed_on,
        }
        for one in stood
        if one is not None
    ]


def still_open(reader: Reader, subjects: Iterable[str]) -> list[Task]:
    """What is still to be carried out about these subjects now."""
    table = reader.table(Task)
    return reader.find(
        Task, table.c.about.in_(list(subjects)), table.c.status == "open", order=(table.c.ordinal,), limit=PAGE
    )


def _records(reader: Reader, page: list[Task], on: date) -> list[dict[str, Any]]:
    names = names_on(reader, (one.institution for one in page), on)
    calendar = calendar_of(reader)

    def late(one: Task) -> int | None:
        if one.due is None:
            return 0
        until = one.closed_on if one.closed_on is not None else on
        try:
            return overdue_by(one.due, until, calendar)
        except Refused:
            # Working days of that time are not known: no verdict.
            return None

    return [
        {
            "id": one.id,
            "kind": one.kind,
            "status": one.status,
            "text": one.text,
            "about": one.about,
            "institution": one.institution,
            "name": names.get(one.institution or ""),
            "person": one.person,
            "asked_by": one.asked_by,
            "opened_on": one.opened_on,
            "starts": one.starts,
            "due": one.due,
            "overdue_by": late(one),
            "closed_on": one.closed_on,
            "result": one.result,
            "reason": one.reason,
        }
        for one in page
    ]


def _reasons(reader: Reader, task: Task) -> list[Any]:
    """The rule of the pack's list it came from, by the rules of the day it was opened."""
    if task.key is None:
        return []
    rule = rulebook_of(reader).on(task.opened_on).pack.tasks.get(task.key)
    # The rule's words may leave blanks that the task has filled in.
    return [replace(rule.reason, text=task.text)] if rule is not None else []
