"""The register of measures (处理措施记录): one row a measure, streamed in the order they were proposed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Select, Text, and_, case, func, literal, not_, or_, select, type_coerce

from db.engine import driver_rows
from db.store import Reader
from domain.money import yuan
from domain.rulebook.kinds import MeasureKind, Nature
from domain.states.institutions import Institution, Named
from domain.states.measures import NEVER_BOUND, Measure
from sanctions.admitting.bars import DAY
from sanctions.histories.chosen import Chosen, codes_in
from sanctions.histories.past import folded
from sanctions.histories.rows import COLUMNS, SEPARATOR, Bars, Row
from sanctions.measures.lists import lapsed_on
from sanctions.paging import between, equal
from sanctions.rules import calendar_of, rulebook_of

__all__ = ["COLUMNS", "Row", "chosen_rows", "history", "record"]

_CODE = COLUMNS.index("institution_code")
_NAMES = tuple[Named, ...]


def history(
    reader: Reader,
    *,
    on: date,
    institution: str | None = None,
    district: str | None = None,
    service: str | None = None,
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
    known_at: datetime | None = None,
) -> Iterator[Row]:
    """Rows of the register as plain values: days and moments as ISO text, money as yuan, lists joined.

    The filters are those of `Chosen`. What stands now is read off the state; a past day or `known_at` folds each
    measure's acts.
    """
    chosen = Chosen(institution=institution, district=district, service=service, kind=kind, since=since, until=until)
    yield from chosen_rows(reader, chosen, on=on, known_at=known_at)


def chosen_rows(reader: Reader, chosen: Chosen, *, on: date, known_at: datetime | None = None) -> Iterator[Row]:
    """As `history`, with the filters in one."""
    rulebook, calendar = rulebook_of(reader, known_at), calendar_of(reader, known_at)
    bars = Bars(rulebook, calendar, on)
    if known_at is not None or _changed_after(reader, on):
        return folded(reader, on, chosen, known_at, bars)
    current = _current(reader, on, chosen, bars)
    if chosen.district is None:
        return current
    codes = codes_in(reader, chosen.district)
    return (row for row in current if row[_CODE] in codes)


def record(row: Row) -> dict[str, Any]:
    """A row under its column names, for JSON."""
    return dict(zip(COLUMNS, row, strict=True))


def _changed_after(reader: Reader, on: date) -> bool:
    table = reader.table(Measure)
    query = select(literal(1)).where(table.c.last_on > on).limit(1)
    return reader.connection.execute(query).first() is not None


def _query(reader: Reader, on: date, chosen: Chosen) -> Select[Any]:
    """The columns of the register in order, then what the few rows need that a database cannot finish.

    Everything comes out as text from the start: turning each day into a date and back would cost more than the rest.
    """
    m, i = reader.table(Measure), reader.table(Institution)
    texts = _POSTGRES if reader.connection.dialect.name == "postgresql" else _SQLITE
    end = m.c["end"]
    lapsed = lapsed_on(m, on)
    status = case(
        (end.in_(NEVER_BOUND), end),
        (lapsed, "expired"),
        (and_(end.is_not(None), m.c.ended_on <= on), end),
        (and_(m.c.in_force_from <= on, m.c.until < on), "expired"),
        (m.c.in_force_from <= on, "in-force"),
        else_=m.c.stage,
    )
    breach = and_(
        m.c.kind == MeasureKind.TERMINATION,
        or_(m.c.nature.is_(None), m.c.nature != Nature.OBJECTIVE),
        m.c.decided_on.is_not(None),
        or_(end.is_(None), end.not_in(NEVER_BOUND)),
        m.c.bar_set_aside.is_(None),
    )
    shortened = and_(breach, m.c.bar_ends.is_not(None))
    run_out = and_(end.is_(None), not_(lapsed), m.c.in_force_from <= on, m.c.until < on)
    summed = and_(m.c.amount.is_(None), m.c.bills != "[]")
    # More than one name: the one of the day must be looked for. A backslash: JSON says it otherwise.
    renamed, escaped = i.c.names.like("%},{%"), m.c.departments.contains("\\", autoescape=True)
    query = (
        select(
            m.c.id,
            m.c.case,
            m.c.institution,
            i.c.name,
            _flat(m.c.services).label("services"),
            m.c.kind,
            m.c.word,
            _flat(m.c.departments).label("departments"),
            m.c.ground_clause,
            m.c.agreement_clause,
            m.c.source_kind,
            m.c.reason,
            case((m.c.amount.is_not(None), texts.yuan(m.c.amount))).label("amount"),
            texts.day(m.c.decided_on).label("decided_on"),
            texts.day(m.c.served_on).label("served_on"),
            texts.day(m.c.in_force_from).label("in_force_from"),
            case((lapsed, texts.day(m.c.lapses_on)), else_=texts.day(m.c.ended_on)).label("ended_on"),
            status.label("status"),
            m.c.end_reason,
            texts.day(m.c.published_on).label("published_on"),
            m.c.link,
            m.c.late_by,
            case((breach, texts.day(m.c.decided_on))).label("bar_until"),
            texts.moment(m.c.recorded_at).label("recorded_at"),
            case((or_(renamed, escaped, summed, run_out, shortened), 2), (breach, 1), else_=0).label("unfinished"),
            case((renamed, i.c.names)).label("names"),
            case((summed, m.c.bills)).label("bills"),
            case((escaped, m.c.departments)).label("written"),
            case((run_out, texts.day(m.c.until))).label("last_day"),
            case((renamed, texts.day(m.c.proposed_on))).label("proposed_on"),
            case((shortened, texts.day(m.c.bar_ends))).label("bar_ends"),
        )
        .select_from(m.outerjoin(i, i.c.id == literal("institution:") + m.c.institution))
        .order_by(m.c.ordinal)
    )
    if chosen.service is not None:
        named = f'"{chosen.service}"'
        whole = and_(m.c.services == "[]", i.c.services.contains(named, autoescape=True))
        query = query.where(or_(m.c.services.contains(named, autoescape=True), whole))
    return query.where(
        *equal(m, institution=chosen.institution, kind=chosen.kind),
        *between(func.coalesce(m.c.decided_on, m.c.proposed_on), chosen.since, chosen.until),
    )


def _flat(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A JSON list of plain texts as one text, empty as null."""
    full = func.nullif(column, "[]")
    return func.replace(func.substr(full, 3, func.length(full) - 4), '","', SEPARATOR)


class _Texts(NamedTuple):
    """How a database writes a day, a moment and an amount."""

    day: Callable[[ColumnElement[Any]], ColumnElement[Any]]
    moment: Callable[[ColumnElement[Any]], ColumnElement[Any]]
    yuan: Callable[[ColumnElement[Any]], ColumnElement[Any]]


_SQLITE = _Texts(
    day=lambda column: type_coerce(column, Text),
    moment=lambda column: type_coerce(column, Text),
    yuan=lambda column: func.printf("%d.%02d", column // 100, column % 100),
)
_POSTGRES = _Texts(
    day=lambda column: func.to_char(column, "YYYY-MM-DD"),
    moment=lambda column: func.to_char(func.timezone("UTC", column), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    yuan=lambda column: func.to_char(column / 100.0, "FM9999999999990.00"),
)


def _current(reader: Reader, on: date, chosen: Chosen, bars: Bars) -> Iterator[Row]:
    """Rows as they stand, of any district: its name is free text and stays out of the statement."""
    query = _query(reader, on, chosen)
    # Written out whole, since rows come straight from the driver here: what was typed in it is a checked code or one
    # of a closed list.
    statement = str(query.compile(reader.connection, compile_kwargs={"literal_binds": True}))
    wide = len(COLUMNS)
    with driver_rows(reader.connection, statement) as rows:
        for row in rows:
            match row[wide]:
                case 0:
                    yield row[:wide]
                case 1:
                    yield (*row[: wide - 2], bars.until(row[wide - 2]), row[wide - 1])
                case _:
                    yield _finished(Unfinished._make(row[wide + 1 :]), row[:wide], bars)


class Unfinished(NamedTuple):
    """What stands behind the register's columns for the few rows that the database cannot finish."""

    names: str | None
    bills: str | None
    written: str | None
    last_day: str | None
    proposed_on: str | None
    bar_ends: str | None


def _finished(behind: Unfinished, row: Row, bars: Bars) -> Row:
    """A row with what the database could not say: name of the day, sums, last days."""
    told = dict(zip(COLUMNS, row, strict=True))
    if behind.names is not None:
        day = told["decided_on"] or behind.proposed_on
        told["institution_name"] = _name_on(behind.names, str(day), str(told["institution_name"]))
    if behind.written is not None:
        told["departments"] = SEPARATOR.join(msgspec.json.decode(behind.written))
    if behind.bills is not None:
        told["amount"] = yuan(sum(bill["fen"] for bill in msgspec.json.decode(behind.bills)))
    if behind.last_day is not None and told["ended_on"] is None:
        told["ended_on"] = (date.fromisoformat(behind.last_day) + DAY).isoformat()
    if told["bar_until"] is not None:
        last = bars.until(str(told["bar_until"]))
        told["bar_until"] = behind.bar_ends if last is not None and behind.bar_ends is not None else last
    return tuple(told.values())


def _name_on(names: str, day: str, otherwise: str) -> str:
    borne = [one for one in msgspec.json.decode(names, type=_NAMES) if one.from_day.isoformat() <= day]
    return borne[-1].name if borne else otherwise
