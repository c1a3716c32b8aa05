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
REAL_NAMES = ("yes", "claimed", "no")
YES_NO = ("yes", "no")
MATTERS = ("fraud-report", "other")
TOLD = ("accepted", "declined", "progress", "done")
HOW = ("phone", "letter", "visit", "message", "web", "12345")
CALL_BACKS = ("satisfied", "partly", "not-satisfied", "not-reached")
SUMMARY = 2_000
"""Most characters of a summary."""
_NUMBER = 60

_COMPLAINT = Field("id", msg("Complaint"), "subject", required=True, positional=True, source="complaints")
_REASON = Field("reason", msg("Reason"), "text", required=True, limit=LONG)
_NO_REPORTER = msg("Others read it: nothing in it may tell who reported.")
_SUMMARY = Field("summary", msg("Summary"), "text", limit=SUMMARY, help=_NO_REPORTER)
_TEXT = Field("text", msg("File with the original text"), "file", help=msg("Sealed; a text file."))
_JSON = msg("Sealed; JSON with name and, where known, phone, id_number, address.")
_REPORTER = Field("reporter_file", msg("File with the reporter"), "file", help=_JSON)
_ABOUT_REPORTER = (
    Field(
        "real_name",
        msg("Gave a real name"),
        "choice",
        choices=REAL_NAMES,
        help=msg("claimed: a name was given and not checked yet."),
    ),
    Field("wants_answer", msg("Wants an answer"), "choice", choices=YES_NO),
    Field("may_disclose", msg("Agrees to be named"), "choice", choices=YES_NO),
)
_REPORTERS = Field(
    "reporters", msg("Reporter by number"), "count", many=True, option="reporter", help=msg("Left empty: everybody.")
)
_LETTER_NO = Field("number", msg("Number of the letter"), limit=_NUMBER)
_WHICH_LETTER = Field("letter", msg("Which letter"), "count", help=msg("Left empty: the oldest that is open."))
_PROOF = Field("proof", msg("Proof"), "file", help=msg("Sealed with the complaint."))

LOG = Act(
    "complaint.log",
    msg("Log a complaint"),
    Field("institution", msg("Institution"), "code", required=True, source="institutions"),
    Field("received", msg("Day received"), "day", required=True),
    Field("channel", msg("Channel"), "choice", required=True, choices=CHANNELS),
    Field("nature", msg("Nature"), "choice", required=True, choices=NATURES),
    Field("summary", msg("Summary"), "text", required=True, limit=SUMMARY, help=_NO_REPORTER),
    Field("department", msg("Department"), source="departments"),
    Field("source_no", msg("Work-order number"), limit=_NUMBER),
    Field("reply_by", msg("Answer by"), "day"),
    *_ABOUT_REPORTER,
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
    Field("source_no", msg("Work-order number"), limit=_NUMBER, help=msg("Where it comes back under another one.")),
    Field("reply_by", msg("Answer by"), "day"),
    on=("complaint",),
    subject="id",
)

DECLINE = Act(
    "complaint.decline",
    msg("Decline a complaint"),
    _COMPLAINT,
    _REASON,
    _LETTER_NO,
    on=("complaint",),
    subject="id",
)

TRANSFER = Act(
    "complaint.transfer",
    msg("Transfer a complaint"),
    _COMPLAINT,
    Field("to", msg("Body it goes to"), required=True, limit=100),
    _LETTER_NO,
    Field("receipt", msg("Receipt"), limit=100),
    _REASON,
    on=("complaint",),
    subject="id",
    help=msg("Hand it over in writing to the body whose matter it is."),
)

HAND_OVER = Act(
    "complaint.hand-over",
    msg("Hand over what the department decides"),
    _COMPLAINT,
    Field("matter", msg("What is handed over"), "choice", choices=MATTERS, help=msg("Left empty: fraud-report.")),
    Field("to", msg("Body it goes to"), limit=100, help=msg("Left empty: the department.")),
    _LETTER_NO,
    Field("receipt", msg("Receipt"), limit=100),
    _REASON,
    on=("complaint",),
    subject="id",
    help=msg("Hand a report of fraud to the department in writing; what is ours in the complaint goes on."),
)

RECEIPT = Act(
    "complaint.receipt",
    msg("Record the receipt of a letter"),
    _COMPLAINT,
    _WHICH_LETTER,
    Field("number", msg("Number of the receipt"), limit=_NUMBER),
    Field("received", msg("Day received"), "day", required=True),
    _PROOF,
    on=("complaint",),
    subject="id",
)

RESULT = Act(
    "complaint.result",
    msg("Record what the other body decided"),
    _COMPLAINT,
    _WHICH_LETTER,
    Field("text", msg("What was decided"), "text", required=True, limit=LONG, help=_NO_REPORTER),
    Field("number", msg("Number of the document"), limit=_NUMBER),
    Field("received", msg("Day received"), "day", required=True),
    _PROOF,
    on=("complaint",),
    subject="id",
)

RETURN = Act(
    "complaint.return",
    msg("Return a complaint"),
    _COMPLAINT,
    _REASON,
    Field("number", msg("Work-order number"), limit=_NUMBER, help=msg("Left empty: the one it came with.")),
    on=("complaint",),
    subject="id",
    help=msg("Give it back to whoever passed it on; its time to answer stops."),
)

EXTEND = Act(
    "complaint.extend",
    msg("Extend the time of a complaint"),
    _COMPLAINT,
    Field("until", msg("Until"), "day", required=True),
    _REASON,
    Field("granted_by", msg("Who granted it"), limit=60),
    _LETTER_NO,
    on=("complaint",),
    subject="id",
    help=msg("More time to finish a petition, or to answer what was passed on."),
)

TELL = Act(
    "complaint.tell",
    msg("Tell whoever reported"),
    _COMPLAINT,
    Field("what", msg("What is told"), "choice", required=True, choices=TOLD),
    Field("how", msg("How"), "choice", required=True, choices=HOW),
    _REPORTERS,
    _LETTER_NO,
    Field("note", msg("Note"), "text", limit=LONG, help=_NO_REPORTER),
    on=("complaint",),
    subject="id",
    help=msg("Record that it was told that the complaint is accepted, declined, under way or done."),
)

CALL_BACK = Act(
    "complaint.call-back",
    msg("Record a call-back"),
    _COMPLAINT,
    Field("result", msg("Result"), "choice", required=True, choices=CALL_BACKS),
    Field("reporter", msg("Reporter by number"), "count", help=msg("Left empty: the first.")),
    Field("note", msg("Note"), "text", limit=LONG, help=_NO_REPORTER),
    on=("complaint",),
    subject="id",
    help=msg("Ask afterwards whether whoever reported is content with the answer."),
)

ADD_REPORTER = Act(
    "complaint.add-reporter",
    msg("Add another reporter"),
    _COMPLAINT,
    Field("reporter_file", msg("File with the reporter"), "file", required=True, help=_JSON),
    _TEXT,
    *_ABOUT_REPORTER,
    on=("complaint",),
    subject="id",
    help=msg("Somebody else reports the same matter; sealed beside the others, and told on their own."),
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
    _LETTER_NO,
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
    Field("source_no", msg("Work-order number"), limit=_NUMBER),
    Field("reporter", msg("Reporter by number"), "count", help=msg("Left empty: the first.")),
    *_ABOUT_REPORTER,
    _TEXT,
    _REPORTER,
    _REASON,
    on=("complaint",),
    subject="id",
    help=msg("Put right or complete what was logged; what was sealed before stays."),
)

ERASE = Act(
    "complaint.erase",
    msg("Erase who reported"),
    _COMPLAINT,
    _REASON,
    on=("complaint",),
    subject="id",
    commands=("identity erase",),
    help=msg(
        "Ask to destroy for good what is sealed of a complaint, once the time it is kept has passed; another person "
        "approves it."
    ),
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
