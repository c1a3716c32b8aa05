"""Deciding what waits for another person (审批)."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

_EVERY = ("measure", "case", "publication", "assessment", "policy")

APPROVE = Act(
    "approve",
    msg("Approve"),
    Field("id", msg("Subject"), "subject", required=True, positional=True),
    Field(
        "confirm",
        msg("Confirm a measure without an agreement clause"),
        "flag",
        help=msg("Needed for a measure that rests on the notice alone."),
    ),
    on=_EVERY,
    subject="id",
    commands=("approve", "measure approve", "publication approve"),
    help=msg("Decide whatever is pending on a subject; never your own request."),
)

REJECT = Act(
    "reject",
    msg("Reject"),
    Field("id", msg("Subject"), "subject", required=True, positional=True),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    on=_EVERY,
    subject="id",
    commands=("reject", "measure reject", "publication reject"),
    help=msg("Turn down whatever is pending on a subject."),
)
