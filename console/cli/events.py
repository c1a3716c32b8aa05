"""Commands on outside events."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import PAGE, Answer, Command
from domain.acts.fields import Field
from domain.acts.institutions import EVENT_KINDS
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(look: "Look", *, institution: str | None, kind: str | None, limit: int, after: str | None) -> Answer:
    from sanctions.intake.events import events

    found = events(look.reader, institution=institution, kind=kind, limit=limit, after=after)
    return page("events", found, "id", "institution_name", "kind", "body", "happened", "learned")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.intake.events import event

    return Answer(event(look.reader, id))


COMMANDS = (
    Command(
        "event list",
        msg("List events"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("kind", msg("What happened"), "choice", choices=EVENT_KINDS),
        *PAGE,
        run=_list,
    ),
    Command(
        "event show",
        msg("Show an event"),
        Field("id", msg("Event"), "subject", required=True, positional=True, source="events"),
        run=_show,
    ),
    *act_commands("event"),
)
