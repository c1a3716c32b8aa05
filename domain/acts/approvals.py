"""Deciding what waits for another person (审批), level by level where an agency has levels."""

from domain.acts.core import Act
from domain.acts.disputes import TERM_WORDS, TERMS
from domain.acts.fields import LONG, Field
from domain.messages import msg

LEVELS = ("section-head", "legal", "leader", "discussion", "head")

_EVERY = ("measure", "case", "publication", "assessment", "policy", "dispute", "recovery", "roster")
_ID = Field("id", msg("Subject"), "subject", required=True, positional=True)
_LEVEL = Field(
    "level",
    msg("Level of approval"),
    "choice",
    choices=LEVELS,
    source="approval_levels",
    help=msg("The level you decide at; it must be its turn. Left empty: the one whose turn it is."),
)
_BEHALF = Field(
    "behalf",
    msg("In the name of"),
    option="for",
    source="principals",
    limit=60,
    help=msg("Whom you stand in for; needed only where it could be more than one."),
)

APPROVE = Act(
    "approve",
    msg("Approve"),
    _ID,
    Field(
        "confirm",
        msg("Confirm a measure without an agreement clause"),
        "flag",
        help=msg("Needed for a measure that rests on the notice alone."),
    ),
    Field("opinion", msg("Opinion"), "text", limit=LONG, help=msg("Needed for the legal review.")),
    _LEVEL,
    _BEHALF,
    Field("minutes", msg("Number of the minutes"), help=msg("For a collective discussion: the number or the file.")),
    Field("minutes_file", msg("Minutes"), "file", help=msg("Kept as an attachment.")),
    Field(
        "attendees",
        msg("Attendee"),
        many=True,
        option="attendee",
        source="operators",
        limit=60,
        help=msg("For a collective discussion: everybody who took part."),
    ),
    Field(
        "term",
        msg("Rest of the term"),
        "choice",
        choices=TERMS,
        aliases=TERM_WORDS,
        help=msg("Where an agreement comes back: what becomes of the time it lost."),
    ),
    Field("extended_to", msg("Extended to"), "day"),
    on=_EVERY,
    subject="id",
    commands=("approve", "measure approve", "publication approve"),
    help=msg("Decide whatever is pending on a subject; never your own request."),
)

REJECT = Act(
    "reject",
    msg("Reject"),
    _ID,
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    _LEVEL,
    _BEHALF,
    on=_EVERY,
    subject="id",
    commands=("reject", "measure reject", "publication reject"),
    help=msg("Turn down whatever is pending on a subject."),
)

RETURN = Act(
    "return",
    msg("Return to be changed"),
    _ID,
    Field("reason", msg("What has to be changed"), "text", required=True, limit=LONG),
    _LEVEL,
    _BEHALF,
    on=_EVERY,
    subject="id",
    help=msg("Send what is pending back to whoever asked for it; they change it and submit it again."),
)

RESUBMIT = Act(
    "resubmit",
    msg("Submit again"),
    _ID,
    Field("note", msg("What was changed"), "text", limit=LONG),
    on=_EVERY,
    subject="id",
    help=msg("Submit again what was returned; it takes every level anew."),
)
