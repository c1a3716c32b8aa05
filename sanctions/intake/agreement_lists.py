"""Service agreements (服务协议) as they are looked up: the list, one with its clauses, those in force on a day."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, false, func, or_

from db.store import Reader
from domain.messages import msg
from domain.refusals import refuse
from domain.states.institutions import Agreement, Institution
from sanctions.cases.leaving import cases_left
from sanctions.names import names_on
from sanctions.paging import LIMIT, check_limit, cursor, cursor_key, equal, no_such
from sanctions.results import Listing

STATUSES = ("coming", "in-force", "expired", "terminated", "agreed", "not-renewed", "lapsed")


def agreements(
    reader: Reader,
    *,
    on: date,
    institution: str | None = None,
    service: str | None = None,
    status: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """Agreements, those that run longest first."""
    check_limit(limit)
    table = reader.table(Agreement)
    conditions = equal(table, institution=institution, service=service)
    if status is not None:
        conditions.append(_has_status(reader, status, on))
    if after is not None:
        until, subject = cursor_key(after, str, str)
        day = _cursor_day(until)
        conditions.append(or_(table.c.until < day, and_(table.c.until == day, table.c.id > subject)))
    found = reader.find(Agreement, *conditions, order=(table.c.until.desc(), table.c.id), limit=limit + 1)
    page = found[:limit]
    names = names_on(reader, (one.institution for one in page))
    items = [told(one, on, plain=False) | {"institution_name": names.get(str(one.institution))} for one in page]
    return Listing(items, cursor(page[-1].until.isoformat(), page[-1].id) if len(found) > limit else None)


def agreement(reader: Reader, number: str, *, on: date) -> dict[str, Any]:
    """One agreement with its clauses; refused ``not-found``."""
    found = reader.get(Agreement, f"agreement:{number.strip()}")
    if found is None:
        raise refuse("not-found", msg("There is no agreement {number} here.", number=number), field="number")
    names = names_on(reader, (found.institution,))
    return told(found, on, plain=False) | {
        "institution_name": names.get(str(found.institution)),
        "clauses": [{"clause": c.clause, "quote": c.quote} for c in found.clauses],
        "service_address": found.service_address,
        "electronic": found.electronic,
        "renewal": found.renewal,
        "ended_by": found.ended_by,
        "left_during": cases_left(reader, found, on),
    }


def in_force(reader: Reader, institution: Institution, on: date) -> list[Agreement]:
    """The agreements of an institution in force on a day, as known now."""
    table = reader.table(Agreement)
    found = reader.find(Agreement, table.c.institution == institution.code, order=(table.c.service, table.c.id))
    return [one for one in found if one.status(on) == "in-force"]


def told(agreement: Agreement, on: date, *, plain: bool = True) -> dict[str, Any]:
    """An agreement as told to the outside; `plain` with days as ISO text, for results that are stored."""

    def day(value: date | None) -> date | str | None:
        return value.isoformat() if plain and value is not None else value

    return {
        "number": agreement.number,
        "institution": agreement.institution,
        "service": agreement.service,
        "status": agreement.status(on),
        "from": day(agreement.from_day),
        "to": day(agreement.until),
        "template": agreement.template,
        "ended_on": day(agreement.ended_on),
    }


def not_ended(table: Table, on: date) -> ColumnElement[bool]:
    """Agreements nobody ended by a day, and those whose end a dispute stays on it (the latest stay is looked at)."""
    return or_(
        table.c.ended_on.is_(None),
        table.c.ended_on > on,
        and_(
            func.coalesce(table.c.stayed_from <= on, false()),
            or_(table.c.stayed_until.is_(None), table.c.stayed_until >= on),
        ),
    )


def _has_status(reader: Reader, status: str, on: date) -> ColumnElement[bool]:
    table = reader.table(Agreement)
    standing = not_ended(table, on)
    if status == "coming":
        return and_(standing, table.c.from_day > on)
    if status == "in-force":
        return and_(standing, table.c.from_day <= on, table.c.until >= on)
    if status == "expired":
        return and_(standing, table.c.until < on)
    if status in STATUSES:
        return and_(~standing, table.c.end == status)
    raise no_such(msg("Status"), STATUSES, "status")


def _cursor_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refuse("value.after", msg("This is no end of a page. Give what a list returned as next.")) from None
