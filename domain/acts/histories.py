"""Acts on the record of measures (处理措施记录): handing it over."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

SEND = Act(
    "history.send",
    msg("Record a hand-over of the record"),
    Field("to", msg("Handed to"), required=True, limit=100),
    Field("form", msg("Format"), required=True, option="format", limit=10),
    Field("sha256", msg("SHA-256"), required=True, limit=64, help=msg("Of the file that was handed over.")),
    Field("institution", msg("Institution"), "code", source="institutions"),
    Field("since", msg("Decided on or after"), "day"),
    Field("until", msg("Decided on or before"), "day"),
    Field("note", msg("Note"), "text", limit=LONG),
    help=msg("Keep to whom the record of measures was handed, so that a correction can follow it."),
)
