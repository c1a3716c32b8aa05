"""Held bills (暂停拨付): released with another person's approval, refused under a decision, never by themselves.

For every bill, held = released + refused + still held, and released = paid + unpaid, in fen.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_

from db.store import Reader
from domain.acts import Part
from domain.acts.holds import REFUSE, RELEASE
from domain.messages import Message, Words, msg
from domain.money import grouped
from domain.refusals import Refused, refuse
from domain.rulebook.kinds import MeasureKind
from domain.states.cases import Case
from domain.states.held import HeldBill
from domain.states.measures import Measure
from sanctions.cases.turns import require_free
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.money.balances import balance_of, bill_records, money_records
from sanctions.money.covering import covers
from sanctions.names import names_on
from sanctions.paging import LIMIT, newest
from sanctions.reading import need
from sanctions.results import Done, Listing
from sanctions.work import Work

Disposal = dict[str, str | int]
"""A part of a held bill: `bill`, the `measure` that holds it, and `fen`."""


def _disposals(case: Case, parts: Sequence[Part]) -> list[Disposal]:
    """The parts of held bills that were named.

    Refused ``hold.bill`` for a bill that is not held or named twice, ``hold.amount`` for more than is still held.
    """
    open_bills = {bill.bill: bill for bill in case.bills if bill.still_held}
    if len({part.bill for part in parts}) != len(parts):
        raise refuse("hold.bill", msg("A bill is named twice. Give each bill once."), field="bills")
    disposals: list[Disposal] = []
    for part in parts:
        bill = open_bills.get(part.bill)
        if bill is None:
            raise refuse(
                "hold.bill",
                msg("Nothing of {bill} is held in {case}.", bill=part.bill, case=case.id),
                field="bills",
            )
        fen = bill.still_held if part.fen is None else part.fen
        _require_balance(bill, fen)
        disposals.append({"bill": bill.bill, "measure": bill.measure, "fen": fen})
    return disposals


def _require_balance(bill: HeldBill, fen: int) -> None:
    if not 0 < fen <= bill.still_held:
        raise refuse(
            "hold.amount",
            msg(
                "{bill}: {held} yuan are still held. Give an amount above zero and no more than that.",
                bill=bill.bill,
                held=grouped(bill.still_held),
            ),
            field="bills",
        )


def _sum(disposals: Iterable[Disposal]) -> int:
    return sum(int(disposal["fen"]) for disposal in disposals)


@handles(RELEASE)
def release(work: Work, *, case: str, bills: Sequence[Part], reason: str) -> Done:
    """Ask to release held bills, whole or in part."""
    found = work.need(Case, case, "case")
    require_free(found)
    disposals = _disposals(found, bills)
    work.record("hold.release", case, {"bills": disposals, "reason": reason}, institution=found.institution)
    return Done(
        id=case,
        status="pending",
        data=balance_of(found),
        effects=(
            msg("It waits for another person's approval."),
            msg("{yuan} yuan will be released.", yuan=grouped(_sum(disposals))),
        ),
    )


@decides("case", "release")
def decide_release(work: Work, case: Case, *, decision: Decision) -> Done:
    """Release what was asked for, if it is all still held."""
    assert case.pending is not None
    asked: list[Disposal] = list(case.pending.fields["bills"])
    held = {(bill.bill, bill.measure): bill for bill in case.bills}
    for disposal in asked:
        _require_balance(held[str(disposal["bill"]), str(disposal["measure"])], int(disposal["fen"]))
    state = work.record(
        "case.approve",
        case.id,
        {"decides": "release", "bills": asked, "reason": case.pending.fields["reason"]},
        institution=case.institution,
        corrects=case.pending.entry,
    )
    assert isinstance(state, Case)
    told = msg("{yuan} yuan are released and can be paid.", yuan=grouped(_sum(asked)))
    return Done(
        id=case.id,
        status="released",
        data=balance_of(state),
        effects=(told, *_settle(work, state, asked)),
    )


@handles(REFUSE)
def refuse_bills(work: Work, *, case: str, bills: Sequence[Part], measure: str) -> Done:
    """Turn held bills down under a refusal of payment in force.

    Refused ``hold.measure`` for a measure that is none, is not in force, or does not name the bill with so much.
    """
    found = work.need(Case, case, "case")
    refusal = work.need(Measure, measure, "measure")
    if refusal.kind != MeasureKind.REFUSE_PAYMENT or refusal.institution != found.institution:
        raise _not_under(work, msg("{measure} is no refusal of payment for this institution.", measure=measure))
    if not refusal.bites(work.on):
        raise _not_under(work, msg("{measure} is not in force on {day}.", measure=measure, day=work.on))
    disposals = _disposals(found, bills)
    known = covers(work.tx, refusal)
    for disposal in disposals:
        cover = known.get(str(disposal["bill"]))
        allowed = cover.left if cover is not None else 0
        if int(disposal["fen"]) > allowed:
            raise _not_under(
                work,
                msg(
                    "{measure} allows {yuan} yuan of {bill} to be refused.",
                    measure=measure,
                    yuan=grouped(allowed),
                    bill=str(disposal["bill"]),
                ),
            )
    state = work.record("hold.refuse", case, {"bills": disposals, "refusal": measure}, institution=found.institution)
    assert isinstance(state, Case)
    told = msg("{yuan} yuan are refused and will not be paid.", yuan=grouped(_sum(disposals)))
    return Done(
        id=case,
        status="refused",
        data=balance_of(state),
        effects=(told, work.rules.reason("provisions.no-pass-on").text, *_settle(work, state, disposals)),
    )


def _not_under(work: Work, message: Message) -> Refused:
    return refuse("hold.measure", message, work.rules.reason("provisions.hold-release"), field="measure")


def _settle(work: Work, case: Case, disposals: Iterable[Disposal]) -> tuple[Words, ...]:
    """End every payment hold of which nothing is held any more."""
    told = []
    for measure in dict.fromkeys(str(disposal["measure"]) for disposal in disposals):
        if any(bill.still_held for bill in case.bills if bill.measure == measure):
            continue
        work.follow("measure.settle", measure, {"case": case.id}, institution=case.institution)
        told.append(msg("{measure} holds nothing any more and is done.", measure=measure))
    return tuple(told)


def holds(
    reader: Reader,
    *,
    on: date,
    case: str | None = None,
    institution: str | None = None,
    still_held: bool = False,
    limit: int = LIMIT,
    after: str | None = None,
) -> Listing:
    """Cases that hold or held bills, newest first, each with its balance and its bills."""
    table = reader.table(Case)
    conditions = [or_(table.c.bills != "[]", table.c.owed != "[]")]
    if case is not None:
        conditions.append(table.c.id == case)
    if institution is not None:
        conditions.append(table.c.institution == institution)
    if still_held:
        conditions.append(table.c.still_held > 0)

    def records(reader: Reader, page: list[Case]) -> list[dict[str, Any]]:
        names = names_on(reader, (one.institution for one in page), on)
        return [
            {
                "case": one.id,
                "institution": one.institution,
                "name": names.get(one.institution or ""),
                **balance_of(one),
                "pending": one.pending.kind if one.pending else None,
                "bills": bill_records(one.bills),
            }
            for one in page
        ]

    return newest(reader, Case, conditions, records, limit=limit, after=after)


def holds_of(reader: Reader, case: str) -> dict[str, Any]:
    """The balance of one case with its bills; refused ``not-found``."""
    found = need(reader, Case, case, "case")
    return {
        "case": case,
        "institution": found.institution,
        "pending": found.pending.kind if found.pending else None,
        **money_records(found),
    }
