"""Commands on satisfaction surveys."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import PAGE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(look: "Look", *, institution: str | None, limit: int, after: str | None) -> Answer:
    from sanctions.intake.surveys import surveys

    found = surveys(look.reader, institution=institution, limit=limit, after=after)
    return page("surveys", found, "id", "institution_name", "held_on", "among", "answered", "satisfied_percent")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.intake.surveys import survey

    return Answer(survey(look.reader, id))


COMMANDS = (
    Command(
        "survey list",
        msg("List surveys"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        *PAGE,
        run=_list,
    ),
    Command(
        "survey show",
        msg("Show a survey"),
        Field("id", msg("Survey"), "subject", required=True, positional=True, source="surveys"),
        run=_show,
    ),
    *act_commands("survey"),
)
