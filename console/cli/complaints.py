"""Commands on complaints; what is sealed is shown by `complaint reveal` alone."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import Answer, Command, sorted_page
from domain.acts.complaints import CHANNELS, NATURES
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from datetime import date

    from console.session import Look


def _list(
    look: "Look",
    *,
    institution: str | None,
    status: str | None,
    nature: str | None,
    channel: str | None,
    awaiting: str | None,
    clock: str | None,
    text: str | None,
    limit: int,
    after: str | None,
    sort: str | None,
    reverse: bool,
) -> Answer:
    from sanctions.intake.complaint_lists import complaints
    from sanctions.results import Way

    found = complaints(
        look.reader,
        on=look.on,
        institution=institution,
        status=status,
        nature=nature,
        channel=channel,
        awaiting=awaiting,
        clock=clock,
        text=text,
        limit=limit,
        after=after,
        way=Way(sort, reverse),
    )
    return page("complaints", found, "id", "received", "institution_name", "nature", "status", "due", "summary")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.intake.complaint_lists import complaint

    return Answer(complaint(look.reader, id, on=look.on))


def _count(look: "Look", *, by: str | None, from_day: "date | None", to_day: "date | None") -> Answer:
    from sanctions.intake.complaint_lists import counts

    column = by or "channel"
    sums, rows = counts(look.reader, by=column, first=from_day, last=to_day)
    return Answer({**sums, "counts": rows})


COMMANDS = (
    Command(
        "complaint list",
        msg("List complaints"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("status", msg("Only with this status")),
        Field("nature", msg("Nature"), "choice", choices=NATURES),
        Field("channel", msg("Channel"), "choice", choices=CHANNELS),
        Field("awaiting", msg("Only where this is awaited"), "choice", choices=("receipt", "call-back", "telling")),
        Field("clock", msg("Only where its time is so"), "choice", choices=("late", "running")),
        Field("text", msg("Words of the summary"), help=msg("Nothing sealed is searched.")),
        *sorted_page("complaints"),
        run=_list,
    ),
    Command(
        "complaint show",
        msg("Show a complaint"),
        Field("id", msg("Complaint"), "subject", required=True, positional=True, source="complaints"),
        run=_show,
    ),
    Command(
        "complaint count",
        msg("Count complaints, and the institutions they are about"),
        Field(
            "by", msg("Counted by"), "choice", choices=("channel", "nature", "status"), help=msg("Left empty: channel.")
        ),
        Field("from_day", msg("Received from"), "day", option="from"),
        Field("to_day", msg("Received until"), "day", option="to"),
        run=_count,
    ),
    *act_commands("complaint"),
)
