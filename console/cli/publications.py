"""Commands on the publication of terminations."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from console.cli.acts import act_commands, alias
from console.cli.answers import page
from console.cli.command import ON, OUTPUT, PAGE, REPLACE, Answer, Command
from console.errors import ATTENTION
from domain.acts.fields import Field
from domain.announcements import FORMATS
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look

_CHECK = Field("check", msg("Exit with 3 when something is overdue"), "flag")
_ID = Field("id", msg("Publication"), "subject", required=True, positional=True, source="publications")


def _due(look: "Look", *, check: bool, limit: int, after: str | None) -> Answer:
    from sanctions.publishing.lists import publication_due

    found = publication_due(look.reader, on=look.on, limit=limit, after=after)
    answer = page("publications", found, "id", "name", "decided_on", "due", "remaining", "late_by", "publication")
    if check and any(item["late_by"] for item in found.items):
        answer.status = ATTENTION
    return answer


def _list(look: "Look", *, status: str | None, limit: int, after: str | None) -> Answer:
    from sanctions.publishing.lists import publications

    found = publications(look.reader, on=look.on, status=status, limit=limit, after=after)
    return page("publications", found, "id", "status", "pending", "terminations", "due", "late_by", "published_on")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.publishing.lists import publication
    from sanctions.sheets import with_sheet

    return Answer(publication(look.reader, id) | with_sheet(look.reader, id, on=look.on), view=_drawn)


_BELOW = ("lists", "versions")


def _drawn(document: Mapping[str, Any], lang: str) -> str:
    """What it is, its text line by line, then its terminations and the versions as tables."""
    from console.views import heading, paragraphs, record, table

    head = {key: value for key, value in document.items() if key not in ("text", "terminations", *_BELOW)}
    parts = [record(head, lang, within="publication")]
    parts.append("\n".join([heading("text", lang), *paragraphs(document["text"], "  ")]))
    below = (f"{heading(key, lang)}\n{table(document[key], lang, within=key, indent='  ')}" for key in _BELOW)
    return "\n\n".join([*parts, *below])


def _export(look: "Look", *, id: str, form: str, version: int | None, output: str, replace: bool) -> Answer:
    from pathlib import Path

    from console.files import write_out
    from sanctions.publishing.lists import publication_export

    content = publication_export(look.reader, id, form, version)
    if output == "-":
        return Answer({"id": id}, chunks=[content])
    write_out(Path(output), [content], replace=replace)
    return Answer({"id": id, "format": form})


COMMANDS = (
    Command(
        "publication due",
        msg("List the terminations that must still be published"),
        _CHECK,
        ON,
        *PAGE,
        run=_due,
    ),
    *act_commands("publication"),
    alias("approve", "publication approve"),
    alias("reject", "publication reject"),
    Command(
        "publication list",
        msg("List publications"),
        Field("status", msg("Only with this status")),
        ON,
        *PAGE,
        run=_list,
    ),
    Command("publication show", msg("Show a publication with its versions"), _ID, run=_show),
    Command(
        "publication export",
        msg("Write the approved text to a file"),
        _ID,
        Field("form", msg("Format"), "choice", required=True, choices=FORMATS, option="format"),
        Field("version", msg("Version"), "count", help=msg("The last approved one unless given.")),
        Field("output", OUTPUT.label, "path", required=True, help=OUTPUT.help),
        REPLACE,
        run=_export,
        help=msg("The frozen text, the same bytes every time."),
    ),
)
