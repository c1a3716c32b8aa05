"""Commands on inspections."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import Answer, Command, sorted_page
from domain.acts.fields import Field
from domain.acts.inspections import INSPECTION_KINDS
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(
    look: "Look",
    *,
    institution: str | None,
    kind: str | None,
    status: str | None,
    overdue: bool,
    limit: int,
    after: str | None,
    sort: str | None,
    reverse: bool,
) -> Answer:
    from sanctions.intake.inspection_lists import inspections
    from sanctions.results import Way

    found = inspections(
        look.reader,
        institution=institution,
        kind=kind,
        status=status,
        overdue_on=look.on if overdue else None,
        limit=limit,
        after=after,
        way=Way(sort, reverse),
    )
    columns = ("id", "status", "on", "plan_by", "institution_name", "kind", "confirmed", "inspectors", "case")
    return page("inspections", found, *columns)


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.intake.inspection_lists import inspection

    return Answer(inspection(look.reader, id))


COMMANDS = (
    Command(
        "inspection list",
        msg("List inspections"),
        Field("institution", msg("Institution"), "code", source="institutions"),
        Field("kind", msg("Kind"), "choice", choices=INSPECTION_KINDS),
        Field("status", msg("Only with this status"), "choice", choices=("planned", "done", "cancelled")),
        Field("overdue", msg("Only plans whose day has passed"), "flag"),
        *sorted_page("inspections"),
        run=_list,
    ),
    Command(
        "inspection show",
        msg("Show an inspection with its findings"),
        Field("id", msg("Inspection"), "subject", required=True, positional=True, source="inspections"),
        run=_show,
    ),
    *act_commands("inspection"),
)
