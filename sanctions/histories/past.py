"""The register as it stood on a past day or was known at a moment: acts folded measure by measure."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select

from db.journal import entry_of
from db.store import Reader
from db.tables.journal import journal
from db.tables.types import instant_text
from domain.money import yuan
from domain.rulebook.kinds import MeasureKind, Nature
from domain.states import aggregate
from domain.states.measures import Measure
from sanctions.histories.chosen import Chosen, Holders
from sanctions.histories.rows import SEPARATOR, Bars, Row

_PAGE = 1000


def folded(
    reader: Reader,
    on: date,
    chosen: Chosen,
    known_at: datetime | None,
    bars: Bars,
) -> Iterator[Row]:
    """Rows of measures as they stood on a day, as known at a moment, by id."""
    holders = Holders(reader, known_at)
    for measure in _measures(reader, on, chosen.institution, known_at):
        if chosen.takes(measure, holders.of(measure.institution)):
            name = holders.name(measure.institution, measure.decided_on or measure.proposed_on)
            yield _row(measure, name, on, bars)


def _measures(reader: Reader, on: date, institution: str | None, known_at: datetime | None) -> Iterator[Measure]:
    """Measures as their acts up to a day and a moment made them, by id; streamed, never all at once."""
    query = (
        select(journal.c.subject, journal.c.seq, journal.c.body)
        .where(journal.c.subject >= "CL-", journal.c.subject < "CL.", journal.c.effective_on <= on.isoformat())
        .order_by(journal.c.subject, journal.c.seq)
        .execution_options(yield_per=_PAGE)
    )
    if institution is not None:
        query = query.where(journal.c.institution == institution)
    if known_at is not None:
        query = query.where(journal.c.recorded_at <= instant_text(known_at))
    kind = aggregate("CL")
    with reader.connection.execute(query) as rows:
        for _, acts in groupby(rows, key=lambda row: row.subject):
            folded = kind.fold(entry_of(row.body, row.seq) for row in acts)
            if folded is not None:
                yield folded


def _row(measure: Measure, name: str | None, on: date, bars: Bars) -> Row:
    status = measure.status(on)
    amount = measure.amount if measure.amount is not None else measure.amount_of_bills or None
    barred = (
        measure.kind == MeasureKind.TERMINATION
        and measure.nature != Nature.OBJECTIVE
        and measure.decided_on is not None
        and measure.end not in ("revoked", "rejected", "withdrawn")
        and measure.bar_set_aside is None
    )
    bar_until = bars.until(measure.decided_on.isoformat()) if barred and measure.decided_on else None
    if bar_until is not None and measure.bar_ends is not None:
        bar_until = measure.bar_ends.isoformat()
    return (
        measure.id,
        measure.case,
        measure.institution,
        name,
        SEPARATOR.join(measure.services) or None,
        measure.kind,
        measure.word,
        SEPARATOR.join(measure.departments) or None,
        measure.ground_clause,
        measure.agreement_clause,
        measure.source_kind,
        measure.reason,
        yuan(amount) if amount is not None else None,
        _iso(measure.decided_on),
        _iso(measure.served_on),
        _iso(measure.in_force_from),
        _iso(measure.over_on(on)),
        status,
        measure.end_reason,
        _iso(measure.published_on),
        measure.link,
        measure.late_by,
        bar_until,
        instant_text(measure.recorded_at) if measure.recorded_at else None,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
