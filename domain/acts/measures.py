"""Acts in the life of a measure (处理措施), from the proposal to its end."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.acts.holds import BILLS_FILE
from domain.messages import msg

KINDS = (
    "payment-hold",
    "refuse-payment",
    "warning-talk",
    "rectification-order",
    "settlement-suspension",
    "department-suspension",
    "agreement-suspension",
    "termination",
    "referral",
)
SERVICES = ("medical", "rehabilitation", "device")
DOCUMENTS = ("notice", "decision")
METHODS = ("direct", "left", "mail", "entrusted", "electronic", "announcement")
DEFENCES = ("heard", "waived", "expired", "not-required")
ADOPTED = ("yes", "partly", "no")
RECHECKS = ("passed", "failed")

_ID = Field("id", msg("Measure"), "subject", required=True, positional=True, source="measures")
_REASON = Field("reason", msg("Reason"), "text", required=True, limit=LONG)
_DEPARTMENTS = Field("departments", msg("Department"), many=True, option="department", source="departments", limit=100)
_EFFECTIVE = Field(
    "effective", msg("In force from"), "day", help=msg("The first day it applies; no earlier than it can bind.")
)
_UNTIL = Field("until", msg("Last day"), "day", help=msg("The last day it applies, included."))
_RECTIFY_BY = Field("rectify_by", msg("Put right by"), "day")
_BILLS = Field(
    "bills",
    msg("Bill"),
    "bill",
    many=True,
    option="bill",
    source="bills",
    help=msg("Each bill with its amount, as in B-17=120.00."),
)
_WORD = Field("word", msg("Word in the decision"), source="words", limit=60)
_SERVICES = Field(
    "services", msg("Service"), "choice", many=True, option="service", choices=SERVICES, source="agreement_services"
)
_GROUND = Field("ground", msg("Ground"), source="grounds", help=msg("By its clause; needed for a termination."))
_CLAUSE = Field("clause", msg("Agreement clause"), source="clauses")
_STAFF = Field(
    "staff",
    msg("Responsible staff"),
    many=True,
    limit=60,
    help=msg("The institution's own, by post or name; needs an agreement clause and stands in no public paper."),
)
_NUMBER = Field("number", msg("Document number"), limit=60)
_PROBLEMS = Field(
    "problems",
    msg("Problem to put right"),
    "text",
    many=True,
    option="problem",
    limit=2_000,
    help=msg("Each is closed by itself; when none is given, one for each finding of the case."),
)
_PROOF = Field("proof", msg("Proof"), "file", help=msg("Receipt, record or scan; kept as an attachment."))

PROPOSE = Act(
    "measure.propose",
    msg("Propose a measure"),
    Field("case", msg("Case"), "subject", required=True, positional=True, source="cases"),
    Field(
        "kind",
        msg("Kind of measure"),
        "choice",
        required=True,
        positional=True,
        choices=KINDS,
        source="measure_kinds",
    ),
    _REASON,
    _WORD,
    Field("skip_reason", msg("Why a step is skipped"), "text", limit=LONG),
    _SERVICES,
    _DEPARTMENTS,
    _GROUND,
    _CLAUSE,
    Field(
        "as_objective",
        msg("Why it counts as an objective event"),
        "text",
        limit=LONG,
        help=msg("Only for a ground whose nature the rules let you override."),
    ),
    _EFFECTIVE,
    _UNTIL,
    _RECTIFY_BY,
    _BILLS,
    BILLS_FILE,
    _PROBLEMS,
    Field("inpatients", msg("In-patients"), "count"),
    _STAFF,
    Field(
        "ordered_no",
        msg("Number of the order"),
        limit=60,
        help=msg("Where the department orders the measure: the number of its document."),
    ),
    Field("ordered_until", msg("Ordered until"), "day"),
    Field("deviation_reason", msg("Why it departs from the usual"), "text", limit=LONG),
    Field(
        "urgent",
        msg("Why it is urgent"),
        "text",
        limit=LONG,
        help=msg("It then binds from the day an approver agreed by word, and lapses if papers or defence come late."),
    ),
    Field("agreed_by", msg("Agreed by"), source="operators", help=msg("The approver who agreed by word.")),
    Field("agreed_how", msg("How it was agreed"), help=msg("By telephone or in a meeting, and at what time.")),
    Field("agreed_on", msg("Agreed on"), "day"),
    on=("case",),
    subject="case",
    retype={"kind": ("termination",)},
    help=msg("Propose a measure in an open case; every kind but the warning talk waits for another person."),
)

AMEND = Act(
    "measure.amend",
    msg("Amend a proposal"),
    _ID,
    _REASON,
    _WORD,
    _SERVICES,
    _GROUND,
    _CLAUSE,
    _DEPARTMENTS,
    _STAFF,
    _BILLS,
    BILLS_FILE,
    _EFFECTIVE,
    _UNTIL,
    _RECTIFY_BY,
    _PROBLEMS,
    on=("measure",),
    subject="id",
    help=msg("Change your own proposal before it is decided; what became heavier must be noticed again."),
)

WITHDRAW = Act(
    "measure.withdraw",
    msg("Withdraw a proposal"),
    _ID,
    Field("reason", msg("Reason"), "text", limit=LONG),
    on=("measure",),
    subject="id",
    help=msg("Take back your own proposal before it is decided."),
)

NOTICE = Act(
    "measure.notice",
    msg("Issue the notice"),
    _ID,
    _NUMBER,
    Field("note", msg("Note"), "text", limit=LONG),
    on=("measure",),
    subject="id",
    help=msg("Issue the notice of what is intended and why; its service is recorded with serve."),
)

DEFENCE = Act(
    "measure.defence",
    msg("Record the defence"),
    _ID,
    Field("outcome", msg("Outcome"), "choice", required=True, choices=DEFENCES),
    Field("text", msg("What was said"), "text", limit=LONG),
    Field("adopted", msg("Adopted"), "choice", choices=ADOPTED),
    Field("reply", msg("Reply"), "text", limit=LONG),
    _PROOF,
    on=("measure",),
    subject="id",
    help=msg("Record statement and defence: heard, waived, its period over, or not required."),
)

SERVE = Act(
    "measure.serve",
    msg("Record service"),
    _ID,
    Field("document", msg("Document"), "choice", choices=DOCUMENTS, help=msg("The decision when left out.")),
    Field("method", msg("Way of service"), "choice", choices=METHODS),
    Field("received", msg("Received on"), "day", required=True, help=msg("For a referral, the day it was sent.")),
    _NUMBER,
    Field("servers", msg("Served by"), many=True, option="server", source="operators", limit=60),
    Field("receiver", msg("Receiver"), limit=60),
    Field("post", msg("Post of the receiver"), limit=60),
    Field("place", msg("Where it took place")),
    Field("time", msg("Time"), limit=60),
    Field("refused", msg("Why receipt was refused"), option="refused-why"),
    Field("witness", msg("Witness"), limit=60),
    Field("tracking", msg("Tracking number"), limit=60),
    Field("to", msg("Sent or entrusted to"), limit=100),
    Field("announced", msg("Announced on"), "day"),
    Field("why", msg("Why by announcement"), "text", limit=LONG),
    _PROOF,
    on=("measure",),
    subject="id",
    help=msg("Record that the notice or the decision reached the institution, or that a referral was sent."),
)

RECEIPT = Act(
    "measure.receipt",
    msg("Record the receipt of a referral"),
    _ID,
    Field("number", msg("Document number"), required=True, limit=60),
    Field("received", msg("Received on"), "day", required=True, help=msg("The day the body confirms having it.")),
    _PROOF,
    on=("measure",),
    subject="id",
    help=msg("Record that the body a matter was referred to confirms having it."),
)

COMPLETE = Act(
    "measure.complete",
    msg("Complete"),
    _ID,
    Field("result", msg("Result"), "text", limit=LONG, help=msg("What was said and promised, or what was answered.")),
    Field("place", msg("Where it took place")),
    Field("host", msg("Host"), limit=60),
    Field(
        "attendees",
        msg("Attendee"),
        many=True,
        option="attendee",
        help=msg("Each with post and authority, as in: Li, vice president, with letter of authority."),
    ),
    Field("minutes", msg("Number of the minutes"), limit=60),
    Field(
        "promises",
        msg("Promise"),
        "promise",
        many=True,
        option="promise",
        limit=2_000,
        help=msg("What was promised and by when, as in text=2025-06-30; each becomes a task."),
    ),
    Field("absent", msg("Nobody came"), "flag", help=msg("The talk is not held; it stays open for another day.")),
    Field("number", msg("Document number"), limit=60, help=msg("Of the answer to a referral.")),
    Field("fine", msg("Fine imposed"), "money", help=msg("By the department, in yuan.")),
    _PROOF,
    on=("measure",),
    subject="id",
    help=msg("Record that the talk was held or that the referral was answered."),
)

RECHECK = Act(
    "measure.recheck",
    msg("Record a re-check"),
    _ID,
    Field("result", msg("Result"), "choice", required=True, choices=RECHECKS),
    Field("note", msg("What was found"), "text", limit=LONG),
    _PROOF,
    on=("measure",),
    subject="id",
    help=msg("Record whether what was ordered has been put right."),
)

LIFT = Act(
    "measure.lift",
    msg("Lift"),
    _ID,
    _REASON,
    Field("effective", msg("First day it no longer applies"), "day"),
    on=("measure",),
    subject="id",
    help=msg("Ask to end a measure from a day on; another person approves."),
)

REVOKE = Act(
    "measure.revoke",
    msg("Revoke"),
    _ID,
    _REASON,
    on=("measure",),
    subject="id",
    retype=True,
    help=msg("Ask to make a decided measure void from the start; another person approves."),
)
