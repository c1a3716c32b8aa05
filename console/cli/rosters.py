"""Commands on the published list of institutions."""

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

_ID = Field("id", msg("Published list"), "subject", required=True, positional=True, source="rosters")


def _due(look: "Look", *, check: bool, limit: int, after: str | None) -> Answer:
    from sanctions.publishing.roster_lists import roster_due

    found = roster_due(look.reader, on=look.on, limit=limit, after=after)
    answer = page("changes", found, "subject", "kind", "name", "day", "due", "remaining", "late_by")
    if check and any(one["late_by"] for one in found.items):
        answer.status = ATTENTION
    return answer


def _list(look: "Look", *, status: str | None, limit: int, after: str | None) -> Answer:
    from sanctions.publishing.roster_lists import rosters

    found = rosters(look.reader, on=look.on, status=status, limit=limit, after=after)
    return page("rosters", found, "id", "status", "as_of", "institutions", "due", "late_by", "published_on")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.publishing.roster_lists import roster

    return Answer(roster(look.reader, id), view=_drawn)


def _drawn(document: Mapping[str, Any], lang: str) -> str:
    """What it is, what changed, then its text line by line."""
    from console.views import heading, paragraphs, record, table

    head = {key: value for key, value in document.items() if key not in ("text", "changes")}
    parts = [record(head, lang, within="roster")]
    if document["changes"]:
        told = [{key: one[key] for key in ("day", "kind", "name", "subject")} for one in document["changes"]]
        parts.append(f"{heading('changes', lang)}\n{table(told, lang, within='changes', indent='  ')}")
    parts.append("\n".join([heading("text", lang), *paragraphs(document["text"], "  ")]))
    return "\n\n".join(parts)


def _export(look: "Look", *, id: str, form: str, output: str, replace: bool) -> Answer:
    from pathlib import Path

    from console.files import write_out
    from sanctions.publishing.roster_lists import roster_export

    content = roster_export(look.reader, id, form)
    if output == "-":
        return Answer({"id": id}, chunks=[content])
    write_out(Path(output), [content], replace=replace)
    return Answer({"id": id, "format": form})


COMMANDS = (
    Command(
        "roster due",
        msg("List the changes that must still go into the published list"),
        Field("check", msg("Exit with 3 when something is overdue"), "flag"),
        ON,
        *PAGE,
        run=_due,
    ),
    *act_commands("roster"),
    alias("approve", "roster approve"),
    alias("reject", "roster reject"),
    Command(
        "roster list",
        msg("List the versions of the published list"),
        Field("status", msg("Only with this status")),
        ON,
        *PAGE,
        run=_list,
    ),
    Command("roster show", msg("Show a version with its changes"), _ID, run=_show),
    Command(
        "roster export",
        msg("Write the approved list to a file"),
        _ID,
        Field("form", msg("Format"), "choice", required=True, choices=FORMATS, option="format"),
        Field("output", OUTPUT.label, "path", required=True, help=OUTPUT.help),
        REPLACE,
        run=_export,
        help=msg("The frozen text, the same bytes every time."),
    ),
)
