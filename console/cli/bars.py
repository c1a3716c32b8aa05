"""Whether a bar stands in the way of an application."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.command import KNOWN_AT, ON, Answer, Command
from domain.acts.admissions import SERVICES
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _check(look: "Look", *, code: str, service: str | None) -> Answer:
    from sanctions.admitting.bar_check import bar_check

    found = bar_check(look.reader, code, on=look.on, service=service, known_at=look.known_at)
    return Answer(found, view=_drawn)


def _drawn(document: Mapping[str, Any], lang: str) -> str:
    """The verdict with its days, the reasons, and each bar behind it."""
    from console.views import bullet, cell, heading, record

    head = {key: value for key, value in document.items() if key not in ("reasons", "bars")}
    parts = [record(head, lang, within="bar")]
    if document["reasons"]:
        told = [bullet(cell("reasons", reason, lang), "  ") for reason in document["reasons"]]
        parts.append("\n".join([heading("reasons", lang), *told]))
    # Its statement stands among the reasons.
    bars = [{key: value for key, value in bar.items() if key != "statement"} for bar in document["bars"]]
    parts += [f"{heading('bar', lang)}\n{record(bar, lang, '  ', within='bars')}" for bar in bars]
    return "\n\n".join(parts)


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
