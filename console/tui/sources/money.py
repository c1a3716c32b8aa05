"""Choices about money: bills that wait to be paid or may be asked back, and recoveries."""

from collections.abc import Iterable

from console.tui.codes import word
from console.tui.sources.asked import MOST, Asked, Choice
from domain.money import yuan
from domain.states.cases import Case
from domain.states.measures import Measure
from domain.states.recoveries import Recovery


def payable_bills(asked: Asked) -> Iterable[Choice]:
    """Bills released or owed and not paid."""
    case = asked.reader.get(Case, asked.case) if asked.case else None
    if case is None:
        return []
    waiting: dict[str, int] = {}
    for bill, fen in [*((b.bill, b.unpaid) for b in case.bills), *((o.bill, o.unpaid) for o in case.owed)]:
        waiting[bill] = waiting.get(bill, 0) + fen
    return [Choice(bill, bill, yuan(fen)) for bill, fen in waiting.items() if fen]


def recoverable_bills(asked: Asked) -> Iterable[Choice]:
    """Bills of the refusal of which something may be asked back."""
    from sanctions.money.covering import covers

    measure = asked.reader.get(Measure, asked.text("measure"))
    if measure is None:
        return []
    return [
        Choice(bill, bill, yuan(cover.recoverable))
        for bill, cover in covers(asked.reader, measure).items()
        if cover.recoverable
    ]


def recoveries(asked: Asked) -> Iterable[Choice]:
    """Recoveries, the newest first."""
    table = asked.reader.table(Recovery)
    institution = asked.institution
    conditions = [table.c.institution == institution.code] if institution is not None else []
    found = asked.reader.find(Recovery, *conditions, limit=MOST)
    return [Choice(one.id, one.id, word("status", one.status)) for one in found]
