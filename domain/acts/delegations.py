"""Acts on delegations (代理): who decides for somebody who is away."""

from domain.acts.approvals import LEVELS
from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

KINDS = ("leave", "travel", "illness", "training", "absence", "other")

GIVE = Act(
    "delegation.give",
    msg("Have somebody decide for you"),
    Field("to", msg("Who stands in"), required=True, source="operators", limit=60),
    Field("from_day", msg("From"), "day", required=True, option="from"),
    Field("until", msg("Until"), "day", required=True, help=msg("Included.")),
    Field("kind", msg("Kind of absence"), "choice", required=True, choices=KINDS),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    Field(
        "levels",
        msg("Level of approval"),
        "choice",
        many=True,
        option="level",
        choices=LEVELS,
        help=msg("Only these levels; left empty, everything you may decide."),
    ),
    Field(
        "principal",
        msg("Who is away"),
        option="for",
        source="operators",
        limit=60,
        help=msg("Left empty: yourself. An administrator may give it for somebody else."),
    ),
    help=msg("Somebody decides in your name from a day to a day, with your role and your levels, never more."),
)

END = Act(
    "delegation.end",
    msg("End a delegation"),
    Field("id", msg("Delegation"), "subject", required=True, positional=True, source="delegations"),
    Field("reason", msg("Reason"), "text", limit=LONG),
    on=("delegation",),
    subject="id",
    help=msg("It holds no longer from the day of this act on; what was decided under it stands."),
)
