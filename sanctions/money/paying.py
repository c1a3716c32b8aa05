"""Payments (拨付) of what was released and of fees owed (待补结算): released is not paid."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.acts import Part, Upload
from domain.acts.holds import CORRECT, OWE, PAY
from domain.messages import msg
from domain.money import grouped
from domain.refusals import refuse
from domain.rulebook.kinds import MeasureKind
from domain.states.cases import Case
from domain.states.measures import Measure
from sanctions.cases.turns import require_free
from sanctions.decision import Decision
from sanctions.handlers import decides, handles
from sanctions.money.balances import balance_of
from sanctions.money.bill_rows import bill_fields, billed, require_amounts
from sanctions.results import Done
from sanctions.work import Work

UNSETTLED = "unsettled"
_KEPT_BACK = (
    MeasureKind.SETTLEMENT_SUSPENSION,
    MeasureKind.DEPARTMENT_SUSPENSION,
    MeasureKind.AGREEMENT_SUSPENSION,
    MeasureKind.TERMINATION,
)


@handles(PAY)
def pay(work: Work, *, case: str, bills: Sequence[Part], paid: date, voucher: str) -> Done:
    """Record a payment of released bills or of fees owed.

    Refused ``hold.bill`` for a bill of which nothing waits to be paid, ``hold.amount`` for more than waits,
    ``hold.paid`` for a day to come or before the bill was held, ``already`` for a voucher that paid the bill.
    """
    found = work.need(Case, case, "case")
    if paid > work.on:
        raise refuse(
            "hold.paid", msg("{day} has not come yet. Record a payment once it was made.", day=paid), field="paid"
        )
    if len({part.bill for part in bills}) != len(bills):
        raise refuse("hold.bill", msg("A bill is named twice. Give each bill once."), field="bills")
    parts = [piece for part in bills for piece in _pieces(found, part, paid, voucher)]
    state = work.record(
        "hold.pay", case, {"bills": parts, "paid": paid, "voucher": voucher}, institution=found.institution
    )
    assert isinstance(state, Case)
    return Done(
        id=case,
        status="paid",
        data=balance_of(state),
        effects=(
            msg(
                "{yuan} yuan were paid on {day}, voucher {voucher}.",
                yuan=grouped(sum(part["fen"] for part in parts)),
                day=paid,
                voucher=voucher,
            ),
            msg("Still to be paid in {case}: {yuan} yuan.", case=case, yuan=grouped(unpaid(state))),
        ),
    )


def unpaid(case: Case) -> int:
    """What waits to be paid in a case: released bills and fees owed, in fen."""
    return sum(bill.unpaid for bill in case.bills) + sum(one.unpaid for one in case.owed)


def _pieces(case: Case, part: Part, paid: date, voucher: str) -> list[dict[str, Any]]:
    """What a payment of a bill pays: what is released of it first, then what is owed, oldest first."""
    waiting: list[tuple[dict[str, Any], int]] = [
        ({"bill": bill.bill, "measure": bill.measure}, bill.unpaid)
        for bill in case.bills
        if bill.bill == part.bill and bill.unpaid
    ]
    waiting += [
        ({"bill": one.bill, "measure": one.measure, "owed": one.number}, one.unpaid)
        for one in case.owed
        if one.bill == part.bill and one.unpaid
    ]
    if any(p.bill == part.bill and p.voucher == voucher and not p.taken_back for p in case.payments):
        raise refuse(
            "already",
            msg("Voucher {voucher} has paid {bill} already.", voucher=voucher, bill=part.bill),
            field="voucher",
        )
    total = sum(fen for _, fen in waiting)
    if not total:
        raise refuse(
            "hold.bill",
            msg("Nothing of {bill} waits to be paid in {case}.", bill=part.bill, case=case.id),
            field="bills",
        )
    since = [bill.since for bill in case.bills if bill.bill == part.bill and bill.unpaid and bill.since is not None]
    if since and paid < min(since):
        raise refuse(
            "hold.paid",
            msg("{bill} is held since {day}; it cannot have been paid before.", bill=part.bill, day=min(since)),
            field="paid",
        )
    fen = total if part.fen is None else part.fen
    if not 0 < fen <= total:
        raise refuse(
            "hold.amount",
            msg(
                "{bill}: {yuan} yuan wait to be paid. Give an amount above zero and no more than that.",
                bill=part.bill,
                yuan=grouped(total),
            ),
            field="bills",
        )
    pieces: list[dict[str, Any]] = []
    for what, most in waiting:
        if share := min(fen, most):
            pieces.append({**what, "fen": share})
            fen -= share
    return pieces


@handles(CORRECT)
def take_back(work: Work, *, case: str, voucher: str, reason: str) -> Done:
    """Take back the payments of a voucher, entered wrongly or sent back by the bank; refused ``hold.voucher``."""
    found = work.need(Case, case, "case")
    wrong = [p for p in found.payments if p.voucher == voucher and not p.taken_back]
    if not wrong:
        raise refuse(
            "hold.voucher",
            msg("No payment in {case} has the voucher {voucher}.", case=case, voucher=voucher),
            field="voucher",
        )
    parts = [{"bill": p.bill, "measure": p.measure, "owed": p.owed, "fen": p.fen} for p in wrong]
    state = work.record(
        "hold.correct", case, {"voucher": voucher, "bills": parts, "reason": reason}, institution=found.institution
    )
    assert isinstance(state, Case)
    told = msg("{yuan} yuan count as unpaid again.", yuan=grouped(sum(p.fen for p in wrong)))
    return Done(id=case, status="unpaid", data=balance_of(state), effects=(told,))


def _set_aside(work: Work, case: Case, subject: str) -> Measure:
    """A suspension or an end, set aside or revoked, that kept fees back; refused ``hold.measure``."""
    measure = work.need(Measure, subject, "measure")
    if measure.institution != case.institution or measure.kind not in _KEPT_BACK:
        raise refuse(
            "hold.measure",
            msg("{measure} is no suspension and no end of an agreement for this institution.", measure=subject),
            field="measure",
        )
    if measure.end != "revoked" and measure.set_aside is None:
        raise refuse(
            "hold.measure",
            msg("{measure} was not set aside, so what it kept back is not owed.", measure=subject),
            work.rules.reason("provisions.settle-after"),
            field="measure",
        )
    return measure


@handles(OWE)
def owe(work: Work, *, case: str, measure: str, bills: Sequence[Part], bills_file: Upload | None, reason: str) -> Done:
    """Ask to settle fees that were kept back under a decision set aside since.

    Refused ``hold.measure``, ``hold.bill``, ``hold.amount``, ``bills.rows``, ``already`` for a bill owed before.
    """
    found = work.need(Case, case, "case")
    require_free(found)
    _set_aside(work, found, measure)
    parts = billed(bills, bills_file)
    require_amounts(parts)
    _require_not_owed(found, measure, [part.bill for part in parts])
    told = [{**bill_fields(part), "why": UNSETTLED} for part in parts]
    work.record("hold.owe", case, {"measure": measure, "bills": told, "reason": reason}, institution=found.institution)
    total = grouped(sum(int(bill["fen"]) for bill in told))
    return Done(
        id=case,
        status="pending",
        data=balance_of(found),
        effects=(
            msg("It waits for another person's approval."),
            msg("{yuan} yuan will wait to be settled.", yuan=total),
            work.rules.reason("provisions.settle-after").text,
        ),
    )


def _require_not_owed(case: Case, measure: str, bills: Sequence[str]) -> None:
    known = {one.bill for one in case.owed if one.measure == measure and one.why == UNSETTLED}
    twice = tuple(bill for bill in bills if bill in known)
    if twice:
        raise refuse("already", msg("These bills are owed already: {bills}.", bills=twice), field="bills")


@decides("case", "owe")
def decide_owe(work: Work, case: Case, *, decision: Decision) -> Done:
    """Let the fees that were asked for wait to be settled."""
    assert case.pending is not None
    asked = case.pending.fields
    measure = _set_aside(work, case, asked["measure"])
    told: list[dict[str, Any]] = list(asked["bills"])
    _require_not_owed(case, measure.id, [bill["bill"] for bill in told])
    dispute = measure.set_aside.dispute if measure.set_aside is not None else None
    state = work.record(
        "case.approve",
        case.id,
        {
            "decides": "owe",
            "measure": measure.id,
            "bills": told,
            "reason": asked["reason"],
            "dispute": dispute,
        },
        institution=case.institution,
        corrects=case.pending.entry,
    )
    assert isinstance(state, Case)
    total = grouped(sum(int(bill["fen"]) for bill in told))
    told_effects = (msg("{yuan} yuan wait to be settled.", yuan=total),)
    return Done(id=case.id, status="owed", data=balance_of(state), effects=told_effects)
