"""Acts on satisfaction surveys (满意度调查)."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

AMONG = ("workers", "employers", "public")

RECORD = Act(
    "survey.record",
    msg("Record a survey"),
    Field("code", msg("Institution"), "code", required=True, positional=True, source="institutions"),
    Field("held", msg("Held on"), "day", required=True),
    Field("among", msg("Among whom"), "choice", required=True, choices=AMONG),
    Field("asked", msg("Asked"), "count", required=True),
    Field("answered", msg("Answered"), "count", required=True),
    Field("satisfied", msg("Satisfied"), "count", required=True),
    Field("score", msg("Score"), "count"),
    Field("note", msg("Note"), "text", limit=LONG, help=msg("No names of those who were asked.")),
    Field("proof", msg("Proof"), "file", help=msg("Kept as an attachment.")),
    on=("institution",),
    subject="code",
    help=msg("Record what a survey found: how many were asked, answered, were satisfied. By itself it is no measure."),
)
