"""Commands on operators."""

from typing import TYPE_CHECKING

from console.cli.acts import act_commands
from console.cli.answers import page
from console.cli.command import PAGE, Answer, Command
from console.cli.operator_keys import COMMANDS as OF_KEYS
from domain.acts.fields import Field
from domain.messages import msg
from domain.refusals import refuse

if TYPE_CHECKING:
    from console.session import Look


def _list(look: "Look", *, limit: int, after: str | None) -> Answer:
    from sanctions.agency.operators import operators

    found = operators(look.reader, limit=limit, after=after)
    return page("operators", found, "name", "person", "roles", "levels", "office", "login", "active")


def _show(look: "Look", *, name: str) -> Answer:
    from domain.states.agency import Operator
    from sanctions.agency.operators import operator_record

    found = look.reader.get(Operator, f"operator:{name}")
    if found is None:
        raise refuse("not-found", msg("There is no operator {name} here.", name=name), field="name")
    return Answer(operator_record(found))


COMMANDS = (
    Command("operator list", msg("List operators"), *PAGE, run=_list),
    Command(
        "operator show",
        msg("Show an operator"),
        Field("name", msg("Name"), required=True, positional=True, source="operators"),
        run=_show,
    ),
    *act_commands("operator"),
    *OF_KEYS,
)
