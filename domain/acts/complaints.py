"""Acts on complaints and reports; files carry whoever reported, so that no command line does."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

CHANNELS = (
    "phone",
    "letter",
    "visit",
    "web",
    "12345",
    "12333",
    "superior",
    "other-body",
    "media",
    "self-report",
)
NATURES = ("complaint", "report", "petition", "lead")
RELATIONS = ("same", "related")
SUMMARY = 2_000
"""Most characters of a summary."""

_COMPLAINT = Field("id", msg("Complaint"), "subject", required=True, positional=True, source="complaints")
_REASON = Field("reason", msg("Reason"), "text", required=True, limit=LONG)
_NO_REPORTER = msg("Others read it: nothing in it may tell who reported.")
_SUMMARY = Field("summary", msg("Summary"), "text", limit=SUMMARY, help=_NO_REPORTER)
_TEXT = Field("text", msg("File with the original text"), "file", help=msg("Sealed; a text file."))
_REPORTER = Field(
    "reporter_file",
    msg("File with the reporter"),
    "file",
    help=msg("Sealed; JSON with name and, where known, phone, id_number, address."),
)

LOG = Act(
    "complaint.log",
    msg("Log a complaint"),
    Field("institution", msg("Institution"), "code", required=True, source="institutions"),
    Field("received", msg("Day received"), "day", required=True),
    Field("channel", msg("Channel"), "choice", required=True, choices=CHANNELS),
    Field("nature", msg("Nature"), "choice", required=True, choices=NATURES),
    Field("summary", msg("Summary"), "text", required=True, limit=SUMMARY, help=_NO_REPORTER),
    Field("department", msg("Department"), source="departments"),
    Field("source_no", msg("Work-order number"), limit=60),
    Field("reply_by", msg("Answer by"), "day"),
    _TEXT,
    _REPORTER,
    on=("institution",),
    subject="institution",
    help=msg("Log what somebody complains of; the original text and the reporter are sealed."),
)

ACCEPT = Act(
    "complaint.accept",
    msg("Accept a complaint"),
    _COMPLAINT,
    Field("note", msg("Note"), "text", limit=LONG),
    on=("complaint",),
    subject="id",
)

DECLINE = Act("complaint.decline", msg("Decline a complaint"), _COMPLAINT, _REASON, on=("complaint",), subject="id")

TRANSFER = Act(
    "complaint.transfer",
    msg("Transfer a complaint"),
    _COMPLAINT,
    Field("to", msg("Body it goes to"), required=True, limit=100),
    Field("number", msg("Number of the letter"), limit=60),
    Field("receipt", msg("Receipt"), limit=100),
    _REASON,
    on=("complaint",),
    subject="id",
    help=msg("Hand it over in writing to the body whose matter it is."),
)

RETURN = Act(
    "complaint.return",
    msg("Return a complaint"),
    _COMPLAINT,
    _REASON,
    on=("complaint",),
    subject="id",
    help=msg("Give it back to whoever passed it on."),
)

LINK = Act(
    "complaint.link",
    msg("Link complaints"),
    _COMPLAINT,
    Field("to", msg("Other complaint"), "subject", required=True, source="complaints"),
    Field("relation", msg("Relation"), "choice", choices=RELATIONS, help=msg("Left empty: related.")),
    on=("complaint",),
    subject="id",
    help=msg("Link two complaints; each keeps its own reporter and its own answer."),
)

ANSWER = Act(
    "complaint.answer",
    msg("Record the answer to a complaint"),
    _COMPLAINT,
    Field("reply", msg("What was answered"), "text", required=True, limit=LONG, help=_NO_REPORTER),
    Field("number", msg("Number of the letter"), limit=60),
    on=("complaint",),
    subject="id",
)

CORRECT = Act(
    "complaint.correct",
    msg("Correct a complaint"),
    _COMPLAINT,
    _SUMMARY,
    Field("department", msg("Department"), source="departments"),
    Field("received", msg("Day received"), "day"),
    Field("reply_by", msg("Answer by"), "day"),
    Field("source_no", msg("Work-order number"), limit=60),
    _TEXT,
    _REPORTER,
    _REASON,
    on=("complaint",),
    subject="id",
    help=msg("Put right or complete what was logged; what was sealed before stays."),
)

REVEAL = Act(
    "complaint.reveal",
    msg("Open the sealed part of a complaint"),
    _COMPLAINT,
    Field("purpose", msg("Purpose"), "text", required=True, limit=LONG),
    on=("complaint",),
    subject="id",
    help=msg("Show who reported and in which words; that it was opened, by whom and why is kept for good."),
)
