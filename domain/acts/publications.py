"""Acts of publishing terminations (终止名单公布)."""

from domain.acts.core import Act
from domain.acts.fields import LONG, SHORT, Field
from domain.messages import msg

_ID = Field("id", msg("Publication"), "subject", required=True, positional=True, source="publications")
_REASON = Field(
    "reason",
    msg("Reason"),
    "text",
    required=True,
    limit=SHORT,
    help=msg("Kept on record and never made public; what the public reads is the remark."),
)
_NOTE = Field(
    "note",
    msg("Public remark"),
    "text",
    limit=LONG,
    help=msg("Stands in the public text: no names of people, ID numbers or telephone numbers."),
)

DRAFT = Act(
    "publication.draft",
    msg("Draft a publication"),
    Field(
        "terminations",
        msg("Termination"),
        "subject",
        required=True,
        many=True,
        positional=True,
        source="terminations",
    ),
    _NOTE,
    on=("measure",),
    subject="terminations",
    help=msg("Draft the public list of terminations; its text is made from what stands, and another person approves."),
)

PUBLISH = Act(
    "publication.publish",
    msg("Record a publication"),
    _ID,
    Field("channel", msg("Channel"), required=True, help=msg("Where the public can read it, such as the website.")),
    Field("link", msg("Link"), limit=500, help=msg("Its address there; or give the document number.")),
    Field("ref", msg("Document number"), limit=100),
    on=("publication",),
    subject="id",
    help=msg("Record that the approved text stands in public: day, channel, and link or document number."),
)

CORRECT = Act(
    "publication.correct",
    msg("Correct a publication"),
    _ID,
    _REASON,
    _NOTE,
    on=("publication",),
    subject="id",
    help=msg("Make a new version from what stands now; it is approved and published again."),
)

WITHDRAW = Act(
    "publication.withdraw",
    msg("Withdraw a publication"),
    _ID,
    _REASON,
    _NOTE,
    on=("publication",),
    subject="id",
    help=msg("Take a list back; once approved, the duty to publish its terminations runs again."),
)
