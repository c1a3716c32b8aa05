"""Commands on complaints; what is sealed is shown by `complaint reveal` alone."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import PAGE, Answer, Command
from domain.acts.complaints import NATURES
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(
    look: "Look",
    *,
    institution: str | None,
    status: str | None,
    nature: str | None,
    text: str | None,
    limit: int,
    after: str | None,
) -> Answer:
    from sanctions.intake.complaint_lists import complaints

    found = complaints(
        look.reader,
        institution=institution,
        status=status,
        nature=nature,
        text=text,
        limit=limit,
        after=after,
    )
    return page("complaints", found, "id", "received", "institution_name", "nature", "status", "summary")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.intake.complaint_lists import complaint

    return Answer(complaint(look.reader, id))


COMMANDS = (
    Command(
        "complaint list",
        msg("List complaints"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("status", msg("Only with this status")),
        Field("nature", msg("Nature"), "choice", choices=NATURES),
        Field("text", msg("Words of the summary"), help=msg("Nothing sealed is searched.")),
        *PAGE,
        run=_list,
    ),
    Command(
        "complaint show",
        msg("Show a complaint"),
        Field("id", msg("Complaint"), "subject", required=True, positional=True, source="complaints"),
        run=_show,
    ),
    *act_commands("complaint"),
)
