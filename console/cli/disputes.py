"""Commands on disputes."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands, alias
from console.cli.answers import page
from console.cli.command import ON, PAGE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look

_COLUMNS = ("id", "target", "institution_name", "kind", "body", "filed_on", "stayed", "status", "outcome", "pending")


def _list(
    look: "Look",
    *,
    open_: bool,
    institution: str | None,
    target: str | None,
    limit: int,
    after: str | None,
) -> Answer:
    from sanctions.disputes.disputes import disputes

    found = disputes(
        look.reader,
        on=look.on,
        is_open=open_,
        institution=institution,
        target=target,
        limit=limit,
        after=after,
    )
    return page("disputes", found, *_COLUMNS)


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.disputes.disputes import dispute

    return Answer(dispute(look.reader, id, on=look.on))


COMMANDS = (
    *act_commands("dispute"),
    alias("approve", "dispute approve"),
    alias("reject", "dispute reject"),
    Command(
        "dispute list",
        msg("List disputes"),
        Field("open_", msg("Only those not decided yet"), "flag", option="open"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("target", msg("What is contested"), "subject", source="dispute_targets"),
        ON,
        *PAGE,
        run=_list,
    ),
    Command(
        "dispute show",
        msg("Show a dispute with its stays and what came of it"),
        Field("id", msg("Dispute"), "subject", required=True, positional=True, source="disputes"),
        ON,
        run=_show,
    ),
)
