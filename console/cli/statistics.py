"""The statistics of a time."""

from typing import TYPE_CHECKING

from console.cli.command import ON, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from datetime import date

    from console.session import Look

FORMATS = ("table", "json")


def _show(look: "Look", *, since: "date | None", until: "date | None", form: str | None) -> Answer:
    from console.statistics_lines import drawn_statistics
    from sanctions.agency.kept_heads import along
    from sanctions.statistics.report import statistics

    found = statistics(look.reader, on=look.on, since=since, until=until) | along(look.reader)
    if form == "json":
        from console.documents.statistics import statistics_bytes

        return Answer(found, chunks=[statistics_bytes(found, form, look.session.lang)])
    return Answer(found, view=drawn_statistics)


COMMANDS = (
    Command(
        "statistics show",
        msg("Count complaints, findings, measures, days and money of a time"),
        Field("since", msg("From"), "day"),
        Field("until", msg("To"), "day"),
        Field("form", msg("Format"), "choice", choices=FORMATS, option="format"),
        ON,
        run=_show,
        help=msg("From the first of the year to today unless said otherwise."),
    ),
)
