"""Commands on applications."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import PAGE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(look: "Look", *, institution: str | None, status: str | None, limit: int, after: str | None) -> Answer:
    from sanctions.admitting.applications import applications

    found = applications(look.reader, institution=institution, status=status, limit=limit, after=after)
    return page("applications", found, "id", "filed_on", "institution_name", "service", "status")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.admitting.applications import application

    return Answer(application(look.reader, id))


COMMANDS = (
    Command(
        "application list",
        msg("List applications and refused attempts"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("status", msg("Only with this status"), "choice", choices=("filed", "refused", "withdrawn")),
        *PAGE,
        run=_list,
    ),
    Command(
        "application show",
        msg("Show an application"),
        Field("id", msg("Application"), "subject", required=True, positional=True, source="applications"),
        run=_show,
    ),
    *act_commands("application"),
)
