"""What an auditor looks at first."""

from typing import TYPE_CHECKING, Any

from console.cli.answers import page
from console.cli.command import Answer, Command
from console.cli.periods import PERIOD
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look

KINDS = ("overlong-hold", "backdated", "urgent", "skipped", "deviation", "identity", "refused")


def _list(look: "Look", **asked: Any) -> Answer:
    from sanctions.ledgers.audits import audits

    found = audits(look.reader, on=look.on, **asked)
    return page("audits", found, "on", "kind", "subject", "by", "days", "reason", "institution_name")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.ledgers.audits import audit

    return Answer(audit(look.reader, id))


COMMANDS = (
    Command(
        "audit list",
        msg("List what was entered late, urgent, skipped, held too long, opened or refused"),
        Field("kind", msg("Kind"), "choice", choices=KINDS),
        *PERIOD,
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
