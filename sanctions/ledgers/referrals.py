"""The ledger of referrals (移送台账): what was handed over, to whom, under which number, and what came back."""

from datetime import date
from itertools import islice
from typing import Any

from db.store import Reader
from domain.money import yuan
from domain.rulebook.kinds import MeasureKind
from domain.rulebook.timeline import Rulebook
from domain.states.measures import NEVER_BOUND, Measure
from sanctions.measures.referrals import fine_window
from sanctions.names import names_on
from sanctions.paging import LIMIT, between, check_limit, cursor, cursor_key, equal
from sanctions.reading import stood_in_order
from sanctions.results import Listing
from sanctions.rules import rulebook_of


def referrals(
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
    """Decided referrals as they stood on a day, first decided upon first; `number` goes on over the pages.

    `open_only` leaves out what was answered; `from_day` and `to_day` bound the day of the decision, both included.
    Refused ``value.limit``, ``value.after``.
    """
    check_limit(limit)
    reached, number = cursor_key(after, int, int) if after is not None else (-1, 0)
    table = reader.table(Measure)
    wanted = [
        table.c.kind == MeasureKind.REFERRAL,
        table.c.decided_on <= on,
        *equal(table, institution=institution),
        *between(table.c.decided_on, from_day, to_day),
    ]
    stood = stood_in_order(reader, Measure, wanted, on, behind=reached)
    found = list(islice((one for one in stood if _counts(one, open_only)), limit + 1))
    page = found[:limit]
    names, rulebook = names_on(reader, (one.institution for one in page), on), rulebook_of(reader)
    items = [_row(one, number + n, names, rulebook) for n, one in enumerate(page, 1)]
    return Listing(items, cursor(page[-1].ordinal, number + len(page)) if len(found) > limit else None)


def _counts(measure: Measure, open_only: bool) -> bool:
    if measure.decided_on is None or measure.end in NEVER_BOUND:
        return False
    return not (open_only and measure.end == "done")


def _row(measure: Measure, number: int, names: dict[str, str], rulebook: Rulebook) -> dict[str, Any]:
    window = fine_window(measure, rulebook.on(measure.decided_on or measure.proposed_on))
    return {
        "number": number,
        "id": measure.id,
        "case": measure.case,
        "institution": measure.institution,
        "institution_name": names.get(measure.institution or ""),
        "matter": measure.reason,
        "amount": yuan(measure.amount) if measure.amount is not None else None,
        "sent_to": measure.sent_to,
        "letter_no": measure.letter_no,
        "sent_on": measure.served_on,
        "receipt": measure.receipt,
        "receipt_on": measure.receipt_on,
        "answer_no": measure.answer_no,
        "answered_on": measure.ended_on if measure.end == "done" else None,
        "answer": measure.end_reason if measure.end == "done" else None,
        "fine": yuan(measure.fine) if measure.fine is not None else None,
        "fine_from": yuan(window[0]) if window else None,
        "fine_to": yuan(window[1]) if window else None,
    }
