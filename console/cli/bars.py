"""Whether a bar stands in the way of an application."""

from typing import TYPE_CHECKING

from console.cli.command import KNOWN_AT, ON, Answer, Command
from domain.acts.admissions import SERVICES
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _check(look: "Look", *, code: str, service: str | None) -> Answer:
    from sanctions.admitting.bar_check import bar_check

    return Answer(bar_check(look.reader, code, on=look.on, service=service, known_at=look.known_at))


COMMANDS = (
    Command(
        "bar check",
        msg("Check whether an institution may apply again"),
        Field("code", msg("Institution"), "code", required=True, positional=True, source="institutions"),
        Field("service", msg("Service"), "choice", choices=SERVICES),
        ON,
        KNOWN_AT,
        run=_check,
        help=msg("By code, licence and recorded successor; tells the last barred day and the first one after it."),
    ),
)
