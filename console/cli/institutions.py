"""Commands on institutions."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import ON, Answer, Command, sorted_page
from domain.acts.fields import LONG, Field
from domain.acts.institutions import SERVICES
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(
    look: "Look",
    *,
    text: str | None,
    service: str | None,
    district: str | None,
    standing: str | None,
    limit: int,
    after: str | None,
    sort: str | None,
    reverse: bool,
) -> Answer:
    from sanctions.intake.register import institutions
    from sanctions.results import Way

    found = institutions(
        look.reader,
        on=look.on,
        text=text,
        service=service,
        district=district,
        standing=standing,
        limit=limit,
        after=after,
        way=Way(sort, reverse),
    )
    return page("institutions", found, "code", "name", "services", "level", "district")


def _show(look: "Look", *, code: str) -> Answer:
    from sanctions.intake.register import institution

    return Answer(institution(look.reader, code, on=look.on))


def _sheet(look: "Look", *, code: str, proposal: str | None) -> Answer:
    from console.institution_sheets import drawn_sheet
    from sanctions.ledgers.sheet import sheet

    return Answer(sheet(look.reader, code, on=look.on, proposal=proposal), view=drawn_sheet)


def _record(look: "Look", *, code: str, service: str | None) -> Answer:
    from sanctions.intake.penalties import institution_record

    return Answer(institution_record(look.reader, code, on=look.on, service=service))


COMMANDS = (
    Command(
        "institution list",
        msg("List institutions"),
        Field("text", msg("Words of the name"), option="name", help=msg("Former names, code and licence count too.")),
        Field("service", msg("Service"), "choice", choices=SERVICES),
        Field("district", msg("District")),
        Field("standing", msg("Only with this standing"), help=msg("Such as in-force or barred.")),
        ON,
        *sorted_page("institutions"),
        run=_list,
    ),
    Command(
        "institution show",
        msg("Show an institution with its names and agreements"),
        Field("code", msg("Institution"), "code", required=True, positional=True, source="institutions"),
        ON,
        run=_show,
    ),
    Command(
        "institution sheet",
        msg("Show one page on an institution"),
        Field("code", msg("Institution"), "code", required=True, positional=True, source="institutions"),
        Field("proposal", msg("Proposal"), "text", limit=LONG, help=msg("Printed at the end; kept nowhere.")),
        ON,
        run=_sheet,
        help=msg("Two years of what came in and was done, money, and what is open."),
    ),
    Command(
        "institution record",
        msg("Show the penalties of the last years that stand against an application"),
        Field("code", msg("Institution"), "code", required=True, positional=True, source="institutions"),
        Field("service", msg("Service"), "choice", choices=SERVICES),
        ON,
        run=_record,
        help=msg("By the conditions of entry in force on the day; the corresponding day is still inside."),
    ),
    *act_commands("institution"),
)
