"""Commands on agreements."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import ON, PAGE, Answer, Command
from domain.acts.fields import Field
from domain.acts.institutions import SERVICES
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(
    look: "Look",
    *,
    institution: str | None,
    service: str | None,
    status: str | None,
    limit: int,
    after: str | None,
) -> Answer:
    from sanctions.intake.agreement_lists import agreements

    found = agreements(
        look.reader,
        on=look.on,
        institution=institution,
        service=service,
        status=status,
        limit=limit,
        after=after,
    )
    return page("agreements", found, "number", "institution", "service", "status", "from", "to")


def _show(look: "Look", *, number: str) -> Answer:
    from sanctions.intake.agreement_lists import agreement

    return Answer(agreement(look.reader, number, on=look.on))


def _templates(look: "Look", *, limit: int, after: str | None) -> Answer:
    from sanctions.intake.templates import templates

    return page("templates", templates(look.reader, limit=limit, after=after), "version", "clauses", "since")


def _template(look: "Look", *, version: str) -> Answer:
    from sanctions.intake.templates import template

    return Answer(template(look.reader, version))


COMMANDS = (
    Command(
        "agreement list",
        msg("List agreements"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("service", msg("Service"), "choice", choices=SERVICES),
        Field("status", msg("Only with this status")),
        ON,
        *PAGE,
        run=_list,
    ),
    Command(
        "agreement show",
        msg("Show an agreement with its clauses"),
        Field("number", msg("Agreement number"), required=True, positional=True, source="agreements"),
        ON,
        run=_show,
    ),
    *act_commands("agreement"),
    Command(
        "agreement template list",
        msg("List the templates of agreements"),
        *PAGE,
        run=_templates,
    ),
    Command(
        "agreement template show",
        msg("Show a template with its clauses"),
        Field("version", msg("Template version"), required=True, positional=True),
        run=_template,
    ),
)
