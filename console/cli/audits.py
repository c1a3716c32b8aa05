"""What an auditor looks at first."""

from typing import TYPE_CHECKING

from console.cli.answers import page
from console.cli.command import ON, PAGE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from datetime import date

    from console.session import Look

KINDS = ("overlong-hold", "backdated", "urgent", "skipped", "deviation", "identity")


def _list(
    look: "Look",
    *,
    kind: str | None,
    from_day: "date | None",
    to_day: "date | None",
    limit: int,
    after: str | None,
) -> Answer:
    from sanctions.ledgers.audits import audits

    found = audits(look.reader, on=look.on, kind=kind, from_day=from_day, to_day=to_day, limit=limit, after=after)
    return page("audits", found, "on", "kind", "subject", "by", "days", "reason", "institution_name")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.ledgers.audits import audit

    return Answer(audit(look.reader, id))


COMMANDS = (
    Command(
        "audit list",
        msg("List what was entered late, urgent, skipped, held too long or opened"),
        Field("kind", msg("Kind"), "choice", choices=KINDS),
        Field("from_day", msg("From"), "day", option="from"),
        Field("to_day", msg("To"), "day", option="to"),
        ON,
        *PAGE,
        run=_list,
        help=msg("Holds that run too long come first, then acts, the last recorded first."),
    ),
    Command(
        "audit show",
        msg("Show one act as the journal keeps it"),
        Field("id", msg("Number of the act"), required=True, positional=True),
        run=_show,
    ),
)
