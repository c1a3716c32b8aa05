"""Commands on renewals."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import PAGE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look

_COLUMNS = ("agreement", "institution_name", "service", "to", "filed_on", "status", "decided_on")


def _list(look: "Look", *, institution: str | None, limit: int, after: str | None) -> Answer:
    from sanctions.admitting.renewals import renewals

    found = renewals(look.reader, institution=institution, limit=limit, after=after)
    return page("renewals", found, *_COLUMNS)


def _show(look: "Look", *, code: str) -> Answer:
    from sanctions.admitting.renewals import renewals

    return page("renewals", renewals(look.reader, institution=code), *_COLUMNS)


COMMANDS = (
    Command(
        "renewal list",
        msg("List renewals filed or decided"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        *PAGE,
        run=_list,
    ),
    Command(
        "renewal show",
        msg("Show the renewals of an institution"),
        Field("code", msg("Institution"), "code", required=True, positional=True, source="institutions"),
        run=_show,
    ),
    *act_commands("renewal"),
)
