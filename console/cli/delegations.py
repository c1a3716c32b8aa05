"""Commands on delegations."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import ON, PAGE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(look: "Look", *, open: bool, limit: int, after: str | None) -> Answer:
    from sanctions.agency.delegations import delegations

    found = delegations(look.reader, on=look.on, open=open, limit=limit, after=after)
    return page("delegations", found, "id", "status", "principal", "to", "from", "until", "kind", "levels")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.agency.delegations import delegation

    return Answer(delegation(look.reader, id, on=look.on))


COMMANDS = (
    *act_commands("delegation"),
    Command(
        "delegation list",
        msg("List delegations"),
        Field("open", msg("Only those not over yet"), "flag"),
        ON,
        *PAGE,
        run=_list,
    ),
    Command(
        "delegation show",
        msg("Show a delegation"),
        Field("id", msg("Delegation"), "subject", required=True, positional=True, source="delegations"),
        ON,
        run=_show,
    ),
)
