"""Commands on assessments."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import PAGE, Answer, Command
from domain.acts.admissions import SERVICES
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(look: "Look", *, institution: str | None, service: str | None, limit: int, after: str | None) -> Answer:
    from sanctions.admitting.assessments import assessments

    found = assessments(look.reader, institution=institution, service=service, limit=limit, after=after)
    return page("assessments", found, "id", "institution_name", "service", "year_end", "for", "verdict", "score")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.admitting.assessments import assessment

    return Answer(assessment(look.reader, id))


COMMANDS = (
    Command(
        "assessment list",
        msg("List assessments"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("service", msg("Service"), "choice", choices=SERVICES),
        *PAGE,
        run=_list,
    ),
    Command(
        "assessment show",
        msg("Show an assessment"),
        Field("id", msg("Assessment"), "subject", required=True, positional=True, source="assessments"),
        run=_show,
    ),
    *act_commands("assessment"),
)
