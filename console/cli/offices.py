"""Commands on offices."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import PAGE, Answer, Command
from domain.acts.fields import Field
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(look: "Look", *, limit: int, after: str | None) -> Answer:
    from sanctions.agency.offices import offices

    found = offices(look.reader, limit=limit, after=after)
    return page("offices", found, "name", "level", "districts", "open")


def _show(look: "Look", *, name: str) -> Answer:
    from sanctions.agency.offices import office

    return Answer(office(look.reader, name))


COMMANDS = (
    *act_commands("office"),
    Command("office list", msg("List offices"), *PAGE, run=_list),
    Command(
        "office show",
        msg("Show an office"),
        Field("name", msg("Name"), required=True, positional=True, source="offices"),
        run=_show,
    ),
)
