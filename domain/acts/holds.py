"""Acts on bills held under a case (暂停拨付), on what is paid of them, and on fees owed (待补结算)."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

REVIEWS = ("continue", "release")

_CASE = Field("case", msg("Case"), "subject", required=True, positional=True, source="cases")
_REASON = Field("reason", msg("Reason"), "text", required=True, limit=LONG)
_HOLD = Field("measure", msg("Payment hold"), "subject", required=True, source="measures")
_VOUCHER = Field("voucher", msg("Voucher"), required=True, limit=60)

_PARTS = Field(
    "bills",
    msg("Bill"),
    "part",
    required=True,
    many=True,
    option="bill",
    source="held_bills",
    help=msg("A bill for all that is still held of it, or NO=YUAN for a part."),
)

BILLS_FILE = Field(
    "bills_file",
    msg("File of bills"),
    "file",
    option="bills",
    help=msg("CSV or XLSX: settlement number, department, admission, discharge, declared, amount, item."),
)
"""Bills by file, wherever bills are named with their amounts."""

RELEASE = Act(
    "hold.release",
    msg("Release held bills"),
    _CASE,
    _PARTS,
    _REASON,
    on=("case",),
    subject="case",
    help=msg("Ask to release held bills, whole or in part; another person approves."),
)

REFUSE = Act(
    "hold.refuse",
    msg("Refuse held bills"),
    _CASE,
    _PARTS,
    Field("measure", msg("Refusal of payment"), "subject", required=True, source="measures"),
    on=("case",),
    subject="case",
    help=msg("Turn held bills down under a refusal of payment in force that names them."),
)

ADD = Act(
    "hold.add",
    msg("Add bills to a hold"),
    _CASE,
    _HOLD,
    Field(
        "bills",
        msg("Bill"),
        "bill",
        many=True,
        option="bill",
        source="bills",
        help=msg("Each bill with its amount, as in B-17=120.00."),
    ),
    BILLS_FILE,
    _REASON,
    on=("case",),
    subject="case",
    help=msg("Ask to hold bills that arrived later, under a payment hold in force; another person approves."),
)

REVIEW = Act(
    "hold.review",
    msg("Review a hold"),
    _CASE,
    _HOLD,
    Field("outcome", msg("Outcome"), "choice", required=True, choices=REVIEWS),
    _REASON,
    on=("case",),
    subject="case",
    help=msg("Record that a hold was looked at again: it goes on, or release of all it still holds is asked for."),
)

PAY = Act(
    "hold.pay",
    msg("Record a payment"),
    _CASE,
    Field(
        "bills",
        msg("Bill"),
        "part",
        required=True,
        many=True,
        option="bill",
        source="payable_bills",
        help=msg("A bill for all that is not paid of it, or NO=YUAN for a part."),
    ),
    Field("paid", msg("Paid on"), "day", required=True),
    _VOUCHER,
    on=("case",),
    subject="case",
    help=msg("Record that released bills, or fees owed, were paid: released is not paid."),
)

CORRECT = Act(
    "hold.correct",
    msg("Take back a payment"),
    _CASE,
    _VOUCHER,
    _REASON,
    on=("case",),
    subject="case",
    help=msg("A payment that was entered wrongly or came back: what it paid counts as unpaid again."),
)

OWE = Act(
    "hold.owe",
    msg("Owe fees"),
    _CASE,
    Field("measure", msg("Measure set aside"), "subject", required=True, source="measures"),
    Field(
        "bills",
        msg("Bill"),
        "bill",
        many=True,
        option="bill",
        source="bills",
        help=msg("Each bill with its amount, as in B-17=120.00."),
    ),
    BILLS_FILE,
    _REASON,
    on=("case",),
    subject="case",
    help=msg("Ask to settle fees that a suspension or an end kept back before it was set aside; another approves."),
)
