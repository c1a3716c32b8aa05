"""The act that says the machine's clock (系统时钟) is right although the record is ahead of it."""

from domain.acts.core import Act
from domain.acts.fields import LONG, Field
from domain.messages import msg

CLOCK_CONFIRM = Act(
    "clock.confirm",
    msg("Confirm the clock"),
    Field("reason", msg("Reason"), "text", required=True, limit=LONG),
    commands=("database clock",),
    help=msg("For a clock that was ahead and is right now: acts are recorded again. First look whether it is right."),
)
