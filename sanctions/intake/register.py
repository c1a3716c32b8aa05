"""Institutions (服务机构) as they are looked up: the list with its filters, and one with its agreements."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select

from db.store import Reader
from domain.messages import msg
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind
from domain.states.institutions import Agreement, Institution
from domain.states.measures import Measure
from sanctions.intake.agreement_lists import not_ended
from sanctions.ordering import Order
from sanctions.paging import LIMIT, no_such, paged
from sanctions.results import FORWARD, Listing, Way

STANDINGS = ("in-force", "limited", "none", "succeeded")
"""Words to filter by: an agreement in force, a suspension running, no agreement in force, carried on by another."""

_SUSPENSIONS = (
    MeasureKind.SETTLEMENT_SUSPENSION,
    MeasureKind.DEPARTMENT_SUSPENSION,
    MeasureKind.AGREEMENT_SUSPENSION,
)

_ORDERS = (
    *(Order(name, (name, "id")) for name in ("name", "district", "level")),
    Order("code", ("id",)),
)


def institutions(
    reader: Reader,
    *,
    on: date,
    text: str | None = None,
    service: str | None = None,
    district: str | None = None,
    standing: str | None = None,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Institutions by name; `text` is looked for in names (former ones too), code and licence.

    Refused: ``value.choice`` for a standing that is none of STANDINGS, ``value.limit``, ``value.after``.
    """
    table = reader.table(Institution)
    conditions: list[ColumnElement[bool]] = []
    if text and text.strip():
        sought = text.strip()
        columns = (table.c.name, table.c.names, table.c.code, table.c.licence)
        conditions.append(or_(*(column.icontains(sought, autoescape=True) for column in columns)))
    if service is not None:
        conditions.append(table.c.services.contains(f'"{service}"', autoescape=True))
    if district is not None:
        conditions.append(table.c.district == district.strip())
    if standing is not None:
        conditions.append(_standing(reader, standing, on))
    return paged(
        reader,
        Institution,
        conditions,
        lambda reader, page: _records(reader, page, on),
        orders=_ORDERS,
        limit=limit,
        after=after,
        way=replace(way, at=f"institution:{way.at}") if way.at is not None else way,
    )


def institution(reader: Reader, code: str, *, on: date) -> dict[str, Any]:
    """One institution with its names and every agreement; refused ``not-found``."""
    found = reader.get(Institution, f"institution:{code}")
    if found is None:
        raise refuse("not-found", msg("No institution has the code {code}.", code=code), field="code")
    return _records(reader, [found], on)[0] | {
        "address": found.address,
        "licence_until": found.licence_until,
        "changes": [
            {
                "what": change.what,
                "before": list(change.before),
                "after": list(change.after),
                "since": change.since,
                "reported": change.reported,
            }
            for change in found.changes
        ],
        "no_code_reason": found.no_code_reason,
        "succeeded_on": found.succeeded_on,
        "predecessors": _predecessors(reader, code),
    }


def districts(reader: Reader) -> list[str]:
    """The districts in use, for completion."""
    column = reader.table(Institution).c.district
    query = select(column).where(column.is_not(None)).distinct().order_by(column).limit(LIMIT)
    return list(reader.connection.execute(query).scalars())


def _predecessors(reader: Reader, code: str) -> list[str]:
    table = reader.table(Institution)
    return [one.code for one in reader.find(Institution, table.c.successor == code)]


def _agreement_in_force(reader: Reader, on: date) -> ColumnElement[bool]:
    a, t = reader.table(Agreement), reader.table(Institution)
    return exists().where(
        a.c.institution == t.c.code,
        a.c.from_day <= on,
        a.c.until >= on,
        not_ended(a, on),
    )


def _suspended(reader: Reader, on: date) -> tuple[ColumnElement[bool], ...]:
    m = reader.table(Measure)
    return (
        m.c.kind.in_([str(kind) for kind in _SUSPENSIONS]),
        m.c.in_force_from <= on,
        or_(m.c.until.is_(None), m.c.until >= on),
        or_(m.c.ended_on.is_(None), m.c.ended_on > on),
        or_(m.c.end.is_(None), m.c.end != "revoked"),
        or_(m.c.stayed_from.is_(None), m.c.stayed_from > on, m.c.stayed_until < on),
    )


def _standing(reader: Reader, word: str, on: date) -> ColumnElement[bool]:
    if word == "in-force":
        return _agreement_in_force(reader, on)
    if word == "none":
        return ~_agreement_in_force(reader, on)
    if word == "succeeded":
        return reader.table(Institution).c.successor.is_not(None)
    if word == "limited":
        m, t = reader.table(Measure), reader.table(Institution)
        return exists().where(m.c.institution == t.c.code, *_suspended(reader, on))
    raise no_such(msg("Standing"), STANDINGS, "standing")


def _records(reader: Reader, page: Sequence[Institution], on: date) -> list[dict[str, Any]]:
    codes = [one.code for one in page]
    agreements = _agreements(reader, codes, on)
    m = reader.table(Measure)
    limited = set(
        reader.connection.execute(
            select(m.c.institution).where(m.c.institution.in_(codes), *_suspended(reader, on))
        ).scalars()
    )
    records = []
    for one in page:
        held = agreements.get(one.code, [])
        running = any(agreement["status"] == "in-force" for agreement in held)
        records.append(
            {
                "code": one.code,
                "name": one.name,
                "names": [{"name": named.name, "from": named.from_day} for named in one.names],
                "services": list(one.services),
                "departments": list(one.departments),
                "level": one.level,
                "district": one.district,
                "licence": one.licence,
                "successor": one.successor,
                "standing": ("limited" if one.code in limited else "in-force") if running else "none",
                "agreements": held,
            }
        )
    return records


def _agreements(reader: Reader, codes: list[str], on: date) -> dict[str, list[dict[str, Any]]]:
    table = reader.table(Agreement)
    found: dict[str, list[dict[str, Any]]] = {}
    # In pieces: an institution may have had many, and a list reads at most a page at once.
    for start in range(0, len(codes), 50):
        wanted = codes[start : start + 50]
        order = (table.c.institution, table.c.from_day.desc(), table.c.id)
        for agreement in reader.find(Agreement, table.c.institution.in_(wanted), order=order):
            found.setdefault(str(agreement.institution), []).append(
                {
                    "number": agreement.number,
                    "service": agreement.service,
                    "status": agreement.status(on),
                    "from": agreement.from_day,
                    "to": agreement.until,
                }
            )
    return found
