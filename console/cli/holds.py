"""Commands on held bills."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands, alias
from console.cli.answers import page
from console.cli.command import ON, PAGE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(
    look: "Look",
    *,
    case: str | None,
    institution: str | None,
    still_held: bool,
    limit: int,
    after: str | None,
) -> Answer:
    from sanctions.money.holds import holds, holds_of

    if case is not None:
        return Answer(holds_of(look.reader, case))
    found = holds(
        look.reader,
        on=look.on,
        institution=institution,
        still_held=still_held,
        limit=limit,
        after=after,
    )
    return page("holds", found, "case", "name", "held", "released", "refused", "still_held", "paid", "owed", "pending")


def _show(look: "Look", *, case: str) -> Answer:
    from sanctions.money.holds import holds_of

    return Answer(holds_of(look.reader, case))


COMMANDS = (
    Command(
        "hold list",
        msg("List held bills, of all cases or of one"),
        Field("case", msg("Case"), "subject", positional=True, source="cases"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("still_held", msg("Only where something is still held"), "flag"),
        ON,
        *PAGE,
        run=_list,
    ),
    Command(
        "hold show",
        msg("Show the held bills of a case"),
        Field("case", msg("Case"), "subject", required=True, positional=True, source="cases"),
        run=_show,
    ),
    *act_commands("hold"),
    alias("approve", "hold approve"),
)
