"""Commands on fees already paid that must come back."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands, alias
from console.cli.answers import page
from console.cli.command import KNOWN_AT, ON, PAGE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look

STATUSES = ("open", "demanded", "decided", "served", "enforcing", "done", "set-aside")


def _list(
    look: "Look",
    *,
    measure: str | None,
    case: str | None,
    institution: str | None,
    status: str | None,
    still_open: bool,
    limit: int,
    after: str | None,
) -> Answer:
    from sanctions.money.recovery_lists import recoveries

    found = recoveries(
        look.reader,
        on=look.on,
        measure=measure,
        case=case,
        institution=institution,
        status=status,
        still_open=still_open,
        limit=limit,
        after=after,
    )
    return page("recoveries", found, "id", "name", "measure", "status", "due", "returned", "offset", "open", "pending")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.money.recovery_lists import recovery

    return Answer(recovery(look.reader, id, on=look.on, known_at=look.known_at))


COMMANDS = (
    Command(
        "recovery list",
        msg("List recoveries"),
        Field("measure", msg("Refusal of payment"), "subject", source="measures"),
        Field("case", msg("Case"), "subject", source="cases"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("status", msg("Status"), "choice", choices=STATUSES),
        Field("still_open", msg("Only where something is open"), "flag", option="open"),
        ON,
        *PAGE,
        run=_list,
    ),
    Command(
        "recovery show",
        msg("Show a recovery with its money, its papers and its clocks"),
        Field("id", msg("Recovery"), "subject", required=True, positional=True, source="recoveries"),
        ON,
        KNOWN_AT,
        run=_show,
    ),
    *act_commands("recovery"),
    alias("approve", "recovery approve"),
)
