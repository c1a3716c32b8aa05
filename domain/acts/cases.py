"""Acts on cases (核查事项)."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

OUTCOMES = ("no-breach", "handled", "transferred")
CONCLUSIONS = ("substantiated", "partly", "unsubstantiated", "unverifiable")
ORIGINS = (
    "complaint",
    "inspection",
    "event",
    "survey",
    "data-screening",
    "transfer",
    "audit",
    "superior",
    "media",
    "other",
)
"""Where cases come from; a source in other words is kept as it was written and counts as other."""

_COMPLAINTS = Field("complaints", msg("Complaint"), "subject", many=True, option="complaint", source="complaints")
_INSPECTIONS = Field("inspections", msg("Inspection"), "subject", many=True, option="inspection", source="inspections")
_EVENTS = Field("events", msg("Event"), "subject", many=True, option="event", source="events")
_SURVEYS = Field("surveys", msg("Survey"), "subject", many=True, option="survey", source="surveys")

OPEN = Act(
    "case.open",
    msg("Open a case"),
    Field("institution", msg("Institution"), "code", required=True, source="institutions"),
    Field("lead", msg("Lead handler"), required=True, source="operators", limit=60),
    Field("second", msg("Second handler"), source="operators", limit=60),
    _COMPLAINTS,
    _INSPECTIONS,
    _EVENTS,
    _SURVEYS,
    Field("source", msg("Source"), source="case_sources", limit=60),
    Field("limit", msg("Handling limit"), "day", help=msg("Left empty: as the agency's rule has it.")),
    on=("institution",),
    subject="institution",
    help=msg("Open a case on an institution, with the complaints, inspections, events and surveys it comes from."),
)

ADD = Act(
    "case.add",
    msg("Add to a case"),
    Field("case", msg("Case"), "subject", required=True, positional=True, source="cases"),
    _COMPLAINTS,
    _INSPECTIONS,
    _EVENTS,
    _SURVEYS,
    Field("second", msg("Second handler"), source="operators", limit=60),
    on=("case",),
    subject="case",
    help=msg("Add complaints, inspections, events, surveys or a second handler to an open case."),
)

CLOSE = Act(
    "case.close",
    msg("Close a case"),
    Field("case", msg("Case"), "subject", required=True, positional=True, source="cases"),
    Field("outcome", msg("Outcome"), "choice", required=True, choices=OUTCOMES),
    Field("conclusion", msg("Whether what was reported is so"), "choice", choices=CONCLUSIONS),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=("case",),
    subject="case",
    help=msg("Ask to close a case; refused while a measure is not yet in force or a bill is still held."),
)

EXTEND = Act(
    "case.extend",
    msg("Extend the handling limit of a case"),
    Field("case", msg("Case"), "subject", required=True, positional=True, source="cases"),
    Field("until", msg("Until"), "day", required=True),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=("case",),
    subject="case",
    help=msg("Ask for more time; another person approves."),
)

ARCHIVE = Act(
    "case.archive",
    msg("Archive a case"),
    Field("case", msg("Case"), "subject", required=True, positional=True),
    Field("number", msg("Archive number"), required=True, limit=60),
    on=("case",),
    subject="case",
    help=msg("Record the number of the file of a closed case; it comes from the archive's own system."),
)

HANDOVER = Act(
    "case.handover",
    msg("Hand over a case"),
    Field("case", msg("Case"), "subject", required=True, positional=True, source="cases"),
    Field("to", msg("To whom"), required=True, source="operators", limit=60),
    Field(
        "position",
        msg("As"),
        "choice",
        option="as",
        choices=("lead", "second"),
        help=msg("Left empty: what you are in the case yourself, else the lead handler."),
    ),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=("case",),
    subject="case",
    help=msg("Hand over what you handle; it stays yours until the other has acknowledged it."),
)

ACKNOWLEDGE = Act(
    "case.acknowledge",
    msg("Take over a case"),
    Field("case", msg("Case"), "subject", required=True, positional=True, source="cases"),
    on=("case",),
    subject="case",
    help=msg("Acknowledge what was handed over to you; from now on it is yours."),
)

DECLINE_HANDOVER = Act(
    "case.decline-handover",
    msg("Decline to take over a case"),
    Field("case", msg("Case"), "subject", required=True, positional=True, source="cases"),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=("case",),
    subject="case",
)
