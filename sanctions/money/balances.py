"""Balances of held bills and fees owed (收支平衡), as lists and papers tell them."""

from collections.abc import Sequence
from typing import Any

from domain.money import capitals, yuan
from domain.states.bills import BillDetails
from domain.states.cases import Case
from domain.states.held import HeldBill, Owed


def balance(bills: Sequence[HeldBill], owed: Sequence[Owed] = ()) -> dict[str, str]:
    """Sums in yuan: held = released + refused + still held, released = paid + unpaid.

    `owed` is what waits to be settled after a decision was set aside (待补结算); what of it lies under a hold is part
    of `unpaid` too.
    """
    return {
        "held": yuan(sum(bill.held for bill in bills)),
        "released": yuan(sum(bill.released for bill in bills)),
        "refused": yuan(sum(bill.refused for bill in bills)),
        "still_held": yuan(sum(bill.still_held for bill in bills)),
        "paid": yuan(sum(bill.paid for bill in bills)),
        "unpaid": yuan(sum(bill.unpaid for bill in bills)),
        "owed": yuan(sum(bill.owed for bill in bills) + sum(one.unpaid for one in owed)),
    }


def balance_of(case: Case) -> dict[str, str]:
    """The balance of a case."""
    return balance(case.bills, case.owed)


def bill_records(bills: Sequence[HeldBill]) -> list[dict[str, Any]]:
    """Held bills one by one."""
    return [
        {"bill": bill.bill, "measure": bill.measure, **balance([bill]), "since": bill.since, **details(bill.details)}
        for bill in bills
    ]


def details(told: BillDetails | None) -> dict[str, Any]:
    """What the file of bills told of one; nothing where it told nothing."""
    if told is None:
        return {}
    return {
        "department": told.department,
        "admitted": told.admitted,
        "discharged": told.discharged,
        "declared": yuan(told.declared) if told.declared is not None else None,
        "item": told.item,
    }


def money_records(case: Case) -> dict[str, Any]:
    """Everything about money in a case: its balance, bills, fees owed, payments and reviews."""
    return {
        **balance_of(case),
        "amount_capitals": capitals(sum(bill.held for bill in case.bills)),
        "bills": bill_records(case.bills),
        "owed_fees": [
            {
                "number": one.number,
                "bill": one.bill,
                "measure": one.measure,
                "amount": yuan(one.fen),
                "paid": yuan(one.paid),
                "unpaid": yuan(one.unpaid),
                "why": one.why,
                "since": one.since,
                "dispute": one.dispute,
            }
            for one in case.owed
        ],
        "payments": [
            {
                "bill": payment.bill,
                "measure": payment.measure,
                "amount": yuan(payment.fen),
                "paid_on": payment.paid_on,
                "voucher": payment.voucher,
                "taken_back": payment.taken_back,
            }
            for payment in case.payments
        ],
        "reviews": [
            {"measure": one.measure, "on": one.on, "outcome": one.outcome, "reason": one.reason} for one in case.reviews
        ],
    }
