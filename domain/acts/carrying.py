"""Acts while a measure is carried out: the appointment of a talk, problems put right, in-patients decided on."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

PROBLEM_RESULTS = ("closed", "open")
STAYS = ("stay", "transfer", "discharge")

_ID = Field("id", msg("Measure"), "subject", required=True, positional=True, source="measures")
_NOTE = Field("note", msg("What was found"), "text", limit=LONG)
_PROOF = Field("proof", msg("Proof"), "file", help=msg("Record, photograph or scan; kept as an attachment."))

APPOINT = Act(
    "measure.appoint",
    msg("Appoint a talk"),
    _ID,
    Field("day", msg("Day of the talk"), "day", required=True),
    Field("place", msg("Where it took place")),
    on=("measure",),
    subject="id",
    help=msg("Set the day of a talk; it stands on the Today page until it was held or nobody came."),
)

REPORT = Act(
    "measure.report",
    msg("Record the report on rectification"),
    _ID,
    Field("received", msg("Received on"), "day", required=True),
    _PROOF,
    on=("measure",),
    subject="id",
    help=msg("Record that the institution reported what it has put right; the re-check is recorded apart."),
)

PROBLEM = Act(
    "measure.problem",
    msg("Look at one problem"),
    _ID,
    Field("number", msg("Problem"), "count", required=True, option="no", source="problems"),
    Field("result", msg("Result"), "choice", required=True, choices=PROBLEM_RESULTS),
    _NOTE,
    _PROOF,
    on=("measure",),
    subject="id",
    help=msg("Close one problem of an order by itself, or record that it is still open and why."),
)

EXTEND = Act(
    "measure.extend",
    msg("Extend the time to put right"),
    _ID,
    Field("until", msg("Put right by"), "day", required=True),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=("measure",),
    subject="id",
    help=msg("Ask for more time to put things right; another person approves."),
)

INPATIENTS = Act(
    "measure.inpatients",
    msg("List in-patients"),
    _ID,
    Field(
        "add",
        msg("In-patient"),
        "pair",
        many=True,
        help=msg("Hospital number and initials in Latin letters, as in 2025-0117=LZ; never a name."),
    ),
    Field("department", msg("Department"), source="departments", limit=100, help=msg("Of those given with --add.")),
    Field(
        "file",
        msg("List as a file"),
        "file",
        help=msg("CSV or XLSX with the columns number, initials, department."),
    ),
    on=("measure",),
    subject="id",
    help=msg("List the injured workers in the house, by number and initials only, to decide on each."),
)

DECIDE_INPATIENT = Act(
    "measure.decide-inpatient",
    msg("Decide on an in-patient"),
    _ID,
    Field("patient", msg("Hospital number"), required=True, source="inpatients", limit=40),
    Field("decision", msg("Stay or go"), "choice", required=True, choices=STAYS),
    Field("to", msg("Transferred to"), source="institutions", limit=100, help=msg("By credit code or name.")),
    Field("day", msg("From the day"), "day"),
    on=("measure",),
    subject="id",
    help=msg("Say whether an in-patient stays, is transferred or discharged; undecided stays."),
)
