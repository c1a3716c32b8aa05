"""What a dispute does to a measure: stays of execution, and outcomes that take it back, change it or mark it."""

from dataclasses import replace

from domain.entries import Entry
from domain.states.measures.aggregate import MEASURE
from domain.states.measures.parts import BillAmount
from domain.states.measures.state import Measure
from domain.states.stays import contestable, taken_back

contestable(MEASURE)


@MEASURE.on("measure.set-aside")
def _set_aside(measure: Measure, entry: Entry) -> Measure:
    # It counts as never made, as after a revocation; what was known before stays answerable.
    return replace(
        measure,
        pending=None,
        end="revoked",
        ended_on=measure.decided_on,
        end_reason=entry.text("why"),
        set_aside=taken_back(entry),
    )


@MEASURE.on("measure.vary")
def _vary(measure: Measure, entry: Entry) -> Measure:
    """Told whole in the entry: what it covers from its own first day on."""
    bills = _bills(measure, entry)
    return replace(
        measure,
        departments=entry.many("departments") or measure.departments,
        services=entry.many("services") or measure.services,
        bills=bills,
        amount=sum(bill.fen for bill in bills) if entry.fields.get("bills") else measure.amount,
        until=entry.day("until") or measure.until,
        rectify_by=entry.day("rectify_by") or measure.rectify_by,
        word=entry.maybe("word") or measure.word,
        end_kind=entry.maybe("end_kind") or measure.end_kind,
        set_aside=taken_back(entry),
    )


def _bills(measure: Measure, entry: Entry) -> tuple[BillAmount, ...]:
    given = entry.fields.get("bills")
    if not given:
        return measure.bills
    known = {bill.bill: bill for bill in measure.bills}
    return tuple(
        replace(known[b["bill"]], fen=b["fen"]) if b["bill"] in known else BillAmount(bill=b["bill"], fen=b["fen"])
        for b in given
    )


@MEASURE.on("measure.declare-unlawful")
def _unlawful(measure: Measure, entry: Entry) -> Measure:
    return replace(measure, unlawful=entry.text("dispute"))
