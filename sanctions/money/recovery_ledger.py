"""The recovery ledger (追回台账) as the department asks for it: one row a recovery, with its sums at the end."""

from datetime import date
from itertools import islice
from typing import Any

from db.store import Reader
from domain.money import capitals, yuan
from domain.states.measures import Measure
from domain.states.recoveries import Recovery
from sanctions.money.recoveries import sums
from sanctions.names import names_on
from sanctions.paging import LIMIT, between, check_limit, cursor, cursor_key, equal
from sanctions.reading import as_stood, each, stood_in_order
from sanctions.results import Listing


def recovery_ledger(
    reader: Reader,
    *,
    on: date,
    institution: str | None = None,
    open_only: bool = False,
    from_day: date | None = None,
    to_day: date | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """Recoveries as they stood on a day, first opened first; `number` goes on over the pages.

    `open_only` leaves out those of which nothing is open; `from_day` and `to_day` bound the day of opening, both
    included. Refused ``value.limit``, ``value.after``.
    """
    check_limit(limit)
    reached, number = cursor_key(after, int, int) if after is not None else (-1, 0)
    table = reader.table(Recovery)
    wanted = [
        table.c.opened_on <= on,
        *equal(table, institution=institution),
        *between(table.c.opened_on, from_day, to_day),
    ]
    stood = stood_in_order(reader, Recovery, wanted, on, behind=reached)
    found = list(islice((one for one in stood if one.open or not open_only), limit + 1))
    page = found[:limit]
    names = names_on(reader, (one.institution for one in page), on)
    items = [_row(reader, one, number + n, names) for n, one in enumerate(page, 1)]
    return Listing(items, cursor(page[-1].ordinal, number + len(page)) if len(found) > limit else None)


def _row(reader: Reader, one: Recovery, number: int, names: dict[str, str]) -> dict[str, Any]:
    refusal = reader.get(Measure, one.measure)
    return {
        "number": number,
        "id": one.id,
        "institution": one.institution,
        "institution_name": names.get(one.institution or ""),
        "measure": one.measure,
        "basis": (refusal.agreement_clause or refusal.ground_clause) if refusal is not None else None,
        **sums(one),
        "progress": one.status,
        "opened_on": one.opened_on,
        "decision_no": one.decision_no,
        "court": one.enforcement[-1].court if one.enforcement else None,
        "closed_on": one.closed_on,
    }


def recovery_totals(reader: Reader, *, on: date) -> dict[str, Any]:
    """The sums of every recovery as it stood on a day, in yuan."""
    table = reader.table(Recovery)
    stood = (as_stood(reader, one, on) for one in each(reader, Recovery, table.c.opened_on <= on))
    due = returned = offset = rest = count = 0
    for one in stood:
        if one is not None:
            count, due, returned = count + 1, due + one.due, returned + one.returned
            offset, rest = offset + one.offset, rest + one.open
    return {
        "recoveries": count,
        "due": yuan(due),
        "returned": yuan(returned),
        "offset": yuan(offset),
        "open": yuan(rest),
        "amount_capitals": capitals(due),
    }
