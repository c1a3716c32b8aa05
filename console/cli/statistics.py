"""The statistics of a time."""

from typing import TYPE_CHECKING

from console.cli.command import ON, OUTPUT, REPLACE, Answer, Command
from console.errors import Misuse
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from datetime import date

    from console.session import Look

FORMATS = ("table", "json", "xlsx", "html")


def _show(
    look: "Look", *, since: "date | None", until: "date | None", form: str | None, output: str | None, replace: bool
) -> Answer:
    from console.statistics_lines import drawn_statistics
    from sanctions.agency.kept_heads import along
    from sanctions.statistics.report import statistics

    if form == "xlsx" and output is None:
        raise Misuse(msg("A workbook is a file: give --output."))
    found = statistics(look.reader, on=look.on, since=since, until=until) | along(look.reader)
    if output is None and form in (None, "table"):
        return Answer(found, view=drawn_statistics)
    from pathlib import Path

    from console.documents.statistics import statistics_chunks
    from console.files import write_out

    form = form or "table"
    chunks = statistics_chunks(found, form, look.session.lang)
    if output in (None, "-"):
        return Answer(found, chunks=chunks)
    write_out(Path(output), chunks, replace=replace)
    return Answer({"format": form, "path": output})


COMMANDS = (
    Command(
        "statistics show",
        msg("Count complaints, findings, measures, days and money of a time"),
        Field("since", msg("From"), "day"),
        Field("until", msg("To"), "day"),
        Field("form", msg("Format"), "choice", choices=FORMATS, option="format"),
        ON,
        OUTPUT,
        REPLACE,
        run=_show,
        help=msg(
            "From the first of the year to today unless said otherwise. xlsx is a workbook with a sheet and a chart for"
            " each chapter, html one page that prints; what is not shown is in none of them."
        ),
    ),
)
