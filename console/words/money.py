"""Words of bills, payments and recoveries."""

from typing import Final

from domain.messages import Message, msg

KEYS: Final[dict[str, Message]] = {
    "admitted": msg("Admission"),
    "against": msg("Offset against"),
    "amount_capitals": msg("In capitals"),
    "balanced": msg("Balanced"),
    "came_back": msg("Came back"),
    "change": msg("Moved"),
    "check": msg("Both sides"),
    "checks": msg("Checks"),
    "claimed": msg("Asked back"),
    "closing": msg("At the end"),
    "contestable_until": msg("May be contested until"),
    "court": msg("Court"),
    "decision_no": msg("Number of the decision"),
    "decision_served_on": msg("Decision served on"),
    "declared": msg("Declared"),
    "demands": msg("Demands"),
    "discharged": msg("Discharge"),
    "enforceable_from": msg("Enforcement from"),
    "enforceable_until": msg("Enforcement until"),
    "enforcement": msg("Applications for enforcement"),
    "filed": msg("Filed on"),
    "left": msg("Left side"),
    "offset": msg("Offset"),
    "open_capitals": msg("Still open, in capitals"),
    "opening": msg("At the beginning"),
    "outcome_on": msg("Outcome on"),
    "over": msg("No longer binds"),
    "owed": msg("To be settled after all"),
    "owed_fees": msg("Fees to be settled after all"),
    "owed_later_paid": msg("Settled after all"),
    "owed_under_holds": msg("To be settled after all, under holds"),
    "paid": msg("Paid"),
    "paid_on": msg("Paid on"),
    "pay_by": msg("To be paid by"),
    "payments": msg("Payments"),
    "recoveries": msg("Recoveries"),
    "recovery_owed_again": msg("Came back and owed again"),
    "recovery_written_off": msg("Written off"),
    "refused_without_hold": msg("Refused without a hold"),
    "restored": msg("Came back and owed again"),
    "returned": msg("Returned"),
    "review_due": msg("Review due"),
    "reviewed_on": msg("Reviewed on"),
    "reviews": msg("Reviews"),
    "right": msg("Right side"),
    "served": msg("Served on"),
    "sum": msg("Sum"),
    "taken_back": msg("Taken back"),
    "undone": msg("Undone"),
    "unpaid": msg("Not paid yet"),
    "voucher": msg("Voucher"),
    "way": msg("Way"),
    "written_off": msg("Written off"),
}
"""Key -> what it is called."""

_RECOVERY: Final[dict[str, Message]] = {
    "due": msg("To come back"),
    "open": msg("Still to come back"),
    "measure": msg("Refusal of payment"),
    "received": msg("What came back"),
}

KEYS_WITHIN: Final[dict[str, dict[str, Message]]] = {
    "recovery": _RECOVERY,
    "recoveries": {**_RECOVERY, "number": msg("Row")},
    "bills": {"bill": msg("Bill")},
    "owed_fees": {"why": msg("Because")},
    "enforcement": {"number": msg("Document number")},
}
"""Noun or list -> key -> what it is called there."""

PROGRESS: Final[dict[str, Message]] = {
    "demanded": msg("payment demanded"),
    "decided": msg("decided in writing"),
    "enforcing": msg("enforcement applied for"),
    "set-aside": msg("set aside"),
}
"""How far a recovery is, beyond what other things are too."""

VALUES: Final[dict[str, dict[str, Message]]] = {
    "way": {"returned": msg("returned"), "offset": msg("offset")},
    "why": {
        "never-held": msg("refused without a hold"),
        "recovered": msg("came back through a recovery"),
        "unsettled": msg("not settled meanwhile"),
    },
    "outcome": {
        "allowed": msg("enforcement allowed"),
        "not-allowed": msg("enforcement not allowed"),
        "carried-out": msg("carried out"),
        "no-assets": msg("ended without assets"),
        "continue": msg("the hold goes on"),
        "release": msg("to be released"),
    },
    "pending": {
        "add": msg("holding further bills"),
        "owe": msg("settling fees"),
        "decide": msg("written decision"),
        "write-off": msg("writing off"),
    },
    "progress": PROGRESS,
    "status": {name: PROGRESS[name] for name in ("demanded", "enforcing", "set-aside")},
    "sum": {
        "held": msg("held"),
        "released": msg("released"),
        "refused": msg("refused"),
        "paid": msg("paid"),
        "owed_due": msg("owed beside the holds"),
        "owed_paid": msg("paid later"),
        "claimed": msg("asked back"),
        "undone": msg("undone"),
        "received": msg("received"),
    },
}
"""Key -> term -> what it is called."""

SUMS: Final = (
    "held",
    "released",
    "refused",
    "still_held",
    "paid",
    "unpaid",
    "owed",
    "owed_under_holds",
    "owed_later_paid",
    "refused_without_hold",
    "declared",
    "due",
    "returned",
    "offset",
    "open",
    "claimed",
    "undone",
    "restored",
    "written_off",
    "opening",
    "change",
    "closing",
    "left",
    "right",
    "recovery_due",
    "recovery_returned",
    "recovery_offset",
    "recovery_open",
    "recovery_written_off",
    "recovery_owed_again",
)
"""Keys that hold sums of money, grouped by thousands for people."""
