"""Recoveries (追回) as they are looked up: the list with its filters, and one with all that was done."""

from datetime import date, datetime
from typing import Any

from db.store import Reader
from domain.messages import msg
from domain.money import capitals, yuan
from domain.refusals import Refused
from domain.rulebook.kinds import MeasureKind
from domain.states.measures import Measure
from domain.states.recoveries import Recovery
from sanctions.money.clocks import enforceable
from sanctions.money.covering import recoveries_under
from sanctions.money.recoveries import sums
from sanctions.names import names_on
from sanctions.ordering import by_column, by_institution
from sanctions.paging import LIMIT, equal, newest, no_such
from sanctions.reading import as_stood, each, need_on
from sanctions.results import FORWARD, Listing, Way
from sanctions.rules import calendar_of, rulebook_of

STATUSES = ("open", "demanded", "decided", "served", "enforcing", "done", "set-aside")


_ORDERS = (*by_column("opened_on"), by_institution("institution_name"))


def recoveries(
    reader: Reader,
    *,
    on: date,
    status: str | None = None,
    institution: str | None = None,
    case: str | None = None,
    measure: str | None = None,
    still_open: bool = False,
    limit: int = LIMIT,
    after: str | None = None,
    way: Way = FORWARD,
) -> Listing:
    """Recoveries, newest first, with their sums; refused ``value.choice`` for an unknown status."""
    table = reader.table(Recovery)
    if status is not None and status not in STATUSES:
        raise no_such(msg("Status"), STATUSES, "status")
    asked = equal(table, status=status, institution=institution, case=case, measure=measure)
    conditions = [table.c.opened_on <= on, *asked]
    if still_open:
        conditions.append(table.c.open > 0)

    def records(reader: Reader, page: list[Recovery]) -> list[dict[str, Any]]:
        names = names_on(reader, (one.institution for one in page), on)
        stood = (as_stood(reader, one, on) for one in page)
        return [record(one) | {"name": names.get(one.institution or "")} for one in stood if one is not None]

    return newest(reader, Recovery, conditions, records, orders=_ORDERS, limit=limit, after=after, way=way)


def record(one: Recovery) -> dict[str, Any]:
    """The keys every recovery is told with."""
    return {
        "id": one.id,
        "institution": one.institution,
        "measure": one.measure,
        "case": one.case,
        "status": one.status,
        **sums(one),
        "opened_on": one.opened_on,
        "closed_on": one.closed_on,
        "pending": one.pending.kind if one.pending else None,
    }


def case_recoveries(reader: Reader, case: str, *, on: date) -> list[dict[str, Any]]:
    """The recoveries of a case as they stood on a day, first opened first; `came_back` both ways together."""
    table = reader.table(Recovery)
    stood = (as_stood(reader, one, on) for one in each(reader, Recovery, table.c.case == case))
    return [record(one) | {"came_back": yuan(one.returned + one.offset)} for one in stood if one is not None]


def measure_recoveries(
    reader: Reader, refusal: Measure, on: date, known_at: datetime | None = None
) -> list[dict[str, Any]]:
    """The recoveries under a refusal as they stood on a day, shortly."""
    if refusal.kind != MeasureKind.REFUSE_PAYMENT:
        return []
    stood = (as_stood(reader, one, on, known_at) for one in recoveries_under(reader, refusal.id))
    return [{"id": one.id, "status": one.status, **sums(one)} for one in stood if one is not None]


def recovery(reader: Reader, subject: str, *, on: date, known_at: datetime | None = None) -> dict[str, Any]:
    """One recovery on a day, as it was known at a moment; refused ``not-found`` where there was none yet."""
    found = need_on(reader, Recovery, subject, on=on, known_at=known_at)
    names = names_on(reader, [found.institution], on)
    return record(found) | {
        "name": names.get(found.institution or ""),
        "amount_capitals": capitals(found.due),
        "open_capitals": capitals(found.open),
        "restored": yuan(found.restored),
        "written_off": yuan(found.written_off),
        "note": found.note,
        "bills": [
            {"bill": bill.bill, "claimed": yuan(bill.claimed), "undone": yuan(bill.undone)} for bill in found.bills
        ],
        "received": [
            {
                "way": one.way,
                "amount": yuan(one.fen),
                "on": one.on,
                "voucher": one.voucher,
                "against": one.against,
                "taken_back": one.taken_back,
            }
            for one in found.received
        ],
        "demands": [{"served": one.served, "pay_by": one.pay_by} for one in found.demands],
        "decision_no": found.decision_no,
        "decided_on": found.decided_on,
        "decision_served_on": found.decision_served_on,
        **_clocks(reader, found, known_at),
        "enforcement": [
            {
                "court": one.court,
                "number": one.number,
                "filed": one.filed,
                "outcome": one.outcome,
                "outcome_on": one.outcome_on,
                "outcome_no": one.outcome_no,
                "note": one.note,
            }
            for one in found.enforcement
        ],
        "reasons": [rulebook_of(reader, known_at).on(found.opened_on).reason("provisions.no-pass-on")],
    }


def _clocks(reader: Reader, recovery: Recovery, known_at: datetime | None) -> dict[str, date | None]:
    contested = first = last = None
    if recovery.decision_served_on is not None:
        try:
            when = enforceable(
                rulebook_of(reader, known_at), recovery.decision_served_on, calendar_of(reader, known_at)
            )
        except Refused:
            # Years nobody knows the working days of: told as unknown rather than guessed.
            return {"contestable_until": None, "enforceable_from": None, "enforceable_until": None}
        contested, first = when.remedies.due, when.from_day
        last = when.latest.due if when.latest is not None else None
    return {"contestable_until": contested, "enforceable_from": first, "enforceable_until": last}
