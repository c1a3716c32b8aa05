"""Commands on findings."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import Answer, Command, sorted_page
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(
    look: "Look",
    *,
    institution: str | None,
    source: str | None,
    case: str | None,
    status: str | None,
    limit: int,
    after: str | None,
    sort: str | None,
    reverse: bool,
) -> Answer:
    from sanctions.intake.findings import findings
    from sanctions.results import Way

    found = findings(
        look.reader,
        institution=institution,
        source=source,
        case=case,
        status=status,
        limit=limit,
        after=after,
        way=Way(sort, reverse),
    )
    return page("findings", found, "id", "source", "category", "severity", "provision", "amount", "status")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.intake.findings import finding

    return Answer(finding(look.reader, id))


COMMANDS = (
    Command(
        "finding list",
        msg("List findings"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("source", msg("Inspection or case it was added to"), "subject"),
        Field("case", msg("Case"), "subject", source="cases"),
        Field("status", msg("Only with this status")),
        *sorted_page("findings"),
        run=_list,
    ),
    Command(
        "finding show",
        msg("Show a finding"),
        Field("id", msg("Finding"), "subject", required=True, positional=True, source="findings"),
        run=_show,
    ),
    *act_commands("finding"),
)
