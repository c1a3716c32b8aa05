"""The register of measures (处理措施记录): one row a measure, streamed in the order they were proposed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, Text, and_, case, func, literal, or_, select, type_coerce

from db.store import Reader
from domain.money import yuan
from domain.rulebook.kinds import MeasureKind, Nature
from domain.states.institutions import Institution, Named
from domain.states.measures import Measure
from sanctions.bars import DAY
from sanctions.history_past import folded
from sanctions.history_rows import COLUMNS, SEPARATOR, Bars, Row
from sanctions.rules import calendar_of, rulebook_of

__all__ = ["COLUMNS", "Row", "history", "record"]

_PAGE = 2000
_NAMES = tuple[Named, ...]


def history(
    reader: Reader,
    *,
    on: date,
    institution: str | None = None,
    since: date | None = None,
    until: date | None = None,
    known_at: datetime | None = None,
) -> Iterator[Row]:
    """Rows of the register as plain values: days and moments as ISO text, money as yuan, lists joined.

    `since` and `until` bound the day of the decision, or of the proposal while there is none. What stands now is
    read off the state; a past day or `known_at` folds each measure's acts through the two filters.
    """
    rulebook, calendar = rulebook_of(reader, known_at), calendar_of(reader, known_at)
    bars = Bars(rulebook, calendar, on)
    if known_at is not None or _changed_after(reader, on):
        yield from folded(reader, on, institution, since, until, known_at, bars)
    else:
        yield from _current(reader, on, institution, since, until, bars)


def record(row: Row) -> dict[str, Any]:
    """A row under its column names, for JSON."""
    return dict(zip(COLUMNS, row, strict=True))


def _changed_after(reader: Reader, on: date) -> bool:
    table = reader.table(Measure)
    query = select(literal(1)).where(table.c.last_on > on).limit(1)
    return reader.connection.execute(query).first() is not None


def _query(reader: Reader, on: date, institution: str | None, since: date | None, until: date | None) -> Select[Any]:
    m, i = reader.table(Measure), reader.table(Institution)
    postgres = reader.connection.dialect.name == "postgresql"

    def day(column: ColumnElement[Any]) -> ColumnElement[Any]:
        # As text from the start: turning each into a date and back would cost more than all the rest.
        return func.to_char(column, "YYYY-MM-DD") if postgres else type_coerce(column, Text)

    moment = (
        func.to_char(func.timezone("UTC", m.c.recorded_at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        if postgres
        else type_coerce(m.c.recorded_at, Text)
    )
    end = m.c["end"]
    status = case(
        (end.in_(("revoked", "withdrawn", "rejected")), end),
        (and_(end.is_not(None), m.c.ended_on <= on), end),
        (and_(m.c.in_force_from <= on, m.c.until < on), "expired"),
        (m.c.in_force_from <= on, "in-force"),
        else_=m.c.stage,
    )
    breach = and_(
        m.c.kind == MeasureKind.TERMINATION,
        or_(m.c.nature.is_(None), m.c.nature != Nature.OBJECTIVE),
        m.c.decided_on.is_not(None),
        or_(end.is_(None), end.not_in(("revoked", "rejected", "withdrawn"))),
    )
    query = (
        select(
            m.c.ordinal,
            m.c.id,
            m.c.case,
            m.c.institution,
            i.c.name,
            # More than one name: the one of the day must be looked for.
            case((i.c.names.like("%},{%"), i.c.names)).label("names"),
            m.c.services,
            m.c.kind,
            m.c.word,
            m.c.departments,
            m.c.ground_clause,
            m.c.agreement_clause,
            m.c.source_kind,
            m.c.reason,
            m.c.amount,
            case((and_(m.c.amount.is_(None), m.c.bills != "[]"), m.c.bills)).label("bills"),
            day(m.c.proposed_on).label("proposed_on"),
            day(m.c.decided_on).label("decided_on"),
            day(m.c.served_on).label("served_on"),
            day(m.c.in_force_from).label("in_force_from"),
            day(m.c.ended_on).label("ended_on"),
            day(m.c.until).label("until_day"),
            status.label("status"),
            m.c.end_reason,
            day(m.c.published_on).label("published_on"),
            m.c.link,
            m.c.late_by,
            breach.label("breach"),
            moment.label("recorded_at"),
        )
        .select_from(m.outerjoin(i, i.c.id == literal("institution:") + m.c.institution))
        .order_by(m.c.ordinal)
        .limit(_PAGE)
    )
    if institution is not None:
        query = query.where(m.c.institution == institution)
    dated = func.coalesce(m.c.decided_on, m.c.proposed_on)
    if since is not None:
        query = query.where(dated >= since)
    if until is not None:
        query = query.where(dated <= until)
    return query


def _current(
    reader: Reader, on: date, institution: str | None, since: date | None, until: date | None, bars: Bars
) -> Iterator[Row]:
    query = _query(reader, on, institution, since, until)
    ordinal = reader.table(Measure).c.ordinal
    lists: dict[str, str | None] = {"[]": None}
    last = -1
    while True:
        page = reader.connection.execute(query.where(ordinal > last)).all()
        for (
            _,
            id_,
            case_,
            code,
            name,
            names,
            services,
            kind,
            word,
            departments,
            ground,
            clause,
            source,
            reason,
            amount,
            bills,
            proposed,
            decided,
            served,
            in_force,
            ended,
            until_day,
            status,
            end_reason,
            published,
            link,
            late,
            breach,
            recorded,
        ) in page:
            if services not in lists:
                lists[services] = _joined(services)
            if departments not in lists:
                lists[departments] = _joined(departments)
            if names is not None:
                name = _name_on(names, decided or proposed, name)
            if bills is not None:
                amount = sum(bill["fen"] for bill in msgspec.json.decode(bills))
            if status == "expired" and ended is None:
                ended = (date.fromisoformat(until_day) + DAY).isoformat()
            yield (
                id_,
                case_,
                code,
                name,
                lists[services],
                kind,
                word,
                lists[departments],
                ground,
                clause,
                source,
                reason,
                yuan(amount) if amount is not None else None,
                decided,
                served,
                in_force,
                ended,
                status,
                end_reason,
                published,
                link,
                late,
                bars.until(decided) if breach else None,
                recorded,
            )
        if len(page) < _PAGE:
            return
        last = page[-1].ordinal


def _joined(text: str) -> str | None:
    return SEPARATOR.join(msgspec.json.decode(text)) or None


def _name_on(names: str, day: str, otherwise: str) -> str:
    borne = [one for one in msgspec.json.decode(names, type=_NAMES) if one.from_day.isoformat() <= day]
    return borne[-1].name if borne else otherwise
