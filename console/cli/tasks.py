"""Commands on things to carry out."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import ON, Answer, Command, sorted_page
from console.errors import Misuse
from domain.acts.fields import Field
from domain.acts.tasks import KINDS
from domain.messages import msg

if TYPE_CHECKING:
    from console.session import Look


def _list(
    look: "Look",
    *,
    open_: bool,
    all_: bool,
    mine: bool,
    person: str | None,
    about: str | None,
    kind: str | None,
    institution: str | None,
    limit: int,
    after: str | None,
    sort: str | None,
    reverse: bool,
) -> Answer:
    from sanctions.following.lists import tasks
    from sanctions.results import Way

    if open_ and all_:
        raise Misuse(msg("Give --open or --all, not both."))
    if mine and person is not None:
        raise Misuse(msg("Give --mine or --person, not both."))
    operator = look.operator() if mine else None
    found = tasks(
        look.reader,
        on=look.on,
        closed=all_,
        person=(operator.name, operator.person) if operator else (person,) if person else (),
        about=about,
        kind=kind,
        institution=institution,
        limit=limit,
        after=after,
        way=Way(sort, reverse),
    )
    return page("tasks", found, "id", "kind", "status", "due", "overdue_by", "person", "text", "about", "name")


def _show(look: "Look", *, id: str) -> Answer:
    from sanctions.following.lists import task

    return Answer(task(look.reader, id, on=look.on))


COMMANDS = (
    Command(
        "task list",
        msg("List what is to be carried out"),
        Field("open_", msg("Only open ones, as when left out"), "flag", option="open"),
        Field("all_", msg("Also what is done, dropped or lapsed"), "flag", option="all"),
        Field("mine", msg("Only what I carry out"), "flag"),
        Field("person", msg("Who carries it out"), source="operators"),
        Field("about", msg("About"), "subject", source="subjects"),
        Field("kind", msg("Kind"), "choice", choices=KINDS),
        Field("institution", msg("Institution"), "code", source="institutions"),
        ON,
        *sorted_page("tasks"),
        run=_list,
    ),
    Command(
        "task show",
        msg("Show what is to be carried out"),
        Field("id", msg("Task"), "subject", required=True, positional=True, source="tasks"),
        ON,
        run=_show,
    ),
    *act_commands("task"),
)
