"""Deciding what waits for another person: approving, rejecting, returning, submitting again; what waits for whom."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.acts import commands_for, done
from console.cli.answers import page
from console.cli.command import DRY_RUN, KNOWN_AT, LATE_REASON, ON, ONCE, PAGE, Answer, Command
from console.errors import Misuse
from domain.acts.approvals import APPROVE, REJECT, RESUBMIT, RETURN
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look, Session


def _approve(session: "Session", given: Mapping[str, Any]) -> Answer:
    if not given.get("reject"):
        if given.get("reason"):
            raise Misuse(msg("A reason goes with --reject."))
        return done(session, APPROVE, given)
    if given.get("confirm"):
        raise Misuse(msg("Give --confirm or --reject, not both."))
    return done(session, REJECT, given)


def _list(look: "Look", *, mine: bool, limit: int, after: str | None) -> Answer:
    from sanctions.sheets import approvals

    person = look.operator().person if mine else None
    found = approvals(look.reader, on=look.on, person=person, limit=limit, after=after)
    return page("approvals", found, "id", "name", "pending", "turn", "whose", "asked_by", "asked_on", "returned")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.sheets import approval

    return Answer(approval(look.reader, id, on=look.on, known_at=look.known_at))


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
    *commands_for(RETURN),
    *commands_for(RESUBMIT),
    Command(
        "approval list",
        msg("List what waits for approval, and for whom"),
        Field("mine", msg("Only where it is my turn"), "flag"),
        ON,
        *PAGE,
        run=_list,
    ),
    Command(
        "approval show",
        msg("Show who said what on a request, level by level"),
        Field("id", msg("Subject"), "subject", required=True, positional=True),
        ON,
        KNOWN_AT,
        run=_show,
    ),
)
