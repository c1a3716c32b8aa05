"""Approving and rejecting what waits for another person."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.acts import commands_for, done
from console.cli.command import DRY_RUN, LATE_REASON, ON, ONCE, Answer, Command
from console.errors import Misuse
from domain.acts.approvals import APPROVE, REJECT
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Session


def _approve(session: "Session", given: Mapping[str, Any]) -> Answer:
    if not given.get("reject"):
        if given.get("reason"):
            raise Misuse(msg("A reason goes with --reject."))
        return done(session, APPROVE, given)
    if given.get("confirm"):
        raise Misuse(msg("Give --confirm or --reject, not both."))
    return done(session, REJECT, given)


COMMANDS = (
    Command(
        "approve",
        APPROVE.label,
        *APPROVE.fields,
        Field("reject", msg("Turn it down instead"), "flag"),
        Field("reason", msg("Reason"), "text", help=msg("Needed with --reject.")),
        ON,
        LATE_REASON,
        ONCE,
        DRY_RUN,
        run=_approve,
        help=APPROVE.help,
        act=APPROVE,
    ),
    *commands_for(REJECT),
)
