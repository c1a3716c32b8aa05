"""Acts on the offices of an agency (市、区经办机构)."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

LEVELS = ("city", "district")

_DISTRICTS = Field(
    "districts",
    msg("District"),
    many=True,
    option="district",
    source="districts",
    limit=60,
    help=msg("The districts whose institutions it looks after, as institutions have them on record."),
)

ADD = Act(
    "office.add",
    msg("Add an office"),
    Field("name", msg("Name"), required=True, positional=True, limit=60),
    Field("level", msg("Level"), "choice", required=True, choices=LEVELS),
    _DISTRICTS,
    help=msg("Once offices are on record, who accepts, signs, ends and publishes is checked where the rulebook says."),
)

CHANGE = Act(
    "office.change",
    msg("Change an office"),
    Field("name", msg("Name"), required=True, positional=True, source="offices", limit=60),
    _DISTRICTS,
    Field("closed", msg("No longer there"), "flag"),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    help=msg("Say anew which districts it looks after, or that it was closed."),
)
