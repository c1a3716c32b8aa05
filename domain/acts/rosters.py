"""Acts on the published list of agreement institutions (协议机构名单)."""

from domain.acts.core import Act
from domain.acts.fields import LONG, SHORT, Field
from domain.messages import msg

_ID = Field("id", msg("Published list"), "subject", required=True, positional=True, source="rosters")

DRAFT = Act(
    "roster.draft",
    msg("Draft the list of institutions"),
    Field("as_of", msg("As of"), "day", help=msg("The day the list tells of; left empty: the day of the act.")),
    Field(
        "note",
        msg("Public remark"),
        "text",
        limit=LONG,
        help=msg("Stands in the public text: no names of people, ID numbers or telephone numbers."),
    ),
    help=msg("Compose the list of all agreements in force on a day; another person approves its text."),
)

PUBLISH = Act(
    "roster.publish",
    msg("Record that the list was published"),
    _ID,
    Field("channel", msg("Channel"), required=True, help=msg("Where the public can read it, such as the website.")),
    Field("link", msg("Link"), limit=500, help=msg("Its address there; or give the document number.")),
    Field("ref", msg("Document number"), limit=100),
    on=("roster",),
    subject="id",
    help=msg("Record that the approved list stands in public: day, channel, and link or document number."),
)

WITHDRAW = Act(
    "roster.withdraw",
    msg("Take back a list that is not public"),
    _ID,
    Field("reason", msg("Reason"), "text", required=True, limit=SHORT),
    on=("roster",),
    subject="id",
    help=msg("Drop a draft or an approved list; one that is public is corrected by the next version."),
)
