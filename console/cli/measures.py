"""Commands on measures."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.acts import act_commands, alias
from console.cli.answers import page
from console.cli.command import KNOWN_AT, ON, PAGE, Answer, Command
from domain.acts.fields import Field
from domain.acts.measures import KINDS
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look

_COLUMNS = ("id", "name", "word", "status", "pending", "decided_on", "in_force_from", "ended_on", "departments")


def _options(look: "Look", *, case: str) -> Answer:
    from sanctions.measures.options import options

    found = options(look.reader, case, on=look.on)
    return Answer(found, notes=found.get("warnings") or (), view=_weighed)


def _weighed(document: Mapping[str, Any], lang: str) -> str:
    """Option by option: what it is, what it needs, and why it is as it is."""
    from console.lines import hanging, width
    from console.views import bullet, cell, heading, record

    parts = []
    for option in document["options"]:
        kind, word = cell("kind", option["kind"], lang), cell("word", option["word"], lang)
        title = f"{kind} ({word})" if word and word != kind else kind
        verdict = cell("verdict", option["verdict"], lang, "options")
        lines = [f"{verdict[:1].upper()}{verdict[1:]}: {title}"]
        for ground in option.get("grounds") or ():
            lines += hanging(f"  {heading('ground', lang)}: ", _ground(ground, lang), width())
        if option.get("needs"):
            needs = " ".join(f"--{need}" for need in option["needs"])
            lines += hanging(f"  {heading('needs', lang)}: ", needs, width())
        if option.get("amounts"):
            lines.append(record(option["amounts"], lang, "  "))
        lines += [bullet(cell("reasons", reason, lang), "  ") for reason in option.get("reasons") or ()]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _ground(ground: Mapping[str, Any], lang: str) -> str:
    from console.views import cell

    quote = ground.get("quote")
    return f"{cell('clause', ground.get('clause'), lang)}" + (f"  “{cell('quote', quote, lang)}”" if quote else "")


def _list(
    look: "Look",
    *,
    status: str | None,
    awaiting_me: bool,
    case: str | None,
    institution: str | None,
    kind: str | None,
    limit: int,
    after: str | None,
) -> Answer:
    from sanctions.measures.lists import measures

    found = measures(
        look.reader,
        on=look.on,
        status=status,
        awaiting=look.operator().person if awaiting_me else None,
        case=case,
        institution=institution,
        kind=kind,
        limit=limit,
        after=after,
    )
    return page("measures", found, *_COLUMNS)


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.measures.lists import measure

    return Answer(measure(look.reader, id, on=look.on, known_at=look.known_at))


COMMANDS = (
    Command(
        "measure options",
        msg("Tell what may be done next in a case"),
        Field("case", msg("Case"), "subject", required=True, positional=True, source="cases"),
        ON,
        run=_options,
        help=msg("Every kind of measure: recommended, allowed, mandatory or refused, and why."),
    ),
    *act_commands("measure"),
    alias("approve", "measure approve"),
    alias("reject", "measure reject"),
    Command(
        "measure list",
        msg("List measures"),
        Field("status", msg("Only with this status")),
        Field("awaiting_me", msg("Only what waits for my decision"), "flag"),
        Field("case", msg("Case"), "subject", source="cases"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("kind", msg("Kind of measure"), "choice", choices=KINDS),
        ON,
        *PAGE,
        run=_list,
    ),
    Command(
        "measure show",
        msg("Show a measure with its steps"),
        Field("id", msg("Measure"), "subject", required=True, positional=True, source="measures"),
        ON,
        KNOWN_AT,
        run=_show,
    ),
)
