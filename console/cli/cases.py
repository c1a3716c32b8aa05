"""Commands on cases."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands, alias
from console.cli.answers import page
from console.cli.command import KNOWN_AT, ON, Answer, Command, sorted_page
from console.errors import Misuse
from domain.acts.cases import CONCLUSIONS, ORIGINS
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(
    look: "Look",
    *,
    institution: str | None,
    lead: str | None,
    open_: bool,
    closed: bool,
    overdue: bool,
    origin: str | None,
    conclusion: str | None,
    limit: int,
    after: str | None,
    sort: str | None,
    reverse: bool,
) -> Answer:
    from sanctions.cases.lists import cases
    from sanctions.results import Way

    if open_ and closed:
        raise Misuse(msg("Give --open or --closed, not both."))
    found = cases(
        look.reader,
        on=look.on,
        institution=institution,
        lead=lead,
        closed=closed if open_ or closed else None,
        overdue=overdue,
        origin=origin,
        conclusion=conclusion,
        limit=limit,
        after=after,
        way=Way(sort, reverse),
    )
    return page(
        "cases", found, "id", "name", "status", "lead", "opened_on", "closed_on", "limit_on", "still_held", "pending"
    )


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.cases.lists import case

    return Answer(case(look.reader, id, on=look.on, known_at=look.known_at))


COMMANDS = (
    Command(
        "case list",
        msg("List cases"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("lead", msg("Lead or second handler")),
        Field("open_", msg("Only open ones"), "flag", option="open"),
        Field("closed", msg("Only closed ones"), "flag"),
        Field("overdue", msg("Only beyond their handling limit"), "flag"),
        Field("origin", msg("Where it comes from"), "choice", choices=ORIGINS),
        Field("conclusion", msg("Whether what was reported is so"), "choice", choices=CONCLUSIONS),
        ON,
        *sorted_page("cases"),
        run=_list,
    ),
    Command(
        "case show",
        msg("Show a case with findings, measures and held bills"),
        Field("id", msg("Case"), "subject", required=True, positional=True, source="cases"),
        ON,
        KNOWN_AT,
        run=_show,
    ),
    *act_commands("case"),
    alias("approve", "case approve"),
    alias("reject", "case reject"),
)
