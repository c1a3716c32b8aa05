"""Whether the books balance (账目核对): kinds of acts, numbers given out, money held and to come back."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from db.store import Reader
from db.tables.journal import counter, journal
from db.tables.state import all_state_tables
from domain.messages import msg
from domain.states import aggregates
from domain.states.cases import Case
from domain.states.recoveries import OFFSET, RETURNED, Recovery
from sanctions.agency.telling import Problem, problem
from sanctions.reading import each

_YEAR = 10_000_000
"""An ordinal is the year times this, and the number in it."""


def unknown_kinds(reader: Reader) -> Iterator[Problem]:
    """Entries of a kind that no act of this program makes."""
    known = {kind for aggregate in aggregates() for kind in aggregate.reducers}
    query = select(journal.c.kind, func.min(journal.c.seq).label("first"), func.count().label("n"))
    for row in reader.connection.execute(query.group_by(journal.c.kind).order_by("first")):
        if row.kind not in known:
            words = msg(
                "{n} entries from number {number} on are of the kind {kind}, which this program has no act for.",
                n=row.n,
                number=row.first,
                kind=row.kind,
            )
            yield problem("entry.unknown", str(row.first), words)


def without_acts(reader: Reader) -> Iterator[Problem]:
    """States of subjects that the journal does not know."""
    for kind in all_state_tables():
        known = select(1).where(journal.c.subject == kind.table.c.id).exists()
        for subject in reader.connection.execute(select(kind.table.c.id).where(~known).order_by("id")).scalars():
            yield problem("state.unfounded", subject, msg("No act made the state of {subject}.", subject=subject))


def counters(reader: Reader) -> Iterator[Problem]:
    """Counters that stand below a number that is given, and would give it again; and numbers that were left out."""
    stands = {row.name: int(row.value) for row in reader.connection.execute(select(counter))}
    for kind in all_state_tables():
        ordinal = kind.table.c.ordinal
        year = (ordinal - ordinal % _YEAR) / _YEAR
        query = select(year.label("of_year"), func.max(ordinal % _YEAR).label("last"), func.count().label("n"))
        for row in reader.connection.execute(query.where(ordinal > 0).group_by("of_year").order_by("of_year")):
            name = f"{kind.aggregate.prefix}-{int(row.of_year)}"
            yield from _counter(name, stands.get(name, 0), int(row.last), row.n)


def _counter(name: str, stands: int, last: int, given: int) -> Iterator[Problem]:
    if stands < last:
        words = msg(
            "The counter {name} stands at {value}, but {last} is given already.", name=name, value=stands, last=last
        )
        yield problem("counter.behind", name, words)
    elif stands > given:
        words = msg(
            "The counter {name} gave out {value} numbers, and {n} of them are there.", name=name, value=stands, n=given
        )
        yield problem("counter.gap", name, words)


def money(reader: Reader) -> Iterator[Problem]:
    """Holds, payments and recoveries that do not add up."""
    held = reader.table(Case)
    for one in each(reader, Case, held.c.bills != "[]"):
        for bill in one.bills:
            under = sum(part.fen for part in bill.refusals)
            sums = (bill.still_held, bill.unpaid, bill.paid, bill.released, bill.refused, bill.released - bill.restored)
            if min(sums) < 0 or (bill.refusals and under != bill.refused):
                words = msg("The sums of the bill {bill} in {subject} do not add up.", bill=bill.bill, subject=one.id)
                yield problem("hold.unbalanced", one.id, words)
        if one.still_held != sum(bill.still_held for bill in one.bills):
            words = msg("What is still held in {subject} is not the sum of its bills.", subject=one.id)
            yield problem("hold.unbalanced", one.id, words)
        if any(not 0 <= owed.paid <= owed.fen for owed in one.owed):
            words = msg("More was paid in {subject} than is owed.", subject=one.id)
            yield problem("hold.unbalanced", one.id, words)
    for recovery in each(reader, Recovery):
        if not _adds_up(recovery):
            words = msg("The sums of the recovery {subject} do not add up.", subject=recovery.id)
            yield problem("recovery.unbalanced", recovery.id, words)


def _adds_up(recovery: Recovery) -> bool:
    came: dict[str, Any] = dict.fromkeys((RETURNED, OFFSET), 0)
    for one in recovery.received:
        came[one.way] += 0 if one.taken_back else one.fen
    return (
        recovery.due == recovery.returned + recovery.offset + recovery.open
        and recovery.returned + recovery.offset + recovery.restored == sum(came.values())
        and min(recovery.due, recovery.returned, recovery.offset, recovery.open, recovery.restored) >= 0
    )
