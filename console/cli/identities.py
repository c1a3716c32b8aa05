"""Who reported, once kept long enough: what is due, and asking to erase it."""

from typing import TYPE_CHECKING

from console.cli.acts import commands_for
from console.cli.answers import page
from console.cli.command import PAGE, Answer, Command
from domain.acts.complaints import ERASE
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _due(look: "Look", *, limit: int, after: str | None) -> Answer:
    from sanctions.intake.erasing import due

    found = due(look.reader, on=look.today, limit=limit, after=after)
    return page("complaints", found, "id", "ended_on", "kept_until", "texts", "attachments", "pending")


COMMANDS = (
    Command(
        "identity due",
        msg("List complaints whose sealed part was kept long enough"),
        *PAGE,
        run=_due,
        help=msg("Numbers and days alone. How long is the policy identity.keep; without it nothing is ever due."),
    ),
    *commands_for(ERASE),
)
