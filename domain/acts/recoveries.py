"""Acts on recoveries (追回): fees already paid that must come back."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

WAYS = ("returned", "offset")
OUTCOMES = ("allowed", "not-allowed", "carried-out", "no-assets")

_ID = Field("id", msg("Recovery"), "subject", required=True, positional=True, source="recoveries")
_REASON = Field("reason", msg("Reason"), "text", required=True, limit=LONG)
_VOUCHER = Field("voucher", msg("Voucher"), required=True, limit=60)
_PROOF = Field("proof", msg("Proof"), "file", help=msg("Kept as an attachment."))
_SERVED = Field("served", msg("Served on"), "day", required=True)

OPEN = Act(
    "recovery.open",
    msg("Open a recovery"),
    Field("measure", msg("Refusal of payment"), "subject", required=True, positional=True, source="measures"),
    Field(
        "bills",
        msg("Bill"),
        "part",
        required=True,
        many=True,
        option="bill",
        source="recoverable_bills",
        help=msg("A bill for all that may be asked back of it, or NO=YUAN for a part."),
    ),
    Field("note", msg("Note"), "text", limit=LONG),
    on=("measure",),
    subject="measure",
    help=msg("Ask back what was already paid of bills that a refusal of payment in force names."),
)

ENTER = Act(
    "recovery.enter",
    msg("Enter money that came back"),
    _ID,
    Field("way", msg("Way"), "choice", required=True, choices=WAYS),
    Field("amount", msg("Amount"), "money", required=True),
    Field("day", msg("Day"), "day", required=True),
    _VOUCHER,
    Field("against", msg("Offset against"), option="offset-against"),
    _PROOF,
    on=("recovery",),
    subject="id",
    help=msg("Money returned, or offset against fees, with its day and voucher."),
)

CORRECT = Act(
    "recovery.correct",
    msg("Take back an entry"),
    _ID,
    _VOUCHER,
    _REASON,
    on=("recovery",),
    subject="id",
    help=msg("An entry that was wrong: its amount is open again."),
)

DEMAND = Act(
    "recovery.demand",
    msg("Demand payment"),
    _ID,
    _SERVED,
    Field("pay_by", msg("To be paid by"), "day", help=msg("Left empty: the usual time, from service.")),
    _PROOF,
    on=("recovery",),
    subject="id",
    help=msg("Record that a demand was served, and by when to pay."),
)

DECIDE = Act(
    "recovery.decide",
    msg("Decide in writing"),
    _ID,
    Field("number", msg("Document number"), required=True, limit=60),
    _REASON,
    on=("recovery",),
    subject="id",
    help=msg("Ask for the written decision after a demand was not met; another person approves."),
)

SERVE = Act(
    "recovery.serve",
    msg("Record service of the decision"),
    _ID,
    _SERVED,
    _PROOF,
    on=("recovery",),
    subject="id",
    help=msg("Record that the written decision was received; from then on the time for remedies runs."),
)

ENFORCE = Act(
    "recovery.enforce",
    msg("Apply for enforcement"),
    _ID,
    Field("court", msg("Court"), required=True),
    Field("filed", msg("Filed on"), "day", required=True),
    Field("number", msg("Document number"), required=True, limit=60),
    _PROOF,
    on=("recovery",),
    subject="id",
    help=msg("Record that compulsory enforcement was applied for, once the time for remedies is over."),
)

OUTCOME = Act(
    "recovery.outcome",
    msg("Record what came of it"),
    _ID,
    Field("outcome", msg("Outcome"), "choice", required=True, choices=OUTCOMES),
    Field("number", msg("Document number"), limit=60),
    Field("note", msg("Note"), "text", limit=LONG),
    _PROOF,
    on=("recovery",),
    subject="id",
    help=msg("Record what the court made of the application; money that came in is entered by itself."),
)

WRITE_OFF = Act(
    "recovery.write-off",
    msg("Write off"),
    _ID,
    Field("amount", msg("Amount"), "money", required=True),
    _REASON,
    on=("recovery",),
    subject="id",
    help=msg("Ask to give up a part of what is open, or all of it; another person approves."),
)
